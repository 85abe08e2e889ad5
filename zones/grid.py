"""Reads the climate of a place from the packed grid of 0.25 degrees in `zones/data`. Pure: NumPy.

Built by `zones/build/grid.py`; sources, method, errors and limits stand in `docs/climate-grid.md`.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zones import packing
from zones.growing_period import MONTH_DAYS, YEAR_DAYS
from zones.koppen import contradicts

FILE_NAME: Final = "climate.npz"
DATA_FILE: Final = Path(__file__).resolve().parent / "data" / FILE_NAME
ROWS: Final = 720
COLUMNS: Final = 1440
CELL_DEGREES: Final = 0.25
SNAP_CELLS: Final = 3
_WINDOW: Final = 2 * SNAP_CELLS + 1
KM_PER_DEGREE: Final = 111.195
LAPSE_C_PER_M: Final = 0.005
# Rain is steep where within two cells, some 56 km, 1.42 times as much or as little falls (the difference at
# which the match scores a half), and 200 mm more or less, so that a desert's few millimetres do not count.
STEEP_RAIN_CELLS: Final = 2
STEEP_RAIN_RATIO: Final = 1.42
STEEP_RAIN_MM: Final = 200
_STEEP_FROM: Final = SNAP_CELLS - STEEP_RAIN_CELLS
_STEEP_TO: Final = SNAP_CELLS + STEEP_RAIN_CELLS + 1
SOURCE: Final = "GPCC Climatology V2015, ERA5 2000-2025, Köppen-Geiger (Rubel et al. 2017)"

KOPPEN_CLASSES: Final = (
    *(
        "Af",
        "Am",
        "As",
        "Aw",
        "BSh",
        "BSk",
        "BWh",
        "BWk",
        "Cfa",
        "Cfb",
        "Cfc",
        "Csa",
        "Csb",
        "Csc",
        "Cwa",
        "Cwb",
    ),
    *("Cwc", "Dfa", "Dfb", "Dfc", "Dfd", "Dsa", "Dsb", "Dsc", "Dsd", "Dwa", "Dwb", "Dwc", "Dwd", "EF", "ET"),
)

_DAYS: Final = tuple(int(days) for days in MONTH_DAYS)


@dataclass(frozen=True, slots=True)
class Climate:
    """Holds the climate of the cell around `latitude`, `longitude` (its centre).

    Months are 1 to 12, None where the year has no dry month or no wet one. `is_mountain` and `is_coast`
    mean that the values are only about right, `has_steep_rain` that those of rain are. `koppen` is empty
    where the cell's own months contradict the class. `snapped_km` is the way from the place asked for to the
    cell, 0 when inside.
    """

    latitude: float
    longitude: float
    rain_mm_per_year: float
    aridity_ratio: float
    growing_period_days: float
    season_temperature_c: float
    coldest_month_c: float
    warmest_month_c: float
    mean_temperature_c: float
    seasonality_pct: float
    monthly_rain_mm: tuple[float, ...]
    monthly_temperature_c: tuple[float, ...]
    koppen: str
    first_wet_month: int | None
    last_wet_month: int | None
    second_season: tuple[int, int] | None
    dry_months: int
    elevation_m: float
    is_mountain: bool
    is_coast: bool
    has_steep_rain: bool
    snapped_km: float
    source: str
    version: str

    def values(self) -> dict[str, float]:
        """Returns the factors of `zones.factors.CLIMATE` by name."""
        return {
            "rain": self.rain_mm_per_year,
            "aridity": self.aridity_ratio,
            "growing_period": self.growing_period_days,
            "season_temperature": self.season_temperature_c,
            "temperature_range": round(self.warmest_month_c - self.coldest_month_c, 2),
            "coldest_month": self.coldest_month_c,
            "seasonality": self.seasonality_pct,
        }


def conditions_at(latitude: float, longitude: float) -> Climate | None:
    """Returns the climate at a place, or at the nearest land within three cells; None for the open sea.

    Raises ValueError unless -90 <= latitude <= 90 and -360 <= longitude <= 360; longitudes wrap.
    """
    if not (-90 <= latitude <= 90 and -360 <= longitude <= 360):
        raise ValueError(f"not on the globe: {latitude}, {longitude}")
    grid = _grid()
    longitude = (longitude + 180) % 360 - 180
    row = min(int((latitude + 90) / CELL_DEGREES), ROWS - 1)
    column = int((longitude + 180) / CELL_DEGREES) % COLUMNS
    cell = grid.cell(row, column)
    if cell >= 0:
        return grid.climate(cell, row, column, grid.koppen_at(latitude, longitude), 0.0)
    nearest = grid.nearest_land(latitude, longitude, row, column)
    if nearest is None:
        return None
    row, column, km = nearest
    return grid.climate(grid.cell(row, column), row, column, 0, km)


def growing_seasons() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Returns growing period in days and season temperature in °C of all cells, 720 × 1,440 from 90° S.

    NaN at sea.
    """
    grid = _grid()
    index = grid.index[SNAP_CELLS:-SNAP_CELLS, SNAP_CELLS:-SNAP_CELLS]
    at_sea = index < 0
    days = np.where(at_sea, np.nan, grid.growing[index]).astype(np.float32)
    return days, np.where(at_sea, np.nan, grid.season[index] / 10).astype(np.float32)


