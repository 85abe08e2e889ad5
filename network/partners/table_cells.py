"""Reads the cells of a table of partners; codes may be written as codes or in words of any language."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from network.fields import spoken_name
from network.models import PartnerKind, PartnerState
from network.vocabulary import COMPETENCES, LANGUAGE_CODES, OBJECTIVES
from practices.external_ids import LONGEST, PATTERN
from practices.interchange.problems import Problem, shown, strange_characters
from practices.interchange.tables.cells import DATE, Cell
from practices.interchange.tables.rows import NO, YES
from practices.places import country_name
from zones import languages
from zones.blank import emptied, one_line
from zones.countries import country_codes
from zones.spelling import fold
from zones.vocabulary import LANGUAGES

_PIECES: Final = re.compile(r"[;|\n]")
# More allowed words than this are not repeated with each problem.
MOST_NAMED: Final = 8


class CellError(ValueError):
    """Raised for a cell that cannot be read, with the sentence that says why."""


def value_of(column: str, cell: Cell) -> Any:
    """Returns the value of a cell for a field of a partner. Raises CellError."""
    if isinstance(cell, dict) and DATE not in cell:
        raise CellError(_("This cell holds a formula or a fault. Write its result there instead."))
    if column in _DAYS:
        return _day(cell)
    if isinstance(cell, dict):
        raise CellError(_("This cell holds a day, and the column takes none."))
    if column in _CODED:
        return _code(column, cell)
    if column in _LISTS:
        return tuple(_codes(column, cell))
    if column in _READERS:
        return _READERS[column](cell)
    return _written(cell, has_lines=column in _ABOUT)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _written(cell: Cell, *, has_lines: bool) -> str:
    """Returns what was written, without marks that nobody sees. Raises CellError for what no page shows."""
    text = emptied(_text(cell)).strip() if has_lines else one_line(_text(cell))
    if strange := strange_characters(text):
        raise CellError(Problem("", 0, "", "strange_characters", {"characters": strange}).message)
    return text


def _identifier(cell: Cell) -> str:
    text = _text(cell)
    if text and (len(text) > LONGEST or not re.fullmatch(PATTERN, text)):
        raise CellError(_("An address has letters without accents, digits and hyphens only."))
    return text


def _yes_no(cell: Cell) -> bool:
    text = _text(cell)
    word = fold(text)
    # Of a tick, or a word in another script, nothing is left.
    if text and word not in YES | NO:
        raise CellError(_("Write yes or no."))
    return word in YES


def _decimal(cell: Cell) -> float | None:
    text = _text(cell).replace(",", ".").replace("−", "-")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise CellError(_("“%(value)s” is no number.") % {"value": shown(text)}) from None
    if not abs(number) <= 360:
        raise CellError(_("“%(value)s” is no position.") % {"value": shown(text)})
    return number


def _day(cell: Cell) -> date | None:
    text = str(cell[DATE])[:10] if isinstance(cell, dict) else _text(cell)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        text = _("“%(value)s” is no day. Write it as 2026-11-30.") % {"value": shown(text)}
        raise CellError(text) from None


def _code(column: str, cell: Cell) -> str:
    text = _text(cell)
    found = _known(column).get(fold(text), "")
    if text and not found:
        raise CellError(_unknown(column, text))
    # An empty state says that nobody checked it yet.
    return found or (PartnerState.APPLIED if column == "state" else "")


def _codes(column: str, cell: Cell) -> Iterable[str]:
    known = _known(column)
    for piece in filter(None, map(str.strip, _PIECES.split(_text(cell)))):
        # A label may hold a comma itself, so they part labels only where the whole is none.
        parts = [piece] if fold(piece) in known else [part.strip() for part in piece.split(",")]
        for part in filter(None, parts):
            if fold(part) not in known:
                raise CellError(_unknown(column, part))
            yield known[fold(part)]


def _unknown(column: str, text: str) -> str:
    codes = [code for code, _label in _labelled(column)]
    values = {"value": shown(text), "known": ", ".join(codes)}
    if len(codes) > 2 * MOST_NAMED:
        return _("We do not know “%(value)s” here.") % values
    return _("We do not know “%(value)s” here. What can be written: %(known)s.") % values


def _labelled(column: str) -> list[tuple[str, str]]:
    if column == "country":
        return [(code, country_name(code)) for code in country_codes()]
    if column == "languages":
        return [(code, spoken_name(code)) for code in LANGUAGE_CODES]
    if column in ("kind", "state"):
        choices = PartnerKind if column == "kind" else PartnerState
        return [(str(one.value), str(one.label)) for one in choices]
    vocabulary = OBJECTIVES if column == "objectives" else COMPETENCES
    return [(code, str(label)) for code, label in vocabulary.items()]


@cache
def _known(column: str) -> Mapping[str, str]:
    """Returns the codes of a column by their folded labels in every language, and by themselves."""
    known: dict[str, str] = {}
    for language in languages.CODES:
        with translation.override(language):
            for code, label in _labelled(column):
                known.setdefault(fold(code), code)
                known.setdefault(fold(label), code)
    return known


_DAYS: Final = ("joined_on", "confirmed_on", "source_read_on", "contact_agreed_on")
_ABOUT: Final = tuple(f"about_{code}" for code in LANGUAGES)
_CODED: Final = ("kind", "state", "country")
_LISTS: Final = ("languages", "competences", "objectives", "offers", "seeks")
_READERS: Final[Mapping[str, Callable[[Cell], Any]]] = {
    "external_id": _identifier,
    "is_member": _yes_no,
    "latitude": _decimal,
    "longitude": _decimal,
}
