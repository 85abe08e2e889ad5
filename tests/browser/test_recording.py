"""A voice is recorded on a page, with the microphone that Chromium makes up; what arrives can be heard."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from media import sound
from media.intake.containers import WEBM
from tests.browser.conftest import RunningSite
from tests.browser.test_correspondent import sign_in
from tests.integration.media.recordings import ffmpeg_or_skip

Phone = Callable[..., Page]
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
TRIED = "/fr/west-africa/half-moons-niger/tried/"
RECORDED = "document.querySelector('[data-recorder]').previousElementSibling.files[0]"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser whose microphone beeps."""
    with sync_playwright() as playwright:
        arguments = ["--use-fake-device-for-media-stream"]
        arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


def record(page: Page) -> None:
    """Records for more than a second, then listens."""
    page.locator("[data-part=record]").click()
    expect(page.locator("[data-part=time]")).to_have_text("0:02")
    page.locator("[data-part=stop]").click()
    expect(page.locator("[data-part=heard]")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-part=heard]').play().then(() => true)")


def heard_s(path: Path) -> float:
    """Returns how long the recording is that arrived."""
    with path.open("rb") as file:
        return sound.probe(ffmpeg_or_skip(), file, WEBM)


def fetched(page: Page, tmp_path: Path) -> Path:
    """Fetches the recording that stands in the form, as the browser would send it."""
    content = page.evaluate(f"{RECORDED}.arrayBuffer().then((all) => [...new Uint8Array(all)])")
    path = tmp_path / "recorded.webm"
    path.write_bytes(bytes(content))
    return path


def test_a_reader_records_a_voice_and_it_goes_along_with_the_report(phone: Phone, tmp_path: Path) -> None:
    page = phone(language="fr", permissions=["microphone"])
    page.goto(TRIED)
    page.locator("#voice").locator("xpath=ancestor::details/summary").click()
    record(page)
    assert page.evaluate(FITS)
    assert heard_s(fetched(page, tmp_path)) > 1.5
    page.locator("#voice_spoken").select_option(label="yom")
    page.locator("label.choice:has([value=this_year])").click()
    page.locator("label.choice:has([value=worked])").click()
    with page.expect_navigation():
        page.locator("form[method=post] button[type=submit]").last.click()
    page.locator(".disclosure summary").click()
    link = page.get_by_role("link", name="Votre message vocal")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok
    assert answer.headers["content-type"].startswith("audio/") or answer.body().startswith(b"\x1aE\xdf\xa3")


def test_what_was_recorded_is_taken_again_and_a_file_is_chosen_after_all(phone: Phone) -> None:
    page = phone(language="fr", permissions=["microphone"])
    page.goto("/fr/ask/new/")
    page.locator("#voice").locator("xpath=ancestor::details/summary").click()
    record(page)
    page.locator("[data-part=again]").click()
    expect(page.locator("[data-part=stop]")).to_be_focused()
    page.locator("[data-part=stop]").click()
    expect(page.locator("[data-part=again]")).to_be_visible()
    page.locator("#voice").set_input_files({"name": "a.ogg", "mimeType": "audio/ogg", "buffer": b"OggS"})
    expect(page.locator("[data-part=record]")).to_be_visible()
    expect(page.locator("[data-part=heard]")).to_be_hidden()
    assert page.evaluate("document.querySelector('#voice').files[0].name") == "a.ogg"


def test_whoever_refuses_the_microphone_hears_what_to_do(phone: Phone) -> None:
    page = phone(language="fr")
    page.goto("/fr/ask/new/")
    page.locator("#voice").locator("xpath=ancestor::details/summary").click()
    page.locator("[data-part=record]").click()
    expect(page.locator("[data-recorder] [role=status]")).to_contain_text("choisissez un fichier")
    expect(page.locator("[data-part=record]")).to_be_enabled()


def test_without_scripts_there_is_the_file_alone(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/ask/new/")
    page.locator("#voice").locator("xpath=ancestor::details/summary").click()
    expect(page.locator("#voice")).to_be_visible()
    expect(page.locator("[data-recorder]")).to_be_hidden()


def test_a_correspondent_records_in_the_admin_and_sees_it_become_ready(
    phone: Phone, site: RunningSite, tmp_path: Path
) -> None:
    ffmpeg_or_skip()
    page = phone(language="fr", permissions=["microphone"])
    sign_in(page, site, "correspondent in French")
    page.goto("/admin/clips/new/")
    record(page)
    assert page.evaluate(FITS)
    assert heard_s(fetched(page, tmp_path)) > 1.5
    page.locator("[name=title_fr]").fill("Une voix du navigateur")
    page.locator("[name=spoken]").select_option(label="yom")
    with page.expect_navigation():
        page.locator("#w-editor-form button[type=submit]").first.click()
    row = page.locator("#listing-results tbody tr", has_text="Une voix du navigateur")
    # Without the page being loaded again.
    expect(row.locator("audio")).to_be_visible()
    expect(row).to_contain_text("yom")
    page.evaluate("document.querySelector('#listing-results audio').play().then(() => true)")
