"""A film whose form comes back for another reason is not sent twice, and nobody else gets hold of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import UploadedFile

from kb.models import User
from media import kept_uploads, orphans
from media.models import Clip
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.media.conftest import picture_bytes
from tests.integration.media.films import make_film
from tests.integration.media.recordings import files_in, sent, silent_amr

CAPTIONS = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nCreusez <b>tôt</b> & bien.\n"
KEPT = "received-kept"
pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def french(region: Region, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(factories.make_correspondent(region, language="fr"))


@pytest.fixture
def voice() -> SimpleUploadedFile:
    return SimpleUploadedFile("re\u0301colte du mil.amr", silent_amr(1))


@pytest.fixture
def film(with_ffmpeg: None, tmp_path: Path) -> SimpleUploadedFile:
    return sent(make_film(tmp_path / "Le zaï.mp4", seconds=1))


@pytest.fixture(autouse=True)
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of the request's transaction happens at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **options: act())


def form(region: Region, **fields: object) -> dict[str, object]:
    return {"title_fr": "", "collection": region.collection.pk, **fields}


def refused(client: Client, region: Region, address: str = "", **fields: object) -> BeautifulSoup:
    """The form as it comes back because of a language that there is not."""
    answer = client.post(address or reverse("clips:add"), form(region, spoken_other="xx", **fields))
    assert answer.status_code == 200
    return parsed(answer)


def save(client: Client, region: Region, page: BeautifulSoup, address: str = "") -> None:
    answer = client.post(address or reverse("clips:add"), form(region, **{KEPT: token_in(page)}))
    assert answer.status_code == 302


def token_in(page: BeautifulSoup) -> str:
    return str(page.select_one(f"[name={KEPT}]")["value"])


def field_of(page: BeautifulSoup) -> str:
    return said(page.select_one("[name=received]").find_parent(class_="w-field__wrapper"))


def test_a_film_is_sent_once_though_the_form_comes_back_twice(
    french: Client, region: Region, film: SimpleUploadedFile, files: Path, settings: Settings
) -> None:
    """Also one that came by way of the disk, as films do, and is moved and not copied."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.FILE_UPLOAD_TEMP_DIR = files.parent / "uploads"
    content = film.read()
    film.seek(0)
    page = refused(french, region, received=film)
    assert "« Le zaï.mp4 » est bien arrivé" in field_of(page)
    assert "required" not in page.select_one("[name=received]").attrs
    page = refused(french, region, **{KEPT: token_in(page)})
    assert "« Le zaï.mp4 » est bien arrivé" in field_of(page)
    assert not Clip.objects.exists()
    save(french, region, page)
    clip = Clip.objects.get()
    assert clip.title_fr == "Le zaï"
    assert (files / clip.received.name).read_bytes() == content
    assert files_in(files) == {clip.received.name}
    assert not UploadedFile.objects.exists()
    assert not files_in(settings.FILE_UPLOAD_TEMP_DIR)


def test_a_voice_that_replaces_another_is_kept_as_well(
    french: Client, region: Region, voice: SimpleUploadedFile, files: Path
) -> None:
    clip = Clip.objects.create(title_fr="Le mil", collection=region.collection)
    address = reverse("clips:edit", args=[clip.pk])
    page = refused(french, region, address, received=voice)
    save(french, region, page, address)
    clip.refresh_from_db()
    assert files_in(files) == {clip.received.name}


def test_a_file_that_is_chosen_anew_takes_its_place(
    french: Client, region: Region, voice: SimpleUploadedFile
) -> None:
    page = refused(french, region, received=voice)
    other = SimpleUploadedFile("autre.amr", silent_amr(2))
    assert (
        french.post(reverse("clips:add"), form(region, received=other, **{KEPT: token_in(page)})).status_code
        == 302
    )
    assert Clip.objects.get().title_fr == "autre"


def test_it_is_kept_for_its_sender_whatever_the_form_comes_back_for(
    french: Client, region: Region, elsewhere: Region, voice: SimpleUploadedFile, files: Path
) -> None:
    answer = french.post(
        reverse("clips:add"), form(region, received=voice, collection=elsewhere.collection.pk)
    )
    assert answer.status_code == 200
    assert token_in(parsed(answer))
    assert not Clip.objects.exists()
    assert files_in(files) == {UploadedFile.objects.get().file.name}


def test_what_is_refused_itself_is_not_kept(french: Client, region: Region, files: Path) -> None:
    page = refused(french, region, received=SimpleUploadedFile("voix.mp3", b"#EXTM3U\n"))
    assert not page.select(f"[name={KEPT}]")
    assert not UploadedFile.objects.exists()
    assert not files.exists()


@pytest.mark.parametrize("token", ["", "x", "WzEsICJhIl0:1x:aa", "received"])
def test_an_invented_token_finds_nothing(french: Client, region: Region, token: str) -> None:
    answer = french.post(reverse("clips:add"), form(region, **{KEPT: token}))
    assert answer.status_code == 200
    assert not Clip.objects.exists()


