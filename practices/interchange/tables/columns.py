"""Names the columns of a table of practices, and finds them again under their headings in any language.

They follow from the schema of a record: a new entry there is a new column here. What a cell cannot hold well
(impacts, measurements of soil carbon, tutorials, drawings, what people agreed to) has no column.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.interchange import entry_kinds, schema
from practices.interchange.entry_kinds import Kind
from practices.interchange.schema import Record
from practices.places import country_choices
from zones import factors, languages
from zones.labels import FACTOR_LABELS, FACTOR_VOCABULARIES, LABELS, UNIT_LABELS, choices
from zones.spelling import fold

Reads = Literal["text", "number", "code", "codes", "yes_no", "months", "labels", "steps", "sources", "needs"]
Labelled = Callable[[], Iterable[tuple[Any, Any]]]

# Entries of a record without a column; the region is chosen for the whole file.
_LEFT_OUT: Final = frozenset(
    ["region", "publication", "naming", "drawing", "zones", "climate_note", "impacts", "see_it_done"]
)
# What people fill in first stands first.
_FIRST: Final = ("name", "place_name", "country", "land_uses", "outcome", "summary", "steps")
_READS: Final[dict[type, Reads]] = {
    entry_kinds.Line: "text",
    entry_kinds.Code: "code",
    entry_kinds.Codes: "codes",
    entry_kinds.Whole: "number",
    entry_kinds.Year: "number",
    entry_kinds.Decimal: "number",
    entry_kinds.Months: "months",
    entry_kinds.Labels: "labels",
    entry_kinds.YesNo: "yes_no",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Describes one column. `path` is where its value stands in a record; `language` that of its text."""

    key: str
    path: tuple[str, ...]
    reads: Reads
    label: Callable[[], str]
    language: str = ""
    required: bool = False
    labelled: Labelled | None = None

    @property
    def heading(self) -> str:
        """Returns the heading in the active language; texts of another language say which."""
        label = capfirst(self.label())
        if not self.language or self.language == languages.language_of(get_language()).code:
            return label
        return f"{label} ({languages.language_of(self.language).name})"


@cache
def columns() -> tuple[Column, ...]:
    """Returns all columns, those that everybody fills in first."""
    found = [column for name, kind in schema.kinds(Record).items() for column in _of_entry(name, kind)]
    order = {name: place for place, name in enumerate(_FIRST)}
    return tuple(sorted(found, key=lambda column: order.get(column.path[0], len(order))))


@cache
def by_key() -> dict[str, Column]:
    return {column.key: column for column in columns()}


def template_columns() -> list[Column]:
    """Returns the columns of a new table in the active language: texts in this language only."""
    own = languages.language_of(get_language()).code
    return [column for column in columns() if column.language in ("", own) and column.key != "id"]


def recognised(headings: Iterable[str]) -> list[str]:
    """Returns the key of the column under each heading, empty where none is known or another has it.

    A word of several languages is taken in the one in which the table knows most.
    """
    names = [fold(heading) for heading in headings]
    active = languages.language_of(get_language()).code
    codes = sorted(
        languages.CODES,
        key=lambda code: (-sum(name in _names(code) for name in names), code != active),
    )
    keys: list[str] = []
    for name in names:
        known = next((found for code in codes if name and (found := _names(code).get(name))), "")
        keys.append("" if known in keys else known)
    return keys


@cache
def _names(language: str) -> dict[str, str]:
    """Returns keys of columns by what they are called in a language."""
    names: dict[str, str] = {}
    with translation.override(language):
        for column in columns():
            names.setdefault(fold(column.heading), column.key)
            names.setdefault(fold(column.key), column.key)
            names.setdefault(fold(".".join(column.path)), column.key)
            if column.language:
                told = languages.language_of(column.language)
                for called in (told.name, told.code):
                    names.setdefault(fold(f"{column.label()} {called}"), column.key)
    return names


def column_at(path: str) -> Column | None:
    """Returns the column that a path of a problem is about: "conditions.rain" is about its first."""
    parts = tuple(part.partition("[")[0] for part in path.split("."))
    if not path:
        return None
    exact = [column for column in columns() if column.path == parts[: len(column.path)]]
    return exact[0] if exact else next((one for one in columns() if one.path[: len(parts)] == parts), None)


