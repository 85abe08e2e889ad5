"""Derives what a farmer's year looks like from twelve months of rain and temperature. Pure NumPy.

Evaporation: potential evapotranspiration from mean temperature alone after Oudin et al. (2005), "Which
potential evapotranspiration input for a lumped rainfall-runoff model? Part 2", Journal of Hydrology 303,
290-306, with the extraterrestrial radiation of FAO Irrigation and Drainage Paper 56 (Allen et al. 1998, eq.
21).

Growing period: FAO, "Report on the Agro-ecological Zones Project" (World Soil Resources Report 48, 1978):
days on which rain and up to 100 mm of water stored in the soil meet at least half of the potential
evapotranspiration while the mean temperature is above 6.5 °C, the definition that the WOCAT questionnaire
uses. Snow is kept and melts at 5.5 mm a day and °C, and the soil gives freely down to half its store, as in
FAO and IIASA's GAEZ v4 model documentation (2021).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MONTH_DAYS: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
YEAR_DAYS: Final = 365
SOIL_STORE_MM: Final = 100.0
FREELY_GIVEN: Final = 0.5
GROWTH_ABOVE_C: Final = 6.5
WARM_MONTH_ABOVE_C: Final = 10.0
MELT_MM_PER_DAY_AND_C: Final = 5.5
WET_FROM_RATIO: Final = 0.5
SECOND_SEASON_RAIN_SHARE: Final = 0.1
ARIDITY_CEILING: Final = 20.0
YEARS_RUN: Final = 3
# Up to so many places, plain floats are faster than arrays of them; a request has one.
FEW_PLACES: Final = 16

_MONTH_MIDDLES: Final = np.cumsum(MONTH_DAYS) - MONTH_DAYS / 2


@dataclass(frozen=True, slots=True)
class Derived:
    """Holds one value for each place, in the order given.

    Months are 1 to 12; 0 stands for "there is none".
    """

    rain_mm_per_year: Floats
    mean_temperature_c: Floats
    warmest_month_c: Floats
    coldest_month_c: Floats
    season_temperature_c: Floats
    aridity_ratio: Floats
    seasonality_pct: Floats
    growing_period_days: Ints
    dry_months: Ints
    first_wet_month: Ints
    last_wet_month: Ints
    second_first_month: Ints
    second_last_month: Ints


def derive(latitude: Floats, rain_mm: Floats, temperature_c: Floats) -> Derived:
    """Derive everything for n places: latitudes (n,), monthly rain in mm and means in °C, both (12, n)."""
    evaporation = potential_evapotranspiration(latitude, temperature_c)
    annual = rain_mm.sum(axis=0)
    days, warmth = _growing_days(rain_mm, temperature_c, evaporation)
    warmest = temperature_c.max(axis=0)
    wet = (rain_mm >= WET_FROM_RATIO * evaporation) & (rain_mm > 0)
    first, last, second_first, second_last = _wet_seasons(wet, rain_mm)
    # Where winter stops growth, two runs of wet months are the work of frost and not two seasons.
    always_warm = temperature_c.min(axis=0) > GROWTH_ABOVE_C
    return Derived(
        rain_mm_per_year=annual,
        mean_temperature_c=np.average(temperature_c, axis=0, weights=MONTH_DAYS),
        warmest_month_c=warmest,
        coldest_month_c=temperature_c.min(axis=0),
        season_temperature_c=np.where(days > 0, warmth, _warm_months_mean(temperature_c, warmest)),
        aridity_ratio=_ratio(annual, evaporation.sum(axis=0)),
        seasonality_pct=coefficient_of_variation(rain_mm),
        growing_period_days=days,
        dry_months=12 - wet.sum(axis=0),
        first_wet_month=first,
        last_wet_month=last,
        second_first_month=np.where(always_warm, second_first, 0),
        second_last_month=np.where(always_warm, second_last, 0),
    )


def potential_evapotranspiration(latitude: Floats, temperature_c: Floats) -> Floats:
    """Returns monthly potential evapotranspiration in mm, shape (12, n)."""
    # Oudin's equation: radiation over latent heat, times (T + 5) / 100 where that is positive.
    daily = _water_equivalent_of_radiation(latitude) * np.maximum(temperature_c + 5.0, 0.0) / 100.0
    monthly: Floats = daily * MONTH_DAYS[:, None]
    return monthly


def _water_equivalent_of_radiation(latitude: Floats) -> Floats:
    """Returns extraterrestrial radiation as mm of evaporated water a day, mid-month, (12, n)."""
    # The Earth's distance from the Sun is taken at its mean, which is 3 % off in January and July, so that
    # the same climate in the other half of the year and of the globe is the same climate here.
    phi = np.radians(latitude)[None, :]
    declination = 0.409 * np.sin(2 * np.pi / YEAR_DAYS * _MONTH_MIDDLES - 1.39)[:, None]
    sunset = np.arccos(np.clip(-np.tan(np.clip(phi, -1.57, 1.57)) * np.tan(declination), -1.0, 1.0))
    megajoules = (24 * 60 / np.pi * 0.0820) * (
        sunset * np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.sin(sunset)
    )
    result: Floats = np.maximum(megajoules, 0.0) / 2.45
    return result


def _growing_days(rain_mm: Floats, temperature_c: Floats, evaporation_mm: Floats) -> tuple[Ints, Floats]:
    """Returns days of the growing period, and their mean temperature (0 where there is no such day)."""
    temperature = _daily(temperature_c)
    demand = _daily(evaporation_mm / MONTH_DAYS[:, None])
    water = _rain_and_melt(_daily(rain_mm / MONTH_DAYS[:, None]), temperature)
    growing = (temperature > GROWTH_ABOVE_C) & (water + _drawn_from_soil(water, demand) >= 0.5 * demand)
    days = growing.sum(axis=0)
    return days, np.where(growing, temperature, 0.0).sum(axis=0) / np.maximum(days, 1)


def _daily(monthly: Floats) -> Floats:
    """Returns straight lines between the middles of the months, around the year: (365, n)."""
    middle = np.arange(YEAR_DAYS) + 0.5
    after = np.searchsorted(_MONTH_MIDDLES, middle) % 12
    before = (after - 1) % 12
    span = (_MONTH_MIDDLES[after] - _MONTH_MIDDLES[before]) % YEAR_DAYS
    share = ((middle - _MONTH_MIDDLES[before]) % YEAR_DAYS / span)[:, None]
    result: Floats = monthly[before] * (1.0 - share) + monthly[after] * share
    return result


def _rain_and_melt(rain: Floats, temperature: Floats) -> Floats:
    """Returns water that reaches the soil on each day of a year that follows upon equal years."""
    freezing = temperature <= 0.0
    fallen = np.where(freezing, rain, 0.0)
    water = rain - fallen
    if not freezing.any():
        return water
    capacity = MELT_MM_PER_DAY_AND_C * np.maximum(temperature, 0.0)
    if rain.shape[1] <= FEW_PLACES:
        return water + _place_by_place(_melt_at, fallen, capacity)
    snow = np.zeros(rain.shape[1])
    melt = np.zeros_like(rain)
    for day in _days_of_equal_years():
        snow = snow + fallen[day]
        melt[day] = np.minimum(snow, capacity[day])
        snow = snow - melt[day]
    return water + melt


def _melt_at(fallen: list[float], capacity: list[float]) -> list[float]:
    """Returns the melt of `_rain_and_melt` at one place, by the same steps."""
    snow, melt = 0.0, [0.0] * YEAR_DAYS
    for day in _days_of_equal_years():
        snow += fallen[day]
        melt[day] = melted = min(snow, capacity[day])
        snow -= melted
    return melt


def _drawn_from_soil(water: Floats, demand: Floats) -> Floats:
    """Returns what the soil gives on each day of a year that follows upon equal years."""
    lack, surplus = np.maximum(demand - water, 0.0), np.maximum(water - demand, 0.0)
    if water.shape[1] <= FEW_PLACES:
        return _place_by_place(_drawn_at, lack, surplus)
    soil = np.zeros(water.shape[1])
    drawn = np.zeros_like(water)
    for day in _days_of_equal_years():
        drawn[day] = np.minimum(soil, lack[day] * np.minimum(soil / (FREELY_GIVEN * SOIL_STORE_MM), 1.0))
        soil = np.minimum(soil - drawn[day] + surplus[day], SOIL_STORE_MM)
    return drawn


def _drawn_at(lack: list[float], surplus: list[float]) -> list[float]:
    """Returns what the soil gives in `_drawn_from_soil` at one place, by the same steps."""
    free = FREELY_GIVEN * SOIL_STORE_MM
    soil, drawn = 0.0, [0.0] * YEAR_DAYS
    for day in _days_of_equal_years():
        drawn[day] = taken = min(soil, lack[day] * min(soil / free, 1.0))
        soil = min(soil - taken + surplus[day], SOIL_STORE_MM)
    return drawn


def _place_by_place(
    run: Callable[[list[float], list[float]], list[float]], first: Floats, second: Floats
) -> Floats:
    """Returns the year that `run` makes of each column of both, as columns."""
    return np.array([run(*pair) for pair in zip(first.T.tolist(), second.T.tolist(), strict=True)]).T


def _days_of_equal_years() -> Iterator[int]:
    return chain.from_iterable(repeat(range(YEAR_DAYS), YEARS_RUN))


def _warm_months_mean(temperature_c: Floats, warmest: Floats) -> Floats:
    warm = temperature_c > WARM_MONTH_ABOVE_C
    months = warm.sum(axis=0)
    mean = np.where(warm, temperature_c, 0.0).sum(axis=0) / np.maximum(months, 1)
    return np.where(months > 0, mean, warmest)


def _ratio(rain: Floats, evaporation: Floats) -> Floats:
    return np.minimum(rain / np.maximum(evaporation, 1.0), ARIDITY_CEILING)


def coefficient_of_variation(rain_mm: Floats) -> Floats:
    """Returns how unevenly the rain falls over the months, in per cent: standard deviation over mean."""
    mean = rain_mm.mean(axis=0)
    return np.where(mean > 0, 100.0 * rain_mm.std(axis=0) / np.maximum(mean, 1e-9), 0.0)


def _wet_seasons(wet: NDArray[np.bool_], rain_mm: Floats) -> tuple[Ints, Ints, Ints, Ints]:
    """Returns first and last month of the wettest run of wet months, and of the next if it is wet enough.

    A year without a dry month, or without a wet one, has no first and no last.
    """
    places = wet.shape[1]
    starts = wet & ~np.roll(wet, 1, axis=0)
    length, total = np.zeros((12, places), dtype=np.int64), np.zeros((12, places))
    open_run = starts.copy()
    for step in range(12):
        open_run &= np.roll(wet, -step, axis=0)
        length += open_run
        total += np.where(open_run, np.roll(rain_mm, -step, axis=0), 0.0)
    first, last = _pick(total, length)
    total[first - 1, np.arange(places)] = np.where(first > 0, 0.0, total[first - 1, np.arange(places)])
    total[total < SECOND_SEASON_RAIN_SHARE * rain_mm.sum(axis=0)] = 0.0
    return (first, last, *_pick(total, length))


def _pick(total: Floats, length: Ints) -> tuple[Ints, Ints]:
    start = total.argmax(axis=0)
    columns = np.arange(total.shape[1])
    found: Any = total[start, columns] > 0
    end = (start + length[start, columns] - 1) % 12
    return np.where(found, start + 1, 0), np.where(found, end + 1, 0)