def test_nobody_else_takes_what_somebody_sent(
    french: Client,
    region: Region,
    voice: SimpleUploadedFile,
    sign_in: Callable[[User], Client],
) -> None:
    """Not even of the same region."""
    token = token_in(refused(french, region, received=voice))
    colleague = sign_in(factories.make_correspondent(region, language="fr"))
    page = parsed(colleague.post(reverse("clips:add"), form(region, **{KEPT: token})))
    assert "Choisissez-le de nouveau" in field_of(page)
    assert not Clip.objects.exists()


def test_what_is_no_longer_kept_has_to_be_chosen_again(
    french: Client, region: Region, voice: SimpleUploadedFile, files: Path
) -> None:
    """Said in a form that need not have a file as well: else one would think that the film was replaced."""
    clip = Clip.objects.create(title_fr="Le mil", collection=region.collection)
    token = token_in(refused(french, region, received=voice))
    for path in files_in(files):
        (files / path).unlink()
    orphans.sweep(timedelta(0))
    assert not UploadedFile.objects.exists()
    for address in (reverse("clips:add"), reverse("clips:edit", args=[clip.pk])):
        page = parsed(french.post(address, form(region, title_fr="Autre", **{KEPT: token})))
        assert "Le fichier envoyé auparavant n’est plus gardé." in field_of(page)
        assert page.select_one("[name=title_fr]")["value"] == "Autre"
    clip.refresh_from_db()
    assert clip.title_fr == "Le mil"


def test_a_person_keeps_a_few_and_no_more(french: Client, region: Region, files: Path) -> None:
    tokens = []
    for number in range(kept_uploads.MOST_OF_A_PERSON + 1):
        page = refused(french, region, received=SimpleUploadedFile(f"{number}.amr", silent_amr(1)))
        tokens.append(token_in(page))
    assert len(files_in(files)) == UploadedFile.objects.count() == kept_uploads.MOST_OF_A_PERSON
    answers = [
        french.post(reverse("clips:add"), form(region, **{KEPT: token})).status_code
        for token in (tokens[0], tokens[-1])
    ]
    assert answers == [200, 302]


def test_it_is_served_to_nobody(
    french: Client, admin_client: Client, region: Region, voice: SimpleUploadedFile, files: Path
) -> None:
    refused(french, region, received=voice)
    (name,) = files_in(files)
    assert "mil" not in name
    for client in (french, admin_client, Client()):
        assert client.get(f"/media/{name}").status_code == 404


def test_captions_are_sent_once_as_well(french: Client, region: Region, voice: SimpleUploadedFile) -> None:
    captions = SimpleUploadedFile("a.vtt", CAPTIONS.encode())
    page = refused(french, region, received=voice, captions_fr=captions)
    assert "1 sous-titre" in said(page)
    kept = {KEPT: token_in(page), "captions_fr-kept": page.select_one("[name=captions_fr-kept]").text}
    page = refused(french, region, **kept)
    kept["captions_fr-kept"] = page.select_one("[name=captions_fr-kept]").text.replace("\n", "\r\n")
    assert french.post(reverse("clips:add"), form(region, **kept)).status_code == 302
    assert Clip.objects.get().captions_fr == CAPTIONS.replace("&", "&amp;")


def test_captions_that_were_kept_can_be_taken_away(
    french: Client, region: Region, voice: SimpleUploadedFile
) -> None:
    fields = {"captions_fr-kept": CAPTIONS, "captions_fr-clear": "on"}
    assert french.post(reverse("clips:add"), form(region, received=voice, **fields)).status_code == 302
    assert Clip.objects.get().captions_fr == ""


def test_what_calls_itself_kept_captions_is_read_like_a_file(
    french: Client, region: Region, voice: SimpleUploadedFile
) -> None:
    for content in ("<script>alert(1)</script>", "x" * 300_000):
        voice.seek(0)
        answer = french.post(
            reverse("clips:add"), form(region, received=voice, **{"captions_fr-kept": content})
        )
        assert answer.status_code == 200
        assert "<script>alert(1)" not in answer.content.decode()
    assert not Clip.objects.exists()


@pytest.mark.parametrize(
    ("view", "file"),
    [
        ("wagtailimages:add", SimpleUploadedFile("a.png", picture_bytes("PNG"))),
        ("wagtaildocs:add", SimpleUploadedFile("a.csv", b"seed;days\n")),
    ],
)
def test_where_a_file_is_not_kept_the_form_says_so(
    french: Client, region: Region, view: str, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    address, wrong = reverse(view), {"title": "x" * 300, "credit": "Awa", "collection": region.collection.pk}
    page = parsed(french.post(address, {**wrong, "file": file}))
    field = page.select_one("[name=file]").find_parent(class_="w-field__wrapper")
    assert "Choisissez de nouveau le fichier" in said(field)
    assert page.select_one("[name=credit]")["value"] == "Awa"
    assert "Choisissez de nouveau le fichier" not in said(parsed(french.get(address)))
