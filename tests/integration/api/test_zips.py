"""Practices as zips of pages: whole, the same twice, made in time, and without what was withdrawn."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from api.downloads import zips
from api.downloads.making import make
from api.downloads.zips import are_zips_due, last_night, make_zips, make_zips_if_due
from api.models import Download, Edition, Kind
from media.free_room import NoRoomError
from media.models import Clip, PublicCopy
from media.orphans import sweep
from media.publishing import withdraw
from practices.models import Practice, PracticeClip
from practices.regions import Region
from tests import factories
from tests.clips import make_film, show_clip
from tests.html import get, links, parsed, said

pytestmark = pytest.mark.django_db
NAME = "Aïssata Example"
ALL = "/download/kept/all-en.zip"
ZONE = "sub_humid-hot"


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def practice(region: Region) -> Practice:
    factories.make_practice(
        region.section, name_en="Half moons", drawing="zai-yatenga", zones_are_stated=True, zone_tags=()
    )
    return factories.make_practice(
        region.section,
        contributor_name=NAME,
        naming_agreed=True,
        zones_are_stated=True,
        zone_tags=(f"{ZONE}-sandy", f"{ZONE}-loamy"),
    )


@pytest.fixture
def edition(practice: Practice, django_capture_on_commit_callbacks: Any) -> Edition:
    return make_zips()


def content(client: Client, address: str) -> zipfile.ZipFile:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert response["Content-Type"] == "application/zip"
    kept = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert kept.testzip() is None
    return kept


def titles(kept: zipfile.ZipFile) -> set[str]:
    pages = (name for name in kept.namelist() if not name.endswith("index.html"))
    return {said(parsed(kept.read(name)).find("h1")) for name in pages}


def test_the_page_says_of_when_the_zips_are(client: Client, edition: Edition) -> None:
    Edition.objects.update(made_at=datetime(2031, 5, 6, 2, 10, tzinfo=UTC))
    words = said(get(client, "/en/open-data/").find("main"))
    assert "Made on May 6, 2031, 2:10 a.m. (UTC). What was published since follows in the night." in words


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("all", {"Stone lines", "Half moons"}),
        ("region-west-africa", {"Stone lines", "Half moons"}),
        (f"zone-{ZONE}", {"Stone lines"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_each_zip_holds_its_practices_and_a_list_that_leads_to_all(
    subject: str, expected: set[str], language: str, client: Client, edition: Edition
) -> None:
    kept = content(client, f"/download/kept/{subject}-{language}.zip")
    names = set(kept.namelist())
    assert {title.partition(" (")[0] for title in titles(kept)} == expected
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        html = parsed(kept.read(page))
        assert html.html is not None and html.html["lang"] == language
        assert not html.find_all(["script", "link"])
        waiting += [urljoin(page, path) for path, _query in links(html) if path and path[0] not in "/h"]
        local = [str(each["href"]) for each in html.find_all("a", href=True)]
        waiting += [urljoin(page, href) for href in local if "://" not in href]
    assert reached == names
    assert "CC BY-SA 4.0" in said(parsed(kept.read("index.html")).find("body"))


def test_only_zones_in_which_something_was_tried_have_a_zip(edition: Edition) -> None:
    names = {file.name for file in edition.files.all() if file.name.startswith("zone-")}
    assert names == {f"zone-{ZONE}-{language}.zip" for language in ("en", "fr", "es")}


def test_the_same_practices_give_the_same_bytes(edition: Edition) -> None:
    before = {file.name: file.sha256 for file in edition.files.all()}
    assert {file.name: file.sha256 for file in make_zips().files.all()} == before


def unpublish(practice: Practice) -> None:
    practice.unpublish()


def delete(practice: Practice) -> None:
    practice.delete()


def unpublish_region(practice: Practice) -> None:
    practice.get_parent().specific.unpublish()


def take_the_name_back(practice: Practice) -> None:
    practice.naming_agreed = False
    practice.save_revision().publish()


@pytest.mark.parametrize(
    "take_back", [unpublish, delete, unpublish_region, take_the_name_back], ids=lambda each: each.__name__
)
def test_what_is_withdrawn_is_nowhere_any_more(
    take_back: Callable[[Practice], None],
    client: Client,
    practice: Practice,
    edition: Edition,
    django_capture_on_commit_callbacks: Any,
) -> None:
    stored = [name for file in Download.objects.all() for name in file.stored_names()]
    assert any(NAME.encode() in content(client, ALL).read(name) for name in content(client, ALL).namelist())
    take_back(Practice.objects.get(pk=practice.pk))
    response = client.get(ALL)
    assert response.status_code == 503
    assert int(response["Retry-After"]) <= 60
    offered = {path for page in ("/en/open-data/",) for path, _query in links(get(client, page))}
    assert ALL not in offered
    # The tables are made by another lane, which must not take this for settled.
    make()
    assert client.get(ALL).status_code == 503
    assert are_zips_due()
    with django_capture_on_commit_callbacks(execute=True):
        make_zips_if_due()
    kept = content(client, ALL)
    assert not any(NAME.encode() in kept.read(name) for name in kept.namelist())
    assert not any(default_storage.exists(name) for name in stored)
    assert not are_zips_due()


SAID = "We dig before the rain."


def delete_clip(clip: Clip) -> None:
    clip.delete()


def take_words_back(clip: Clip) -> None:
    clip.transcript_en = "We dig."
    clip.save()


def withdraw_clip(clip: Clip) -> None:
    """As the worker does where no public page uses it any more."""
    withdraw(PublicCopy.objects.filter(clip=clip))


@pytest.mark.parametrize(
    "take_back", [delete_clip, take_words_back, withdraw_clip], ids=lambda each: each.__name__
)
def test_what_a_neighbour_said_goes_with_the_voice(
    take_back: Callable[[Clip], None], client: Client, region: Region, practice: Practice
) -> None:
    clip = make_film(region, title_en="Digging", transcript_en=SAID)
    practice.clips.add(PracticeClip(clip=clip))
    practice.save_revision().publish()
    show_clip(clip)
    make_zips()
    assert SAID in pages(client)
    take_back(Clip.objects.get(pk=clip.pk))
    assert client.get(ALL).status_code == 503
    make_zips_if_due()
    assert SAID not in pages(client)


def test_what_is_added_to_a_voice_waits_for_the_night(
    client: Client, region: Region, practice: Practice
) -> None:
    clip = make_film(region, title_en="Digging")
    show_clip(clip)
    make_zips()
    clip.transcript_en = SAID
    clip.save()
    assert not are_zips_due()
    assert "Stone lines" in pages(client)


def pages(client: Client) -> str:
    kept = content(client, ALL)
    return "".join(kept.read(name).decode() for name in kept.namelist())


def test_news_wait_for_the_night(client: Client, region: Region, edition: Edition) -> None:
    factories.make_practice(region.section, name_en="Zaï")
    assert not are_zips_due()
    assert len(titles(content(client, ALL))) == 2
    Edition.objects.update(made_at=timezone.now() - timedelta(days=1))
    make_zips_if_due()
    assert "Zaï" in titles(content(client, ALL))


def test_a_site_that_was_empty_at_its_start_does_not_wait(client: Client, region: Region) -> None:
    make_zips_if_due()
    assert Edition.objects.get(kind=Kind.PAGES).count == 0
    assert not are_zips_due()
    factories.make_practice(region.section)
    make_zips_if_due()
    assert titles(content(client, ALL)) == {"Stone lines"}


@pytest.mark.parametrize(("hour", "day"), [(1, 9), (2, 10), (23, 10)])
def test_a_night_begins_at_two(hour: int, day: int, settings: Settings) -> None:
    settings.TIME_ZONE = "UTC"
    with timezone.override(UTC):
        assert last_night(datetime(2026, 3, 10, hour, tzinfo=UTC)) == datetime(2026, 3, day, 2, tzinfo=UTC)


def test_what_a_killed_worker_left_goes(
    edition: Edition, settings: Settings, client: Client, region: Region
) -> None:
    left = Path(settings.DATA_DIR) / zips.FOLDER
    left.mkdir()
    (left / "all-en.zip").write_text("half")
    default_storage.save("downloads/left.zip", io.BytesIO(b"half"))
    make_zips()
    sweep(timedelta(0))
    assert not left.exists()
    assert not default_storage.exists("downloads/left.zip")
    assert titles(content(client, ALL)) == {"Stone lines", "Half moons"}


def test_without_room_the_old_zips_stay(
    edition: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_incoming_bytes: int) -> None:
        raise NoRoomError

    monkeypatch.setattr(zips, "refuse_without_room", no_room)
    Edition.objects.update(made_at=timezone.now() - timedelta(days=1))
    make_zips_if_due()
    assert titles(content(client, ALL)) == {"Stone lines", "Half moons"}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_size_is_said_before_the_tap(language: str, client: Client, edition: Edition) -> None:
    sizes = {file.name: round(file.size / 1000) for file in edition.files.all()}
    for page, subject in {
        f"/{language}/west-africa/": "region-west-africa",
        f"/{language}/zones/{ZONE}/": f"zone-{ZONE}",
        f"/{language}/zones/{ZONE}-sandy/": f"zone-{ZONE}",
        f"/{language}/open-data/": "all",
    }.items():
        name = f"{subject}-{language}.zip"
        shown = get(client, page)
        (offered,) = shown.find_all("a", href=f"/download/kept/{name}")
        assert offered.parent is not None
        assert str(sizes[name]) in said(offered.parent), page
    led_to = {path for path, _query in links(get(client, f"/{language}/open-data/"))}
    assert {f"/download/kept/{name}" for name in sizes if name.startswith("all-")} <= led_to
    assert f"/download/kept/zone-{ZONE}-{language}.zip" in led_to


def test_before_the_first_making_nothing_is_offered(client: Client, practice: Practice) -> None:
    for page in ("/en/west-africa/", "/en/open-data/"):
        assert not [path for path, _query in links(get(client, page)) if "/kept/" in path]
    assert client.get(ALL).status_code == 503
    make_zips()
    assert client.get("/download/kept/zone-nowhere-en.zip").status_code == 404
