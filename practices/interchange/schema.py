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
from practices.interchange.entry_kinds import (
    Code,
    Codes,
    Conditions,
    Day,
    Decimal,
    Kind,
    Labels,
    Line,
    Months,
    Needs,
    Part,
    Prose,
    Rows,
    Span,
    Whole,
    Year,
    YesNo,
)
from practices.list_lengths import (
    MOST_CARBON_MEASUREMENTS,
    MOST_CITATIONS,
    MOST_STEPS,
    MOST_TAGS,
    MOST_TUTORIALS,
)
from practices.models.validation import DOI, LANGUAGE
from practices.slugs import LONGEST_SLUG
from zones import naming, vocabulary
from zones.blank import emptied
from zones.countries import country_codes
from zones.values import Need, Range, Value

Words = Mapping[str, str]
"""Maps languages to a text; only those that have it."""

SLUG: Final = external_ids.PATTERN
LONGEST_REGION: Final = LONGEST_SLUG


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
    # Of the text; empty where nobody said.
    language: Annotated[str, Line(pattern=LANGUAGE)]
    note: Annotated[Words, Prose(lines=False)]
    doi: Annotated[str, Line(pattern=DOI)]
    url: Annotated[str, Line(pattern=r"(?:https?|ftps?)://[^\s<>\"]+")]
    year: Annotated[int | None, Year()]
    # Empty where nobody noted it.
    read_as: Annotated[str, Code(_fixed(vocabulary.READINGS))]


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialLink:
    url: Annotated[str, Line(required=True, pattern=r"https?://[^\s<>\"]+")]
    title: Annotated[str, Line(required=True)]
    # Of the title and of what is seen there.
    language: Annotated[str, Line(required=True, pattern=LANGUAGE)]
    kind: Annotated[str, Code(_fixed(vocabulary.TUTORIAL_KINDS), required=True)]
    minutes: Annotated[int | None, Whole()]
    # When one of us opened it; nothing where nobody has.
    checked_on: Annotated[date | None, Day()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    low: Annotated[float | None, Decimal(2)]
    high: Annotated[float | None, Decimal(2)]
    currency: Annotated[str, Code(currencies)]
    basis: Annotated[str, Code(_fixed(vocabulary.COST_BASES))]
    year: Annotated[int | None, Year()]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilCarbonMeasurement:
    quantity: Annotated[str, Code(_fixed(vocabulary.CARBON_QUANTITIES), required=True)]
    finding: Annotated[str, Code(_fixed(vocabulary.CARBON_FINDINGS))]
    # In the unit of the quantity: earlier and later, or without and with the practice.
    before: Annotated[float | None, Decimal(3)]
    after: Annotated[float | None, Decimal(3)]
    # The range of a rate, or of `after`.
    low: Annotated[float | None, Decimal(3)]
    high: Annotated[float | None, Decimal(3)]
    depth_from_cm: Annotated[float | None, Decimal(1)]
    depth_to_cm: Annotated[float | None, Decimal(1)]
    years: Annotated[float | None, Decimal(1)]
    comparison: Annotated[str, Code(_fixed(vocabulary.CARBON_COMPARISONS))]
    method: Annotated[Words, Prose(lines=False)]
    # The key of a citation of the record.
    source: Annotated[str, Line(pattern=SLUG)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilCarbon:
    # What is known, in one sentence; that nobody measured it is an answer too.
    known: Annotated[Words, Prose()]
    measured: Annotated[
        tuple[SoilCarbonMeasurement, ...], Rows(SoilCarbonMeasurement, MOST_CARBON_MEASUREMENTS)
    ]


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
    # Somebody said of a position that is hardly in the country that it is right.
    position_confirmed: Annotated[bool, YesNo(unknown=False)]

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
    steps: Annotated[tuple[Step, ...], Rows(Step, MOST_STEPS)]

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

    tags: Annotated[tuple[str, ...], Labels(MOST_TAGS, longest=100)]
    # Only where a person has set them; otherwise they follow from the conditions.
    zones: Annotated[tuple[str, ...], Codes(lambda: tuple(naming.ALL_ZONES))]
    drawing: Annotated[str, Line(pattern=NAME.pattern)]
    licence: Annotated[str, Code(_fixed(vocabulary.LICENCES), required=True)]
    citations: Annotated[tuple[Citation, ...], Rows(Citation, MOST_CITATIONS)]
    see_it_done: Annotated[tuple[TutorialLink, ...], Rows(TutorialLink, MOST_TUTORIALS)]

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
    SoilCarbon: (stored.Practice, "soil_carbon_"),
    SoilCarbonMeasurement: (stored.SoilCarbonMeasurement, ""),
    TutorialLink: (stored.TutorialLink, ""),
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
    carbon = record.soil_carbon
    lists: dict[str, tuple[Any, ...]] = {
        "steps": record.steps,
        "impacts": record.impacts,
        "soil_carbon.measured": carbon.measured if carbon else (),
        "citations": record.citations,
    }
    if carbon:
        found.append(("soil_carbon.known", carbon.known))
    for name, rows in lists.items():
        for number, row in enumerate(rows, start=1):
            found += [(f"{name}[{number}].{key}", getattr(row, key)) for key in prose_fields(type(row))]
    return found


def says_nothing(part: Any) -> bool:
    """Return whether a table holds no entry at all."""
    return all(getattr(part, name) in (None, "", {}, ()) for name in kinds(type(part)))


def plain(text: str) -> str:
    """Return the one form in which text is kept: NFC, line feeds, no tabs, no blanks at the ends of lines.

    Empty where nothing can be seen.
    """
    text = emptied(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")
