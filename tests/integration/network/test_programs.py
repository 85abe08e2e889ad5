"""Programs read territories and events: what is public, with sources and moments, and nothing of anybody."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Territory, TerritoryState
from practices.regions import Region
from tests.integration.network.happening import make_event

TERRITORIES = "/api/v1/territories"
EVENTS = "/api/v1/events"


@pytest.fixture(autouse=True)
def _region(region: Region) -> None:
    pass


def make_territory(name: str, **fields: Any) -> Territory:
    values = {"country": "BJ", "latitude": 9.8, "longitude": 1.5, "state": TerritoryState.PUBLISHED, **fields}
    return Territory.objects.create(name=name, **values)


def test_a_territory_comes_with_its_twin_and_published_figures_alone(client: Client) -> None:
    one = make_territory("Place 1", offers=("land_care",), own_text="Nos terres.", own_language="fr")
    other = make_territory("Place 2", country="DE", latitude=50.7, longitude=7.0, twin=one)
    now = timezone.now()
    told = {"year": 2020, "source_text": "The council", "indicator": "population"}
    one.facts.create(best=12000, published_at=now, **told)
    one.facts.create(best=13000, **told)
    one.facts.create(best=11000, published_at=now, replaced_at=now, **told)
    answer = client.get(f"{TERRITORIES}/{one.slug}").json()
    assert [(each["best"], each["year"], each["source_text"]) for each in answer["figures"]] == [
        (12000, 2020, "The council")
    ]
    assert answer["twins"] == [other.slug] and answer["offers"] == ["land_care"]
    assert (answer["own_text"], answer["own_language"]) == ("Nos terres.", "fr")
    assert answer["urls"]["es"].endswith(f"/es/twins/{one.slug}/")
    assert client.get(f"{TERRITORIES}/{other.slug}").json()["twins"] == [one.slug]


def test_territories_that_are_not_public_are_nowhere(client: Client) -> None:
    shown = make_territory("Place 1")
    draft = make_territory("Place 2", state=TerritoryState.DRAFT, twin=shown)
    listed = client.get(TERRITORIES).json()
    assert listed["count"] == 1 and [each["id"] for each in listed["results"]] == [shown.slug]
    assert listed["results"][0]["twins"] == []
    assert client.get(f"{TERRITORIES}/{draft.slug}").status_code == 404
    shown.state = TerritoryState.WITHDRAWN
    shown.save()
    assert client.get(TERRITORIES).json()["results"] == []
    assert client.get(f"{TERRITORIES}/{shown.slug}").status_code == 404


def test_an_event_comes_with_its_moments(client: Client) -> None:
    times = {"starts_at": time(9, 30), "ends_at": time(16), "zone": "Africa/Porto-Novo"}
    event = make_event(starts_on=date(2031, 5, 6), **times)
    answer = client.get(f"{EVENTS}/{event.pk}").json()
    assert answer["title"] == {"en": "Field day 1", "fr": "Journée au champ 1"}
    assert (answer["starts_on"], answer["starts_at"], answer["zone"]) == (
        "2031-05-06",
        "09:30:00",
        "Africa/Porto-Novo",
    )
    assert answer["begins"] == "2031-05-06T09:30:00+01:00" and answer["ends"] == "2031-05-06T16:00:00+01:00"
    assert answer["uid"] == str(event.uid)


def test_events_are_paged_by_country_and_drafts_are_nowhere(client: Client) -> None:
    shown = [make_event(), make_event(), make_event(country="TG")]
    draft = make_event(state="draft")
    first = client.get(f"{EVENTS}?country=BJ&limit=1").json()
    assert first["count"] == 2 and first["results"][0]["id"] == shown[0].pk
    assert [each["id"] for each in client.get(first["next"]).json()["results"]] == [shown[1].pk]
    assert client.get(f"{EVENTS}/{draft.pk}").status_code == 404
    assert client.get(f"{EVENTS}?country=benin").status_code == 422
    assert client.get(f"{EVENTS}/{2**70}").status_code == 422
