"""Feeds and the card for other sites: what is new, for whom it was asked, and nothing that is gone."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get
from zones.values import Classes

pytestmark = pytest.mark.django_db


def atom(client: Client, path: str = "/en/feeds/practices.atom") -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.content
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def titles(feed: Any) -> list[str]:
    return [entry.title for entry in feed.entries]


def published(*args: Any, **values: Any) -> Practice:
    made = factories.make_practice(*args, **values)
    made.save_revision().publish()
    return Practice.objects.get(pk=made.pk)


@pytest.fixture
def practice(region: Region, work: Callable[[], None]) -> Practice:
    made = published(
        region.section, name_en="Half <moons> & bunds", name_fr="Demi-lunes", did_not_work_fr="Trop d’eau."
    )
    work()
    return made


def test_a_feed_speaks_the_language_of_its_address(client: Client, practice: Practice) -> None:
    assert titles(atom(client)) == ["Half <moons> & bunds"]
    french = atom(client, "/fr/feeds/practices.atom")
    assert french.feed.language == "fr"
    assert titles(french) == ["Demi-lunes"]
    assert "Trop d’eau." in french.entries[0].summary
    assert "Half" not in french.entries[0].summary


def test_both_forms_say_the_same(client: Client, practice: Practice) -> None:
    entry = atom(client).entries[0]
    feed = json.loads(client.get("/en/feeds/practices.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
    assert client.get(item["url"].partition("localhost:8000")[2]).status_code == 200


def test_an_entry_keeps_its_id_and_tells_when_it_changed(client: Client, practice: Practice) -> None:
    before = atom(client).entries[0]
    practice.name_en = "Half moons, wider"
    practice.save_revision().publish()
    Practice.objects.filter(pk=practice.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    after = atom(client).entries[0]
    assert after.id == before.id
    assert after.updated_parsed > before.updated_parsed
    assert after.published == before.published


def test_the_newest_come_first_and_what_is_withdrawn_is_gone(client: Client, practice: Practice) -> None:
    published(practice.get_parent().specific, name_en="Newer")
    assert titles(atom(client)) == ["Newer", "Half <moons> & bunds"]
    practice.unpublish()
    assert titles(atom(client)) == ["Newer"]


def test_a_feed_of_a_region_a_crop_and_a_land(
    client: Client, practice: Practice, work: Callable[[], None]
) -> None:
    other = factories.make_region("andes")
    published(
        other.section,
        name_en="Potatoes up there",
        latitude=-16.5,
        longitude=-68.2,
        country="BO",
        crops=Classes.of("roots_tubers"),
    )
    work()
    assert titles(atom(client, "/en/feeds/practices.atom?region=andes")) == ["Potatoes up there"]
    assert titles(atom(client, "/en/feeds/practices.atom?only_crops=roots_tubers")) == ["Potatoes up there"]
    there = "/en/feeds/practices.atom?lat=-16.5&lon=-68.2&crops=roots_tubers"
    assert titles(atom(client, there)) == ["Potatoes up there"]
    assert titles(atom(client, "/en/feeds/practices.atom?q=potatoes")) == ["Potatoes up there"]
    assert titles(atom(client, "/en/feeds/practices.atom?only_crops=rice")) == []
    assert client.get("/en/feeds/practices.atom?region=nowhere").status_code == 404


@pytest.mark.parametrize("kind", ["atom", "json"])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("texture=plastic", "plastic\u00a0» n’est pas une des réponses"),
        ("lat=north&lon=1", "north\u00a0» n’est pas un nombre"),
        ("place=Nowhereville-4711", "Nowhereville-4711\u00a0» ne désigne pas un lieu"),
        ("only_crops=zzz&only_crops=rice", "only_crops\u00a0: «\u00a0zzz\u00a0» n’est pas une des réponses"),
        ("only_zone=nowhere", "«\u00a0nowhere\u00a0» n’est pas une des réponses"),
    ],
)
def test_a_land_or_a_filter_that_cannot_be_read_is_not_answered_with_all_practices(
    client: Client, practice: Practice, kind: str, asked: str, sentence: str
) -> None:
    answer = client.get(f"/fr/feeds/practices.{kind}?{asked}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert sentence in answer.content.decode()


def test_a_feed_says_whose_it_is(client: Client, practice: Practice) -> None:
    for query, author in (("", "Champs jumeaux"), ("?region=west-africa&utm_source=mail", "West Africa")):
        assert atom(client, f"/fr/feeds/practices.atom{query}").feed.author == author
        feed = client.get(f"/fr/feeds/practices.json{query}").json()
        assert feed["authors"] == [{"name": author}]


LAND = "place=2394822&texture=sandy"


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("/fr/", ""),
        (f"/fr/practices/?{LAND}&only_crops=maize&page=1&skip=slope", "&only_crops=maize"),
        ("/fr/practices/?q=lune&only_crops=zzz", "?q=lune"),
        (f"/fr/newsletter/?{LAND}", ""),
        (f"/fr/newsletter/subscribe/?{LAND}", ""),
    ],
)
def test_pages_lead_to_their_feed(
    client: Client, practice: Practice, settings: Any, page: str, asked: str
) -> None:
    settings.NEWSLETTER_SENDING = True
    shown = get(client, page)
    (found,) = shown.select("link[type='application/atom+xml']")
    path = str(found["href"])
    of_land = f"?{LAND}" if LAND in page else ""
    assert path == f"/fr/feeds/practices.atom{of_land}{asked}"
    assert client.get(path).status_code == 200
    assert bool(shown.select(f"main a[href='{path}']")) == (page != "/fr/")


def test_an_index_that_is_away_is_no_empty_feed(
    client: Client, practice: Practice, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "none"}
    refused = client.get("/en/feeds/practices.atom?q=moons")
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert titles(atom(client)) == ["Half <moons> & bunds"]


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_a_card_may_be_framed_anywhere_and_brings_all_it_needs(
    client: Client, practice: Practice, code: str
) -> None:
    response = client.get(f"/{code}/card/{practice.external_id}/?lat=9&lon=1")
    assert response.status_code == 200
    assert len(response.content) <= 3000
    assert "X-Frame-Options" not in response
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script" not in response.content.decode()
    assert "lat=" not in response.content.decode()
    assert not response.cookies
    assert client.get(f"/{code}/practices/")["X-Frame-Options"] == "SAMEORIGIN"


def test_the_card_of_a_withdrawn_practice_is_gone(client: Client, practice: Practice) -> None:
    practice.unpublish()
    assert client.get(f"/en/card/{practice.external_id}/").status_code == 404
