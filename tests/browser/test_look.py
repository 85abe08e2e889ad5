"""The look on a small phone: nothing sticks out, everything can be tapped, what matters is in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.navigation import next_page
from tests.browser.pages import LAND, PAGES

UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A link within a sentence, and the heading whose whole card can be tapped, may be lower. What lies far below
# the first view has its size once it was scrolled to.
TOO_LOW = """() => [...document.querySelectorAll('button, summary, label.facets__option, label.choice, a')]
  .map(e => { e.scrollIntoView(); return e })
  .filter(e => e.checkVisibility() && !e.matches('.card a, p:not(.chips, .land-bar__all p) > a, .sources a'))
  .filter(e => !e.closest('.rich-text, .skip-link') && e.getBoundingClientRect().height < 47.5)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_fits_the_narrowest_phone(phone: Callable[..., Page], language: str) -> None:
    tab, wrong = phone(language=language), []
    tab.set_viewport_size({"width": 320, "height": 640})
    for name, path in PAGES.items():
        tab.goto(f"/{language}{path}")
        for state in ("as it opens", "unfolded"):
            if tab.evaluate(STICKS_OUT) > 0:
                wrong.append((name, state))
            tab.evaluate(UNFOLD)
    assert not wrong


# What leads on: as wide as it is high, or wider.
TOO_NARROW = """() => [...document.querySelectorAll(
    '.button, .tile, .chip, .facets__option, .choice, .place, summary, [type=text], [type=search]')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width < 47.5)
  .map(e => e.outerHTML.slice(0, 120))"""


def test_everything_can_be_hit_by_a_thumb(phone: Callable[..., Page]) -> None:
    tab, wrong = phone(), []
    for name, path in PAGES.items():
        tab.goto(f"/en{path}")
        tab.evaluate(UNFOLD)
        wrong += [(name, each) for each in tab.evaluate(TOO_LOW) + tab.evaluate(TOO_NARROW)]
    assert not wrong


def bottom(tab: Page, selector: str, place: int = 0) -> float:
    box = tab.locator(selector).nth(place).bounding_box()
    assert box
    return box["y"] + box["height"]


def test_enlarged_four_times_nothing_is_read_sideways(phone: Callable[..., Page]) -> None:
    """A window of 1280 × 1024 at 400 %; only the map may scroll within its frame."""
    tab, wrong = phone(language="es", is_mobile=False, has_touch=False), []
    tab.set_viewport_size({"width": 320, "height": 256})
    for name, path in PAGES.items():
        tab.goto(f"/es{path}")
        tab.evaluate(UNFOLD)
        if tab.evaluate(STICKS_OUT) > 0:
            wrong.append(name)
    assert not wrong


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_home_asks_and_says_who_asks_without_scrolling(phone: Callable[..., Page], language: str) -> None:
    tab = phone(language=language)
    tab.goto(f"/{language}/")
    for part in ("h1", "#place", ".hero .tiles", ".hero__who"):
        assert bottom(tab, part) <= 640


def test_field_and_button_share_a_line_on_the_narrowest_phone(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto("/en/")
    field, button = tab.locator("#place").bounding_box(), tab.locator(".hero .button").bounding_box()
    assert field and button
    assert field["y"] == pytest.approx(button["y"], abs=2)
    assert field["width"] >= 150


def test_my_land_opens_without_scripts_and_leads_to_each_answer(phone: Callable[..., Page]) -> None:
    tab = phone(javascript=False)
    tab.goto(f"/en/practices/?{LAND}")
    tab.locator(".land-bar summary").click()
    with next_page(tab):
        tab.locator(".land-bar").get_by_role("link", name="Change Slope").click()
    assert "/en/land/" in tab.url
    assert tab.url.endswith("#slope")
    assert tab.get_by_label("Gentle").is_checked()


def test_position_is_asked_only_when_tapped_and_sent_coarsely(phone: Callable[..., Page]) -> None:
    tab = phone(geolocation={"latitude": 9.8372, "longitude": 1.5449}, permissions=["geolocation"])
    tab.goto("/en/")
    with next_page(tab):
        tab.get_by_role("button", name="My position").click()
    assert "/en/practices/" in tab.url
    assert "lat=9.8&" in tab.url
    assert "9.83" not in tab.url


def test_no_button_for_what_needs_a_script(phone: Callable[..., Page]) -> None:
    tab = phone(javascript=False)
    tab.goto("/en/")
    assert not tab.get_by_role("button", name="My position").is_visible()


def test_filters_stand_beside_the_cards_on_a_wide_screen(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto("/en/practices/")
    filters, card = tab.locator(".facets form").bounding_box(), tab.locator(".card").first.bounding_box()
    assert filters and card
    assert filters["x"] + filters["width"] <= card["x"]
    assert card["width"] <= 42 * 16


def test_one_column_of_text_is_never_too_wide(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_viewport_size({"width": 1600, "height": 900})
    for path in (PAGES["practice"], PAGES["about"], PAGES["land"]):
        tab.goto(f"/en{path}")
        widths = tab.locator("main p").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
        assert max(widths) <= 42 * 16
