"""What a farmer's year looks like, derived from twelve months of rain and temperature. Pure NumPy.

Evaporation: potential evapotranspiration from mean temperature alone after Oudin et al. (2005), "Which
potential evapotranspiration input for a lumped rainfall-runoff model? Part 2", Journal of Hydrology 303,
290-306, with the extraterrestrial radiation of FAO Irrigation and Drainage Paper 56 (Allen et al. 1998, eq. 21).

Growing period: FAO, "Report on the Agro-ecological Zones Project" (World Soil Resources Report 48, 1978): days
on which rain and up to 100 mm of water stored in the soil meet at least half of the potential
evapotranspiration while the mean temperature is above 6.5 °C, the definition that the WOCAT questionnaire uses.
Snow is kept and melts at 5.5 mm a day and °C, and the soil gives freely down to half its store, as in FAO and
IIASA's GAEZ v4 model documentation (2021).
"""

from dataclasses import dataclass
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

_MONTH_MIDDLES: Final = np.cumsum(MONTH_DAYS) - MONTH_DAYS / 2


@dataclass(frozen=True, slots=True)
class Derived:
    """One value for each place, in the order given. Months are 1 to 12; 0 stands for "there is none"."""

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
    """Derive everything for n places: latitudes (n,), monthly rain in mm (12, n), monthly means in °C (12, n)."""
    evaporation = potential_evapotranspiration(latitude, temperature_c)
    annual = rain_mm.sum(axis=0)
    days, warmth = _growing_days(rain_mm, temperature_c, evaporation)
    warmest = temperature_c.max(axis=0)
    wet = rain_mm >= WET_FROM_RATIO * evaporation
    first, last, second_first, second_last = _wet_seasons(wet, rain_mm)
    return Derived(
        rain_mm_per_year=annual,
        mean_temperature_c=np.average(temperature_c, axis=0, weights=MONTH_DAYS),
        warmest_month_c=warmest,
        coldest_month_c=temperature_c.min(axis=0),
        season_temperature_c=np.where(days > 0, warmth, _warm_months_mean(temperature_c, warmest)),
        aridity_ratio=_ratio(annual, evaporation.sum(axis=0)),
        seasonality_pct=_coefficient_of_variation(rain_mm),
        growing_period_days=days,
        dry_months=12 - wet.sum(axis=0),
        first_wet_month=first,
        last_wet_month=last,
        second_first_month=second_first,
        second_last_month=second_last,
    )


def potential_evapotranspiration(latitude: Floats, temperature_c: Floats) -> Floats:
    """Monthly potential evapotranspiration in mm, shape (12, n)."""
    # Oudin's equation: radiation over latent heat, times (T + 5) / 100 where that is positive.
    daily = _water_equivalent_of_radiation(latitude) * np.maximum(temperature_c + 5.0, 0.0) / 100.0
    return daily * MONTH_DAYS[:, None]


def _water_equivalent_of_radiation(latitude: Floats) -> Floats:
    """Extraterrestrial radiation in mm of evaporated water a day, at the middle of each month, (12, n)."""
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
    """Days of the growing period, and their mean temperature (0 where there is no such day)."""
    places = rain_mm.shape[1]
    monthly_days = MONTH_DAYS[:, None]
    soil, snow = np.zeros(places), np.zeros(places)
    count, warmth = np.zeros(places, dtype=np.int64), np.zeros(places)
    for year in range(YEARS_RUN):
        for day in range(YEAR_DAYS):
            before, after, share = _between_months(day)
            temperature = _mix(temperature_c, before, after, share)
            demand = _mix(evaporation_mm / monthly_days, before, after, share)
            water, snow = _rain_and_melt(_mix(rain_mm / monthly_days, before, after, share), temperature, snow)
            lack = np.maximum(demand - water, 0.0)
            drawn = np.minimum(soil, lack * np.minimum(soil / (FREELY_GIVEN * SOIL_STORE_MM), 1.0))
            soil = np.minimum(soil - drawn + np.maximum(water - demand, 0.0), SOIL_STORE_MM)
            if year == YEARS_RUN - 1:
                growing = (temperature > GROWTH_ABOVE_C) & (water + drawn >= 0.5 * demand)
                count += growing
                warmth += np.where(growing, temperature, 0.0)
    return count, warmth / np.maximum(count, 1)


def _between_months(day: int) -> tuple[int, int, float]:
    """The months whose middles lie around a day of the year, and how far the day is towards the later one."""
    middle = day + 0.5
    after = int(np.searchsorted(_MONTH_MIDDLES, middle)) % 12
    before = (after - 1) % 12
    span = (_MONTH_MIDDLES[after] - _MONTH_MIDDLES[before]) % YEAR_DAYS
    return before, after, float((middle - _MONTH_MIDDLES[before]) % YEAR_DAYS / span)


def _mix(monthly: Floats, before: int, after: int, share: float) -> Floats:
    result: Floats = monthly[before] * (1.0 - share) + monthly[after] * share
    return result


def _rain_and_melt(rain: Floats, temperature: Floats, snow: Floats) -> tuple[Floats, Floats]:
    """Water that reaches the soil on a day, and the snow that stays."""
    freezing = temperature <= 0.0
    snow = snow + np.where(freezing, rain, 0.0)
    melt = np.minimum(snow, MELT_MM_PER_DAY_AND_C * np.maximum(temperature, 0.0))
    return np.where(freezing, 0.0, rain) + melt, snow - melt


def _warm_months_mean(temperature_c: Floats, warmest: Floats) -> Floats:
    warm = temperature_c > WARM_MONTH_ABOVE_C
    months = warm.sum(axis=0)
    return np.where(months > 0, np.where(warm, temperature_c, 0.0).sum(axis=0) / np.maximum(months, 1), warmest)


def _ratio(rain: Floats, evaporation: Floats) -> Floats:
    return np.minimum(rain / np.maximum(evaporation, 1.0), ARIDITY_CEILING)


def _coefficient_of_variation(rain_mm: Floats) -> Floats:
    mean = rain_mm.mean(axis=0)
    return np.where(mean > 0, 100.0 * rain_mm.std(axis=0) / np.maximum(mean, 1e-9), 0.0)


def _wet_seasons(wet: NDArray[np.bool_], rain_mm: Floats) -> tuple[Ints, Ints, Ints, Ints]:
    """First and last month of the wettest run of wet months, and of the next where it brings enough rain.

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
