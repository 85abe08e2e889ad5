"""The look on a small phone: what matters is in sight, and what is tapped leads on. See also test_room.py."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.navigation import next_page
from tests.browser.pages import LAND, PAGES


def bottom(tab: Page, selector: str, place: int = 0) -> float:
    box = tab.locator(selector).nth(place).bounding_box()
    assert box
    return box["y"] + box["height"]


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
