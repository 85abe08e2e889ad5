"""Says in plain text, in all languages, what the files are, what may be done with them, how to check them."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from api.models import Download
from practices.interchange.record_files import FORMAT, LICENCE_ADDRESSES, Head
from practices.interchange.tables.columns import Column, columns
from readers.presenters.wording import yes_no
from zones.languages import language_of
from zones.vocabulary import LANGUAGES

# What stands in the cells of columns whose codes are no list, or a long one.
CELLS: Final[dict[str, Promise]] = {
    "latitude": gettext_lazy("decimal degrees"),
    "longitude": gettext_lazy("decimal degrees"),
    "country": gettext_lazy("two letters, as in ISO 3166"),
    "aridity_low": gettext_lazy("rain divided by what could evaporate"),
    "aridity_high": gettext_lazy("rain divided by what could evaporate"),
    "cost_currency": gettext_lazy("three letters, as in ISO 4217"),
    "labour_months": gettext_lazy("1 is January"),
}


def read_me(head: Head, count: int, files: Iterable[Download]) -> str:
    """Returns the text that lies beside the files."""
    lines: list[str] = []
    for code in LANGUAGES:
        with translation.override(code):
            lines += [f"=== {language_of(code).name} ===", "", *_about(head, count), "", *_table(), ""]
    lines += [f"{name}: {address}" for name, address in LICENCE_ADDRESSES.items()]
    lines += ["", f"format {FORMAT}", "", "SHA-256:"]
    lines += [f"{file.sha256}  {file.name}" for file in files]
    return "\n".join(lines) + "\n"


def _about(head: Head, count: int) -> Iterator[str]:
    practices = ngettext("%(count)s practice", "%(count)s practices", count) % {"count": count}
    yield from (head.title(), "", f"{practices}, {head.made_at:%Y-%m-%d %H:%M} UTC")
    yield f"{_('Licence')}{_(':')} {head.licence()}"
    yield f"{_('How to name the source')}{_(':')} {head.citation()}"


def _table() -> Iterator[str]:
    """Yields a line for each column: its key, what it says, what may stand in its cells."""
    heading = _("Columns of CSV and XLSX, properties of GeoJSON")
    yield f"{heading}{_(':')}"
    yield _("In brackets: what a cell may hold, and what it means. Several codes have “; ” between them.")
    yield ""
    for column in columns():
        cells = _cells(column)
        yield f"{column.key}: {column.heading}" + (f" [{cells}]" if cells else "")


def _cells(column: Column) -> str:
    if column.key in CELLS:
        return str(CELLS[column.key])
    codes = column.labelled() if column.labelled else ()
    if column.reads == "yes_no":
        codes = [("yes", yes_no(True)), ("no", yes_no(False))]
    return "; ".join(str(code) if code == str(label) else f"{code} = {label}" for code, label in codes)
