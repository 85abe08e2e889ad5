"""Describes what the API answers with. Lists are `count`, `next` (an address or null) and `results`."""

from datetime import date, datetime, time
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Field, Schema
from pydantic import WithJsonSchema

from api.v1.record_schema import record_schema
from practices.freshness import State
from zones.vocabulary import LANGUAGES

Language = Literal[LANGUAGES]  # type: ignore[valid-type]

InLanguages = dict[Language, str]
Record = Annotated[dict[str, Any], WithJsonSchema(record_schema())]
Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """Holds some of `count` results, and where the following ones are."""

    count: int
    next: str | None
    results: list[Item]


class ClipFile(Schema):
    url: str
    bytes: int


class Captions(Schema):
    language: Language
    url: str


class Clip(Schema):
    """Holds a film or a voice of a practice, or of one of its steps; `spoken` is a language's tag, BCP 47.

    Files are those that readers get; they move when a clip is made anew, and are gone when it is withdrawn.
    """

    kind: Literal["film", "voice"]
    step: int | None
    title: dict[Language, str]
    spoken: str
    seconds: int | None
    film: ClipFile | None
    sound: ClipFile | None
    captions: list[Captions]
    transcript: dict[Language, str]
    licence: str
    credit: str


class Practice(Schema):
    """Holds a public practice; `record` is as in practices.json, its texts in all languages."""

    id: str
    slug: str
    urls: InLanguages
    first_published_at: datetime | None
    last_published_at: datetime | None
    confirmed_at: datetime | None
    translations: dict[Language, State]
    zones: list[str]
    clips: list[Clip]
    record: Record


class Place(Schema):
    """Holds a populated place; `shown` is the spelling that was typed, if it is one of its own."""

    id: int
    name: str
    shown: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int


class MatchLand(Schema):
    place: str
    country: str | None
    latitude: float | None
    longitude: float | None
    query: list[tuple[str, str]]


class Origin(Schema):
    yours: str
    theirs: str | None


class Factor(Schema):
    """Compares one thing: `state` is close, partly, different or unknown; `score` from 0 to 1."""

    name: str
    weight: float | None
    score: float | None
    state: str
    yours: float | bool | list[str]
    theirs: dict[str, float] | bool | list[str] | None
    origin: Origin


class NeedState(Schema):
    need: str
    state: str
    codes: list[str] = []


class MatchResult(Schema):
    """Holds one practice with its whole explanation: L = S · C, halved by each limiter."""

    id: str
    slug: str
    title: str
    url: str
    L: float | None
    S: float | None
    C: float | None
    group: str | None
    limiters: list[str]
    needs: list[NeedState]
    factors: list[Factor]
    distance_km: int | None
    continent: str | None
    warnings: list[dict[str, Any]]
    snippet: str = Field(description="HTML with marks, empty without words")


class Match(Page[MatchResult]):
    """Holds a page of practices for a land; `relaxed` names what was left out because nothing was found."""

    land: MatchLand
    engine: str
    degraded: bool
    words: dict[str, Any] | None
    relaxed: str
    groups: dict[str, int]
    facets: dict[str, dict[str, int]]


class Conditions(Schema):
    """Holds what the climate map says of a position; months are January to December."""

    latitude: float
    longitude: float
    place: Place | None
    zone: str
    zone_name: str
    values: dict[str, float]
    about: list[str] = Field(description="values that are only about right: mountains, coasts, steep rain")
    monthly_rain_mm: list[float]
    monthly_temperature_c: list[float]
    warmest_month_c: float
    mean_temperature_c: float
    koppen: str
    first_wet_month: int | None
    last_wet_month: int | None
    second_season: list[int] | None
    dry_months: int
    elevation_m: float
    is_mountain: bool
    is_coast: bool
    source: str
    version: str


class Zone(Schema):
    code: str
    name: InLanguages
    growing_period: str
    temperature: str
    texture: str | None
    practices: int
    urls: InLanguages


class Concept(Schema):
    """Holds a concept of the thesaurus; the first label of a language is the one that readers see."""

    id: str
    kind: str
    labels: dict[Language, list[str]]
    names: list[str]
    broader: list[str]
    agrovoc: str


