"""Derives again what follows from the altitude and the rain that somebody stated for a place. Pure.

A stated value outranks the map's: a practice that states 300 to 900 mm has the dryness and the growing days
of such years at its place, not those of the map's one figure. Farmers' land, practices, benchmarks and the
migration of stored rows all come here.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from zones import factors
from zones.grid import LAPSE_C_PER_M, Climate
from zones.growing_period import derive
from zones.values import Origin, Range
from zones.vocabulary import ORIGIN_STATED

ALTITUDES_M: Final = (-500.0, 9000.0)
# Seasonality is not among them: months that are all scaled alike vary as much as before.
FOLLOWS_FROM_RAIN: Final = ("aridity", "growing_period", "season_temperature")
# More rain never shortens the growing period nor makes a place drier, so the ends bound these two. The mean
# temperature of the growing days may turn in between (`python -m benchmarks.stated_rain` counts how often),
# hence steps between the ends.
RAIN_STEPS: Final = 9
# The map's rain, as far as a place's own stands nowhere; the other factors are of temperature alone.
_OF_RAIN: Final = frozenset({"rain", "aridity", "growing_period", "seasonality"})


def corrected_for_altitude(climate: Climate, altitude_m: float) -> Climate:
    """Returns the climate at the farmer's own height: 5 °C colder for each 1,000 m above the cell's mean.

    What follows from temperature is derived again, and `elevation_m` becomes the altitude given, so
    correcting twice changes nothing more. The Köppen class stays that of the map. Raises ValueError for
    impossible heights.
    """
    lowest, highest = ALTITUDES_M
    if not lowest <= altitude_m <= highest:
        raise ValueError(f"not a height on land: {altitude_m}")
    shift = LAPSE_C_PER_M * (climate.elevation_m - altitude_m)
    if shift == 0:
        return climate
    temperatures = [value + shift for value in climate.monthly_temperature_c]
    return replace(
        _with_months(climate, climate.monthly_rain_mm, temperatures),
        monthly_temperature_c=tuple(round(value, 2) for value in temperatures),
        mean_temperature_c=round(climate.mean_temperature_c + shift, 2),
        coldest_month_c=round(climate.coldest_month_c + shift, 2),
        warmest_month_c=round(climate.warmest_month_c + shift, 2),
        elevation_m=float(altitude_m),
    )


@lru_cache(maxsize=1024)
def corrected_for_rain(climate: Climate, rain_mm: float) -> Climate:
    """Returns the climate in which `rain_mm` falls in a year, month by month as the map spreads it.

    The map's own sum gives the map's climate. A place where the map has no rain at all keeps what the map
    says of its growing season, for there is nothing to scale. Raises ValueError for less than no rain.
    """
    if rain_mm < 0:
        raise ValueError(f"not a sum of rain: {rain_mm}")
    fallen = sum(climate.monthly_rain_mm)
    if rain_mm == climate.rain_mm_per_year or fallen == 0:
        return climate
    months = [month * rain_mm / fallen for month in climate.monthly_rain_mm]
    return replace(
        _with_months(climate, months, climate.monthly_temperature_c),
        rain_mm_per_year=float(rain_mm),
        monthly_rain_mm=tuple(months),
    )


def climate_ranges(climate: Climate, stated_rain: Range | None) -> dict[str, Range]:
    """Returns every factor of the climate as a practice holds it where nobody stated it.

    With a stated rain, what follows from it reaches over all years from its low end to its high end; a rain
    that nobody believes is left to validation. Rounded to the decimals of the factors.
    """
    years, follows = [climate], False
    if stated_rain is not None and _is_believed(stated_rain):
        sums = sorted({float(mm) for mm in np.linspace(stated_rain.low, stated_rain.high, RAIN_STEPS)})
        years = [corrected_for_rain(climate, mm) for mm in sums]
        follows = years[0].rain_mm_per_year == sums[0]
    found = {}
    for name, mapped in climate.values().items():
        values = [year.values()[name] for year in years] if name in FOLLOWS_FROM_RAIN else [mapped]
        decimals = factors.NUMBERS[name].decimals
        origin = origin_of(name, mapped, values, has_stated_rain=follows)
        found[name] = Range(
            round(min(values), decimals),
            round(max(values), decimals),
            origin,
            climate.source,
            is_about=is_about(climate, name, origin),
        )
    return found


def _is_believed(rain: Range) -> bool:
    bounds = factors.NUMBERS["rain"]
    return rain.origin == ORIGIN_STATED and bounds.low <= rain.low and rain.high <= bounds.high


def origin_of(name: str, mapped: float, values: Sequence[float], *, has_stated_rain: bool) -> Origin:
    """Returns where a value comes from; the season's warmth is the map's unless the rain moves it."""
    if not has_stated_rain or name not in FOLLOWS_FROM_RAIN:
        return "derived"
    if name == "season_temperature" and all(abs(value - mapped) < 0.05 for value in values):
        return "derived"
    return "from_stated_rain"


def is_about(climate: Climate, name: str, origin: Origin) -> bool:
    """Returns whether the map's figure is only about right here: in mountains, on coasts, in steep rain."""
    if climate.is_mountain or climate.is_coast:
        return True
    return climate.has_steep_rain and origin == "derived" and name in _OF_RAIN


def _with_months(climate: Climate, rain_mm: Sequence[float], temperature_c: Sequence[float]) -> Climate:
    """Returns the climate with all that the growing period derives from these months."""
    derived = derive(np.array([climate.latitude]), np.array([rain_mm]).T, np.array([temperature_c]).T)
    second = (int(derived.second_first_month[0]), int(derived.second_last_month[0]))
    return replace(
        climate,
        season_temperature_c=round(float(derived.season_temperature_c[0]), 2),
        aridity_ratio=round(float(derived.aridity_ratio[0]), 3),
        growing_period_days=float(derived.growing_period_days[0]),
        first_wet_month=int(derived.first_wet_month[0]) or None,
        last_wet_month=int(derived.last_wet_month[0]) or None,
        second_season=second if second[0] else None,
        dry_months=int(derived.dry_months[0]),
    )
