"""Shows people which files there are, how large, of when, and what may be done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.downloads.editions import current
from api.downloads.making import NAMES, READ_ME
from api.downloads.offered import OfferedZips, offered_zips
from api.models import Download, Edition
from practices.interchange.record_files import LICENCE_ADDRESSES, Head
from readers.presenters.wording import file_size
from zones.labels import LABELS

# People open the first; the last three are for programs.
ORDER: Final = ("xlsx", "csv", "json", "geojson")


@dataclass(frozen=True, slots=True)
class FileRow:
    """`size` says what comes over the line, in words."""

    name: str
    url: str
    note: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OpenDataView:
    edition: Edition | None
    files: Sequence[FileRow]
    read_me: str
    citation: str
    licences: Sequence[tuple[str, str]]
    kept: OfferedZips


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Answers with the page on the files."""
    return render(request, "api/open_data.html", {"view": open_data_view(current())})


def open_data_view(edition: Edition | None) -> OpenDataView:
    """Returns what the page shows; no files while they are being made."""
    stored = {file.name: file for file in edition.files.all()} if edition else {}
    files = [_row(stored[NAMES[format]], format) for format in ORDER if NAMES[format] in stored]
    head = Head(edition.made_at, settings.WAGTAILADMIN_BASE_URL) if edition else None
    return OpenDataView(
        edition=edition,
        files=files,
        read_me=reverse("download", args=[READ_ME]),
        citation=head.citation() if head else "",
        kept=offered_zips(),
        licences=[(str(LABELS["LICENCES"][code]), url) for code, url in LICENCE_ADDRESSES.items()],
    )


def _row(file: Download, format: str) -> FileRow:
    notes = {
        "xlsx": _("A table for Excel, LibreOffice and the like."),
        "csv": _("The same table as text. It can be brought into this site again."),
        "json": _("Each practice with all that is told of it, for programs."),
        "geojson": _("Points for a map, each in the middle of a square of about 11 km."),
    }
    return FileRow(
        file.name,
        reverse("download", args=[file.name]),
        notes[format],
        file_size(file.packed_size or file.size),
        file.sha256,
    )
