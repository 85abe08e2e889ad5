"""Offers the practices of a region, of a zone, or all of them as one zip of kept files, with its size.

The app above makes them and says here what there is; nothing is offered while they are being made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import get_language, ngettext

from readers.presenters.wording import NBSP, file_size, number
from readers.zone_codes import without_soil

ALL: Final = "all"


class KeptZip(NamedTuple):
    """A zip to keep; `label` says how many practices are in it and how large it is."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class StoredZip:
    url: str
    size: int
    count: int


_finders: list[Callable[[str], StoredZip | None]] = []


def offer(finder: Callable[[str], StoredZip | None]) -> None:
    """Registers who knows the zips by their names."""
    _finders[:] = [finder]


def region_subject(slug: str) -> str:
    return f"region-{slug}"


def zone_subject(code: str) -> str:
    """Returns the subject of a zone's zip: all soils of a climate lie in one."""
    return f"zone-{without_soil(code)}"


def zip_name(subject: str) -> str:
    """Returns what the zip of a subject is called in the active language."""
    return f"{subject}-{get_language()}.zip"


def kept_zip(subject: str) -> KeptZip | None:
    """Returns what is offered in the active language; None where there is none, or it is being made."""
    found = next(filter(None, (find(zip_name(subject)) for find in _finders)), None)
    return KeptZip(found.url, zip_label(found)) if found is not None and found.count else None


def zip_label(found: StoredZip) -> str:
    """Returns how much a zip holds and weighs: "13 practices, 105 kB"."""
    practices = ngettext("%(count)s practice", "%(count)s practices", found.count)
    size = file_size(found.size).replace(" ", NBSP)
    return f"{practices % {'count': number(found.count)}}, {size}"
