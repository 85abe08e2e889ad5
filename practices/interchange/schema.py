"""The one record in which a practice is exchanged, as a table that is read by validator, writer and export.

Each field carries its kind (`Annotated[type, kind]`); a key in a file is the name of the field. What is not
known is null, empty or absent in a file, and None or empty here. A `Record` is made by the validator, or by
`export` from a stored practice; both give the same canonical form, so equal practices are equal records.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, get_args, get_type_hints

from babel.numbers import list_currencies

from jobs import consent_texts
from practices.drawings import NAME
from practices.places import country_codes
from zones import naming, vocabulary
from zones.blank import emptied
from zones.values import Range, Value

Words = Mapping[str, str]
"""A text by language; only languages that have the text."""

# What may become part of an address.
SLUG: Final = r"[A-Za-z0-9_-]+"
COST_BASES: Final = ("per_ha", "per_unit", "per_year")
MONEY_BEFORE_RETURN: Final = ("none", "little", "much")


# --- kinds of fields --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain text by language, at most `longest` characters in each. `required` asks for one language."""

    longest: int
    required: bool = False
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, the same in all languages, matching `pattern` as a whole where there is one."""

    longest: int
    required: bool = False
    pattern: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """Some codes of a vocabulary, each once, kept in the order of the vocabulary."""

    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    low: int
    high: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year of our era that has begun."""

    def last(self) -> int:
        return date.today().year


