"""A reader at 360 px watches and listens: sizes first, scripts or not; a voice is found by its language."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks import page_weight
from tests.browser.conftest import RunningSite, run_in
from tests.browser.navigation import next_page
from tests.integration.media.recordings import ffmpeg_or_skip

PRACTICE = "/fr/west-africa/zai-yatenga/"
SOUND = ["-f", "lavfi", "-i", "sine=frequency=330:duration=6"]
FILM = ["-f", "lavfi", "-i", "testsrc2=size=426x240:rate=15:duration=6", *SOUND, "-pix_fmt", "yuv420p"]
# What clips are made of; the site's own worker is as quick as it is, and is tried elsewhere.
MADE = {
    "film.mp4": [*FILM, "-c:v", "libx264", "-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart"],
    "sound.ogg": [*SOUND, "-c:a", "libopus", "-b:a", "12k"],
    "poster.jpg": [*FILM, "-frames:v", "1", "-an", "-q:v", "12"],
}
# Answers with how far it is, once something of it was seen.
PLAY = """film => new Promise(seen => {
    film.addEventListener("timeupdate", () => film.currentTime > 0.5 && seen(film.currentTime));
    film.play();
})"""
MAKE_CLIPS = """
from pathlib import Path
from django.core.files.base import ContentFile
from django.db import transaction
from media.models import Clip
from practices.models import Practice, PracticeClip
from tests.clips import VTT, show_clip
folder = Path({folder!r})
practice = Practice.objects.get(slug="zai-yatenga")
files = {{name: ContentFile((folder / name).read_bytes(), name=name)
         for name in ("film.mp4", "poster.jpg", "sound.ogg")}}
with transaction.atomic():
    film = Clip.objects.create(title_fr="Une mire", video=files["film.mp4"], poster=files["poster.jpg"],
        sound=files["sound.ogg"], width=426, height=240, duration_seconds=6,
        captions_fr=VTT.format("Une image de test."), captions_en=VTT.format("A test card."))
    voice = Clip.objects.create(title_fr="Un son", sound=files["sound.ogg"], spoken="pil", duration_seconds=6)
    practice.clips = [PracticeClip(clip=film, sort_order=0), PracticeClip(clip=voice, sort_order=1)]
    practice.save()
    show_clip(film)
    show_clip(voice)
"""


@pytest.fixture(scope="module")
def clips(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("clips")
    for name, words in MADE.items():
        command = [ffmpeg_or_skip(), "-nostdin", "-loglevel", "error", *words, str(folder / name)]
        subprocess.run(command, check=True)
    run_in(site.data_dir, MAKE_CLIPS.format(folder=str(folder)))


def test_sizes_are_said_and_sound_is_kept_without_scripts(clips: None, phone: Callable[..., Page]) -> None:
    page = phone(language="fr", javascript=False, accept_downloads=True)
    page.goto(PRACTICE)
    shown = page.locator("section", has=page.get_by_role("heading", name="Regarder et écouter"))
    film = shown.locator(".clip").first
    expect(film).to_contain_text("Vidéo")
    expect(film.get_by_role("link", name="Son seul")).to_contain_text("ko")
    expect(shown.locator(".clip").nth(1)).to_contain_text("en yom")
    assert film.locator("video").bounding_box()["width"] <= 328  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(film.get_by_role("link", name="Son seul")).to_have_attribute("download", "une-mire.ogg")
    with page.expect_download() as kept:
        film.get_by_role("link", name="Son seul").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"OggS")
    part = page.request.get(kept.value.url, headers={"Range": "bytes=0-3"})
    assert (part.status, part.body()) == (206, b"OggS")


def test_a_film_plays_with_captions_in_the_language_of_the_page(
    clips: None, phone: Callable[..., Page]
) -> None:
    page = phone(language="fr")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto(PRACTICE, wait_until="networkidle")
    assert not {"film.mp4", "sound.ogg", "captions-en.vtt"} & set(loaded)
    video = page.locator(".clip video").first
    assert video.evaluate(PLAY) > 0.5
    assert video.evaluate("film => film.videoHeight") == 240
    shown = "film => [...film.textTracks].filter(one => one.mode == 'showing')"
    assert video.evaluate(f"{shown}.map(one => one.language)") == ["fr"]
    assert video.evaluate(f"{shown}[0].activeCues[0].text") == "Une image de test."


def test_the_page_before_the_tap_stays_small(clips: None, site: RunningSite, browser: Browser) -> None:
    for language in ("fr", "en"):
        view = page_weight.first_view(browser, site.url, PRACTICE.replace("fr", language))
        assert view.size <= page_weight.budgets()["first_view"]["practice_bytes"], view


def test_a_voice_in_yom_is_found_by_the_filter(clips: None, phone: Callable[..., Page]) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/practices/?only_voices=pil")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("Voix en yom · vidéo")
    with next_page(page):
        page.get_by_role("link", name="Avec une voix en").click()
    page.locator(".facets > summary").click()
    page.locator(".facets__group", has_text="Avec une voix en").locator("summary").click()
    page.get_by_label("Yom 1").check()
    with next_page(page):
        page.get_by_role("button", name="Voir ces pratiques").click()
    expect(page.locator(".card")).to_have_count(1)
