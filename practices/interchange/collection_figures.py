"""Counts what a collection of records holds, for docs/collection.md. Needs no database."""

from collections.abc import Callable, Iterable
from typing import Final

from practices.interchange.schema import Record
from zones.values import BooleanValue, Classes

PERENNIAL_CROPS: Final = frozenset(("fruit_vine_olive", "coffee_cocoa_tea"))
TREE_GROUPS: Final = frozenset(("agroforestry",))
HIGH_M: Final = 800


def figures(records: Iterable[Record]) -> dict[str, int]:
    """Returns how many records there are of each kind that is asked for, by its name in words."""
    every = list(records)
    counted = {name: sum(map(test, every)) for name, test in _KINDS.items()}
    citations = [citation for record in every for citation in record.citations]
    return {
        "records": len(every),
        "countries": len({record.country for record in every}),
        **counted,
        "citations": len(citations),
        "citations with a DOI or a link": sum(bool(one.doi or one.url) for one in citations),
        "citations read whole": sum(one.read_as == "whole" for one in citations),
        "citations read as an abstract or opening": sum(one.read_as == "abstract" for one in citations),
        "citations read as quoted elsewhere": sum(one.read_as == "quoted" for one in citations),
        "citations of which nobody noted how they were read": sum(not one.read_as for one in citations),
    }


def _states(name: str) -> Callable[[Record], bool]:
    def test(record: Record) -> bool:
        value = record.conditions.get(name)
        return isinstance(value, BooleanValue) and value.value

    return test


def _is_organic(record: Record) -> bool:
    value = record.conditions.get("organic_matter")
    return isinstance(value, Classes) and "high" in value.codes


def _is_perennial(record: Record) -> bool:
    crops = record.conditions.get("crops")
    has_crop = isinstance(crops, Classes) and bool(PERENNIAL_CROPS & crops.codes)
    return has_crop or bool(TREE_GROUPS & set(record.practice_groups))


def _has_measured_carbon(record: Record) -> bool:
    rows = record.soil_carbon.measured if record.soil_carbon else ()
    return any(value is not None for row in rows for value in (row.before, row.after, row.low))


_KINDS: Final[dict[str, Callable[[Record], bool]]] = {
    "not a plain success": lambda record: record.outcome != "adopted",
    "on salty land": _states("salinity"),
    "on land where water stands": _states("waterlogging"),
    "on soil rich in organic matter": _is_organic,
    "frost stated": lambda record: "frost" in record.conditions,
    "perennial crops or trees": _is_perennial,
    "grazing": lambda record: "grazing" in record.land_uses,
    "soil carbon measured, with a number": _has_measured_carbon,
    "soil carbon measured at all": lambda record: bool(record.soil_carbon and record.soil_carbon.measured),
    "links to tutorials elsewhere": lambda record: bool(record.see_it_done),
    "altitude stated": lambda record: record.altitude_m is not None,
    f"altitude stated, above {HIGH_M} m": lambda record: (record.altitude_m or 0) > HIGH_M,
    "labour stated": lambda record: record.labour_person_days_per_ha is not None,
    "cost stated": lambda record: record.cost is not None,
}
