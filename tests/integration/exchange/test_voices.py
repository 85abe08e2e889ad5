"""A voice in a reader's form: recorded on the page where one may, and in which language."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from exchange.models import Contribution, Report
from exchange.stamps import new_stamp
from media.models import Clip
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import parsed, said
from tests.integration.exchange.telling import OURS, TOLD, opened, save
from tests.integration.media.recordings import silent_amr

TAPS = {"outcome": "worked", "since": "this_year"}


@pytest.fixture(autouse=True)
def no_ffmpeg(settings: Settings, tmp_path: Path) -> None:
    settings.FFMPEG = str(tmp_path / "nothing")


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai")


def voice() -> SimpleUploadedFile:
    return SimpleUploadedFile("voix.amr", silent_amr(2))


def address(practice: Practice) -> str:
    return f"{factories.url_in(practice, 'fr')}tried/"


def post(client: Client, practice: Practice, **told: Any) -> HttpResponse:
    stamp = new_stamp(f"report {practice.pk}", timezone.now() - timedelta(minutes=1))
    return client.post(address(practice), {"stamp": stamp, "website": "", **told}, **OURS)


def you_screen(client: Client) -> str:
    """Tells all that comes before the screen with the files; returns its address."""
    url = "/fr/tell/"
    for screen in ("place", "what", "how", "outcome"):
        url = save(client, url, TOLD[screen]).partition("#")[0]
    return url.replace("/what/", "/you/") if "/you/" not in url else url


def assert_records(answer: HttpResponse) -> None:
    assert answer.status_code < 500
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert "geolocation=(self)" in answer["Permissions-Policy"]
    policy = answer["Content-Security-Policy"]
    assert "media-src 'self' blob:;" in f"{policy};"
    assert "sha256-" in policy, "the styles of the page are still allowed"
    box = parsed(answer).select_one("[data-recorder]")
    assert box["data-recorder"] == "voice"
    assert "hidden" in box.attrs, "shown by the script alone"


def test_pages_with_a_voice_in_their_form_may_record(client: Client, practice: Practice) -> None:
    assert_records(client.get(address(practice)))
    assert_records(client.get("/fr/ask/new/"))
    refused = post(client, practice, outcome="", since="")
    assert refused.status_code == 422
    assert_records(refused)


def test_the_screen_of_a_told_practice_that_takes_a_voice_may_record(client: Client, region: Region) -> None:
    assert_records(client.get(you_screen(client)))


@pytest.mark.parametrize(
    "path", ["/fr/", "/fr/practices/", "/fr/tell/", "/fr/ask/", "/fr/west-africa/zai/", "/nowhere"]
)
def test_no_other_page_may_record(client: Client, practice: Practice, path: str) -> None:
    answer = client.get(path)
    assert "microphone=()" in answer["Permissions-Policy"]
    assert "blob:" not in answer["Content-Security-Policy"]
    assert "recorder.js" not in answer.content.decode()


def test_the_languages_are_named_in_that_of_the_page_and_none_is_chosen(
    client: Client, practice: Practice
) -> None:
    select = parsed(client.get(address(practice))).select_one("select[name=voice_spoken]")
    assert said(select.select_one("option[value=pil]")) == "yom"
    assert said(select.select_one("option[value=es]")) == "espagnol (español)"
    assert select.select_one("option")["value"] == ""
    assert not select.select("option[selected]")


def test_the_language_of_a_voice_is_kept_with_it(client: Client, practice: Practice) -> None:
    assert post(client, practice, **TAPS, voice=voice(), voice_spoken="pil").status_code == 303
    assert Report.objects.get().voice == Clip.objects.get(spoken="pil")


def test_a_voice_without_a_language_is_taken(client: Client, practice: Practice) -> None:
    assert post(client, practice, **TAPS, voice=voice()).status_code == 303
    assert Clip.objects.get().spoken == ""


def test_what_is_no_language_is_refused_and_the_voice_is_kept(client: Client, practice: Practice) -> None:
    answer = post(client, practice, **TAPS, voice=voice(), voice_spoken="<b>")
    assert answer.status_code == 422
    page = parsed(answer)
    assert "Choisissez une de ces langues" in said(page.select_one("#voice_spoken-error"))
    sent_again = form_data(answer.content.decode())
    assert "voice_kept" in sent_again
    done = client.post(address(practice), {**sent_again, **TAPS, "voice_spoken": "ff"}, **OURS)
    assert done.status_code == 303
    assert Report.objects.get().voice == Clip.objects.get(spoken="ff")


def test_the_language_can_be_said_with_the_next_try(client: Client, practice: Practice) -> None:
    first = post(client, practice, since="this_year", voice=voice(), voice_spoken="ff")
    assert first.status_code == 422
    assert said(parsed(first).select_one("[name=voice_spoken] option[selected]")) == "peul (Pulaar)"
    again = {**form_data(first.content.decode()), **TAPS, "voice_spoken": "pil"}
    assert client.post(address(practice), again, **OURS).status_code == 303
    assert Report.objects.get().voice == Clip.objects.get(spoken="pil")


def test_a_correction_begins_with_the_language_and_changes_it(client: Client, practice: Practice) -> None:
    mine = post(client, practice, **TAPS, voice=voice(), voice_spoken="ff")["Location"].partition("?")[0]
    correct = f"{mine}report/{Report.objects.get().pk}/correct/"
    told = opened(client, correct)
    assert told["voice_spoken"] == "ff"
    assert client.post(correct, {**told, "voice_spoken": "pil"}, **OURS).status_code == 303
    assert Report.objects.get().voice == Clip.objects.get(spoken="pil")


def test_a_told_practice_keeps_the_language_of_its_voice(client: Client, region: Region) -> None:
    you = you_screen(client)
    save(client, you, {"voice": voice(), "voice_spoken": "pil"})
    assert Contribution.objects.get().voice == Clip.objects.get(spoken="pil")
    assert opened(client, you)["voice_spoken"] == "pil"
    save(client, you, {"voice_spoken": "ff"})
    assert Contribution.objects.get().voice == Clip.objects.get(spoken="ff")