class ReportBand(Schema):
    """Counts the reports from one kind of land; what is not known of it is empty."""

    texture: str
    growing_period: str
    rain: str
    counts: dict[str, int]


class Reports(Schema):
    """Adds up what peers reported of a practice.

    No number under three is given: `incomplete` says that something was left out for that.
    """

    practice: str
    counts: dict[str, int]
    bands: list[ReportBand]
    incomplete: bool


class Issue(Schema):
    """Holds an issue of the newsletter; `subject` has the languages in which it was written."""

    id: str
    subject: dict[Language, str]
    urls: InLanguages
    published_at: datetime | None
    is_example: bool


class IssueEntry(Schema):
    """Holds one entry; `language` is that of heading and text, empty strings are what it has not."""

    kind: str
    heading: str
    text: str
    language: str
    url: str
    facts: list[str]
    note: str


class WholeIssue(Issue):
    """Holds an issue in one language, without what was taken off the site since."""

    language: str
    intro: str
    entries: list[IssueEntry]


class PartnerAction(Schema):
    """Holds what a partner does on the land; null and empty strings are what nobody told."""

    kind: str
    title: str
    objectives: list[str]
    practice_groups: list[str]
    country: str
    since_year: int | None
    until_year: int | None
    url: str


class Partner(Schema):
    """Holds a partner of the initiative, without whom to write to; a position is known to 0.1 degrees."""

    id: str
    name: str
    urls: InLanguages
    kind: str
    is_member: bool
    joined_on: date | None
    country: str
    place_name: str
    latitude: float | None
    longitude: float | None
    website: str
    languages: list[str]
    competences: list[str]
    objectives: list[str]
    offers: list[str]
    seeks: list[str]
    about: dict[Language, str]
    confirmed_on: date | None
    source_url: str
    source_read_on: date | None
    actions: list[PartnerAction]


class CountryValue(Schema):
    """Holds one thing that a country states; of a number `best`, both ends, or all three."""

    indicator: str
    unit: str
    low: float | None
    best: float | None
    high: float | None
    answer: str
    year: int | None
    origin: Literal["reported", "measured"]
    tier: int | None
    source_text: str
    source_url: str
    note: str
    published_at: datetime
    replaced_at: datetime | None


class Country(Schema):
    """Holds what the base knows of a country, and what it states; the two are never added.

    `zones` are shares of all its land, 0 to 1, in the climate zones of the IPCC.
    """

    id: str
    name: InLanguages
    urls: InLanguages
    practices: int
    outcomes: dict[str, int]
    reports: int
    partners: int
    practices_with_measured_carbon: int
    zones: dict[str, float]
    values: list[CountryValue]


class WholeCountry(Country):
    """Holds a country with the values that others took the place of, the latest first."""

    earlier: list[CountryValue]


class TerritoryFigure(Schema):
    """Holds one thing that a territory states, with its year and who says so; null is what nobody told."""

    indicator: str
    unit: str
    low: float | None
    best: float | None
    high: float | None
    answer: str
    year: int
    source_text: str
    source_url: str
    published_at: datetime


class Territory(Schema):
    """Holds a place that looks for a twin; empty is what it has not said. `twins` are ids of others.

    `own_text` is what it wrote itself, in `own_language` alone. The centre is known to 0.1 degrees.
    """

    id: str
    name: str
    urls: InLanguages
    country: str
    level: str
    role: str
    latitude: float
    longitude: float
    languages: list[str]
    offers: list[str]
    seeks: list[str]
    about: dict[Language, str]
    own_text: str
    own_language: str
    twins: list[str]
    figures: list[TerritoryFigure]


class Event(Schema):
    """Holds an event, one of whole days where it has no times; these are by the clock of `zone`.

    `begins` and `ends` are the same as moments. `uid` is what calendars know it by.
    """

    id: int
    uid: str
    urls: InLanguages
    title: dict[Language, str]
    summary: dict[Language, str]
    starts_on: date
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    zone: str
    begins: datetime | None
    ends: datetime | None
    place: str
    country: str
    online_url: str
    languages: list[str]
    organiser: str
    url: str
