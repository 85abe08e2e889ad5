"""Territories that look for a twin: their pages, two beside each other, and what is taken away again."""

import csv
import io
import re
from typing import Any

import brotli
import pytest
from django.core.management import call_command
from django.test import Client

from network.models import Territory, TerritoryFact, TerritoryState
from network.twins.territories import enter, publish
from practices.regions import Region
from search import service
from tests import factories
from tests.html import get, link, said, section
from zones.grid import conditions_at
from zones.land import land_at

PAIR = "/twins/copargo-alfter/"
HTML_BYTES = 14_000
CHART_BYTES = 2_000
# In the languages of the site; the figure that subtracts one from the other has no name here.
FORBIDDEN = re.compile(
    r"\boffset|\bneutral|\bneutre|neutralit|\bcompensa(?:r|ci|tion)"
    r"|\bnet (?:figure|zero|emission)|\bnettes?\b|\bnet[oa]s?\b",
    re.IGNORECASE,
)


@pytest.fixture
def pair(region: Region) -> None:
    call_command("load_territories", verbosity=0)


def written(value: float, language: str) -> str:
    text = f"{value:.1f}".replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_twelve_months_are_those_of_the_climate_map(pair: None, client: Client, language: str) -> None:
    page = get(client, f"/{language}{PAIR}")
    rows = [
        [said(cell) for cell in row.find_all("td")]
        for row in page.find_all("tr")
        if row.find("th", scope="row") and len(row.find_all("td")) == 4
    ]
    copargo, alfter = conditions_at(9.8, 1.5), conditions_at(50.7, 7.0)
    assert copargo and alfter
    both = (copargo.monthly_rain_mm, alfter.monthly_rain_mm)
    degrees = (copargo.monthly_temperature_c, alfter.monthly_temperature_c)
    assert rows == [[written(values[month], language) for values in (*both, *degrees)] for month in range(12)]


def test_the_page_is_small_and_its_charts_are_drawn_here(pair: None, client: Client) -> None:
    answer = client.get(f"/en{PAIR}")
    assert len(brotli.compress(answer.content, quality=5)) <= HTML_BYTES
    charts = re.findall(rb"<svg viewBox=\"0 0 120 60\".*?</svg>", answer.content)
    assert len(charts) == 2 and sum(map(len, charts)) <= CHART_BYTES
    assert b"<title>Copargo, January to December." in charts[0]


def test_practices_named_for_copargo_are_those_of_the_match(
    pair: None, region: Region, client: Client, work: Any
) -> None:
    for number in range(6):
        factories.make_practice(
            region.section, name_en=f"Practice {number}", country="BJ", latitude=9.1 + number, longitude=1.5
        )
    work()
    found = service.match(land_at(9.8, 1.5), size=4).results
    part = section(get(client, f"/en{PAIR}"), "Tried on land like that of Copargo")
    named = [said(each.find("a")) for each in part.find_all("li")]
    assert len(named) == 4
    assert named == [str(one.practice.texts["name"]["en"]) for one in found]


def test_what_the_communes_have_not_said_is_said_to_be_missing(pair: None, client: Client) -> None:
    page = get(client, f"/en{PAIR}")
    told = section(page, "What they say of themselves")
    assert said(told).count("not said yet") == 16
    unknown = said(section(page, "What is not known"))
    assert "Copargo has not said yet: its languages, its role, what it offers, what it seeks" in unknown
    assert "no promise" in unknown


def stated(client: Client, label: str) -> list[str]:
    """Returns what both territories state of one thing."""
    page = get(client, f"/en{PAIR}")
    row = next(row for row in page.find_all("tr") if said(row).startswith(label))
    return [said(cell) for cell in row.find_all("td")]


def test_a_figure_is_shown_with_year_and_source_once_it_is_published(pair: None, client: Client) -> None:
    copargo, user = Territory.objects.get(slug="copargo"), factories.UserFactory(is_superuser=True)
    fact = TerritoryFact(
        territory=copargo, indicator="population", best=12345, year=2013, source_text="A census"
    )
    enter(fact, user)
    assert "A census" not in client.get(f"/en{PAIR}").content.decode()
    assert publish(copargo, fact.pk, user)
    assert stated(client, "People who live there") == ["12,345 2013, A census", "not said yet"]
    newer = TerritoryFact(
        territory=copargo, indicator="population", low=12000, high=13000, year=2020, source_text="The council"
    )
    enter(newer, user)
    assert "A census" in client.get(f"/en{PAIR}").content.decode(), "a draft replaces nothing"
    publish(copargo, newer.pk, user)
    assert stated(client, "People who live there") == ["12,000–13,000 2020, The council", "not said yet"]
    fact.refresh_from_db()
    assert fact.replaced_at and fact.best == 12345, "the old one stays, dated"
    with pytest.raises(ValueError, match="never edited"):
        fact.save()


def test_own_words_carry_their_language(pair: None, client: Client) -> None:
    alfter = Territory.objects.get(slug="alfter")
    alfter.own_text, alfter.own_language = "Wir suchen Freunde.", "de"
    alfter.save()
    page = get(client, "/en/twins/alfter/")
    words = page.find(lang="de")
    assert words is not None and "Wir suchen Freunde." in said(words)
    assert link(page, "Compare with Copargo").endswith(PAIR)


@pytest.mark.parametrize("slug", ["nowhere", "copargo-nowhere", "copargo-copargo"])
def test_an_address_that_names_no_territory_is_not_found(pair: None, client: Client, slug: str) -> None:
    assert client.get(f"/en/twins/{slug}/").status_code == 404


def test_a_draft_is_nowhere(pair: None, client: Client) -> None:
    Territory.objects.filter(slug="alfter").update(state=TerritoryState.DRAFT)
    assert client.get("/en/twins/alfter/").status_code == client.get(f"/en{PAIR}").status_code == 404
    for path in ("/en/twins/", "/en/twins/copargo/", "/en/twins/territories.csv"):
        assert "Alfter" not in client.get(path).content.decode(), path
    assert client.get("/en/twins/map.svg").content.count(b"<circle") == 1


def test_the_table_has_a_row_for_each_territory(pair: None, client: Client) -> None:
    answer = client.get("/en/twins/territories.csv")
    assert answer.headers["Cache-Control"] == "no-cache"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["territory"], row["country"], row["latitude"]) for row in rows] == [
        ("alfter", "DE", "50.7"),
        ("copargo", "BJ", "9.8"),
    ]


def test_a_cell_of_the_table_is_no_formula(pair: None, client: Client) -> None:
    Territory.objects.filter(slug="alfter").update(name="=cmd|' /C calc'!A1")
    assert ",=cmd" not in client.get("/en/twins/territories.csv").content.decode()


def test_twins_stand_in_the_menu_while_there_are_any(pair: None, client: Client) -> None:
    assert "/en/twins/" in client.get("/en/practices/").content.decode()
    Territory.objects.update(state=TerritoryState.WITHDRAWN)
    assert "/en/twins/" not in client.get("/en/practices/").content.decode()
    assert client.get("/en/twins/").status_code == 200


def test_loading_again_brings_nothing_back(pair: None) -> None:
    Territory.objects.filter(slug="alfter").update(state=TerritoryState.WITHDRAWN)
    call_command("load_territories", verbosity=0)
    assert Territory.objects.public().count() == 1


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_page_says_a_forbidden_word(pair: None, client: Client, language: str) -> None:
    for path in ("/twins/", PAIR, "/twins/copargo/", "/twins/join/", "/compare/"):
        text = said(get(client, f"/{language}{path}").find("main"))
        assert not FORBIDDEN.findall(text), path
