"""Where the map is unsure: what is asked there, and figures that say so."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.html import controls, get, said

pytestmark = pytest.mark.django_db

ALAOTRA = "lat=-17.8&lon=48.4"
COPARGO = "lat=9.8&lon=1.5"
POKHARA = "lat=28.3&lon=84.0"


@pytest.fixture(autouse=True)
def home() -> None:
    factories.make_home()


def land_page(client: Client, query: str) -> str:
    return said(get(client, f"{reverse('readers:land')}?{query}").body)


def test_the_rain_is_asked_where_it_changes_over_a_short_way(client: Client) -> None:
    page = get(client, f"{reverse('readers:land')}?{ALAOTRA}")
    (field,) = controls(page, "rain")
    assert field.find_parent("details") is None
    words = said(page.body)
    assert "Rain changes much over a short way here: the map may be far off." in words
    assert "The map says: about 2," in words


def test_what_was_told_ends_the_warning_and_what_follows_comes_from_it(client: Client) -> None:
    words = land_page(client, f"{ALAOTRA}&rain=1050")
    assert "the map may be far off" not in words
    said_by_them, _, from_rain = words.partition("From the stated rain")
    from_rain, _, from_map = from_rain.partition("From the map")
    assert "Rain in a year1,050 mm" in said_by_them
    assert "Growing season" in from_rain and "Growing days" in from_rain
    assert "Coldest month" in from_map and "Growing" not in from_map.partition("Say more")[0]


def test_on_a_plain_the_rain_stays_among_the_rarely_needed(client: Client) -> None:
    page = get(client, f"{reverse('readers:land')}?{COPARGO}")
    (field,) = controls(page, "rain")
    assert field.find_parent("details") is not None
    assert "the map may be far off" not in said(page.body)


def test_figures_of_mountains_read_about(client: Client) -> None:
    words = land_page(client, POKHARA)
    for name, figure in (
        ("Rain in a year", r"about \d,\d\d0 mm"),
        ("Growing days", r"about \d+0 days"),
        ("Between warmest and coldest month", r"about \d+ °C"),
        ("Coldest month", r"about −?\d+ °C"),
    ):
        assert re.search(f"{name}{figure}", words), name


def test_figures_of_plains_do_not(client: Client) -> None:
    bar = land_page(client, COPARGO).partition("Say what you know")[0]
    assert "Rain in a year1," in bar and "about" not in bar
