"""Goes through the whole self-assessment in French on a small phone without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.navigation import next_page
from tests.browser.pages import PAGES

OF_THE_INITIATIVE = ("carbon", "check", "compare", "countr", "dashboard", "events", "press", "twins")
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def send(page: Page) -> None:
    with next_page(page):
        page.locator(".save-bar button").click()
    assert page.evaluate(FITS)


def choose(page: Page, name: str, code: str) -> None:
    page.locator(f"label:has(input[name={name}][value='{code}'])").click()


def test_six_forms_in_french_without_scripts(phone: Callable[..., Page]) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/")
    page.locator("summary").first.click()
    with next_page(page):
        page.locator("a[href='/fr/check/']").click()
    assert page.evaluate(FITS)

    # A name that nobody knows is said, and what else was told stays.
    page.locator("[name=place_typed]").fill("Xyzzyq")
    choose(page, "texture", "loamy")
    send(page)
    assert "Xyzzyq" in page.locator("[role=alert]").inner_text()
    assert page.locator("[name=texture][value=loamy]").is_checked()
    # The enter key looks for the place and stays, where the map's buttons stand in the same form.
    page.locator("[name=place_typed]").fill("Copargo")
    with next_page(page):
        page.locator("[name=place_typed]").press("Enter")
    assert "place=2394822" in page.url
    assert page.locator("[name=texture][value=loamy]").is_checked()
    send(page)
    choose(page, "use_now", "annual")
    send(page)
    choose(page, "tillage", "full")
    send(page)
    choose(page, "stalks", "burnt")
    send(page)
    choose(page, "given", "none")
    send(page)
    choose(page, "rate_erosion", "2")
    choose(page, "rate_worms", "4")
    send(page)

    assert "step=7" in page.url
    words = page.locator("main").inner_text()
    assert "Copargo" in words
    assert "1 à 5 t" in words
    expect(page.locator(".card")).to_have_count(3)
    # Figures stand under the details only, each with its range.
    figures = page.locator("details:has(dl)")
    assert not figures.locator("dl").is_visible()
    figures.locator("summary").click()
    assert "+1,2" in figures.inner_text()

    shared = page.locator("a[href^='https://wa.me/']").get_attribute("href") or ""
    assert "fr%2Fcheck%2F" in shared
    assert "burnt" not in shared
    with next_page(page):
        page.locator("a[href*='step=1']").first.click()
    assert page.locator("[name=place_typed]").input_value() == "Copargo"


def test_pages_of_the_initiative_fit_a_narrow_phone(phone: Callable[..., Page]) -> None:
    page = phone(language="fr", javascript=False, viewport={"width": 320, "height": 640})
    addresses = [address for name, address in PAGES.items() if name.startswith(OF_THE_INITIATIVE)]
    assert len(addresses) > 20
    for address in addresses:
        page.goto(f"/fr{address}")
        assert page.evaluate(FITS), address
