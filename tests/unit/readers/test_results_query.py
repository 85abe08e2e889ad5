"""What is written into an address of the results is read out of it again, whatever it is."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from readers.request_land import RequestLand
from readers.results_query import (
    FACET_VOCABULARIES,
    OPEN_FACETS,
    SKIPPABLE,
    ResultsQuery,
    facet_codes,
    parameter,
)
from search.engines.base import FACETS, ORDERS
from search.service import LAST_PAGE
from search.text.query import parse
from zones.land_reading import read_land
from zones.vocabulary import CROPS, LAND_USES, LANGUAGES, TEXTURES


def read(query: str, language: str = "en") -> ResultsQuery:
    with translation.override(language):
        return ResultsQuery.from_request(RequestFactory().get(f"/{language}/practices/?{query}"))


@st.composite
def lands(draw: st.DrawFn) -> RequestLand:
    params: dict[str, list[str]] = {}
    if draw(st.booleans()):
        params["lat"] = [str(draw(st.integers(-900, 900)) / 10)]
        params["lon"] = [str(draw(st.integers(-1800, 1800)) / 10)]
    params["texture"] = draw(st.lists(st.sampled_from(TEXTURES), max_size=3, unique=True))
    params["crops"] = draw(st.lists(st.sampled_from(CROPS), max_size=3, unique=True))
    params["land_use"] = draw(st.lists(st.sampled_from(LAND_USES), max_size=1))
    params["ph"] = draw(st.lists(st.sampled_from(["4.5", "6", "8.1"]), max_size=1))
    params["weigh_soil"] = draw(st.lists(st.sampled_from(["0", "2"]), max_size=1))
    land, problems = read_land({name: values for name, values in params.items() if values})
    assert not problems
    return RequestLand(land)


SPOKEN = ["pil", "ff-Latn", "pt-BR", "qu"]


@st.composite
def queries(draw: st.DrawFn) -> ResultsQuery:
    language = draw(st.sampled_from(LANGUAGES))
    words = parse(draw(st.text(max_size=300)), language).text
    ticked = {
        name: frozenset(draw(st.lists(st.sampled_from(list(facet_codes(name)) or SPOKEN), max_size=4)))
        for name in FACETS
    }
    return ResultsQuery(
        request_land=draw(lands()),
        facets={name: codes for name, codes in ticked.items() if codes},
        words=words,
        order=draw(st.sampled_from(ORDERS)) if words else ORDERS[0],
        page=draw(st.integers(1, LAST_PAGE)),
        skipped=frozenset(draw(st.lists(st.sampled_from(SKIPPABLE), max_size=2))),
        language=language,
    )


@given(queries())
def test_every_query_survives_its_address(query: ResultsQuery) -> None:
    again = read(urlencode(query.to_query()), query.language)
    assert again == query
    assert again.to_query() == query.to_query()
    assert not again.unknown and not again.is_cut


@given(queries(), st.data())
def test_a_filter_taken_away_leaves_the_rest(query: ResultsQuery, data: st.DataObject) -> None:
    ticked = [(name, code) for name, codes in query.facets.items() for code in sorted(codes)]
    if not ticked:
        return
    name, code = data.draw(st.sampled_from(ticked))
    left = query.without_facet(name, code)
    assert left.page == 1
    assert (parameter(name), code) not in left.to_query()
    assert len(left.facet_pairs) == len(query.facet_pairs) - 1


@given(st.dictionaries(st.sampled_from(["q", "sort", "page", "only_crops", "only_zone", "lat"]), st.text()))
def test_no_address_is_too_odd_to_be_read(params: dict[str, str]) -> None:
    query = read(urlencode(params))
    assert query.page is None or 1 <= query.page <= LAST_PAGE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"words": "", "page": 1, "order": "both"}),
        ("sort=land", {"order": "both"}),
        ("q=maize&sort=land", {"words": "maize", "order": "land"}),
        ("q=maize&sort=sideways", {"order": "both"}),
        ("page=٣", {"page": None}),
        ("page=501", {"page": None}),
        ("only_crops=maize&only_crops=", {"facets": {"crops": frozenset({"maize"})}, "unknown": ()}),
        (
            "only_zone=sub_humid-hot-sandy&only_zone=sub_humid-hot-clay&only_zone=semi_arid-hot-clay",
            {
                "facets": {
                    "temperature": frozenset({"hot"}),
                    "growing_period": frozenset({"sub_humid", "semi_arid"}),
                    "texture": frozenset({"sandy", "clay"}),
                },
                "unknown": (),
            },
        ),
        (
            "only_zone=sub_humid-hot&only_zone=sub_humid-hot-clay&only_zone=nowhere",
            {
                "facets": {"temperature": frozenset({"hot"}), "growing_period": frozenset({"sub_humid"})},
                "unknown": (("only_zone", "nowhere"),),
            },
        ),
        ("only_crops=gold", {"facets": {}, "unknown": (("only_crops", "gold"),)}),
        (f"q={'a' * 300}", {"is_cut": True}),
    ],
)
def test_what_is_read(address: str, expected: dict[str, Any]) -> None:
    query = read(address)
    assert {name: getattr(query, name) for name in expected} == expected


def test_another_land_takes_over_words_and_filters() -> None:
    query = read("texture=sandy&q=zai&sort=words&only_crops=maize&only_crops=gold&page=3")
    assert query.beside_land == [
        ("q", "zai"),
        ("sort", "words"),
        ("only_crops", "maize"),
        ("only_crops", "gold"),
    ]


def test_every_facet_has_codes() -> None:
    assert set(FACET_VOCABULARIES) <= set(FACETS)
    assert all(facet_codes(name) for name in FACETS if name not in OPEN_FACETS)


def test_any_spoken_language_may_be_asked_for_and_nothing_else() -> None:
    query = read("only_voices=pil&only_voices=ff-Latn&only_voices=<b>&only_voices=Yom")
    assert query.facets["voices"] == {"pil", "ff-Latn"}
    assert query.unknown == (("only_voices", "<b>"), ("only_voices", "Yom"))
    assert query.facet_pairs == [("only_voices", "ff-Latn"), ("only_voices", "pil")]
