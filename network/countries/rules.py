"""Compares what a workbook states with what was entered before, and one value of a country with another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from network.countries.indicators import CROPLAND, GRASSLAND, INDICATORS, ON_CROPLAND, ON_FARMLAND
from network.countries.sheet_columns import NOTE
from network.countries.sheets import CellProblem, Entry, Placed
from network.countries.stated import Key
from network.models import StatedValue
from network.number_text import number_text

# A value that grows or shrinks by more asks for a word on why.
LARGEST_JUMP: Final = 3
ALL_FARMERS: Final = "farmers_total"
FARMERS_IN_PRACTICES: Final = "farmers_in_practices"


def changed(placed: Iterable[Placed], known: Mapping[Key, StatedValue]) -> list[Placed]:
    """Returns the rows that differ from what was last entered, in the order of the file."""
    before = {key: Entry.of(value) for key, value in known.items()}
    return [row for row in placed if row.entry != before.get(row.entry.key)]


def rule_problems(rows: Collection[Placed], known: Mapping[Key, StatedValue]) -> list[CellProblem]:
    """Returns what does not go together once these rows, all that changed, take the place of what was."""
    after = {key: Entry.of(value) for key, value in known.items()}
    after |= {row.entry.key: row.entry for row in rows}
    stated = _largest_stated(after.values())
    problems: list[CellProblem] = []
    for country in dict.fromkeys(row.entry.country for row in rows):
        of_country = {row.entry.indicator: row for row in rows if row.entry.country == country}
        problems += _beyond_limits(of_country, stated[country])
    return [*problems, *_leaps(rows, known)]


def beyond_limits(country: str, values: Iterable[StatedValue]) -> dict[str, str]:
    """Returns why values of a country do not go together, by each indicator that is concerned."""
    stated = _largest_stated(map(Entry.of, values))[country]
    found: dict[str, str] = {}
    for code, limit, reason in _limits(stated):
        if stated[code] > limit:
            for concerned in (code, *_limited_by(code)):
                found.setdefault(concerned, reason)
    return found


def _largest_stated(entries: Iterable[Entry]) -> dict[str, dict[str, float]]:
    """Returns the largest number stated of each indicator, reported or measured, by country."""
    stated: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in entries:
        largest = _largest(entry)
        if largest is not None:
            of_country = stated[entry.country]
            of_country[entry.indicator] = max(largest, of_country.get(entry.indicator, largest))
    return stated


def _beyond_limits(rows: Mapping[str, Placed], stated: Mapping[str, float]) -> Iterator[CellProblem]:
    """Yields what is above its limit, at the row that changed: the area, or the land that is too small."""
    for code, limit, reason in _limits(stated):
        row = next((rows[each] for each in (code, *_limited_by(code)) if each in rows), None)
        if stated[code] > limit and row is not None:
            yield row.problem(row.number_column, reason)


def _leaps(rows: Iterable[Placed], known: Mapping[Key, StatedValue]) -> Iterator[CellProblem]:
    for row in rows:
        if _jumps(row.entry, known.get(row.entry.key)):
            told = {"indicator": INDICATORS[row.entry.indicator].label}
            yield row.problem(
                NOTE,
                _("“%(indicator)s” grew or shrank by more than three times. Say why in this cell.") % told,
            )


def _limits(stated: Mapping[str, float]) -> Iterator[tuple[str, float, str]]:
    """Yields each code that has a limit, the limit, and what is wrong when it is above."""
    cropland = stated.get(CROPLAND)
    if cropland is not None:
        farmland = cropland + stated.get(GRASSLAND, 0.0)
        for area in (*ON_CROPLAND, *ON_FARMLAND):
            limit = cropland if area in ON_CROPLAND else farmland
            words = (
                _("“%(indicator)s”: %(area)s ha are more than the country’s cropland, %(limit)s ha.")
                if area in ON_CROPLAND
                else _("“%(indicator)s”: %(area)s ha are more than cropland and grassland, %(limit)s ha.")
            )
            if area in stated:
                told = {"area": number_text(stated[area]), "limit": number_text(limit)}
                yield area, limit, words % {"indicator": INDICATORS[area].label, **told}
    if ALL_FARMERS in stated and FARMERS_IN_PRACTICES in stated:
        told = {"some": number_text(stated[FARMERS_IN_PRACTICES]), "all": number_text(stated[ALL_FARMERS])}
        yield (
            FARMERS_IN_PRACTICES,
            stated[ALL_FARMERS],
            _("There cannot be more farmers with such practices (%(some)s) than farmers (%(all)s).") % told,
        )


def _limited_by(code: str) -> tuple[str, ...]:
    if code == FARMERS_IN_PRACTICES:
        return (ALL_FARMERS,)
    return (CROPLAND,) if code in ON_CROPLAND else (CROPLAND, GRASSLAND)


def _jumps(entry: Entry, before: StatedValue | None) -> bool:
    """Returns whether a number moved far without a new note."""
    if before is None or INDICATORS[entry.indicator].kind != "number":
        return False
    if entry.note and entry.note != before.note:
        return False
    now, then = abs(_middle(entry)), abs(before.middle)
    return bool(now and then) and max(now / then, then / now) > LARGEST_JUMP


def _largest(entry: Entry) -> float | None:
    return entry.high if entry.high is not None else entry.best


def _middle(entry: Entry) -> float:
    return entry.to_value().middle
