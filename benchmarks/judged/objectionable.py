"""The test set's conflicts: a small language of tests on a place, on what is told of it, and on a record.

The file explains its language itself, under `language`. Whatever is not in it is refused: an operator, a
fact, a code or a record's field that is misread would pass for a conflict that never applies. The development
set's conflicts are simpler and name land as the product does; `benchmarks/judged/conflicts.py` reads them.
"""

import json
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.judged.collection import RECORDS
from zones import factors
from zones.grid import conditions_at
from zones.land import Land, land_at

MEASURED: Final = (
    "lat",
    "lon",
    "annual_rain_mm",
    "annual_temp_range_c",
    "coldest_month_c",
    "growing_days",
    "aridity",
)
TOLD: Final = ("crops", "slope", "water_supply", "texture")
AT_RECORD: Final = "at_record."

# What is not known is not there; a fact of the record's place is named `at_record.<fact>`.
Facts = Mapping[str, Any]
Test = Callable[[Facts], bool]

_OF_NUMBERS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "abs_<": lambda value, limit: abs(value) < limit,
    "abs_>": lambda value, limit: abs(value) > limit,
}
_OF_CODES: Final[Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]]] = {
    "has_any": lambda there, codes: not there.isdisjoint(codes),
    "lacks_all": lambda there, codes: there.isdisjoint(codes),
    "is_only": lambda there, codes: bool(there) and there <= codes,
    "only_among": lambda there, codes: bool(there) and there <= codes,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One random place: the land as the product sees it, and its facts for the conflicts."""

    land: Land
    facts: Facts


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule: a record of which `record` is true is objectionable at a place where `when` is true."""

    id: str
    words: str
    record: Test
    when: Test


def places(entries: Iterable[Mapping[str, Any]]) -> list[Place]:
    """Return the places of the file. Raises ValueError for something told that there is no fact for."""
    return [_place(entry) for entry in entries]


def conflicts(entries: Iterable[Mapping[str, Any]]) -> list[Conflict]:
    """Return the conflicts of the file. Raises ValueError for what the language does not know."""
    return [
        Conflict(
            entry["id"], entry["words"], _test(entry["record"], _of_record), _test(entry["when"], _of_place)
        )
        for entry in entries
    ]


def record_facts(names: Iterable[str]) -> Mapping[str, Facts]:
    """Return what the conflicts may ask of each starter record; its place is that of its coordinates."""
    return {
        name: facts_of_record(json.loads((RECORDS / f"{name}.json").read_text(encoding="utf-8")))
        for name in names
    }


def facts_of_record(data: Mapping[str, Any]) -> Facts:
    """Return the facts of one record's JSON: its fields, and the measures at its coordinates."""
    found = {"id": data["id"], "land_uses": frozenset(data["land_uses"])}
    for name, stated in data["conditions"].items():
        if name in factors.CHOICES and stated:
            found[f"conditions.{name}.codes"] = frozenset(stated["codes"])
    measured = _measured(data["latitude"], data["longitude"])
    return found | {AT_RECORD + name: value for name, value in measured.items()}


def objections(
    rules: Iterable[Conflict], place: Place, records: Mapping[str, Facts]
) -> Mapping[str, list[str]]:
    """Return the ids of the conflicts that speak against each record at this place."""
    rules = list(rules)
    found: dict[str, list[str]] = {}
    for name, record in records.items():
        facts = {**place.facts, **record}
        against = [rule.id for rule in rules if rule.record(facts) and rule.when(facts)]
        if against:
            found[name] = against
    return found


def _place(entry: Mapping[str, Any]) -> Place:
    told = {name: frozenset(codes) for name, codes in entry.get("told", {}).items()}
    for name, codes in told.items():
        if name not in TOLD:
            raise ValueError(f"no such fact: told.{name}")
        _demand_codes(name, codes)
    latitude, longitude = entry["latitude"], entry["longitude"]
    facts = _measured(latitude, longitude) | {f"told.{name}": codes for name, codes in told.items()}
    return Place(land_at(latitude, longitude, stated=told), facts)


def _measured(latitude: float, longitude: float) -> dict[str, Any]:
    position = {"lat": latitude, "lon": longitude}
    climate = conditions_at(latitude, longitude)
    if climate is None:
        return position
    return position | {
        "annual_rain_mm": climate.rain_mm_per_year,
        "annual_temp_range_c": climate.warmest_month_c - climate.coldest_month_c,
        "coldest_month_c": climate.coldest_month_c,
        "growing_days": climate.growing_period_days,
        "aridity": climate.aridity_ratio,
    }


def _test(written: Mapping[str, Any], leaf: Callable[[Mapping[str, Any]], Test]) -> Test:
    match written:
        case {"all": [*parts], **rest} if not rest:
            tests = [_test(part, leaf) for part in parts]
            return lambda facts: all(test(facts) for test in tests)
        case {"any": [*parts], **rest} if not rest:
            tests = [_test(part, leaf) for part in parts]
            return lambda facts: any(test(facts) for test in tests)
        case {"not": part, **rest} if not rest:
            test = _test(part, leaf)
            return lambda facts: not test(facts)
    return leaf(written)


def _of_place(written: Mapping[str, Any]) -> Test:
    match written:
        case {"fact": str(fact), "op": str(op), "value": int(value) | float(value), **rest} if not rest:
            if fact in MEASURED and op == "differs_from_record_by_more_than":
                return _differs(fact, value)
            if op in _OF_NUMBERS and fact.removeprefix(AT_RECORD) in MEASURED:
                return _known(fact, lambda there: _OF_NUMBERS[op](there, value))
        case {"fact": str(fact), "op": str(op), "value": [*codes], **rest} if not rest:
            name = fact.removeprefix("told.")
            if name in TOLD and name != fact:
                return _codes(fact, op, name, codes)
    raise ValueError(f"no such test of a place: {written}")


def _of_record(written: Mapping[str, Any]) -> Test:
    match written:
        case {"record": "id", "op": "any", **rest} if not rest:
            return lambda _facts: True
        case {"record": "id", "op": "in", "value": [*names], **rest} if not rest:
            for name in names:
                if not (RECORDS / f"{name}.json").is_file():
                    raise ValueError(f"no such record: {name}")
            return _known("id", lambda there: there in names)
        case {"record": "land_uses", "op": str(op), "value": [*codes], **rest} if not rest:
            return _codes("land_uses", op, None, codes)
        case {"record": str(field), "op": str(op), "value": [*codes], **rest} if not rest:
            name = field.removeprefix("conditions.").removesuffix(".codes")
            if field == f"conditions.{name}.codes":
                return _codes(field, op, name, codes)
    raise ValueError(f"no such test of a record: {written}")


def _codes(fact: str, op: str, choice: str | None, codes: Sequence[str]) -> Test:
    if op not in _OF_CODES:
        raise ValueError(f"no such operator for a list of codes: {op}")
    if choice is not None:
        _demand_codes(choice, codes)
    return _known(fact, lambda there: _OF_CODES[op](there, frozenset(codes)))


def _demand_codes(choice: str, codes: Iterable[str]) -> None:
    if choice not in factors.CHOICES or not set(codes) <= set(factors.CHOICES[choice].codes):
        raise ValueError(f"{choice} has no such code: {sorted(codes)}")


def _known(fact: str, test: Callable[[Any], bool]) -> Test:
    return lambda facts: fact in facts and test(facts[fact])


def _differs(fact: str, limit: float) -> Test:
    there = AT_RECORD + fact
    return lambda facts: fact in facts and there in facts and abs(facts[fact] - facts[there]) > limit