# --- from the schema to columns --------------------------------------------------------------------------


def _of_entry(name: str, kind: Kind) -> Iterator[Column]:
    if name in _LEFT_OUT:
        return
    match kind:
        case entry_kinds.Prose(required=required):
            yield from _in_languages((name,), _named(Record, name), "text", required)
        case entry_kinds.Rows():
            if name == "steps":
                yield from _in_languages((name,), lambda: _("steps, one in each line"), "steps", False)
            elif name == "citations":
                yield Column(name, (name,), "sources", lambda: _("sources, one in each line"))
        case entry_kinds.Conditions():
            yield from _of_conditions(name)
        case entry_kinds.Needs():
            yield Column(
                name, (name,), "needs", _named(Record, name), labelled=lambda: [*LABELS["NEEDS"].items()]
            )
        case entry_kinds.Span():
            yield from _ends(
                name, (name,), _with_unit(_named(Record, name), schema.stored_field(Record, name).unit)
            )
        case entry_kinds.Part(of=table):
            yield from _of_part(name, table)
        case _:
            yield _single(Record, name, kind, name, (name,))


def _of_part(name: str, table: type) -> Iterator[Column]:
    for part, kind in schema.kinds(table).items():
        if isinstance(kind, entry_kinds.Prose):
            yield from _in_languages((name, part), _named(table, part), "text", False)
        elif not isinstance(kind, entry_kinds.Rows):
            yield _single(table, part, kind, f"{name}_{part}", (name, part))


def _single(table: type, name: str, kind: Kind, key: str, path: tuple[str, ...]) -> Column:
    # What stands on every page anyway is filled in where the cell is empty.
    required = getattr(kind, "required", False) and name not in ("id", "licence")
    labelled = _labelled(table, name) if isinstance(kind, entry_kinds.Code | entry_kinds.Codes) else None
    label = _named(table, name)
    return Column(key, path, _READS[type(kind)], label, required=required, labelled=labelled)


def _labelled(table: type, name: str) -> Labelled | None:
    if name == "country":
        return country_choices
    field = schema.stored_field(table, name)
    if hasattr(field, "labelled"):
        labelled: Labelled = field.labelled
        return labelled
    return (lambda: list(field.choices)) if field.choices else None


def _in_languages(
    path: tuple[str, ...], label: Callable[[], str], reads: Reads, required: bool
) -> Iterator[Column]:
    for code in languages.CODES:
        yield Column("_".join((*path, code)), (*path, code), reads, label, code, required)


def _of_conditions(name: str) -> Iterator[Column]:
    for factor in (*factors.NAMES, *factors.CONSTRAINTS):
        label = _factor(factor)
        if factor in factors.NUMBERS:
            yield from _ends(
                factor, (name, factor), _with_unit(label, UNIT_LABELS[factors.NUMBERS[factor].unit])
            )
        elif factor in factors.CHOICES:
            yield Column(factor, (name, factor, "codes"), "codes", label, labelled=_choices(factor))
        else:
            yield Column(factor, (name, factor, "value"), "yes_no", label)


def _ends(key: str, path: tuple[str, ...], label: Callable[[], str]) -> Iterator[Column]:
    yield Column(f"{key}_low", (*path, "low"), "number", lambda: _("%(what)s, from") % {"what": label()})
    yield Column(f"{key}_high", (*path, "high"), "number", lambda: _("%(what)s, to") % {"what": label()})


def _choices(factor: str) -> Labelled:
    return lambda: choices(FACTOR_VOCABULARIES[factor])


def _factor(name: str) -> Callable[[], str]:
    return lambda: str(FACTOR_LABELS[name])


def _with_unit(label: Callable[[], str], unit: Any) -> Callable[[], str]:
    return lambda: label() if str(unit) in label() else f"{label()} ({unit})"


def _named(table: type, name: str) -> Callable[[], str]:
    def label() -> str:
        # Tags are no column of the model.
        field: Any = schema.stored_field(table, name) or schema.STORED[table][0]._meta.get_field(name)
        return str(field.verbose_name)

    return label
