"""The land is added to any address without breaking it."""

import pytest
from django.test import RequestFactory

from readers.request_land import RequestLand, land_of, with_query

PAIRS = [("texture", "sandy"), ("place_name", "Pô")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/en/land/", "/en/land/?texture=sandy&place_name=P%C3%B4"),
        ("/en/land/?step=2", "/en/land/?step=2&texture=sandy&place_name=P%C3%B4"),
        ("/en/land/#map", "/en/land/?texture=sandy&place_name=P%C3%B4#map"),
    ],
)
def test_the_query_stands_before_the_fragment(url: str, expected: str) -> None:
    assert with_query(url, PAIRS) == expected
    assert with_query(url, []) == url


def read(query: str) -> RequestLand:
    return land_of(RequestFactory().get(f"/en/about/?{query}"))


@pytest.mark.parametrize("place", ["Copargo", "Kopargo, Benin", "copargo"])
def test_a_place_by_its_name_is_found_on_every_page(place: str) -> None:
    known = read(f"place={place}&texture=sandy")
    assert not known.is_doubtful
    pairs = dict(known.pairs)
    assert (pairs["place"], pairs["texture"]) == ("2394822", "sandy")
    again = read("&".join(f"{name}={value}" for name, value in known.pairs))
    assert again.pairs == known.pairs
    assert again.answer is None, "an address with a number leads nowhere else"


def test_a_doubtful_place_is_kept_as_it_was_typed() -> None:
    known = read("place=Santa+Cruz&texture=sandy")
    assert known.is_doubtful and known.land.latitude is None
    assert known.pairs == [("place_name", "Santa Cruz"), ("texture", "sandy")]
    assert read("place_name=Santa+Cruz").is_doubtful


def test_a_number_in_the_box_is_a_postcode() -> None:
    assert read("place=2394822").land.place == 2394822
    typed = read("place=2394822&typed=1")
    assert typed.is_doubtful and (typed.land.place, typed.land.place_name) == (None, "2394822")
