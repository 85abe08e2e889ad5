"""Makes the table of a region's own practices in the worker, drafts too, for those who may add to it."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.core.files import File
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from jobs import queue
from jobs.registry import Running
from media.region_access import AnyUser
from practices.admin.imports.rights import open_regions
from practices.interchange.export import record_of
from practices.interchange.public_records import PARTS
from practices.interchange.record_json import dump
from practices.interchange.tables import filling
from practices.interchange.tables.columns import columns
from practices.interchange.tables.templates import WIDTH, filled_cell, text_cell
from practices.models import Practice, RegionExport, RegionSection

EXPORT: Final = "practices.export_region"
NAME: Final = "practices.xlsx"
CHUNK: Final = 100


def own_exports(user: AnyUser) -> QuerySet[RegionExport]:
    """Returns the tables that the person asked for, of regions where they still may add; newest first."""
    mine = RegionExport.objects.filter(user=user.pk, section__in=open_regions(user).values("pk"))
    return mine.select_related("section").order_by("-asked_at", "-pk")


def ask(section: RegionSection, user: Any) -> None:
    """Writes down that a table is wanted; one that is still to be made is asked for once more."""
    waiting = own_exports(user).filter(section=section, file="").first()
    wanted = waiting or RegionExport.objects.create(section=section, user=user)
    queue.enqueue(EXPORT, {"export": wanted.pk}, key=f"{EXPORT} {wanted.pk}")


def make(running: Running) -> None:
    """Makes the table, while whoever asked for it may still add to the region."""
    export = RegionExport.objects.select_related("user", "section").get(pk=running.claim.payload["export"])
    if export.file or not own_exports(export.user).filter(pk=export.pk).exists():
        return
    with tempfile.TemporaryFile() as handle:
        with translation.override(export.user.language):
            export.count = _write(handle, export.section)
        export.size = handle.tell()
        handle.seek(0)
        export.file.save(NAME, File(handle))


def _write(handle: Any, section: RegionSection) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Practices"))
    sheet.freeze_panes = "C2"
    headings = [_("State"), *(column.heading for column in columns())]
    for number, _heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([text_cell(sheet, heading, bold=True) for heading in headings])
    count = 0
    for count, practice in enumerate(_newest(section), start=1):  # noqa: B007  it is what is returned
        cells = filling.cells_of(dump(record_of(practice, section.slug)), in_words=True)
        sheet.append([filled_cell(sheet, cell) for cell in (_state(practice), *cells)])
    book.save(handle)
    return count


def _newest(section: RegionSection) -> Iterator[Practice]:
    """Yields the practices of a region as its people see them: the newest version of each."""
    numbers = iter(list(Practice.objects.child_of(section).order_by("path").values_list("pk", flat=True)))
    while some := list(islice(numbers, CHUNK)):
        for practice in Practice.objects.filter(pk__in=some).order_by("path").prefetch_related(*PARTS):
            is_older = practice.live and practice.has_unpublished_changes
            yield practice.get_latest_revision_as_object() if is_older else practice


def _state(practice: Practice) -> str:
    if not practice.live:
        return pgettext("practice", "draft")
    return (
        pgettext("practice", "published, with a newer draft")
        if practice.has_unpublished_changes
        else pgettext("practice", "published")
    )
