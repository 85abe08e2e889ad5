"""Defines the one record in which a practice is exchanged, a table that validator, writer and export read.

Each field carries its kind (`Annotated[type, kind]`); a key in a file is the name of the field. What is not
known is null, empty or absent in a file, and None or empty here. A kind without bounds takes them from the
model's field. A `Record` is made by the validator, or by `export` from a stored practice; both give the same
canonical form, so equal practices are equal records.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, Final, get_args, get_type_hints

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jobs import consent_texts
from practices import consent, external_ids
from practices import models as stored
from practices.currencies import currencies
from practices.drawings import NAME
from practices.models.validation import DOI
from zones import naming, vocabulary
from zones.blank import emptied
from zones.countries import country_codes
from zones.values import Need, Range, Value

Words = Mapping[str, str]
"""Maps languages to a text; only those that have it."""

SLUG: Final = external_ids.PATTERN
LONGEST_REGION: Final = 80


# --- kinds of fields --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """Describes text by language, at most `longest` characters in each; `required` asks for one language."""

    longest: int = 0
    required: bool = False
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Describes one line, the same in all languages, matching `pattern` as a whole where there is one."""

    longest: int = 0
    required: bool = False
    pattern: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """Describes some codes of a vocabulary, each once, kept in the order of the vocabulary."""

    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    low: int = 0
    high: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """Describes a year of our era that has begun."""

    def last(self) -> int:
        return date.today().year


@dataclass(frozen=True, slots=True)
class Day:
    """Describes a day that has begun, written as 2026-11-30."""


@dataclass(frozen=True, slots=True)
class Decimal:
    """Describes a number kept with `decimals` places."""

    decimals: int
    low: float = 0
    high: float = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """Describes months of the year, 1 to 12, each once."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Describes free words, in small letters, each once, in alphabetical order."""

    most: int
    longest: int


@dataclass(frozen=True, slots=True)
class YesNo:
    """Describes yes, no, or not known; not known becomes `unknown`."""

    unknown: bool | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Describes an object with the keys low and high."""

    low: float = 0
    high: float = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Describes an object of its own, or nothing."""

    of: type


