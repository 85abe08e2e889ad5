"""A correspondent with only that role, in French, hands in a first version from one screen of a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from benchmarks.accessibility import violations
from tests.browser.conftest import ROOT, RunningSite
from tests.browser.navigation import chooser_closed, next_page
from tests.browser.test_correspondent import sign_in

MOST_TAPS = 14
MOST_TYPED = 4
PHOTO = ROOT / "practices" / "static" / "practices" / "drawings" / "zai-yatenga.png"


class Thumb:
    """Counts what a person does on a phone."""

    def __init__(self) -> None:
        self.taps = 0
        self.typed = 0

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def type(self, field: Locator, text: str) -> None:
        self.tap(field)
        field.fill(text)
        self.typed += 1


def test_a_first_version_is_handed_in_from_one_screen(phone: Callable[..., Page], site: RunningSite) -> None:
    page = phone(language="fr")
    sign_in(page, site, "correspondent in French")
    with next_page(page):
        page.locator("a[href*='/pages/add/practices/practice/']").first.click()
    thumb = Thumb()
    thumb.tap(page.locator("input[name=publication_agreed]"))
    thumb.type(page.locator("input[name=name_fr]"), "Des trous de semis avec du fumier, au champ d'essai")
    # Somebody wrote the like before: it is said, and leads there.
    expect(page.locator(".alike").first).to_contain_text("Zaï : des trous de semis avec du fumier")
    thumb.type(page.locator("input[name=place_name]"), "Kopargo")
    thumb.tap(page.locator("[data-place-answer] button").first)
    expect(page.locator("[data-place-answer] dl")).to_contain_text("mm")
    assert page.locator("select[name=country]").input_value() == "BJ"
    thumb.type(page.locator("textarea[name=summary_fr]"), "On creuse des trous et on y met du fumier.")
    thumb.tap(page.locator("input[name=land_uses][value=cropland]"))
    thumb.tap(page.locator("input[name=outcome][value=mixed]"))
    add_photo(page, thumb)
    with next_page(page):
        thumb.tap(page.locator("button[name=action-submit]"))
    assert thumb.taps <= MOST_TAPS and thumb.typed <= MOST_TYPED, vars(thumb)
    with next_page(page):
        page.locator(
            ".desk-row__title", has_text="Des trous de semis avec du fumier, au champ d'essai"
        ).click()
    # What waits is locked for whoever handed it in.
    desk = phone(language="fr")
    sign_in(desk, site, "moderator in French")
    desk.goto(page.url)
    look_at_the_form(desk)


def add_photo(page: Page, thumb: Thumb) -> None:
    thumb.tap(page.locator("#id_lead_image-chooser button:visible").first)
    thumb.tap(page.locator(".modal [role=tab]").last)
    page.locator(".modal input[type=file]").set_input_files(PHOTO)
    thumb.taps += 1
    # The title is that of the file.
    expect(page.locator(".modal input[name$=title]")).to_have_value(PHOTO.stem)
    thumb.tap(page.locator(".modal form [type=submit]:visible").last)
    chooser_closed(page)
    expect(page.locator("#id_lead_image-chooser img")).to_be_visible()


def look_at_the_form(page: Page) -> None:
    """Walks through the groups: none off the screen, nothing wider than it, and no rule of axe broken."""
    page.locator("[data-page-cost] a").click()
    expect(page.locator("[data-page-cost]")).to_contain_text(re.compile(r"\d+ k[oB]"))
    tabs = page.get_by_role("tab")
    for tab in tabs.all():
        box = tab.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 44
    for tab in tabs.all():
        tab.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert violations(page, "#page-edit-form") == []
    # A thing that is missing is one tap away, whichever group it is in.
    tabs.first.click()
    page.locator("#checks a[href='#id_slope']").click()
    expect(page.locator("#id_slope input").first).to_be_focused()
    page.locator("#id_slope input").first.check()
    ticked = page.locator("#id_slope label").first.inner_text().strip()
    expect(page.locator("details:has(#id_slope) > summary")).to_have_text(ticked)
    choose_drawing(page)


def choose_drawing(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()
    picker = page.locator("[data-drawing-picker]").last
    picker.locator("[data-choose]").click()
    page.locator(".drawing-dialog input[type=search]").fill("mil")
    page.locator(".drawing-dialog [data-drawing]").first.click()
    expect(picker.locator("img")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("tab").first.click()
    page.locator("[data-side-panel-toggle=preview]").click()
    for name in ("place_name", "country"):
        box = page.locator(f"[name={name}]").bounding_box()
        assert box is not None and box["width"] >= 170, name
