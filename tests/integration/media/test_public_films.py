"""Who may see a film: people of its region, and everybody once something public shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from media import publishing
from media.models import Clip, PublicCopy
from media.public_access import register_use
from tests.integration.media.conftest import content_of
from tests.integration.media.films import make_film
from tests.integration.media.recordings import sent

pytestmark = pytest.mark.usefixtures("with_ffmpeg")


@pytest.mark.parametrize("part", ["film", "poster", "sound"])
def test_film_and_still_picture_are_shown_to_the_people_of_the_region_alone(
    part: str, ready: Clip, correspondent: Client, neighbour: Client, client: Client
) -> None:
    address = reverse(f"clips:{part}", args=[ready.pk])
    answer = correspondent.get(address, headers={"Range": "bytes=0-9"})
    kinds = {"film": "video/mp4", "poster": "image/jpeg", "sound": "audio/ogg"}
    assert (answer.status_code, answer["Content-Type"]) == (206, kinds[part])
    assert len(content_of(answer)) == 10
    assert "no-store" in answer["Cache-Control"]
    assert neighbour.get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of clips that something public shows."""
    numbers: list[int] = []
    monkeypatch.setattr("media.public_access._other_uses", [])
    register_use(Clip, lambda: Clip.objects.filter(pk__in=numbers).values("pk"))
    return numbers


def test_a_film_is_public_with_its_captions_once_something_public_shows_it(
    ready: Clip, shown: list[int], client: Client, work: Callable[[], None]
) -> None:
    Clip.objects.update(captions_fr="WEBVTT\n\n00:00.000 --> 00:01.000\nUn trou\n")
    publishing.follow_pages()
    work()
    assert not PublicCopy.objects.exists()
    shown.append(ready.pk)
    publishing.follow_pages()
    work()
    copy = PublicCopy.objects.get(clip=ready)
    assert [file["name"] for file in copy.files] == ["film.mp4", "poster.jpg", "sound.ogg", "captions-fr.vtt"]
    for file in copy.files:
        answer = client.get(copy.address(file["name"]))
        assert len(content_of(answer)) == file["bytes"]
    answer = client.get(copy.address("captions-fr.vtt"))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "Un trou" in content_of(answer).decode()
    answer = client.get(copy.address("film.mp4"), headers={"Range": "bytes=5-7"})
    assert (answer.status_code, len(content_of(answer))) == (206, 3)
    shown.clear()
    assert client.get(copy.address("film.mp4")).status_code == 404


def test_other_captions_are_other_public_files(
    ready: Clip,
    shown: list[int],
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    shown.append(ready.pk)
    publishing.follow_pages()
    work()
    before = PublicCopy.objects.get()
    clip = Clip.objects.get()
    clip.captions_es = "WEBVTT\n\n00:00.000 --> 00:01.000\nUn hoyo\n"
    clip.save()
    assert not PublicCopy.objects.exists()
    publishing.follow_pages()
    work()
    after = PublicCopy.objects.get()
    assert after.folder != before.folder
    assert after.has("captions-es.vtt")


def test_what_is_not_made_yet_is_not_public(
    send: Callable[..., Clip], shown: list[int], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", seconds=1)))
    shown.append(clip.pk)
    publishing.follow_pages()
    publishing.make("clip", clip.pk)
    assert not PublicCopy.objects.exists()
