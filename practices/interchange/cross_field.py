"""Checks what must agree between the entries of a record, and with the site that it comes to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jobs import consent_texts
from practices import consent
from practices.interchange.problems import ProblemCode, shown
from practices.interchange.schema import NamingConsent, PublicationConsent, Record, SoilCarbon
from practices.positions import doubt_text
from practices.soil_carbon import carbon_faults
from zones.geography import snap
from zones.position_doubt import doubt

Finding = tuple[str, ProblemCode, Mapping[str, Any]]
"""Path, code of the message and the values for it."""


@dataclass(frozen=True, slots=True)
class ValidationOptions:
    """Holds what is asked beyond the schema; None asks nothing."""

    languages: tuple[str, ...] = ()
    """Every text that is there at all must be there in these."""
    regions: Collection[str] | None = None
    drawings: Collection[str] | None = None


def is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, list | dict) and not value)


def cross_field_errors(
    read: Mapping[str, Any], given: Mapping[Any, Any], options: ValidationOptions
) -> Iterator[Finding]:
    """Yields every disagreement of a record.

    `read` holds its fields, with None in place of a row that was wrong by itself; `given` what stood there.
    """
    if is_empty(given.get("latitude")) != is_empty(given.get("longitude")):
        yield "latitude", "half_position", {}
    yield from _doubts_of_position(read)
    since, until = read["since_year"], read["until_year"]
    if since and until and until < since:
        yield "until_year", "ends_before_start", {"since": since, "until": until}
    cost = read["cost"]
    if cost and cost.low is not None and cost.high is not None and cost.low > cost.high:
        yield "cost", "reversed", {"low": shown(cost.low), "high": shown(cost.high)}
    for kind in consent.KINDS:
        agreement: PublicationConsent | NamingConsent | None = read[kind]
        if agreement and agreement.agreed_on is None and agreement.text != consent_texts.UNDATED:
            yield f"{kind}.agreed_on", "required", {}
    yield from _carbon_faults(read["soil_carbon"])
    yield from _repeated("impacts", [impact.indicator for impact in read["impacts"] if impact])
    yield from _repeated(
        "citations", [citation.key for citation in read["citations"] if citation and citation.key]
    )
    if None not in read["citations"]:
        keys = {citation.key for citation in read["citations"]}
        for path, source in _sources(read):
            if source not in keys:
                yield path, "unknown_source", {"value": shown(source)}
    if options.regions is not None and read["region"] and read["region"] not in options.regions:
        yield "region", "unknown_region", {"value": shown(read["region"])}
    if options.drawings is not None:
        for path, name in _drawings(read["drawing"], read["steps"]):
            if name not in options.drawings:
                yield path, "unknown_drawing", {"value": shown(name)}


def _doubts_of_position(read: Mapping[str, Any]) -> Iterator[Finding]:
    latitude, longitude = read["latitude"], read["longitude"]
    if latitude is None or longitude is None or read["position_confirmed"]:
        return
    countries = (read["country"],) if read["country"] else ()
    found = doubt(*snap(latitude, longitude), countries)
    if found is not None:
        yield "latitude", "doubtful_position", {"reason": doubt_text(found, countries)}


def _carbon_faults(carbon: SoilCarbon | None) -> Iterator[Finding]:
    for number, row in enumerate(carbon.measured if carbon else (), start=1):
        for name, fault in carbon_faults(row):
            yield f"soil_carbon.measured[{number}].{name}", fault, {}


def drawings_of(record: Record) -> list[tuple[str, str]]:
    """Returns the drawings that a record names, each with its path."""
    return _drawings(record.drawing, record.steps)


def _drawings(drawing: str, steps: Collection[Any]) -> list[tuple[str, str]]:
    of_steps = [(f"steps[{number}].drawing", step.drawing) for number, step in enumerate(steps, 1) if step]
    return [(path, name) for path, name in [("drawing", drawing), *of_steps] if name]


def _sources(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields the path and the key of each source that a condition, a need or a measurement names."""
    for name, value in read["conditions"].items():
        if value.source:
            yield f"conditions.{name}.source", value.source
    for need in read["needs"]:
        if need.source:
            yield f"needs.{need.need}.source", need.source
    carbon: SoilCarbon | None = read["soil_carbon"]
    for number, row in enumerate(carbon.measured if carbon else (), start=1):
        if row.source:
            yield f"soil_carbon.measured[{number}].source", row.source


def _repeated(path: str, names: list[str]) -> Iterator[Finding]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield path, "repeated", {"value": name}
