"""On a small phone with scripts off, in Spanish: a failure with a photo is told, read, and shown."""

import io
import re
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.navigation import follow

Phone = Callable[..., Page]
LAND = "place=2394822&place_name=Copargo&texture=sandy&crops=maize"


def photo() -> bytes:
    data = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(data, "JPEG")
    return data.getvalue()


def send(page: Page) -> None:
    # What comes back with a mistake has the same address.
    with page.expect_navigation():
        page.locator("form[method=post] button[type=submit]").last.click()


def is_wide(page: Page) -> bool:
    """Returns whether something is wider than the phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_failure_with_a_photo_is_told_without_a_script(phone: Phone) -> None:
    page = phone(language="es", javascript=False)
    page.goto(f"/es/west-africa/half-moons-niger/?{LAND}")
    follow(page, page.locator("#tried a.button").first)
    assert page.url.startswith(page.url.partition("/es/")[0] + "/es/west-africa/half-moons-niger/tried/")
    # The land goes along and is shown to be put right.
    expect(page.locator(".told summary").first).to_contain_text("Copargo")
    # Sent too early, it comes back with what is missing, and keeps the photo.
    page.locator("#photo").locator("xpath=ancestor::details/summary").click()
    page.locator("#photo").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("[name=people_agreed]").check()
    page.locator("label.choice:has([value=this_year])").click()
    send(page)
    expect(page.locator("#outcome-error")).to_be_visible()
    expect(page.locator("[name=since][value=this_year]")).to_be_checked()
    assert page.locator("[name=photo_kept]").count() == 1
    page.locator("label.choice:has([value=did_not_work])").click()
    page.locator("#changed").locator("xpath=ancestor::details/summary").click()
    page.locator("#changed").fill("<script>document.title='x'</script> Llovió tarde 🌽")
    assert not is_wide(page)
    send(page)
    assert re.search(r"/es/mine/[\w-]{22}/\?sent=1$", page.url)
    assert not is_wide(page)
    code = page.locator(".code").text_content() or ""
    assert re.fullmatch(r"\w{4}-\w{4}-\w{2}", code.strip())
    page.locator(".disclosure summary").click()
    expect(page.locator(".facts")).to_contain_text("Llovió tarde 🌽")
    # The code opens the same page on another phone, to read.
    other = phone(language="fr", javascript=False)
    other.goto("/fr/mine/")
    other.locator("#code").fill(code.strip().lower())
    send(other)
    expect(other.locator(".outcome--abandoned")).to_be_visible()
    assert other.locator("a[href*=erase]").count() == 0
    # Taken back: asked once more, then nothing is left.
    follow(page, page.locator(".place--erase").last)
    send(page)
    assert page.locator(".button--erase").count() == 0
    other.goto(page.url.replace("erase/", ""))
    assert other.locator(".code").count() == 0
