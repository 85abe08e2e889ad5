"""Reads all that anybody may have of the practices, for the files in which it is given away."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import DatabaseError

from practices.addresses import addresses_by_language
from practices.interchange.export import export
from practices.models import Practice, RegionSection
from practices.passages import localized
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

# What people agreed to, when and how: for those who keep the site.
PRIVATE_KEYS: Final = ("publication", "naming")
CHUNK: Final = 200
PARTS: Final = (
    *("steps", "impacts", "soil_carbon_measured", "citations", "see_it_done"),
    "tagged_items__tag",
)


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """Holds a record as JSON data, and the path of its page in the first language that names it."""

    data: dict[str, Any]
    path: str


def public_records() -> Iterator[PublicRecord]:
    """Yields the public practices in the order of the tree, some hundreds in memory at a time.

    What cannot be read is left out, and written to the log.
    """
    regions = dict(RegionSection.objects.values_list("path", "slug"))
    addresses = addresses_by_language()
    for practice in public_practices():
        region = regions.get(practice.path[: -practice.steplen], "")
        record = None
        with left_out_if_unreadable(practice):
            language = next(iter(localized(practice, "name")), LANGUAGES[0])
            record = PublicRecord(public_data(practice, region), addresses[language](practice.url_path))
        if record is not None:
            yield record


def public_practices() -> Iterator[Practice]:
    """Yields the public practices with their parts in the order of the tree, some hundreds in memory."""
    after = ""
    while chunk := list(_after(after)):
        yield from chunk
        after = chunk[-1].path


@contextmanager
def left_out_if_unreadable(practice: Practice) -> Iterator[None]:
    """Writes to the log that a practice cannot be read, and goes on with the next.

    One that nobody can read must not keep the others, nor what was withdrawn in old files.
    """
    try:
        yield
    except DatabaseError:
        raise
    except Exception:
        logger.exception("practice %s is left out of what is given away", practice.pk)


def public_data(practice: Practice, region: str = "") -> dict[str, Any]:
    """Returns the record of a practice as anybody may have it."""
    data = export(practice, region)
    for key in PRIVATE_KEYS:
        data.pop(key)
    return data


def _after(path: str) -> Any:
    practices = Practice.objects.public().filter(path__gt=path).order_by("path")
    return practices.prefetch_related(*PARTS)[:CHUNK]
