"""The starter records as the match reads them, and the judgements on them, straight from their files."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from matching.records import Record
from zones import factors
from zones.derivation import climate_ranges
from zones.geography import snap
from zones.grid import Climate
from zones.land import AnswerValue, Land, climate_at, frost_from_coldest_month, land_at
from zones.values import BooleanValue, Classes, Range, Value

HERE: Final = Path(__file__).resolve().parent
RECORDS: Final = HERE.parents[1] / "practices" / "starter" / "records"
# The records that whoever judged has read. What came later has no grades: it would count as worth nothing.
JUDGED: Final = HERE / "records.txt"
OUTCOMES: Final = ("kept", "mixed", "dropped")
GRADES: Final = (0, 1, 2, 3)


class MissingRecordsError(Exception):
    """Judgements name practices that the collection has not."""


@dataclass(frozen=True, slots=True)
class Practice:
    """`text` is everything that the record says in English, `climate` the map's at its place and altitude."""

    name: str
    record: Record
    climate: Climate
    text: str

    @property
    def koppen(self) -> str:
        return self.climate.koppen


@dataclass(frozen=True, slots=True)
class Question:
    """A farm that looks for practices; `words` is what is known of it as somebody would say it."""

    name: str
    country: str
    land: Land
    words: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A practice that was tried at the place of `question`."""

    question: Question
    practice: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Farm:
    """Grades by practice; one that is not there has grade 0."""

    question: Question
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Collection:
    """Practices in the order of their names; arrays of scores elsewhere follow it."""

    practices: tuple[Practice, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {practice.name: number for number, practice in enumerate(self.practices)}

    def demand(self, names: Iterable[str]) -> None:
        """Raises MissingRecordsError."""
        missing = sorted(set(names) - set(self.place))
        if missing:
            raise MissingRecordsError(f"no such record in {RECORDS.name}: {', '.join(missing)}")


def judged_files() -> list[Path]:
    """Return the files of the judged records, in the order of their names."""
    return [RECORDS / f"{name}.json" for name in sorted(JUDGED.read_text(encoding="utf-8").split())]


def collection() -> Collection:
    files = judged_files()
    found = [_practice(number, _read(file)) for number, file in enumerate(files, start=1)]
    return Collection(tuple(found))


def transfers(entries: Iterable[Mapping[str, Any]]) -> list[Transfer]:
    """Return the transfers of a file's entries."""
    return [
        Transfer(_question(entry, _said(entry)), entry["practice"], entry["outcome"]) for entry in entries
    ]


def farms(entries: Iterable[Mapping[str, Any]]) -> list[Farm]:
    """Return the farms of a file's entries."""
    return [
        Farm(
            _question(entry, entry["words"]), {name: grade for name, (grade, _why) in entry["grades"].items()}
        )
        for entry in entries
    ]


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _practice(number: int, data: Mapping[str, Any]) -> Practice:
    """As the site stores it: what nobody stated is taken from the map."""
    latitude, longitude = snap(data["latitude"], data["longitude"])
    values = {name: _value(name, stated) for name, stated in data["conditions"].items() if stated}
    climate = climate_at(latitude, longitude, data.get("altitude_m"))
    if climate is None:
        raise ValueError(f"{data['id']} lies at sea")
    rain = values.get("rain")
    for name, mapped in climate_ranges(climate, rain if isinstance(rain, Range) else None).items():
        values.setdefault(name, mapped)
    coldest = values.get("coldest_month")
    if "frost" not in values and isinstance(coldest, Range):
        ends = {frost_from_coldest_month(end) for end in (coldest.low, coldest.high)}
        frost = ends.pop()
        if not ends and frost is not None:
            values["frost"] = BooleanValue(frost, "derived")
    record = Record(
        id=number,
        values=values,
        needs=frozenset(stated["need"] for stated in data["needs"]),
        land_uses=frozenset(data["land_uses"]),
        latitude=latitude,
        longitude=longitude,
        country=data["country"],
    )
    return Practice(data["id"], record, climate, "\n".join(_english(data)))


def _value(name: str, stated: Mapping[str, Any]) -> Value:
    if name in factors.NUMBERS:
        return Range.from_json(stated)
    return Classes.from_json(stated) if name in factors.CHOICES else BooleanValue.from_json(stated)


def _english(part: Any) -> list[str]:
    if isinstance(part, list):
        return [text for item in part for text in _english(item)]
    if not isinstance(part, dict):
        return []
    if isinstance(part.get("en"), str):
        return [part["en"]]
    return [text for item in part.values() for text in _english(item)]


def _question(entry: Mapping[str, Any], words: str) -> Question:
    stated: dict[str, AnswerValue] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in entry["stated"].items()
    }
    land = land_at(
        entry["latitude"],
        entry["longitude"],
        altitude_m=entry.get("altitude_m"),
        stated=stated,
        land_use=entry["land_use"],
    )
    return Question(entry["id"], entry["country"], land, words)


# What a person would say for a group of crops or animals.
_CROP_WORDS: Final = {
    "millet_sorghum": "millet sorghum",
    "wheat_barley": "wheat barley grain",
    "pulses_oilseeds": "beans cowpea pigeonpea groundnut soybean peas",
    "roots_tubers": "cassava potato yam",
    "fruit_vine_olive": "fruit vine grape olive",
    "coffee_cocoa_tea": "coffee cocoa tea",
    "cotton_sugar": "cotton sugarcane",
    "small_livestock": "sheep goats",
}


def _said(entry: Mapping[str, Any]) -> str:
    """The facts of a transfer in words: land use, then every class ticked and every fact that holds."""
    said = [entry["land_use"]]
    for name, value in entry["stated"].items():
        if isinstance(value, list):
            said += [_CROP_WORDS.get(code, code.replace("_", " ")) for code in value]
        elif value:
            said.append(name)
    return " ".join(said)