class _Grid:
    """Holds the unpacked layers, one row for each cell of land; about 32 MB."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as archive:
            layers = {name: archive[name] for name in archive.files}
        land = np.unpackbits(layers["land"]).astype(bool)
        self.index: NDArray[np.int32] = np.where(land, np.cumsum(land) - 1, -1).astype(np.int32)
        # Three rows of sea and three columns more on either side, so that every window is one slice.
        self.index = np.pad(self.index.reshape(ROWS, COLUMNS), ((0, 0), (SNAP_CELLS, SNAP_CELLS)), "wrap")
        self.index = np.pad(self.index, ((SNAP_CELLS, SNAP_CELLS), (0, 0)), constant_values=-1)
        self.rain_year = packing.undelta(layers["rain_year"])
        # The year's rain with the same margin, -1 at sea: what lies around a cell is one slice.
        self.rain_map: NDArray[np.int16] = np.where(self.index >= 0, self.rain_year[self.index], -1)
        self.rain_tenths = packing.unpack_rain_tenths(layers)
        self.tenths = np.ascontiguousarray(packing.unpack_temperature(layers).T)
        self.season = packing.undelta(layers["season_temperature"])
        self.aridity = packing.undelta(layers["aridity"])
        self.growing = packing.undelta(layers["growing_period"])
        self.height = packing.undelta(layers["height"])
        self.months = np.ascontiguousarray(np.stack([layers[name] for name in packing.MONTH_LAYERS], axis=1))
        self.flags = layers["flags"]
        self.koppen = layers["koppen"]
        self.koppen_rows = layers["koppen_rows"]
        self.koppen_starts = layers["koppen_starts"]
        self.koppen_runs = layers["koppen_runs"]
        self.version = str(json.loads(layers["about"].tobytes())["version"])

    def cell(self, row: int, column: int) -> int:
        """Returns the number of a cell of land, -1 at sea."""
        return int(self.index.item(row + SNAP_CELLS, column + SNAP_CELLS))

    def climate(self, cell: int, row: int, column: int, koppen: int, snapped_km: float) -> Climate:
        """Returns a cell's climate; `koppen` is the class at the point, 0 where the finer map has none."""
        tenths = self.tenths[cell].tolist()
        rain = self.rain_tenths[cell].tolist()
        fallen = sum(rain)
        variance = 12 * sum([tenth * tenth for tenth in rain]) / (fallen * fallen) - 1 if fallen else 0.0
        first, last, second_first, second_last, dry = self.months[cell].tolist()
        flags = self.flags.item(cell)
        latitude = (row + 0.5) * CELL_DEGREES - 90
        letters = KOPPEN_CLASSES[(koppen or self.koppen.item(cell)) - 1]
        return Climate(
            latitude=latitude,
            longitude=(column + 0.5) * CELL_DEGREES - 180,
            rain_mm_per_year=float(self.rain_year.item(cell)),
            aridity_ratio=self.aridity.item(cell) / 1000,
            growing_period_days=float(self.growing.item(cell)),
            season_temperature_c=self.season.item(cell) / 10,
            coldest_month_c=min(tenths) / 10,
            warmest_month_c=max(tenths) / 10,
            mean_temperature_c=round(sum(map(mul, tenths, _DAYS)) / (10 * YEAR_DAYS), 2),
            seasonality_pct=round(100 * math.sqrt(max(variance, 0.0)), 1),
            monthly_rain_mm=tuple([tenth / 10 for tenth in rain]),
            monthly_temperature_c=tuple([tenth / 10 for tenth in tenths]),
            koppen="" if contradicts(letters, latitude, rain, tenths) else letters,
            first_wet_month=first or None,
            last_wet_month=last or None,
            second_season=(second_first, second_last) if second_first else None,
            dry_months=dry,
            elevation_m=float(self.height.item(cell)),
            is_mountain=bool(flags & packing.MOUNTAIN),
            is_coast=bool(flags & packing.COAST),
            has_steep_rain=self._has_steep_rain(row, column, self.rain_year.item(cell)),
            snapped_km=snapped_km,
            source=SOURCE,
            version=self.version,
        )

    def _has_steep_rain(self, row: int, column: int, here: int) -> bool:
        """Returns whether the year's rain changes much over a short way around a cell."""
        window = self.rain_map[row + _STEEP_FROM : row + _STEEP_TO, column + _STEEP_FROM : column + _STEEP_TO]
        rain = [mm for line in window.tolist() for mm in line if mm >= 0]
        least, most = float(min(rain)), float(max(rain))
        return (most - here >= STEEP_RAIN_MM and most >= STEEP_RAIN_RATIO * here) or (
            here - least >= STEEP_RAIN_MM and here >= STEEP_RAIN_RATIO * least
        )

    def koppen_at(self, latitude: float, longitude: float) -> int:
        """Returns class number at 100 arc-seconds, 0 for water."""
        rows, columns = 9 * ROWS, 9 * COLUMNS
        row = min(int((latitude + 90) / 180 * rows), rows - 1)
        column = min(int((longitude + 180) / 360 * columns), columns - 1)
        first, end = self.koppen_rows[row : row + 2].tolist()
        run = first + int(self.koppen_starts[first:end].searchsorted(np.uint16(column), side="right")) - 1
        return int(self.koppen_runs.item(run))

    def nearest_land(
        self, latitude: float, longitude: float, row: int, column: int
    ) -> tuple[int, int, float] | None:
        """Returns row, column and km of the nearest land within three cells, southernmost on a tie."""
        window = self.index[row : row + _WINDOW, column : column + _WINDOW].tolist()
        norths = _gaps(latitude + 90 - row * CELL_DEGREES)
        easts = _gaps(longitude + 180 - column * CELL_DEGREES)
        shrink = math.cos(math.radians(latitude)) ** 2
        best, best_y, best_x = math.inf, 0, 0
        for y, cells in enumerate(window):
            if max(cells) < 0:
                continue
            north = norths[y] ** 2
            for x, cell in enumerate(cells):
                if cell >= 0 and (square := north + shrink * easts[x] ** 2) < best:
                    best, best_y, best_x = square, y, x
        if best == math.inf:
            return None
        km = round(math.sqrt(best) * KM_PER_DEGREE, 1)
        return row + best_y - SNAP_CELLS, (column + best_x - SNAP_CELLS) % COLUMNS, km


def _gaps(inside: float) -> tuple[float, ...]:
    """Returns degrees from `inside` our cell to the nearer edge of each, three before to three after."""
    ahead = CELL_DEGREES - inside
    step = CELL_DEGREES
    return inside + 2 * step, inside + step, inside, 0.0, ahead, ahead + step, ahead + 2 * step


@cache
def _grid() -> _Grid:
    return _Grid(DATA_FILE)
