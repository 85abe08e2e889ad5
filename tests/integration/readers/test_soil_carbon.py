"""What readers learn of soil carbon, gains, losses and no change alike: on pages, by filter and by word."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from practices.models import Citation, Practice, SoilCarbonMeasurement, TutorialLink
from practices.regions import Region
from search import service
from search.engines.base import Selection
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from tests import factories
from tests.html import controls, get, link, said, section
from zones.land import Land

pytestmark = pytest.mark.django_db
NBSP = "\xa0"
ROOSE = "Roose E., Kaboré V. (1999). Zaï practice. Arid Soil Research 13."


def measured(**told: Any) -> SoilCarbonMeasurement:
    return SoilCarbonMeasurement(**{"quantity": "carbon_content", **told})


@pytest.fixture
def told(region: Region) -> Callable[..., Practice]:
    def make(*rows: SoilCarbonMeasurement, **fields: Any) -> Practice:
        sources = [
            Citation(key="roose", text=ROOSE, doi="10.1080/1", read_as="abstract"),
            Citation(key="report", text="A report without authors at its beginning, and a long title indeed"),
        ]
        return factories.make_practice(
            region.section, soil_carbon_measured=list(rows), citations=sources, **fields
        )

    return make


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            measured(finding="gain", before=0.5, after=0.8, depth_to_cm=20, years=5, comparison="in_time"),
            "Carbon content of the soil More: 0.5% → 0.8% "
            "in the top 20 cm · after 5 years · The same plot, earlier and later",
        ),
        (
            measured(
                quantity="organic_matter", finding="no_change", before=1.3, after=1.25, comparison="beside"
            ),
            "Organic matter of the soil No change: 1.3% without, 1.25% with it "
            "With a plot beside it without the practice",
        ),
        (
            measured(quantity="carbon_stock", finding="loss", before=57.5, after=43.25, low=41, high=46),
            "Carbon stock of the soil Less: 57.5 t C/ha → 43.25 t C/ha (41–46 t C/ha)",
        ),
        (
            measured(quantity="carbon_rate", finding="gain", low=7.3, high=9.5, depth_to_cm=15),
            "Yearly change of the carbon stock More: +7.3 to +9.5 ‰ of the stock a year in the top 15 cm",
        ),
        (
            measured(quantity="carbon_rate", finding="loss", low=-3, high=-3),
            "Yearly change of the carbon stock Less: −3 ‰ of the stock a year",
        ),
        (
            measured(quantity="carbon_rate", finding="no_change", depth_from_cm=15),
            "Yearly change of the carbon stock No change below 15 cm",
        ),
        (measured(after=2.1, depth_from_cm=5, depth_to_cm=10), "afterwards 2.1% 5–10 cm deep"),
        (measured(before=2.1, comparison="beside"), "2.1% without it With a plot beside it"),
    ],
)
def test_a_measurement_is_told_in_its_own_unit(
    told: Callable[..., Practice], client: Client, row: SoilCarbonMeasurement, text: str
) -> None:
    page = get(client, factories.url_in(told(row), "en"))
    words = " ".join(section(page, "Soil carbon").get_text(" ").replace(NBSP, " ").split())
    assert text in words
    # A content is never set beside the initiative's number.
    assert ("‰" in words) == (row.quantity == "carbon_rate" and row.low is not None)
    assert "4 ‰" not in words


def test_a_measurement_names_its_source_and_method(told: Callable[..., Practice], client: Client) -> None:
    practice = told(
        measured(finding="gain", method_fr="par combustion", source="roose"),
        measured(finding="loss", source="report"),
        measured(finding="loss", source="gone"),
        soil_carbon_known_en="Measured in one field.",
    )
    page = get(client, factories.url_in(practice, "en"))
    carbon = section(page, "Soil carbon")
    assert "Measured in one field." in said(carbon)
    assert link(carbon, "Roose E., Kaboré V. (1999)") == "https://doi.org/10.1080/1"
    assert carbon.find(lang="fr", string="par combustion") is not None
    assert "A report without authors" in said(carbon) and "gone" not in said(carbon)
    assert "Abstract read" in said(section(page, "Who says so"))


def test_that_nobody_measured_it_is_said_and_silence_has_no_section(
    told: Callable[..., Practice], client: Client
) -> None:
    known = told(soil_carbon_known_en="Nobody measured the soil carbon of these fields.")
    page = get(client, factories.url_in(known, "en"))
    assert said(section(page, "Soil carbon")).endswith("Nobody measured the soil carbon of these fields.")
    silent = get(client, factories.url_in(told(), "en"))
    assert "Soil carbon" not in [said(heading) for heading in silent.find_all("h2")]


def test_a_tutorial_says_what_it_is_and_where_it_leads(region: Region, client: Client) -> None:
    practice = factories.make_practice(
        region.section,
        see_it_done=[
            TutorialLink(
                url="https://films.example.org/1",
                title="Des trous contre la faim",
                language="fr",
                kind="video",
                minutes=12,
                checked_on=date(2026, 1, 31),
            ),
            TutorialLink(url="http://example.org/2.pdf", title="Pits", language="en", kind="leaflet"),
        ],
    )
    found = section(get(client, factories.url_in(practice, "en")), "See it done")
    film, leaflet = found.find_all("li")
    assert said(film).replace(NBSP, " ") == (
        "Des trous contre la faim Video · language: French · 12 minutes · size unknown · "
        "leads to films.example.org · opened here on Jan. 31, 2026"
    )
    assert said(leaflet).endswith("size unknown · leads to example.org · nobody here has opened it yet")
    (opened,) = film.find_all("a")
    assert (opened["href"], opened["rel"], opened["lang"]) == (
        "https://films.example.org/1",
        ["noopener"],
        "fr",
    )


def test_the_filter_and_the_tile_lead_to_every_measurement(
    told: Callable[..., Practice], client: Client
) -> None:
    assert "Where soil carbon was measured" not in said(get(client, "/en/"))
    gain = told(measured(finding="gain"), measured(finding="no_change"), name_en="Gained", place_name="A")
    told(measured(finding="loss"), name_en="Lost", place_name="B")
    told(name_en="Silent", place_name="C", soil_carbon_known_en="Nobody measured it.")
    embedded_writer().rebuild(public_documents())
    page = get(client, link(get(client, "/en/"), "Where soil carbon was measured"))
    shown = said(page.find("main"))
    assert "Gained" in shown and "Lost" in shown and "Silent" not in shown
    values = [box["value"] for box in controls(page, "only_soil_carbon") if box.has_attr("checked")]
    assert values == ["gain", "no_change", "loss"]
    found = said(get(client, "/en/practices/?only_soil_carbon=no_change").find("main"))
    assert "Gained" in found and "Lost" not in found
    gain.unpublish()
    Practice.objects.get(name_en="Lost").unpublish()
    assert "Where soil carbon was measured" not in said(get(client, "/en/"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "soil carbon"),
        ("en", "4 per 1000"),
        ("fr", "carbone du sol"),
        ("fr", "4 pour 1000"),
        ("es", "carbono del suelo"),
        ("es", "4 por 1000"),
        ("fr", "carbono del suelo"),
    ],
)
def test_words_find_what_was_measured_and_not_what_was_not(
    told: Callable[..., Practice], language: str, words: str
) -> None:
    factories.load_thesaurus()
    # Told in one language only, and the words are not in it.
    measured_one = told(
        measured(finding="loss"), name_en="Lost", soil_carbon_known_en="It fell in the fields."
    )
    told(name_en="Silent", place_name="B", soil_carbon_known_en="Nobody measured the soil carbon.")
    embedded_writer().rebuild(public_documents())
    answer = service.match(Land(), Selection(words=words, language=language))
    assert [result.practice.pk for result in answer.results] == [measured_one.pk]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "allophane"), ("fr", "alophanique"), ("es", "alofana")]
)
def test_the_sentence_is_searched_in_each_language(
    told: Callable[..., Practice], language: str, word: str
) -> None:
    sentence = {
        "soil_carbon_known_en": "Rich in allophane",
        "soil_carbon_known_fr": "Sol alophanique",
        "soil_carbon_known_es": "Con alofana",
    }
    found = told(measured(finding="gain"), **sentence)
    told(place_name="B", **sentence)
    embedded_writer().rebuild(public_documents())
    answer = service.match(Land(), Selection(words=word, language=language))
    assert [result.practice.pk for result in answer.results] == [found.pk]