@dataclass(frozen=True, slots=True)
class Rows:
    """Describes a list of objects."""

    of: type
    most: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Describes stated values by name of factor or of constraint; a `source` is the key of a citation."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Describes a list of objects with the keys need and source, each need once, in the vocabulary's order.

    A `source` is the key of a citation of the record, or empty.
    """


Text = Prose | Line | Labels
Chosen = Code | Codes | YesNo
Measured = Whole | Year | Day | Decimal | Months | Span
Nested = Part | Rows | Conditions | Needs
Kind = Text | Chosen | Measured | Nested


def _fixed(codes: tuple[str, ...]) -> Callable[[], tuple[str, ...]]:
    return lambda: codes


# --- the record -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    text: Annotated[Words, Prose(required=True)]
    when: Annotated[Words, Prose(lines=False)]
    drawing: Annotated[str, Line(pattern=NAME.pattern)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    indicator: Annotated[str, Code(_fixed(vocabulary.IMPACTS), required=True)]
    score: Annotated[int | None, Whole()]
    before: Annotated[str, Line()]
    after: Annotated[str, Line()]
    note: Annotated[Words, Prose()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    key: Annotated[str, Line(pattern=SLUG)]
    text: Annotated[str, Line(required=True)]
    doi: Annotated[str, Line(pattern=DOI)]
    url: Annotated[str, Line(pattern=r"https?://[^\s<>\"]+")]
    year: Annotated[int | None, Year()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    low: Annotated[float | None, Decimal(2)]
    high: Annotated[float | None, Decimal(2)]
    currency: Annotated[str, Code(currencies)]
    basis: Annotated[str, Code(_fixed(vocabulary.COST_BASES))]
    year: Annotated[int | None, Year()]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilCarbon:
    before_pct: Annotated[float | None, Decimal(3)]
    after_pct: Annotated[float | None, Decimal(3)]
    depth_cm: Annotated[float | None, Decimal(1)]
    method: Annotated[str, Line()]
    years: Annotated[float | None, Decimal(1)]


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
    id: Annotated[str, Line(required=True, pattern=SLUG)]
    region: Annotated[str, Line(LONGEST_REGION, required=True, pattern=SLUG)]
    country: Annotated[str, Code(country_codes)]
    place_name: Annotated[str, Line(required=True)]
    # Rounded to 0.1 degree as soon as it is read: nothing finer is ever kept.
    latitude: Annotated[float | None, Decimal(4)]
    longitude: Annotated[float | None, Decimal(4)]
    altitude_m: Annotated[int | None, Whole()]

    name: Annotated[Words, Prose(required=True, lines=False)]
    summary: Annotated[Words, Prose()]
    problem: Annotated[Words, Prose()]
    what_changed: Annotated[Words, Prose()]
    did_not_work: Annotated[Words, Prose()]
    how_overcome: Annotated[Words, Prose()]
    tools: Annotated[Words, Prose()]
    inputs: Annotated[Words, Prose()]
    who_works: Annotated[Words, Prose()]
    outcome_note: Annotated[Words, Prose()]
    local_names: Annotated[str, Line()]
    steps: Annotated[tuple[Step, ...], Rows(Step, most=20)]

    practice_groups: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.PRACTICE_GROUPS))]
    measures: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.MEASURES))]
    land_uses: Annotated[tuple[str, ...], Codes(_fixed(vocabulary.LAND_USES), required=True)]
    outcome: Annotated[str, Code(_fixed(vocabulary.OUTCOMES), required=True)]
    since_year: Annotated[int | None, Year()]
    until_year: Annotated[int | None, Year()]
    introduced_by: Annotated[str, Code(_fixed(vocabulary.INTRODUCED_BY))]
    area_ha: Annotated[float | None, Decimal(2)]
    control_plot: Annotated[bool | None, YesNo()]

    conditions: Annotated[Mapping[str, Value], Conditions()]
    needs: Annotated[tuple[Need, ...], Needs()]

    labour_person_days_per_ha: Annotated[Range | None, Span()]
    labour_months: Annotated[tuple[int, ...], Months()]
    cost: Annotated[Cost | None, Part(Cost)]
    money_before_return: Annotated[str, Code(_fixed(vocabulary.MONEY_BEFORE_RETURN))]
    secure_land_needed: Annotated[bool | None, YesNo()]
    soil_carbon: Annotated[SoilCarbon | None, Part(SoilCarbon)]
    impacts: Annotated[tuple[Impact, ...], Rows(Impact, most=len(vocabulary.IMPACTS))]

    contributor_name: Annotated[str, Line()]
    contributor_role: Annotated[str, Line()]
    # Nothing where they have not agreed.
    publication: Annotated[PublicationConsent | None, Part(PublicationConsent)]
    naming: Annotated[NamingConsent | None, Part(NamingConsent)]
    compiled_from_sources: Annotated[bool, YesNo(unknown=False)]

    tags: Annotated[tuple[str, ...], Labels(most=30, longest=50)]
    # Only where a person has set them; otherwise they follow from the conditions.
    zones: Annotated[tuple[str, ...], Codes(lambda: tuple(naming.ALL_ZONES))]
    drawing: Annotated[str, Line(pattern=NAME.pattern)]
    licence: Annotated[str, Code(_fixed(vocabulary.LICENCES), required=True)]
    citations: Annotated[tuple[Citation, ...], Rows(Citation, most=30)]

    # Why the stated climate differs from the map's: for those who check records, not kept with the practice.
    climate_note: Annotated[str, Line(1000, lines=True)]


def _kinds(table: Any) -> dict[str, Kind]:
    hints = get_type_hints(table, include_extras=True)
    return {
        field.name: _bounded(get_args(hints[field.name])[1], stored_field(table, field.name))
        for field in fields(table)
    }


# The model of each table, and what its columns begin with.
STORED: Final[Mapping[type, tuple[type[models.Model], str]]] = {
    Record: (stored.Practice, ""),
    Step: (stored.PracticeStep, ""),
    Impact: (stored.PracticeImpact, ""),
    Citation: (stored.Citation, ""),
    Cost: (stored.Practice, "cost_"),
    SoilCarbon: (stored.Practice, "soc_"),
    PublicationConsent: (stored.Practice, f"{consent.PUBLICATION}_"),
    NamingConsent: (stored.Practice, f"{consent.NAMING}_"),
}
# Entries whose column has another name.
_RENAMED: Final = {"id": "external_id", "zones": "zone_tags"}


def stored_field(table: type, name: str) -> Any:
    """Return the model's field that holds an entry of a table; None where it is put together from others."""
    model, prefix = STORED[table]
    column = f"{prefix}{_RENAMED.get(name, name) if table is Record else name}"
    # Not by `get_field`, which waits until all apps are loaded.
    return next((field for field in model._meta.local_fields if field.name == column), None)


def _bounded(kind: Kind, field: Any) -> Kind:
    match kind:
        case Prose(longest=0) | Line(longest=0):
            return replace(kind, longest=field.max_length)
        case Span(low=0, high=0):
            return replace(kind, low=field.low, high=field.high)
        case Whole(low=0, high=0) | Decimal(low=0, high=0):
            return replace(kind, low=_limit(field, MinValueValidator), high=_limit(field, MaxValueValidator))
        case _:
            return kind


def _limit(field: Any, validator: type[MinValueValidator | MaxValueValidator]) -> Any:
    # Its own ones alone: a database adds the bounds of a column's type.
    return next(one.limit_value for one in field._validators if type(one) is validator)


_KINDS: Final[Mapping[type, Mapping[str, Kind]]] = {table: _kinds(table) for table in STORED}


def kinds(table: type) -> Mapping[str, Kind]:
    """Return the kind of every field of a table, in the order of the table."""
    return _KINDS[table]


def prose_fields(table: type) -> tuple[str, ...]:
    return tuple(name for name, kind in kinds(table).items() if isinstance(kind, Prose))


def texts(record: Record) -> list[tuple[str, Words]]:
    """Return every text of a record that is told by language, with its path."""
    found: list[tuple[str, Words]] = [(name, getattr(record, name)) for name in prose_fields(Record)]
    for name, rows in (("steps", record.steps), ("impacts", record.impacts)):
        for number, row in enumerate(rows, start=1):
            found += [(f"{name}[{number}].{key}", getattr(row, key)) for key in prose_fields(type(row))]
    return found


def plain(text: str) -> str:
    """Return the one form in which text is kept: NFC, line feeds, no tabs, no blanks at the ends of lines.

    Empty where nothing can be seen.
    """
    text = emptied(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")
