"""Turns the rows of a table into records as a JSON file holds them, cell by cell, for the validator."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, Final

from django.utils import translation
from django.utils.dates import MONTHS

from practices.interchange.problems import Problem, ProblemCode, shown
from practices.interchange.readers import Row
from practices.interchange.tables.cells import DATE, FAULT, FORMULA, Cell, Line, Table
from practices.interchange.tables.columns import Column, by_key
from zones import languages
from zones.spelling import fold
from zones.vocabulary import LICENCES

YES: Final = frozenset(["yes", "oui", "si", "true", "vrai", "verdadero", "1", "x", "y", "o", "s"])
NO: Final = frozenset(["no", "non", "false", "faux", "falso", "0", "n"])
# Holds the place of a step that is not told in this language.
GAP: Final = "…"
_PIECES: Final = re.compile(r"[;|\n]")
_NUMBERING: Final = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*])\s+")
_FROM_TO: Final = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")
_MONTHS_OF_YEAR: Final = 12
_SPECIAL: Final[dict[str, ProblemCode]] = {
    DATE: "date_cell",
    FORMULA: "formula_cell",
    FAULT: "fault_cell",
}


class _CellError(ValueError):
    def __init__(self, code: ProblemCode, **values: Any) -> None:
        super().__init__(code)
        self.code: ProblemCode = code
        self.values = values


def placeholder(number: int) -> str:
    """Returns the id of a record that has none; the site gives one when it is saved."""
    return f"row-{number}"


def rows_of(table: Table, keys: Sequence[str], source: str) -> tuple[list[Row], list[Problem]]:
    """Returns a row for each line, and what is wrong with single cells."""
    chosen = [(place, by_key()[key]) for place, key in enumerate(keys) if key in by_key()]
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in table.lines:
        data, found = _record(line, chosen)
        rows.append(Row(source, line.number, data))
        problems += [Problem(source, line.number, path, error.code, error.values) for path, error in found]
    return rows, problems


def _record(
    line: Line, chosen: Sequence[tuple[int, Column]]
) -> tuple[dict[str, Any], list[tuple[str, _CellError]]]:
    data: dict[str, Any] = {"id": placeholder(line.number), "licence": LICENCES[0]}
    problems: list[tuple[str, _CellError]] = []
    for place, column in chosen:
        cell = line.cells[place] if place < len(line.cells) else None
        if cell is None or cell == "":
            continue
        try:
            _put(data, column, _value(column, cell))
        except _CellError as error:
            problems.append((".".join(column.path), error))
    if steps := data.get("steps"):
        data["steps"] = list(_steps(steps))
    return data, problems


def _put(data: dict[str, Any], column: Column, value: Any) -> None:
    within = data
    for name in column.path[:-1]:
        within = within.setdefault(name, {})
    within[column.path[-1]] = value


def _value(column: Column, cell: Cell) -> Any:
    if isinstance(cell, dict):
        mark, value = next(iter(cell.items()))
        raise _CellError(_SPECIAL[mark], value=value)
    return _READERS[column.reads](column, cell)


# --- one for each kind of column -------------------------------------------------------------------------


def _text(column: Column, cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _number(column: Column, cell: Cell) -> Cell:
    return cell


def _code(column: Column, cell: Cell) -> str:
    text = _text(column, cell).strip()
    return _codes_of(column.key).get(fold(text)) or (text if column.labelled else text.upper())


def _codes(column: Column, cell: Cell) -> list[str]:
    known = _codes_of(column.key)
    codes: list[str] = []
    for piece in _pieces(_text(column, cell)):
        if fold(piece) in known:
            codes.append(known[fold(piece)])
            continue
        # A label may hold a comma itself, so they part labels only where each part is one.
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        codes += [known.get(fold(part), part) for part in parts]
    return codes


def _needs(column: Column, cell: Cell) -> list[dict[str, str]]:
    return [{"need": code} for code in _codes(column, cell)]


def _yes_no(column: Column, cell: Cell) -> bool:
    word = fold(_text(column, cell))
    if word not in YES | NO:
        raise _CellError("yes_or_no", value=shown(_text(column, cell)))
    return word in YES


def _months(column: Column, cell: Cell) -> list[int | str]:
    months: list[int | str] = []
    for piece in re.split(r"[;,|\n]", _text(column, cell)):
        name = piece.strip()
        between = _FROM_TO.fullmatch(name)
        if between and max(first_last := [int(between[1]), int(between[2])]) <= _MONTHS_OF_YEAR:
            first, last = first_last
            # From November to February goes over the end of the year.
            count = (last - first) % _MONTHS_OF_YEAR + 1
            months += [(first - 1 + step) % _MONTHS_OF_YEAR + 1 for step in range(count)]
        elif name:
            months.append(_month_names().get(fold(name), name))
    return months


def _labels(column: Column, cell: Cell) -> list[str]:
    return [piece.strip() for piece in re.split(r"[;,|\n]", _text(column, cell)) if piece.strip()]


def _lines(column: Column, cell: Cell) -> list[str]:
    lines = (_NUMBERING.sub("", line).strip() for line in _text(column, cell).splitlines())
    return [line for line in lines if line]


def _sources(column: Column, cell: Cell) -> list[dict[str, str]]:
    return [{"key": f"c{number}", "text": text} for number, text in enumerate(_lines(column, cell), start=1)]


_READERS: Final[dict[str, Callable[[Column, Cell], Any]]] = {
    "text": _text,
    "number": _number,
    "code": _code,
    "codes": _codes,
    "yes_no": _yes_no,
    "months": _months,
    "labels": _labels,
    "steps": _lines,
    "sources": _sources,
    "needs": _needs,
}


def _steps(by_language: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    for texts in zip_longest(*by_language.values(), fillvalue=""):
        told = ("" if text == GAP else text for text in texts)
        yield {"text": dict(zip(by_language, told, strict=True))}


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _PIECES.split(text) if piece.strip()]


@cache
def _codes_of(key: str) -> dict[str, str]:
    """Returns the codes of a column by their folded labels in every language, and by themselves."""
    labelled = by_key()[key].labelled
    if labelled is None:
        return {}
    known: dict[str, str] = {}
    for language in languages.CODES:
        with translation.override(language):
            pairs = [(str(code), str(label)) for code, label in labelled()]
        for code, label in pairs:
            known.setdefault(fold(code), code)
            known.setdefault(fold(label), code)
    known.pop("", None)
    return known


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in languages.CODES:
        with translation.override(language):
            names |= {fold(str(name)): number for number, name in MONTHS.items()}
    return names
