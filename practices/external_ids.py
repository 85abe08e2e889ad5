"""The name under which a practice is known outside the site: given once, never changed, never given twice."""

import re
from collections.abc import Callable
from itertools import count
from typing import Final

from django.utils.crypto import get_random_string

from practices.slugs import slug_of

LONGEST: Final = 80
# What may become part of an address.
PATTERN: Final = r"[A-Za-z0-9_-]+"
# Of those that nobody has named yet.
RANDOM_LETTERS: Final = 8


def free_id(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Return `wanted` as an id, or with the first number behind it that makes it free."""
    base = wanted if len(wanted) <= LONGEST and re.fullmatch(PATTERN, wanted) else slug_of(wanted)
    base = base or "practice"
    for number in count(1):
        made = base if number == 1 else f"{base[: LONGEST - len(str(number)) - 1]}-{number}"
        if not is_taken(made):
            return made
    raise AssertionError("unreachable")


def random_id() -> str:
    """Return an id for what has no name: a placeholder's address would say nothing for ever."""
    return f"practice-{get_random_string(RANDOM_LETTERS, 'abcdefghjkmnpqrstuvwxyz23456789')}"
