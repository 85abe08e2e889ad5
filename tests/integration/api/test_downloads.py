"""The files that are given away: whole, marked, and gone at once when something is withdrawn."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from api.downloads.making import NAMES, is_due, make, make_if_due
from api.models import Change, Download, Edition
from media.orphans import sweep
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get, links, said

pytestmark = pytest.mark.django_db
NAME = "Aïssata Example"
JSON = "/download/practices.json"


@pytest.fixture
def practice(region: Region) -> Practice:
    factories.make_practice(region.section, name_en="Half moons")
    return factories.make_practice(region.section, contributor_name=NAME, naming_agreed=True)


@pytest.fixture
def edition(practice: Practice, django_capture_on_commit_callbacks: Any) -> Edition:
    return make()


def body(response: Any) -> bytes:
    assert response.status_code == 200, response.status_code
    return b"".join(response.streaming_content)


def close_file(response: Any) -> None:
    """Closes what no body was read of; `close` would end the connection to the database as well."""
    for closer in response._resource_closers:
        closer()


def names(client: Client) -> set[str]:
    return {one["name"]["en"] for one in json.loads(body(client.get(JSON)))["practices"]}


def test_each_file_is_whole_and_says_what_it_is(client: Client, edition: Edition) -> None:
    read_me = body(client.get("/download/README.txt")).decode()
    for name in NAMES.values():
        response = client.get(f"/download/{name}")
        content = body(response)
        assert len(content) == int(response["Content-Length"])
        digest = hashlib.sha256(content).hexdigest()
        assert f"{digest}  {name}" in read_me
        assert name in response["Content-Disposition"]
        again = client.get(f"/download/{name}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
        since = client.get(f"/download/{name}", headers={"If-Modified-Since": response["Last-Modified"]})
        assert since.status_code == 304
        head = client.head(f"/download/{name}")
        close_file(head)
        assert (head.status_code, head["Content-Length"]) == (200, response["Content-Length"])
    assert names(client) == {"Stone lines", "Half moons"}
    assert client.get("/download/practices.exe").status_code == 404
    assert client.post(JSON).status_code == 405


def test_every_column_is_explained_in_every_language(client: Client, edition: Edition) -> None:
    text = body(client.get("/download/README.txt")).decode()
    for language in ("English", "Français", "Español"):
        assert f"=== {language} ===" in text
    told = [line for line in text.split("\n") if line.startswith("rain_low: ")]
    assert len(set(told)) == 3 and any("mm par an" in line for line in told)
    assert "adopted = Adopté; " in text and "frost: Gel [yes = oui; no = non]" in text


def test_what_is_packed_is_the_same(client: Client, edition: Edition) -> None:
    plain = client.get(JSON)
    packed = client.get(JSON, headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] != plain["ETag"]
    assert gzip.decompress(body(packed)) == body(plain)
    part = client.get(JSON, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, body(client.get(JSON))[:10])


def unpublish(practice: Practice) -> None:
    practice.unpublish()


def delete(practice: Practice) -> None:
    practice.delete()


def close(practice: Practice) -> None:
    PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)


def close_region(practice: Practice) -> None:
    PageViewRestriction.objects.create(page=practice.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def unpublish_region(practice: Practice) -> None:
    practice.get_parent().specific.unpublish()


def expire(practice: Practice) -> None:
    # As Wagtail's own command does, which knows pages only.
    Page.objects.get(pk=practice.pk).unpublish(log_action="wagtail.unpublish.scheduled")


def take_the_name_back(practice: Practice) -> None:
    practice.naming_agreed = False
    practice.save_revision().publish()


WITHDRAWALS = [unpublish, delete, close, close_region, unpublish_region, expire, take_the_name_back]


@pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=lambda each: each.__name__)
def test_what_is_withdrawn_is_gone_at_once(
    withdraw: Callable[[Practice], None], client: Client, practice: Practice, edition: Edition
) -> None:
    withdraw(Practice.objects.get(pk=practice.pk))
    for name in (*NAMES.values(), "README.txt"):
        response = client.get(f"/download/{name}")
        assert response.status_code == 503
        assert int(response["Retry-After"]) <= 60
    assert is_due()
    make_if_due()
    assert NAME.encode() not in body(client.get(JSON))
    assert not is_due()


def test_what_is_new_comes_within_minutes_and_withdraws_nothing(
    client: Client, region: Region, edition: Edition
) -> None:
    factories.make_practice(region.section, name_en="Zaï")
    first = Practice.objects.first()
    assert first is not None
    first.summary_en = "Told better."
    first.save_revision().publish()
    assert len(names(client)) == 2
    assert not is_due()
    Change.objects.update(at=timezone.now() - timedelta(minutes=3))
    make_if_due()
    assert "Zaï" in names(client)
    assert not Change.objects.exists()


def test_drafts_change_nothing(client: Client, region: Region, edition: Edition) -> None:
    draft = factories.make_practice(region.section, live=False, name_en="Not yet")
    draft.save_revision()
    shown = Practice.objects.filter(live=True).first()
    assert shown is not None
    shown.name_en = "Not yet either"
    shown.save_revision()
    draft.delete()
    assert not Change.objects.exists()
    assert len(names(client)) == 2


def test_what_changes_while_files_are_made_is_not_lost(
    practice: Practice, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.downloads import making

    read = making.public_records

    def read_and_withdraw() -> Any:
        yield from read()
        Practice.objects.get(pk=practice.pk).unpublish()

    monkeypatch.setattr(making, "public_records", read_and_withdraw)
    make()
    assert client.get(JSON).status_code == 503
    monkeypatch.undo()
    make_if_due()
    assert names(client) == {"Half moons"}


def test_older_files_go_and_the_sweep_leaves_the_newest(
    edition: Edition, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    before = [name for file in Download.objects.all() for name in file.stored_names()]
    with django_capture_on_commit_callbacks(execute=True):
        make()
    assert not any(default_storage.exists(name) for name in before)
    assert Edition.objects.count() == 1
    sweep(timedelta(0))
    assert names(client) == {"Stone lines", "Half moons"}


def test_before_the_first_edition_the_files_are_asked_for_later(client: Client, practice: Practice) -> None:
    assert is_due()
    assert client.get(JSON).status_code == 503
    offered = [path for path, _query in links(get(client, "/fr/open-data/"))]
    assert not [path for path in offered if path.startswith("/download/")], "what is not there is not offered"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_people_see_the_files_with_size_and_licence(language: str, client: Client, edition: Edition) -> None:
    page = get(client, f"/{language}/open-data/")
    led_to = {path for path, _query in links(page)}
    assert {f"/download/{name}" for name in NAMES.values()} <= led_to
    assert "/download/README.txt" in led_to
    words = said(page.find("main"))
    assert "CC BY-SA 4.0" in words
    for file in edition.files.exclude(name="README.txt"):
        assert file.sha256 in words


def test_a_table_has_no_cell_that_is_calculated(client: Client, region: Region) -> None:
    factories.make_practice(region.section, name_en='=HYPERLINK("https://example.org")')
    make()
    text = body(client.get("/download/practices.csv")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["name_en"].startswith("'=")
