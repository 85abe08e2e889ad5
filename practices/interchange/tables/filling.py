"""Writes a record into the cells of a table, so that reading the table gives the record back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from practices.interchange.tables.columns import Column, columns
from practices.interchange.tables.rows import GAP

Filled = str | int | float | None
BETWEEN: Final = "; "


def column_keys() -> list[str]:
    """Returns the keys of all columns, under which a table is recognised in every language."""
    return [column.key for column in columns()]


def cells_of(record: Mapping[str, Any], *, in_words: bool = False) -> list[Filled]:
    """Returns a cell for each column, None where nothing is known.

    Codes stay codes, for programs, or are said in words of the active language; both are read again.
    """
    return [_cell(column, record, in_words) for column in columns()]


def _cell(column: Column, record: Mapping[str, Any], in_words: bool) -> Filled:
    if column.reads == "steps":
        return _steps(record.get(column.path[0]) or (), column.language)
    value: Any = record
    for name in column.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None or value in ("", [], ()):
        return None
    if in_words and column.labelled is not None:
        return _in_words(column, value)
    return _WRITERS.get(column.reads, _as_it_is)(value)


def _in_words(column: Column, value: Any) -> str:
    labels = {str(code): str(label) for code, label in column.labelled()} if column.labelled else {}
    given = value if isinstance(value, list | tuple) else [value]
    codes = [one["need"] if isinstance(one, Mapping) else one for one in given]
    return _joined([labels.get(str(code), code) for code in codes])


def _as_it_is(value: Any) -> Filled:
    filled: Filled = value
    return filled


def _joined(values: Sequence[Any]) -> str:
    return BETWEEN.join(map(str, values))


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _needs(needs: Sequence[Mapping[str, Any]]) -> str:
    return _joined([need["need"] for need in needs])


def _sources(sources: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(_on_one_line(source["text"]) for source in sources)


def _steps(steps: Sequence[Mapping[str, Any]], language: str) -> str | None:
    """Returns a line for each step up to the last that is told in the language."""
    lines = [_on_one_line(step["text"].get(language) or "") for step in steps]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(line or GAP for line in lines) or None


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_WRITERS: Final[Mapping[str, Callable[[Any], Filled]]] = {
    "codes": _joined,
    "labels": _joined,
    "months": _joined,
    "yes_no": _yes_no,
    "needs": _needs,
    "sources": _sources,
}
