"""Tells a practice on a small phone without scripts, in Spanish; a second phone goes on with it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.integration.media.conftest import picture_bytes

Phone = Callable[..., Page]
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def press(page: Page, name: str) -> None:
    with next_page(page):
        page.get_by_role("button", name=name, exact=True).click()
    assert page.evaluate(FITS)


def test_five_screens_without_scripts_make_a_page_that_waits(site: RunningSite, phone: Phone) -> None:
    page = phone(language="es", javascript=False)
    page.goto("/es/tell/")
    save = page.locator(".save-bar button").first.inner_text()
    page.locator("#place_typed").fill("Copargo")
    press(page, save)

    page.locator("#sentence").fill("Zacate de limón en curvas, contra las ratas")
    page.locator("input[name=crops][value=maize]").check()
    page.locator(".save-bar button").first.click()
    page.wait_for_url(re.compile(r"/(how/|what/#alike)$"))
    if page.url.endswith("#alike"):
        # Something like it is published: it is shown once, then one goes on.
        expect(page.locator("#alike a").first).to_be_visible()
        press(page, save)
    assert page.evaluate(FITS)

    page.locator("#steps").fill("Marcar la curva.\nSembrar el zacate.")
    link = page.locator("#keep-link").get_attribute("value")
    assert link
    press(page, save)

    # The rest on another phone.
    page = phone(language="es", javascript=False)
    page.goto(link[link.index("/es/") :])
    assert page.url.endswith("/outcome/")
    page.locator("input[name=outcome][value=abandoned]").check()
    page.locator("#did_not_work").fill("Las ratas volvieron.")
    press(page, save)

    photo = {"name": "campo.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes()}
    page.locator("#photo").set_input_files(photo)
    page.locator("input[name=publication]").check()
    page.locator("#name").fill("Ana")
    press(page, save)

    summary = page.locator("main").inner_text()
    for words in ("Copargo", "Sembrar el zacate.", "Las ratas volvieron.", "Ana"):
        assert words in summary
    with next_page(page):
        page.locator(".save-bar button").click()
    assert re.search(r"/es/mine/[^/]+/\?sent=1$", page.url)
    assert "Zacate de limón en curvas" in page.locator("main").inner_text()
    assert not page.context.cookies()
    # Nobody else sees it before the region has read it.
    page.goto("/es/practices/?q=zacate+limon+ratas")
    assert "Zacate de limón" not in page.locator("main").inner_text()
