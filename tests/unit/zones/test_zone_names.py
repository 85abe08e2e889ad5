"""What zones are called: by a landscape only where the two classes settle it, else by their season."""

import re

import pytest
from django.utils import translation

from zones.labels import MONTHS_OF_GROWTH, zone_name
from zones.naming import ALL_ZONES, GROWING_PERIOD_STARTS

LANDSCAPES = re.compile(r"savann?a|savane|steppe|estepa|desert|désert|desierto|tropi|trópi")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_zone_has_a_name_of_its_own_in_words(language: str) -> None:
    with translation.override(language):
        names = {code: str(zone_name(code)) for code in ALL_ZONES}
    assert len(set(names.values())) == len(ALL_ZONES)
    for name in names.values():
        assert not re.search(r"\b(days?|jours?|días?)\b", name)


def test_a_landscape_is_named_where_hot_land_or_a_desert_settles_it() -> None:
    for code, zone in ALL_ZONES.items():
        settled = zone.temperature == "hot" or (zone.growing_period, zone.temperature) == ("arid", "warm")
        assert bool(LANDSCAPES.search(str(zone_name(code)))) == settled


def test_months_are_those_of_the_classes() -> None:
    months = {str(days / 30).replace(".5", "½").removesuffix(".0") for days in GROWING_PERIOD_STARTS}
    assert set(re.findall(r"[\d½]+", " ".join(map(str, MONTHS_OF_GROWTH.values())))) == months


def test_a_name_ends_with_the_soil() -> None:
    assert str(zone_name("sub_humid-hot")) == "wet savanna, 6 to 9 months of growth"
    assert str(zone_name("sub_humid-hot-sandy")) == "wet savanna, 6 to 9 months of growth, sandy soil"
    assert str(zone_name("semi_arid-cool-cracking_clay")).endswith(", soil of clay that cracks")
