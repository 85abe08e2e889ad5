"""Tells readers' pages, and the page on open data, which zips may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from api.downloads.editions import current_files
from api.models import Download, Kind
from practices.models import RegionSection
from practices.passages import Passage, passage
from readers.presenters.land.zone import zone_title
from readers.presenters.practice.kept_zips import (
    ALL,
    StoredZip,
    region_subject,
    zip_label,
    zip_name,
    zone_subject,
)
from zones.naming import ALL_ZONES


@dataclass(frozen=True, slots=True)
class OfferedZip:
    """A line of the page: what it holds, its address, how much that is."""

    title: Passage
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class OfferedZips:
    """All practices in each language; regions and zones in the active one."""

    whole: Sequence[OfferedZip]
    parts: Sequence[OfferedZip]
    made_at: datetime | None


def find_zip(name: str) -> StoredZip | None:
    """Returns the zip of that name; None where there is none, or it is being made."""
    file = current_files(Kind.PAGES).filter(name=name).order_by("-edition").first()
    return _stored_zip(file) if file is not None else None


def offered_zips() -> OfferedZips:
    """Returns all that may be kept; nothing while zips are being made."""
    files = current_files(Kind.PAGES).filter(count__gt=0).select_related("edition").order_by("edition")
    stored = {file.name: _stored_zip(file) for file in files}
    made_at = max((file.edition.made_at for file in files), default=None)
    whole = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            whole.append((Passage(name, code), zip_name(ALL)))
    regions = RegionSection.objects.public().order_by("path")
    parts = [
        *((passage(one, "name"), zip_name(region_subject(one.slug))) for one in regions),
        *((Passage(zone_title(code)), zip_name(zone_subject(code))) for code in ALL_ZONES),
    ]
    return OfferedZips(_offered(whole, stored), _offered(parts, stored), made_at)


def _offered(named: Sequence[tuple[Passage, str]], stored: dict[str, StoredZip]) -> list[OfferedZip]:
    """Returns those that are there, each once: zones that differ by soil share one."""
    known = {name: title for title, name in reversed(named)}
    return [
        OfferedZip(known[name], stored[name].url, zip_label(stored[name]))
        for name in dict.fromkeys(name for _title, name in named)
        if name in stored
    ]


def _stored_zip(file: Download) -> StoredZip:
    return StoredZip(reverse("kept_zip", args=[file.name]), file.size, file.count)
