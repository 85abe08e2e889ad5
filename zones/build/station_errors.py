"""Measures how far the grid is from published values of 270 cities (`docs/climate-grid.md`).

Run: python -m zones.build.station_errors [--write]

The cities, with their coordinates, are those of `world-rainfall-data` and `world-temperature-data`; every
city is looked up at its coordinates with `conditions_at`, none is left out, and no altitude is given.
`--write` first copies the values used from the packages to `tests/data/stations.csv`, which the tests read.
"""

import csv
import math
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zones.build.packages import package_file
from zones.geography import continent_of
from zones.grid import conditions_at

STATIONS_FILE: Final = Path(__file__).resolve().parents[2] / "tests" / "data" / "stations.csv"
COLUMNS: Final = ("city", "country", "latitude", "longitude", "rain_mm", "temperature_c")
FAR_FACTOR: Final = 1.42
WORST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Comparison:
    """Holds a city's published yearly rain and mean temperature, and those of the grid."""

    city: str
    country: str
    rain_mm: float
    temperature_c: float
    grid_rain_mm: float
    grid_temperature_c: float
    about: bool

    @property
    def rain_error_pct(self) -> float:
        return 100 * (self.grid_rain_mm / self.rain_mm - 1)

    @property
    def rain_is_far(self) -> bool:
        return abs(math.log(self.grid_rain_mm / self.rain_mm)) > math.log(FAR_FACTOR)

    @property
    def temperature_error_c(self) -> float:
        return self.grid_temperature_c - self.temperature_c


@dataclass(frozen=True, slots=True)
class Summary:
    """Holds sizes of errors over some cities: absolute, but for the two biases (medians with their sign)."""

    cities: int
    rain_median_pct: float
    rain_p90_pct: float
    rain_far_pct: float
    rain_bias_pct: float
    temperature_median_c: float
    temperature_p90_c: float
    temperature_bias_c: float


def compare(path: Path = STATIONS_FILE) -> list[Comparison]:
    """Raises LookupError when the grid has no land at a city."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_compared(row) for row in csv.DictReader(file)]


def _compared(row: dict[str, str]) -> Comparison:
    climate = conditions_at(float(row["latitude"]), float(row["longitude"]))
    if climate is None:
        raise LookupError(f"no land at {row['city']}")
    return Comparison(
        city=row["city"],
        country=row["country"],
        rain_mm=float(row["rain_mm"]),
        temperature_c=float(row["temperature_c"]),
        grid_rain_mm=climate.rain_mm_per_year,
        # The published yearly value is the plain mean of twelve months, so it is compared with the same.
        grid_temperature_c=statistics.fmean(climate.monthly_temperature_c),
        about=climate.is_mountain or climate.is_coast,
    )


def summarise(comparisons: Sequence[Comparison]) -> Summary:
    rain = sorted(abs(c.rain_error_pct) for c in comparisons)
    temperature = sorted(abs(c.temperature_error_c) for c in comparisons)
    return Summary(
        cities=len(comparisons),
        rain_median_pct=statistics.median(rain),
        rain_p90_pct=_ninetieth(rain),
        rain_far_pct=100 * statistics.fmean(c.rain_is_far for c in comparisons),
        rain_bias_pct=statistics.median(c.rain_error_pct for c in comparisons),
        temperature_median_c=statistics.median(temperature),
        temperature_p90_c=_ninetieth(temperature),
        temperature_bias_c=statistics.median(c.temperature_error_c for c in comparisons),
    )


def in_africa(comparisons: Iterable[Comparison]) -> list[Comparison]:
    return [c for c in comparisons if continent_of(c.country) == "africa"]


def _ninetieth(ordered: Sequence[float]) -> float:
    return statistics.quantiles(ordered, n=10, method="inclusive")[8]


def write_stations() -> None:
    """Copy the values used out of the packages. Raises ValueError where the two lists of cities differ."""
    rain = _rows("world_rainfall_data", "world-rainfall.csv")
    temperature = _rows("world_temperature_data", "world-temperature.csv")
    STATIONS_FILE.parent.mkdir(parents=True, exist_ok=True)
    with STATIONS_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for wet, warm in zip(rain, temperature, strict=True):
            place = [wet[name] for name in ("city", "country_iso2", "lat", "lon")]
            if place != [warm[name] for name in ("city", "country_iso2", "lat", "lon")]:
                raise ValueError(f"different cities: {wet['city']}, {warm['city']}")
            writer.writerow([*place, wet["annual_mm"], warm["annual_c"]])


def _rows(package: str, name: str) -> list[dict[str, str]]:
    with package_file(package, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report(comparisons: Sequence[Comparison]) -> str:
    flat = [c for c in comparisons if not c.about]
    groups = {"all cities": comparisons, "Africa": in_africa(comparisons), "no mountain, no coast": flat}
    lines = [f"{'':32}{'cities':>6}{'median':>9}{'9 in 10':>9}{'bias':>8}{'beyond x1.42':>14}"]
    for name, group in groups.items():
        s = summarise(group)
        lines.append(
            f"{'rain %, ' + name:32}{s.cities:6d}"
            f"{s.rain_median_pct:9.1f}{s.rain_p90_pct:9.1f}{s.rain_bias_pct:+8.1f}{s.rain_far_pct:13.1f}%"
        )
    for name, group in groups.items():
        s = summarise(group)
        lines.append(
            f"{'mean °C, ' + name:32}{s.cities:6d}"
            f"{s.temperature_median_c:9.2f}{s.temperature_p90_c:9.2f}{s.temperature_bias_c:+8.2f}"
        )
    lines += ["", f"furthest in rain ({WORST_SHOWN} of {len(comparisons)}; published, grid, in mm)"]
    by_rain = sorted(comparisons, key=lambda c: -abs(math.log(c.grid_rain_mm / c.rain_mm)))
    lines += [_line(c, c.rain_mm, c.grid_rain_mm, 0) for c in by_rain[:WORST_SHOWN]]
    lines += ["", f"furthest in temperature ({WORST_SHOWN} of {len(comparisons)}; published, grid, in °C)"]
    by_temperature = sorted(comparisons, key=lambda c: -abs(c.temperature_error_c))
    lines += [_line(c, c.temperature_c, c.grid_temperature_c, 1) for c in by_temperature[:WORST_SHOWN]]
    return "\n".join(lines)


def _line(comparison: Comparison, published: float, grid: float, decimals: int) -> str:
    said = "said to be about" if comparison.about else ""
    name = f"{comparison.city}, {comparison.country}"
    return f"{name:32}{published:8.{decimals}f}{grid:8.{decimals}f}  {said}".rstrip()


def main() -> None:
    if "--write" in sys.argv[1:]:
        write_stations()
    sys.stdout.write(report(compare()) + "\n")


if __name__ == "__main__":
    main()
