"""Writes passages as a workbook, one a row, and reads it back. A text in a cell is never a formula."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from media.region_access import AnyUser
from practices.admin.translations.comparison import Comparison, Pair, compared
from practices.admin.translations.waiting import Filter, pages_with_states, waiting
from practices.freshness import State
from practices.interchange.tables.cells import MOST_ROWS, Cell, FileRefusedError, Table
from practices.interchange.tables.templates import written_book
from practices.models import Practice
from practices.models.freshness import STATE_LABELS
from practices.passages import passage
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

# Pages that are read from the database in one go.
AT_ONCE: Final = 50
COLUMNS: Final[Mapping[str, Any]] = {
    "key": gettext_lazy("Key, please leave it"),
    "check": gettext_lazy("Mark, please leave it"),
    "page": gettext_lazy("Page"),
    "passage": gettext_lazy("Passage"),
    "state": gettext_lazy("State"),
    "source": pgettext_lazy("column of a table", "Original"),
    "target": pgettext_lazy("column of a table", "Translation so far"),
    "text": pgettext_lazy("column of a table", "New translation"),
    "machine": gettext_lazy("By a machine, not read yet (yes)"),
}
WIDTHS: Final = {"key": 12, "check": 12, "page": 24, "passage": 20, "state": 14, "machine": 14}
WIDE: Final = 60
NEEDED: Final = ("key", "check", "text")
WORDS_FOR_YES: Final = frozenset({"yes", "oui", "sí", "si", "x", "1", "true", "vrai", "verdadero"})
_REGION: Final = "region:"


@dataclass(frozen=True, slots=True)
class Key:
    """Names one passage of one page, from one language into another."""

    page: str
    passage: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.page} | {self.passage} | {self.source} > {self.target}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        parts = [part.strip() for part in text.split("|")]
        if len(parts) != 3:
            return None
        source, _sign, target = (part.strip() for part in parts[2].partition(">"))
        if source not in LANGUAGES or target not in LANGUAGES or source == target:
            return None
        return cls(parts[0], parts[1], source, target)


def page_key(page: Any) -> str:
    """Returns what a page is called in tables: of a practice its id, which never changes."""
    return page.external_id if isinstance(page, Practice) else _REGION + page.slug


def region_slug(key: str) -> str | None:
    return key.removeprefix(_REGION) if key.startswith(_REGION) else None


def check_of(pair: Pair) -> str:
    """Returns a mark of both texts as they stand now."""
    return f"{pair.source_digest}-{pair.target_digest}"


# --- out -----------------------------------------------------------------------------------------------


def workbook(user: AnyUser, asked: Filter) -> bytes:
    """Returns the passages of the pages in question, whole pages as long as the file can be read back."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Translations"))
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, WIDE)
    sheet.append([_cell(sheet, str(label), bold=True) for label in COLUMNS.values()])
    written = 0
    for page, comparison in _comparisons(user, asked):
        rows = list(_rows(page, comparison))
        if written + len(rows) > MOST_ROWS:
            break
        written += len(rows)
        for row in rows:
            sheet.append([_cell(sheet, row[name], filled=name == "text") for name in COLUMNS])
    return written_book(book)


def _comparisons(user: AnyUser, asked: Filter) -> Iterator[tuple[Any, Comparison]]:
    numbers = waiting(user, asked)
    for first in range(0, len(numbers), AT_ONCE):
        for page, states in pages_with_states(numbers[first : first + AT_ONCE]):
            yield page, compared(page, asked.language, states)


def _rows(page: Any, comparison: Comparison) -> Iterator[Mapping[str, str]]:
    for pair in comparison.pairs:
        if pair.source:
            yield {
                "key": str(Key(page_key(page), pair.key, comparison.source, comparison.target)),
                "check": check_of(pair),
                "page": passage(page, "name").text,
                "passage": pair.spot.label,
                "state": _state(pair, comparison),
                "source": pair.source,
                "target": pair.target,
                "text": "",
                "machine": "",
            }


def _state(pair: Pair, comparison: Comparison) -> str:
    if not pair.target:
        return str(STATE_LABELS[State.MISSING])
    if pair.is_changed:
        return _("the original changed")
    state = comparison.standing.state
    return str(STATE_LABELS[State.CURRENT if state is State.STALE else state])


def _cell(sheet: Any, text: str, *, bold: bool = False, filled: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    # Otherwise a text that begins with an equals sign becomes a formula.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if filled:
        cell.fill = PatternFill("solid", fgColor="FDEED6")
    return cell


# --- back in -------------------------------------------------------------------------------------------


def read_rows(table: Table) -> list[dict[str, Any]]:
    """Returns the rows with a new text, as they can be kept. Raises FileRefusedError for another table."""
    places = _places(table.headings)
    if not places.keys() >= set(NEEDED):
        raise FileRefusedError("unknown_kind")
    rows = []
    for line in table.lines:
        cells: dict[str, Cell] = {
            name: line.cells[place] if place < len(line.cells) else None for name, place in places.items()
        }
        if cells["text"] is None:
            continue
        is_text = not isinstance(cells["text"], dict)
        rows.append(
            {
                "number": line.number,
                "key": str(cells["key"] or ""),
                "check": str(cells["check"] or ""),
                "text": str(cells["text"]) if is_text else None,
                "machine": str(cells.get("machine") or "").strip().casefold() in WORDS_FOR_YES,
            }
        )
    return rows


def _places(headings: Sequence[str]) -> dict[str, int]:
    """Returns where each column is, whichever of the languages its heading is in."""
    known: dict[str, str] = {}
    for code in LANGUAGES:
        with translation.override(code):
            known |= {str(label).casefold(): name for name, label in COLUMNS.items()}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := known.get(heading.casefold()):
            found.setdefault(name, place)
    return found


def file_name(language: str) -> str:
    return f"{_('translations')}-{BY_CODE[language].code}.xlsx"