@dataclass(frozen=True, slots=True)
class Day:
    """A day that has begun, written as 2026-11-30."""


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number kept with `decimals` places."""

    low: float
    high: float
    decimals: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """Months of the year, 1 to 12, each once."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Free words, in small letters, each once, in alphabetical order."""

    most: int
    longest: int


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, no, or not known; not known becomes `unknown`."""

    unknown: bool | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """An object with the keys low and high."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """An object of its own, or nothing."""

    of: type


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of objects."""

    of: type
    most: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Stated values by name of factor or of constraint; a `source` is the key of a citation of the record."""


Text = Prose | Line | Labels
Chosen = Code | Codes | YesNo
Measured = Whole | Year | Day | Decimal | Months | Span
Nested = Part | Rows | Conditions
Kind = Text | Chosen | Measured | Nested


def _fixed(codes: tuple[str, ...]) -> Callable[[], tuple[str, ...]]:
    return lambda: codes


@cache
def currencies() -> tuple[str, ...]:
    """ISO 4217 codes."""
    return tuple(sorted(list_currencies()))


# --- the record -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    text: Annotated[Words, Prose(2000, required=True)]
    when: Annotated[Words, Prose(200, lines=False)]
    drawing: Annotated[str, Line(80, pattern=NAME.pattern)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    indicator: Annotated[str, Code(_fixed(vocabulary.IMPACTS), required=True)]
    score: Annotated[int | None, Whole(-3, 3)]
    before: Annotated[str, Line(100)]
    after: Annotated[str, Line(100)]
    note: Annotated[Words, Prose(500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    key: Annotated[str, Line(20, pattern=SLUG)]
    text: Annotated[str, Line(600, required=True)]
    doi: Annotated[str, Line(200, pattern=r"10\.\d{4,9}/\S+")]
    url: Annotated[str, Line(500, pattern=r"https?://[^\s<>\"]+")]
    year: Annotated[int | None, Year()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    low: Annotated[float | None, Decimal(0, 1e12, 2)]
    high: Annotated[float | None, Decimal(0, 1e12, 2)]
    currency: Annotated[str, Code(currencies)]
    basis: Annotated[str, Code(_fixed(COST_BASES))]
    year: Annotated[int | None, Year()]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilCarbon:
    before_pct: Annotated[float | None, Decimal(0, 100, 3)]
    after_pct: Annotated[float | None, Decimal(0, 100, 3)]
    depth_cm: Annotated[float | None, Decimal(0, 1000, 1)]
    method: Annotated[str, Line(200)]
    years: Annotated[float | None, Decimal(0, 1000, 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationConsent:
    # Missing only for the text that was agreed to before days were noted.
    agreed_on: Annotated[date | None, Day()]
    text: Annotated[str, Code(_fixed(consent_texts.versions(consent_texts.PUBLICATION)), required=True)]
    given: Annotated[str, Code(_fixed(tuple(consent_texts.WAYS)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingConsent:
    agreed_on: Annotated[date | None, Day()]
    text: Annotated[str, Code(_fixed(consent_texts.versions(consent_texts.NAMING)), required=True)]
    given: Annotated[str, Code(_fixed(tuple(consent_texts.WAYS)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    id: Annotated[str, Line(80, required=True, pattern=SLUG)]
    region: Annotated[str, Line(80, required=True, pattern=SLUG)]
    country: Annotated[str, Code(country_codes)]
    place_name: Annotated[str, Line(120, required=True)]
    # Rounded to 0.1 degree as soon as it is read: nothing finer is ever kept.
    latitude: Annotated[float | None, Decimal(-90, 90, 4)]
    longitude: Annotated[float | None, Decimal(-180, 180, 4)]
    altitude_m: Annotated[int | None, Whole(-450, 6500)]

    name: Annotated[Words, Prose(120, required=True, lines=False)]
    summary: Annotated[Words, Prose(600)]
    problem: Annotated[Words, Prose(3000)]
    what_changed: Annotated[Words, Prose(3000)]
    did_not_work: Annotated[Words, Prose(3000)]
    how_overcome: Annotated[Words, Prose(3000)]
    tools: Annotated[Words, Prose(1000)]
    inputs: Annotated[Words, Prose(1000)]
    who_works: Annotated[Words, Prose(1000)]
    outcome_note: Annotated[Words, Prose(1500)]
    local_names: Annotated[str, Line(250)]
    steps: Annotated[tuple[Step, ...], Rows(Step, most=20)]

    practice_groups: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.PRACTICE_GROUPS))]
    measures: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.MEASURES))]
    land_uses: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.LAND_USES), required=True)]
    outcome: Annotated[str, Code(_fixed(vocabulary.OUTCOMES), required=True)]
    since_year: Annotated[int | None, Year()]
    until_year: Annotated[int | None, Year()]
    introduced_by: Annotated[str, Code(_fixed(vocabulary.INTRODUCED_BY))]
    area_ha: Annotated[float | None, Decimal(0, 1e8, 2)]
    control_plot: Annotated[bool | None, YesNo()]

    conditions: Annotated[Mapping[str, Value], Conditions()]
    needs_frost: Annotated[bool, YesNo(unknown=False)]

    labour_person_days_per_ha: Annotated[Range | None, Span(0, 10000)]
    labour_months: Annotated[tuple[int, ...], Months()]
    cost: Annotated[Cost | None, Part(Cost)]
    money_before_return: Annotated[str, Code(_fixed(MONEY_BEFORE_RETURN))]
    secure_land_needed: Annotated[bool | None, YesNo()]
    soil_carbon: Annotated[SoilCarbon | None, Part(SoilCarbon)]
    impacts: Annotated[tuple[Impact, ...], Rows(Impact, most=len(vocabulary.IMPACTS))]

    contributor_name: Annotated[str, Line(120)]
    contributor_role: Annotated[str, Line(120)]
    # Nothing where they have not agreed.
    publication: Annotated[PublicationConsent | None, Part(PublicationConsent)]
    naming: Annotated[NamingConsent | None, Part(NamingConsent)]
    compiled_from_sources: Annotated[bool, YesNo(unknown=False)]

    tags: Annotated[tuple[str, ...], Labels(most=30, longest=50)]
    # Only where a person has set them; otherwise they follow from the conditions.
    zones: Annotated[tuple[str, ...], Codes(lambda: tuple(naming.ALL_ZONES))]
    drawing: Annotated[str, Line(80, pattern=NAME.pattern)]
    licence: Annotated[str, Code(_fixed(vocabulary.LICENCES), required=True)]
    citations: Annotated[tuple[Citation, ...], Rows(Citation, most=30)]

    # Why the stated climate differs from the map's: for those who check records, not kept with the practice.
    climate_note: Annotated[str, Line(1000, lines=True)]


def _kinds(table: Any) -> dict[str, Kind]:
    hints = get_type_hints(table, include_extras=True)
    return {field.name: get_args(hints[field.name])[1] for field in fields(table)}


_KINDS: Final[Mapping[type, Mapping[str, Kind]]] = {
    table: _kinds(table)
    for table in (Record, Step, Impact, Citation, Cost, SoilCarbon, PublicationConsent, NamingConsent)
}


def kinds(table: type) -> Mapping[str, Kind]:
    """The kind of every field of a table, in the order of the table."""
    return _KINDS[table]


def prose_fields(table: type) -> tuple[str, ...]:
    return tuple(name for name, kind in kinds(table).items() if isinstance(kind, Prose))


def texts(record: Record) -> list[tuple[str, Words]]:
    """Every text of a record that is told by language, with its path."""
    found: list[tuple[str, Words]] = [(name, getattr(record, name)) for name in prose_fields(Record)]
    for name, rows in (("steps", record.steps), ("impacts", record.impacts)):
        for number, row in enumerate(rows, start=1):
            found += [(f"{name}[{number}].{key}", getattr(row, key)) for key in prose_fields(type(row))]
    return found


def plain(text: str) -> str:
    """The one form in which text is kept: NFC, line feeds, no tabs, no blanks at the ends of lines.

    Empty where nothing can be seen.
    """
    text = emptied(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")


def dump(record: Record) -> dict[str, Any]:
    """The record as it stands in a JSON file. Raises nothing; reading it back gives an equal record."""
    return _dump_table(record)


def _dump_table(row: Any) -> dict[str, Any]:
    return {name: _dump_value(kind, getattr(row, name)) for name, kind in kinds(type(row)).items()}


def _dump_value(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case Prose():
            return {language: value.get(language, "") for language in vocabulary.LANGUAGES}
        case Codes() | Months() | Labels():
            return list(value)
        case Span():
            return {"low": value.low, "high": value.high}
        case Part():
            return _dump_table(value)
        case Rows():
            return [_dump_table(row) for row in value]
        case Conditions():
            return {name: _dump_condition(stated) for name, stated in value.items()}
        case Code():
            return value or None
        case Day():
            return value.isoformat()
        case _:
            return value


def _dump_condition(value: Value) -> dict[str, Any]:
    return {key: item for key, item in value.to_json().items() if key != "origin"}
