"""Says what of a typed text may be counted, and what stands for it until it may be kept."""

import re
from typing import Final

from django.utils.crypto import salted_hmac

from practices.models.demand import LONGEST_TYPED
from zones.blank import without_marks
from zones.spelling import fold_label

# So many make a telephone number, a date of birth or the like.
MOST_DIGITS: Final = 5
_ROOM: Final = re.compile(r"[\s\-_./]+")


def countable(typed: str) -> str:
    """Returns a text as it may be kept; empty for one that is too long or may name a person."""
    text = " ".join(without_marks(typed).split())
    if len(text) > LONGEST_TYPED or "@" in text or sum(map(str.isdigit, text)) > MOST_DIGITS:
        return ""
    return text if any(map(str.isalpha, text)) else ""


def digest_of(kind: str, text: str) -> str:
    """Returns what stands for a text, whatever its accents and capitals; made with the site's secret key."""
    key = _ROOM.sub(" ", fold_label(text)).strip()
    return salted_hmac("practices.demand", f"{kind}\n{key}", algorithm="sha256").hexdigest()
