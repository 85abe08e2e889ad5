"""Which typed names go straight on, and which are asked back."""

import pytest

from zones import gazetteer
from zones.place_match import sure_match


@pytest.mark.parametrize(
    ("typed", "language", "country"),
    [
        ("Copargo", "fr", "BJ"),
        ("Chartres", "fr", "FR"),
        ("Ouagadougou", "fr", "BF"),
        ("Londres", "fr", "GB"),
        ("Pékin", "fr", "CN"),
        ("Le Cap", "fr", "ZA"),
        ("Gracias, Honduras", "es", "HN"),
        ("Paris, Texas", "en", "US"),
    ],
)
def test_a_name_without_doubt_goes_straight_on(typed: str, language: str, country: str) -> None:
    place = sure_match(typed, gazetteer.find(typed, language))
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize("typed", ["San Antonio", "St Louis", "Ouagadogou", "Nowhere at all"])
def test_a_name_in_doubt_is_asked_back(typed: str) -> None:
    assert sure_match(typed, gazetteer.find(typed, "en")) is None
