"""Calculates what a change of farming may do to the carbon in the soil, by the IPCC's default method. Pure.

Tier 1 for mineral soils, 0 to 30 cm: SOC = SOC_ref · F_LU · F_MG · F_I, reached 20 years after a change (IPCC
2019 Refinement, Volume 4, equation 2.25 and tables 2.3, 5.5 and 6.2). The tables stand in
`zones/data/ipcc_2019.json` with where each number was read. Every number comes with its range; where the
method gives none that is worth telling there is a reason instead (`docs/carbon.md`).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import prod, sqrt
from pathlib import Path
from typing import Any, Final, Literal

from zones.carbon_classes import INPUTS, ZONES

DATA_FILE: Final = Path(__file__).resolve().parent / "data" / "ipcc_2019.json"
YEARS: Final = 20

CROPLAND: Final = ("annual", "perennial", "paddy", "set_aside")
LAND_USES: Final = (*CROPLAND, "grassland")
TILLAGES: Final = ("full", "reduced", "none")
PASTURES: Final = ("nominal", "intensive", "degraded", "improved")
# Input of grassland counts only where it is improved, and only these two.
PASTURE_INPUTS: Final = ("medium", "high")

# Why there is no number.
Reason = Literal["montane", "organic", "default_error", "disputed", "no_cell"]
# What the numbers say: the whole range above zero, below it, on both sides, or no change at all.
Finding = Literal["gain", "loss", "either", "same", "no_number"]


class NoNumber(Exception):
    """Says why the method gives no number for a zone, a soil and a use."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Farming:
    """Holds how land is used: codes of `LAND_USES`, of `TILLAGES` or `PASTURES`, and of `INPUTS`.

    Raises ValueError for what does not go together.
    """

    land_use: str
    management: str
    inputs: str = "medium"

    def __post_init__(self) -> None:
        is_pasture = self.land_use == "grassland"
        if self.land_use not in LAND_USES:
            raise ValueError(f"lu={self.land_use}")
        if self.management not in (PASTURES if is_pasture else TILLAGES):
            raise ValueError(f"mg={self.management}")
        allowed = (
            INPUTS if not is_pasture else PASTURE_INPUTS if self.management == "improved" else ("medium",)
        )
        if self.inputs not in allowed:
            raise ValueError(f"in={self.inputs}")


@dataclass(frozen=True, slots=True)
class _Cell:
    """Holds a number of a table; `error` is half of its 95 % interval, in the number's unit."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Change:
    """Holds carbon before and after in t C/ha, and the change of 20 years with its 95 % range."""

    before: float
    after: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Holds the change over every zone and soil that a field may be of.

    `change` is None, and `reason` says why, where the method gives no number for one of them.
    """

    zones: tuple[str, ...]
    soils: tuple[str, ...]
    change: Change | None
    reason: Reason | None = None

    @property
    def finding(self) -> Finding:
        """Returns what the range says."""
        if self.change is None:
            return "no_number"
        if self.change.low == self.change.high:
            return "same"
        if self.change.low > 0:
            return "gain"
        return "loss" if self.change.high < 0 else "either"


def change(zone: str, soil: str, before: Farming, after: Farming) -> Change:
    """Returns the change of one zone and one soil class. Raises NoNumber where the method gives none.

    What is the same before and after varies together. The range is the first term of the propagation of
    errors, within 7 % of random draws wherever the soil's own error is below 50 %.
    """
    reference, first, then = _reference(zone, soil), _factors(zone, soil, before), _factors(zone, soil, after)
    held = prod(cell.value for cell in first), prod(cell.value for cell in then)
    gained = held[1] - held[0]
    square = (gained * reference.error / reference.value) ** 2
    for old, new in zip(first, then, strict=True):
        # The same cell of a table, not only the same value.
        if old is new:
            square += (gained * old.error / old.value) ** 2
        else:
            square += (held[0] * old.error / old.value) ** 2 + (held[1] * new.error / new.value) ** 2
    half = reference.value * sqrt(square)
    total = reference.value * gained
    return Change(reference.value * held[0], reference.value * held[1], total, total - half, total + half)


def outlook(fields: Iterable[tuple[str, str]], before: Farming, after: Farming) -> Outlook:
    """Returns the change over all pairs of zone and soil: middle of the bests, lowest low, highest high.

    One pair without a number leaves the whole without one: a range that skips what the field may be would
    say too much. Raises ValueError where there is no pair.
    """
    pairs = tuple(dict.fromkeys(fields))
    if not pairs:
        raise ValueError("no zone and soil")
    zones = tuple(dict.fromkeys(zone for zone, _soil in pairs))
    soils = tuple(dict.fromkeys(soil for _zone, soil in pairs))
    try:
        found = [change(zone, soil, before, after) for zone, soil in pairs]
    except NoNumber as none:
        return Outlook(zones, soils, None, none.reason)
    return Outlook(
        zones,
        soils,
        Change(
            before=_middle([one.before for one in found]),
            after=_middle([one.after for one in found]),
            change=_middle([one.change for one in found]),
            low=min(one.low for one in found),
            high=max(one.high for one in found),
        ),
    )


def tables_version() -> str:
    """Returns the first twelve digits of the SHA-256 of the tables; stored beside what they gave."""
    return hashlib.sha256(DATA_FILE.read_bytes()).hexdigest()[:12]


def are_tables_checked() -> bool:
    """Returns whether a person has compared the tables with the print."""
    return bool(_tables()["tables_checked"])


def _middle(values: list[float]) -> float:
    return (min(values) + max(values)) / 2


def _reference(zone: str, soil: str) -> _Cell:
    if zone not in ZONES:
        raise ValueError(f"no climate zone: {zone}")
    if soil == "organic":
        raise NoNumber("organic")
    return _cell("soc_ref", soil, zone)


def _factors(zone: str, soil: str, farming: Farming) -> tuple[_Cell, _Cell, _Cell]:
    """Returns F_LU, F_MG and F_I."""
    if farming.land_use == "grassland":
        return (
            _ONE,
            _ONE if farming.management == "nominal" else _cell("f_mg", farming.management, zone),
            _ONE if farming.inputs == "medium" else _cell("f_i", "grassland_high", zone),
        )
    if zone == "tropical_montane":
        # Its rows have errors of 50 %, and none for annual crops and tillage: gain and loss look alike.
        raise NoNumber("montane")
    use = "annual_wetland" if (farming.land_use, soil) == ("annual", "wetland") else farming.land_use
    return (
        _cell("f_lu", use, zone),
        _ONE if farming.management == "full" else _cell("f_mg", farming.management, zone),
        _ONE if farming.inputs == "medium" else _cell("f_i", farming.inputs, zone),
    )


# The reference of each factor, by definition.
_ONE: Final = _Cell(1.0, 0.0)
_REASONS: Final[dict[str, Reason]] = {
    "default_error": "default_error",
    "disputed": "disputed",
    "not_in_table": "no_cell",
}


@cache
def _cell(table: str, row: str, zone: str) -> _Cell:
    """Returns a cell with its error. Raises NoNumber where it is missing or must not be used."""
    cell = _tables()[table]["rows"].get(row, {}).get(zone)
    if cell is None:
        raise NoNumber("no_cell")
    if cell["status"] in _REASONS:
        raise NoNumber(_REASONS[cell["status"]])
    return _Cell(cell["value"], cell["value"] * cell["error_pct"] / 100)


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    return tables
