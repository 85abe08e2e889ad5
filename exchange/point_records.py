"""Takes the land of a peer for a point among practices, so that the one formula compares both. Pure."""

from collections.abc import Iterable
from functools import lru_cache

from matching.records import Record
from zones import factors
from zones.land import Land
from zones.land_reading import read_land
from zones.values import BooleanValue, Classes, Range, Value

Pairs = tuple[tuple[str, str], ...]
COMPARED = frozenset((*factors.NUMBERS, *factors.CHOICES, *factors.CONSTRAINTS))


def point_record(land: Land, number: int = 0) -> Record:
    """Returns the land as the match reads a practice: each answer as a single value."""
    values: dict[str, Value] = {}
    for name, answer in land.answers().items():
        if name not in COMPARED:
            continue
        if isinstance(answer.value, bool):
            values[name] = BooleanValue(answer.value, answer.origin)
        elif isinstance(answer.value, frozenset):
            values[name] = Classes(answer.value, answer.origin)
        else:
            values[name] = Range(answer.value, answer.value, answer.origin, is_about=answer.is_about)
    return Record(id=number, values=values, latitude=land.latitude, longitude=land.longitude)


def record_of_pairs(pairs: Iterable[Iterable[str]], number: int = 0) -> Record:
    """Returns the record of a land as it is stored, in [name, value] pairs; lands come again and again."""
    return _read(tuple((name, value) for name, value in pairs), number)


@lru_cache(maxsize=4096)
def _read(pairs: Pairs, number: int) -> Record:
    params: dict[str, list[str]] = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    land, _problems = read_land(params)
    return point_record(land, number)
