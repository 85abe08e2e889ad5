"""Zone codes: the classes' edges, and which zones a practice's ranges reach into."""

import pytest

from zones import vocabulary
from zones.naming import (
    ALL_ZONES,
    Zone,
    growing_period_class,
    temperature_class,
    zone_code,
    zones_of,
)
from zones.values import Classes, Range


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (0, "arid"),
        (74, "arid"),
        (74.9, "arid"),
        (75, "semi_arid"),
        (179, "semi_arid"),
        (180, "sub_humid"),
        (269, "sub_humid"),
        (270, "humid"),
        (366, "humid"),
    ],
)
def test_growing_period(days: float, code: str) -> None:
    assert growing_period_class(days) == code


@pytest.mark.parametrize(
    ("celsius", "code"),
    [
        (-9, "cold"),
        (4.9, "cold"),
        (5, "cool"),
        (14.9, "cool"),
        (15, "warm"),
        (21.9, "warm"),
        (22, "hot"),
        (40, "hot"),
    ],
)
def test_temperature(celsius: float, code: str) -> None:
    assert temperature_class(celsius) == code


def test_every_zone_reads_back() -> None:
    assert len(ALL_ZONES) == 4 * 4 * 5
    for code, zone in ALL_ZONES.items():
        assert zone.code == zone_code(zone.growing_period, zone.temperature, zone.texture) == code
    assert ALL_ZONES["sub_humid-hot-sandy"] == Zone("sub_humid", "hot", "sandy")
    assert ALL_ZONES["arid-cool"] == Zone("arid", "cool")


def test_a_class_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a zone"):
        zone_code("arid", "boiling")


def test_zones_of_a_practice() -> None:
    days, season = Range(170, 200), Range(24, 27)
    known = {"growing_period": days, "season_temperature": season}
    assert zones_of(known) == ("semi_arid-hot", "sub_humid-hot")
    assert zones_of({**known, "texture": Classes.of("sandy", "loamy")}) == (
        "semi_arid-hot-sandy",
        "semi_arid-hot-loamy",
        "sub_humid-hot-sandy",
        "sub_humid-hot-loamy",
    )
    assert zones_of({"growing_period": days}) == zones_of({"season_temperature": season}) == ()
    everywhere = zones_of({"growing_period": Range(0, 366), "season_temperature": Range(-20, 40)})
    assert len(everywhere) == len(vocabulary.GROWING_PERIOD_CLASSES) * len(vocabulary.TEMPERATURE_CLASSES)
