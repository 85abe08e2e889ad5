"""Makes the empty tables that people fill in, with headings and explanations in their language."""

import io
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from practices.interchange.tables.columns import Column, template_columns
from practices.interchange.tables.csv_files import written_csv
from zones.languages import language_of

WIDTH: Final = 24
EXPLANATION_WIDTHS: Final = (34, 16, 70, 40, 40)


def csv_template() -> bytes:
    """Returns the headings as CSV that spreadsheets open by a double click."""
    separator = language_of(get_language()).cell_separator
    return written_csv([[column.heading for column in template_columns()]], separator)


def xlsx_template() -> bytes:
    """Returns a workbook: a sheet to fill in, and one that says what each column takes."""
    book = Workbook(write_only=True)
    filled = book.create_sheet(_("Practices"))
    filled.freeze_panes = "B2"
    for number, _column in enumerate(template_columns(), start=1):
        filled.column_dimensions[get_column_letter(number)].width = WIDTH
    filled.append([text_cell(filled, column.heading, bold=True) for column in template_columns()])
    told = book.create_sheet(_("What to write"))
    for number, width in enumerate(EXPLANATION_WIDTHS, start=1):
        told.column_dimensions[get_column_letter(number)].width = width
    titles = (_("Column"), _("Must be filled"), _("What to write"), _("Allowed words"))
    told.append([text_cell(told, title, bold=True) for title in titles])
    for row in _explained():
        told.append([text_cell(told, text) for text in row])
    return written_book(book)


def written_book(book: Workbook) -> bytes:
    """Returns a workbook as a file."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Returns a cell of a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    # Otherwise a text that begins with an equals sign becomes a formula.
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def filled_cell(sheet: Any, value: Any) -> Any:
    """Returns a cell that holds a text as text and a number as a number."""
    return text_cell(sheet, value) if isinstance(value, str) else value


def _explained() -> Iterator[tuple[str, str, str, str]]:
    for column in template_columns():
        must = _("yes") if column.required else ""
        labels = [str(label) for code, label in column.labelled() if code] if column.labelled else []
        yield column.heading, must, how_to_fill(column), labels[0] if labels else ""
        for label in labels[1:]:
            yield "", "", "", label


def how_to_fill(column: Column) -> str:
    """Returns a sentence on what the cells of a column take."""
    match column.reads:
        case "number":
            return _("A number. Whole thousands without a sign between: 1200.")
        case "code":
            return _("One of the words beside this.") if column.labelled else _("Three letters, such as XOF.")
        case "codes" | "needs":
            return _("One or more of the words beside this, with a semicolon between.")
        case "yes_no":
            return _("Yes or no; nothing where nobody knows.")
        case "months":
            return _("Months as numbers or names: 5; 6, or 5-7.")
        case "labels":
            return _("Words of your own, with a comma between.")
        case "steps":
            return _("One step in each line of the cell (Alt and Enter begins a new line).")
        case "sources":
            return _("One source in each line of the cell.")
        case _:
            return _("Text.")
