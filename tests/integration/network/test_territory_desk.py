"""Territories in the admin: correspondents write drafts of their countries, the coordination publishes."""

from typing import Any

import pytest
from django.test import Client

from network.models import Territory, TerritoryFact, TerritoryState
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import get, parsed, said

LIST = "/admin/territories/"


def of_group(group: Any) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(groups=[group]))
    return client


@pytest.fixture
def correspondent(region: Region) -> Client:
    region.section.countries = ("BJ",)
    region.section.save()
    return of_group(region.correspondents)


@pytest.fixture
def coordination(region: Region) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def territory(name: str, country: str, latitude: float, longitude: float, **fields: Any) -> Territory:
    return Territory.objects.create(
        name=name, country=country, latitude=latitude, longitude=longitude, **fields
    )


@pytest.fixture
def own(region: Region) -> Territory:
    return territory("Copargo", "BJ", 9.8, 1.5)


@pytest.fixture
def others(region: Region) -> Territory:
    return territory("Alfter", "DE", 50.7, 7.0)


def figures(which: Territory) -> str:
    return f"{LIST}{which.pk}/figures/"


def figure(**told: Any) -> dict[str, Any]:
    return {"indicator": "population", "best": "12000", "year": "2020", "source_text": "The council", **told}


def test_a_correspondent_sees_and_opens_own_territories_alone(
    correspondent: Client, own: Territory, others: Territory
) -> None:
    words = said(get(correspondent, LIST))
    assert "Copargo" in words and "Alfter" not in words
    assert correspondent.get(f"{LIST}edit/{own.pk}/").status_code == 200
    assert correspondent.get(figures(own)).status_code == 200
    for path in (f"{LIST}edit/{others.pk}/", f"{LIST}history/{others.pk}/", figures(others)):
        assert correspondent.get(path).status_code == 404, path
        assert correspondent.post(path, figure()).status_code in (404, 405), path
    assert not TerritoryFact.objects.exists()


def test_what_is_published_is_the_coordinations(
    correspondent: Client, coordination: Client, own: Territory
) -> None:
    data = form_data(correspondent.get(f"{LIST}edit/{own.pk}/").content.decode())
    correspondent.post(f"{LIST}edit/{own.pk}/", {**data, "state": "published", "about_en": "Hills."})
    own.refresh_from_db()
    assert own.state == TerritoryState.DRAFT and own.about_en == "Hills."
    data = form_data(coordination.get(f"{LIST}edit/{own.pk}/").content.decode())
    coordination.post(f"{LIST}edit/{own.pk}/", {**data, "state": "published"})
    own.refresh_from_db()
    assert own.state == TerritoryState.PUBLISHED
    assert correspondent.get(f"{LIST}edit/{own.pk}/").status_code in (302, 404)
    assert correspondent.get(f"{LIST}delete/{own.pk}/").status_code in (302, 404)


def test_drafts_of_other_regions_are_no_choice_of_a_twin(
    correspondent: Client, own: Territory, others: Territory
) -> None:
    assert "Alfter" not in correspondent.get(f"{LIST}edit/{own.pk}/").content.decode()


def test_swapped_coordinates_are_refused_and_all_stays(coordination: Client, own: Territory) -> None:
    data = form_data(coordination.get(f"{LIST}edit/{own.pk}/").content.decode())
    answer = coordination.post(
        f"{LIST}edit/{own.pk}/", {**data, "latitude": "1.5", "longitude": "9.8", "about_en": "Typed"}
    )
    words = answer.content.decode()
    assert "Are the two numbers swapped?" in words and "Typed" in words
    own.refresh_from_db()
    assert own.latitude == 9.8


def test_a_correspondent_enters_a_figure_and_the_coordination_publishes_it(
    correspondent: Client, coordination: Client, own: Territory, client: Client
) -> None:
    own.state = TerritoryState.PUBLISHED
    own.save()
    assert correspondent.post(figures(own), figure()).status_code == 302
    fact = TerritoryFact.objects.get()
    assert correspondent.post(figures(own), {"publish": str(fact.pk)}).status_code == 404
    assert "The council" not in client.get("/en/twins/copargo/").content.decode()
    coordination.post(figures(own), {"publish": str(fact.pk)})
    assert "The council" in client.get("/en/twins/copargo/").content.decode()
    coordination.post(figures(own), {"take_back": str(fact.pk)})
    assert "The council" not in client.get("/en/twins/copargo/").content.decode()


def test_a_large_figure_is_shown_with_all_of_its_digits(coordination: Client, own: Territory) -> None:
    told = figure(low="1234567", best="1250000", high="1300000")
    assert coordination.post(figures(own), told).status_code == 302
    assert "1,250,000 (1,234,567 – 1,300,000)" in said(parsed(coordination.get(figures(own))))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"source_text": ""}, "Write who says so"),
        ({"year": ""}, "Write of which year it is"),
        ({"year": "3020"}, "The year goes from 1950"),
        ({"best": ""}, "Write the number, or both ends of its range"),
        ({"best": "-3"}, "This goes from 0 to"),
        ({"indicator": "sandy_pct", "best": "120"}, "This goes from 0 to 100"),
        ({"low": "20000"}, "The low end comes first"),
        ({"indicator": "plan", "best": ""}, "Choose the answer"),
        ({"choice": "adopted"}, "This is answered by a number"),
        ({"best": "many"}, ""),
    ],
)
def test_a_wrong_figure_is_refused_in_words_and_stays_typed(
    coordination: Client, own: Territory, told: dict[str, str], sentence: str
) -> None:
    answer = coordination.post(figures(own), figure(**told))
    assert answer.status_code == 422 and not TerritoryFact.objects.exists()
    words = said(parsed(answer))
    assert sentence in words
    typed = {**figure(**told)}
    assert f'value="{typed["year"]}"' in answer.content.decode()


def test_who_is_not_signed_in_is_asked_to(own: Territory, client: Client) -> None:
    for path in (LIST, figures(own)):
        assert "/admin/login/" in client.get(path).headers["location"], path


def test_who_looks_after_no_country_finds_nothing(region: Region, own: Territory) -> None:
    nobody = of_group(region.correspondents)
    for path in (LIST, f"{LIST}new/", f"{LIST}edit/{own.pk}/", figures(own)):
        assert nobody.get(path).status_code == 404, path
