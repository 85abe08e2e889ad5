"""Defines the values that a practice and a piece of land are described with. Pure: no Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from zones import vocabulary

Origin = Literal["stated", "derived", "from_stated_rain"]


@dataclass(frozen=True, slots=True)
class Range:
    """Holds numbers from `low` to `high`, ends included, in the unit of the factor that holds it.

    `is_about` says that the map, from which they come, is only about right at the place. Raises ValueError
    when the ends are reversed or not finite.
    """

    low: float
    high: float
    origin: Origin = "stated"
    source: str = ""
    is_about: bool = False

    def __post_init__(self) -> None:
        if not (float("-inf") < self.low <= self.high < float("inf")):
            raise ValueError(f"not a range: {self.low} to {self.high}")

    @classmethod
    def point(cls, value: float, origin: Origin = "stated", source: str = "") -> Self:
        return cls(value, value, origin, source)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            float(data["low"]),
            float(data["high"]),
            data.get("origin", "stated"),
            data.get("source", ""),
            bool(data.get("is_about", False)),
        )

    def to_json(self) -> dict[str, Any]:
        data = {"low": self.low, "high": self.high, "origin": self.origin, "source": self.source}
        return data | {"is_about": True} if self.is_about else data


@dataclass(frozen=True, slots=True)
class Classes:
    """Holds one or more codes of a vocabulary that all apply. Raises ValueError when empty."""

    codes: frozenset[str]
    origin: Origin = "stated"
    source: str = ""

    def __post_init__(self) -> None:
        if not self.codes:
            raise ValueError("no class named")

    @classmethod
    def of(cls, *codes: str, origin: Origin = "stated", source: str = "") -> Self:
        return cls(frozenset(codes), origin, source)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        codes: Iterable[str] = data["codes"]
        return cls(frozenset(codes), data.get("origin", "stated"), data.get("source", ""))

    def to_json(self) -> dict[str, Any]:
        return {"codes": sorted(self.codes), "origin": self.origin, "source": self.source}


@dataclass(frozen=True, slots=True)
class BooleanValue:
    """Holds a yes or no about the land (salinity, waterlogging, frost)."""

    value: bool
    origin: Origin = "stated"
    source: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(bool(data["value"]), data.get("origin", "stated"), data.get("source", ""))

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "origin": self.origin, "source": self.source}


@dataclass(frozen=True, slots=True)
class Need:
    """Holds a code of `vocabulary.NEEDS`, without which there is no practice, and who says so."""

    need: str
    source: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(str(data["need"]), data.get("source", ""))

    def to_json(self) -> dict[str, Any]:
        return {"need": self.need, "source": self.source}


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Returns needs in the order of the vocabulary, each once; codes that it has not stand at the end."""
    by_code = {one.need: one for one in needs}
    known = [code for code in vocabulary.NEEDS if code in by_code]
    return tuple(by_code[code] for code in (*known, *sorted(set(by_code).difference(known))))


Value = Range | Classes | BooleanValue
