"""A film goes from a correspondent to a reader: sent, made small, chosen, published, watched."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks import page_weight
from benchmarks.accessibility import violations
from tests.browser.conftest import PATIENCE_S, RunningSite, run_in
from tests.browser.navigation import chooser_closed, next_page
from tests.browser.test_correspondent import approve, sign_in
from tests.browser.test_correspondents_journey import hand_in
from tests.browser.test_films import PLAY
from tests.browser.test_i_tried_this import is_wide
from tests.browser.test_peers_journey import reload_until
from tests.integration.media.recordings import ffmpeg_or_skip

Phone = Callable[..., Page]
# Long enough that one sees how it is made.
SECONDS = 60
FILM = [
    *("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=25:duration={SECONDS}"),
    *("-f", "lavfi", "-i", f"sine=frequency=330:duration={SECONDS}"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", "-pix_fmt", "yuv420p"),
    *("-c:a", "aac", "-b:a", "32k"),
]
SAID = "On ouvre les trous avant la pluie."
CAPTIONS = f"WEBVTT\n\n00:00.000 --> 00:59.000\n{SAID}\n"
TITLE = "Une mire pour les trous de semis"
PRACTICE = "Essai de trous de semis filmés"
# As often as it is looked whether a film is ready; a test's own clock is put forward by it.
LOOKS_EVERY_MS = 3000
TAKE_AWAY = f"""
from media.models import Clip
from practices.models import Practice
for practice in Practice.objects.filter(name_fr="{PRACTICE}"):
    practice.delete()
for clip in Clip.objects.filter(title_fr="{TITLE}"):
    clip.delete()
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "mire.mp4"
    command = [ffmpeg_or_skip(), "-nostdin", "-loglevel", "error", *FILM, str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def nothing_left(site: RunningSite) -> Iterator[None]:
    """In the end nothing is left for readers of what was published."""
    yield
    run_in(site.data_dir, TAKE_AWAY)


def send_film(page: Page, film: Path) -> None:
    """Sends the film with its captions from the phone; what is folded is opened first."""
    page.goto("/admin/clips/new/")
    assert violations(page, "main") == []
    page.locator("[name=received]").set_input_files(film)
    page.locator("[name=title_fr]").fill(TITLE)
    folded = page.locator(".w-panel", has=page.get_by_role("heading", name="Français"))
    folded.locator("[data-panel-toggle]").click()
    captions = page.locator("[name=captions_fr]")
    expect(captions).to_be_visible()
    captions.set_input_files({"name": "mire.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
    assert not is_wide(page)
    with next_page(page):
        page.locator("#w-editor-form button[type=submit]").first.click()


def watch_it_become_ready(page: Page) -> None:
    """Sees in the list how much is made, then that it is ready, without the page being loaded again."""
    page.evaluate("window.isTheSamePage = true")
    row = page.locator("#listing-results tbody tr", has_text=TITLE)
    expect(row).to_be_visible()
    put_forward_until(page, row.locator("progress"))
    expect(row).to_contain_text(re.compile(r"\d+\s%"))
    put_forward_until(page, row.locator("img"))
    expect(row.locator("progress")).to_have_count(0)
    expect(row).to_contain_text("1 min")
    assert page.evaluate("window.isTheSamePage")
    assert not is_wide(page)


def put_forward_until(page: Page, wanted: Locator) -> None:
    """Puts the page's clock forward by what it waits between two looks, until it shows what is wanted."""
    deadline = time.monotonic() + PATIENCE_S
    while not wanted.count():
        assert time.monotonic() < deadline, f"{page.url} never showed {wanted}"
        page.clock.fast_forward(LOOKS_EVERY_MS)


def write_practice(page: Page) -> None:
    """Hands in a practice with the film, chosen among those of the region."""
    page.goto("/admin/")
    with next_page(page):
        page.locator("a[href*='/pages/add/practices/practice/']").first.click()
    page.locator("input[name=publication_agreed]").check()
    page.locator("input[name=name_fr]").fill(PRACTICE)
    page.locator("input[name=place_name]").fill("Kopargo")
    page.locator("select[name=country]").select_option("BJ")
    page.locator("input[name=land_uses][value=cropland]").check()
    page.locator("input[name=outcome][value=mixed]").check()
    page.get_by_role("tab", name="Comment faire").click()
    page.locator("#id_clips-ADD").click()
    page.get_by_role("button", name="Choisir une vidéo ou une voix").last.click()
    assert not is_wide(page)
    page.locator(".modal tbody a", has_text=TITLE).click()
    chooser_closed(page)
    expect(page.locator("#id_clips-0-clip-chooser")).to_contain_text(f"{TITLE} · Vidéo · 1 min")
    hand_in(page)


def address_of(moderator: Page) -> str:
    """Returns where readers find what the moderator has published, once its film is there."""
    moderator.goto(f"/fr/practices/?q={PRACTICE}")
    found = moderator.locator(".card a", has_text=PRACTICE).first
    reload_until(moderator, found)
    address = urlsplit(found.get_attribute("href") or "").path
    moderator.goto(address)
    reload_until(moderator, moderator.locator(".clip"))
    return address


def see_sizes_and_keep_the_sound(page: Page, address: str) -> None:
    page.goto(address)
    clip = page.locator(".clip")
    expect(clip).to_contain_text(TITLE)
    expect(clip.locator(".clip__files")).to_have_text(
        re.compile(r"Vidéo \d+ ko\s+Son seul \d+ ko\s+Ce qui est dit")
    )
    assert not is_wide(page)
    with page.expect_download() as kept:
        clip.get_by_role("link", name="Son seul").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"OggS")
    with next_page(page):
        clip.get_by_role("link", name="Ce qui est dit").click()
    expect(page.locator("main")).to_contain_text(SAID)


def watch(page: Page, address: str) -> None:
    page.goto(address)
    video = page.locator(".clip video")
    assert video.evaluate(PLAY) > 0.5
    assert video.evaluate("film => [film.videoWidth, film.videoHeight]") == [426, 240]
    shown = "film => [...film.textTracks].filter(one => one.mode == 'showing')"
    assert video.evaluate(f"{shown}.map(one => one.language)") == ["fr"]
    assert video.evaluate(f"{shown}[0].activeCues[0].text") == SAID


def test_a_film_goes_from_one_phone_to_another(
    nothing_left: None, film: Path, phone: Phone, site: RunningSite, browser: Browser
) -> None:
    page = phone(language="fr")
    page.clock.install()
    sign_in(page, site, "correspondent in French")
    send_film(page, film)
    watch_it_become_ready(page)
    write_practice(page)
    moderator = phone(language="fr")
    sign_in(moderator, site, "moderator in French")
    approve(moderator, PRACTICE)

    address = address_of(moderator)
    see_sizes_and_keep_the_sound(phone(language="fr", javascript=False, accept_downloads=True), address)
    view = page_weight.first_view(browser, site.url, address)
    assert view.size <= page_weight.budgets()["first_view"]["practice_bytes"], view
    watch(phone(language="fr"), address)
