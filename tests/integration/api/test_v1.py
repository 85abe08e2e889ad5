"""The API: lists that end, faults in words, only what is public, the same answers as the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from exchange.bands import Band, Cell
from exchange.models import PracticeReports
from practices.models import Concept, Practice, PracticeClip, PracticeStep
from practices.regions import Region
from tests import factories
from tests.clips import VTT, make_film, make_voice, show_clip
from tests.html import get, links, said

pytestmark = pytest.mark.django_db
API = "/api/v1"
NAME = "Aïssata Example"


@pytest.fixture
def practice(region: Region, work: Callable[[], None]) -> Practice:
    made = factories.make_practice(region.section, contributor_name=NAME, country="BJ")
    work()
    return made


def answer(client: Client, path: str, status: int = 200, **headers: Any) -> Any:
    response = client.get(path if path.startswith("/") else f"{API}/{path}", **headers)
    assert response.status_code == status, response.content
    kind = "application/json" if status < 400 else "application/problem+json"
    assert response["Content-Type"].partition(";")[0] == kind
    return response.json()


def all_pages(client: Client, path: str) -> list[Any]:
    found: list[Any] = []
    while path:
        page = answer(client, path)
        found += page["results"]
        parts = urlsplit(page["next"] or "")
        path = f"{parts.path}?{parts.query}" if parts.path else ""
    return found


def test_a_practice_is_told_in_every_language_without_names_that_nobody_agreed_to(
    client: Client, practice: Practice
) -> None:
    told = answer(client, f"practices/{practice.external_id}")
    assert set(told["record"]["name"]) == {"en", "fr", "es"} == set(told["urls"])
    assert client.get(urlsplit(told["urls"]["fr"]).path).status_code == 200
    assert NAME not in json.dumps(told, ensure_ascii=False)
    assert not {"publication", "naming"} & set(told["record"])
    assert answer(client, "practices?country=BJ")["results"] == [told]
    assert answer(client, "practices?country=ML")["count"] == 0


@pytest.mark.parametrize("change", [{"live": False}, {"name_en": "gone"}])
def test_what_is_not_public_is_not_there(client: Client, practice: Practice, change: dict[str, Any]) -> None:
    if "live" in change:
        practice.unpublish()
    else:
        practice.get_parent().specific.unpublish()
    assert answer(client, "practices") == {"count": 0, "next": None, "results": []}
    answer(client, f"practices/{practice.external_id}", 404)
    answer(client, f"practices/{practice.external_id}/reports", 404)
    assert answer(client, "match?crops=maize")["results"] == []


def test_walking_through_all_gives_each_once_while_others_come_and_go(client: Client, region: Region) -> None:
    kept = [factories.make_practice(region.section).external_id for _each in range(5)]
    leaving = factories.make_practice(region.section)
    kept += [factories.make_practice(region.section).external_id for _each in range(3)]
    first = answer(client, "practices?limit=4")
    leaving.unpublish()
    factories.make_practice(region.section)
    rest = all_pages(client, urlsplit(first["next"]).path + "?" + urlsplit(first["next"]).query)
    seen = [each["id"] for each in (*first["results"], *rest)]
    assert len(seen) == len(set(seen))
    assert set(kept) <= set(seen)
    assert leaving.external_id not in seen


def test_more_practices_take_no_more_queries(
    client: Client, region: Region, django_assert_max_num_queries: Any
) -> None:
    for number in (1, 12):
        for _each in range(number):
            factories.make_practice(region.section)
        with django_assert_max_num_queries(20):
            answer(client, "practices?limit=50")


def test_the_match_is_that_of_the_command(
    client: Client, practice: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("match", "--place", "Copargo", "--set", "texture=sandy", "--language", "fr")
    command = json.loads(capsys.readouterr().out)
    told = answer(client, "match?place=Copargo&texture=sandy&language=fr")
    assert told["land"] == command["land"]
    assert told["groups"] == command["groups"]
    for result in told["results"]:
        assert client.get(urlsplit(result.pop("url")).path).status_code == 200
    assert told["results"] == command["results"]
    assert told["results"], "the practice is found"


def test_the_language_is_the_one_that_is_asked_for(client: Client, practice: Practice) -> None:
    said = {
        answer(client, "match?place=Zzqqxx&language=fr", 422)["detail"],
        answer(client, "match?place=Zzqqxx", 422, headers={"Accept-Language": "fr"})["detail"],
    }
    assert len(said) == 1
    assert "Zzqqxx" in (text := said.pop())
    assert text != answer(client, "match?place=Zzqqxx&language=en", 422)["detail"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("match?crops=wheat", "crops"),
        ("match?rain=much", "rain"),
        ("match?soil_colour=red", "soil_colour"),
        ("match?lat=9", "lon"),
        ("match?lat=0&lon=-30", "lat"),
        ("match?place=Benin", "place"),
        ("match?only_crops=wheat", "only_crops"),
        ("match?language=de", "language"),
        ("practices?cursor=-1", "cursor"),
        ("practices?contry=BJ", "contry"),
        ("concepts?kinds=crops", "kinds"),
        ("newsletters?page=2", "page"),
        ("places?q=Copargo&country=BJ", "country"),
        ("practices?cursor=99999999999", "cursor"),
        ("practices?limit=1000", "limit"),
        ("practices?published_since=yesterday", "published_since"),
        ("places?q=a", "q"),
    ],
)
def test_what_cannot_be_used_is_named(client: Client, region: Region, path: str, parameter: str) -> None:
    told = answer(client, path, 422)
    assert [error["parameter"] for error in told["errors"]] == [parameter]
    assert all(error["message"] for error in told["errors"])


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("practices?limit=1000", "100"),
        ("match?lat=95&lon=1", "90"),
        ("match?language=de", "en, fr, es"),
        ("match?texture=sand", "sandy, loamy, clay, cracking_clay"),
        ("match?q=" + "a" * 201, "200"),
        ("places?q=a", "2"),
        ("practices?region=atlantis", "west-africa"),
        ("practices?country=zz", "BJ"),
        ("events?country=zz", "BJ"),
        ("practices?outcome=great", "adopted"),
        ("concepts?kind=stones", "soils"),
        ("practices?published_since=soon", "2026-05-31"),
        ("match?only_voices=Yom", "pt-BR"),
        ("places", "missing"),
    ],
)
def test_who_asks_wrongly_is_told_what_is_allowed(
    client: Client, region: Region, path: str, allowed: str
) -> None:
    (error,) = answer(client, path, 422)["errors"]
    assert allowed in error["message"]


def test_a_country_may_be_written_small(client: Client, practice: Practice) -> None:
    assert answer(client, "practices?country=bj")["count"] == 1


@pytest.mark.parametrize("path", ["", "nothing", "practices/", "practices/a/b/c", "practices/no such one"])
def test_what_is_not_there_is_a_problem_in_json(client: Client, region: Region, path: str) -> None:
    answer(client, f"{API}/{path}", 404)


def test_a_control_character_is_refused_as_json(client: Client, region: Region) -> None:
    answer(client, f"{API}/practices?region=a%00b", 400)


def test_other_ways_of_asking(client: Client, practice: Practice) -> None:
    path = f"{API}/practices/{practice.external_id}"
    got = client.get(path)
    head = client.head(path)
    assert (head.status_code, head["ETag"]) == (200, got["ETag"])
    assert client.get(path, headers={"If-None-Match": got["ETag"]}).status_code == 304
    asked = client.options(path)
    assert asked.status_code == 204
    assert "GET" in asked["Access-Control-Allow-Methods"]
    assert got["Access-Control-Allow-Origin"] == asked["Access-Control-Allow-Origin"] == "*"
    refused = client.post(path)
    assert refused.status_code == 405
    assert refused.json()["status"] == 405
    assert not got.cookies


def test_who_asks_too_much_has_to_wait(client: Client, region: Region, settings: Settings) -> None:
    settings.API_REQUESTS_PER_HOUR = 2
    answer(client, "zones")
    answer(client, "zones")
    assert int(client.get(f"{API}/zones")["Retry-After"]) > 0
    answer(client, "zones", 429)
    assert client.get(f"{API}/zones", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_films_and_voices_are_told_with_their_size_while_they_are_public(
    client: Client, practice: Practice, region: Region, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    film = make_film(
        region, title_fr="Creuser", captions_fr=VTT.format("On creuse."), transcript_fr="On creuse."
    )
    yom = make_voice(region, title_en="A neighbour", spoken="pil", credit="Awa", licence="CC-BY-4.0")
    practice.clips = [PracticeClip(clip=yom, sort_order=0)]
    practice.steps = [PracticeStep(text_en="Dig", sort_order=0), PracticeStep(clip=film, sort_order=1)]
    practice.save()
    address = f"practices/{practice.external_id}"
    assert answer(client, address)["clips"] == []
    show_clip(film, film=2_300_000, sound=180_000)
    copy = show_clip(yom, sound=90_000)
    voice, of_a_step = answer(client, address)["clips"]
    assert (voice["kind"], voice["spoken"], voice["seconds"], voice["step"]) == ("voice", "pil", 80, None)
    assert (voice["title"], voice["credit"], voice["licence"]) == ({"en": "A neighbour"}, "Awa", "CC-BY-4.0")
    assert (voice["film"], voice["sound"]["bytes"], voice["captions"]) == (None, 90_000, [])
    assert (of_a_step["kind"], of_a_step["step"], of_a_step["film"]["bytes"]) == ("film", 2, 2_300_000)
    assert of_a_step["transcript"] == {"fr": "On creuse."}
    (captions,) = of_a_step["captions"]
    assert captions["language"] == "fr"
    told = client.get(urlsplit(captions["url"]).path)
    assert b"On creuse." in b"".join(told.streaming_content)
    copy.delete()
    assert [clip["kind"] for clip in answer(client, address)["clips"]] == ["film"]


def test_practices_are_asked_for_by_the_language_that_is_spoken(client: Client, practice: Practice) -> None:
    assert answer(client, "match?only_voices=pil")["relaxed"] == "voices"
    assert "only_voices" in json.dumps(answer(client, "match?only_voices=Yom", 422))


def test_places_conditions_and_zones_belong_together(client: Client, practice: Practice) -> None:
    place = answer(client, "places?q=Copargo")["results"][0]
    assert (place["country"], place["shown"]) == ("BJ", "Copargo")
    there = answer(client, f"conditions?place={place['id']}")
    assert len(there["monthly_rain_mm"]) == len(there["monthly_temperature_c"]) == 12
    assert there["values"]["rain"] == pytest.approx(sum(there["monthly_rain_mm"]), rel=0.02)
    zones = {zone["code"]: zone for zone in answer(client, "zones")["results"]}
    assert zones[there["zone"]]["name"]["en"] == there["zone_name"]
    assert client.get(urlsplit(zones[there["zone"]]["urls"]["es"]).path).status_code == 200


def test_zones_count_what_is_public(client: Client, practice: Practice) -> None:
    code = practice.zone_tags[0]
    counted = {zone["code"]: zone["practices"] for zone in answer(client, "zones")["results"]}
    assert counted[code] == 1
    practice.unpublish()
    assert not any(zone["practices"] for zone in answer(client, "zones")["results"])


def test_concepts_have_their_labels_and_what_is_above(client: Client, region: Region) -> None:
    factories.load_thesaurus()
    every = all_pages(client, f"{API}/concepts?limit=100")
    assert len(every) == Concept.objects.count() > 500
    ids = {concept["id"] for concept in every}
    assert all(set(concept["broader"]) <= ids for concept in every)
    assert answer(client, f"concepts/{every[7]['id']}") == every[7]
    answer(client, "concepts/no-such-concept", 404)


def test_no_number_of_reports_under_three_is_given(client: Client, practice: Practice) -> None:
    bands = [Band(Cell("sandy", "sub_humid", ""), {"worked": 5, "did_not": 2}), Band(Cell(), {"worked": 3})]
    PracticeReports.objects.create(practice=practice, total=10, bands=[band.to_json() for band in bands])
    told = answer(client, f"practices/{practice.external_id}/reports")
    assert told["counts"] == {"worked": 8}
    assert [band["counts"] for band in told["bands"]] == [{"worked": 5}, {"worked": 3}]
    assert told["incomplete"] is True


def test_other_interfaces_of_the_admin_are_not_open(client: Client, region: Region) -> None:
    for path in ("/api/v2/pages/", "/api/v3/pages/", "/api/v3/openapi.json"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_people_read_of_every_address_what_it_is_for(client: Client, practice: Practice, code: str) -> None:
    factories.load_thesaurus()
    page = get(client, f"/{code}/open-data/api/")
    described = client.get(f"{API}/openapi.json?language={code}").json()["paths"]
    assert "(mm/year)" not in said(page)
    assert "(m)" in said(page), "an altitude has its unit"
    for path, operations in described.items():
        assert path in said(page)
        assert operations["get"]["summary"] in said(page)
    examples = [(path, query) for path, query in links(page) if path.startswith(f"{API}/")]
    assert len(examples) == len(described) + 1
    for path, query in examples:
        # These come with the starter collection; there may be no partner and no event.
        absent = ("zai-yatenga", "/newsletters/", "/partners/", "/territories/", "/events/")
        if not any(name in path for name in absent):
            assert client.get(path, query).status_code == 200, path


@pytest.mark.database
@pytest.mark.parametrize(
    ("moment", "found"),
    [
        ("2020-01-01T00:00:00", 1),
        ("1063-12-12T02:05:50+16:11", 1),
        ("0001-01-01T00:00:00+14:00", 1),
        ("9999-12-31T23:59:59-14:00", 0),
    ],
)
def test_any_moment_can_be_asked_for(client: Client, practice: Practice, moment: str, found: int) -> None:
    Practice.objects.update(last_published_at=timezone.now())
    assert answer(client, f"practices?published_since={quote(moment)}")["count"] == found
