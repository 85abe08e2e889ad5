"""The results page on a small phone: the filters stay in reach, and nothing bursts or is cut."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PAGES

PARTS = ".card .outcome > span, .card .factor-group, .card .factor-group > span"
LARGER = "html { font-size: 130% }"
# What is cut off, or sticks out of the block it stands in.
BURST = """selector => [...document.querySelectorAll(selector)]
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map(e => e.textContent.trim())"""


def test_the_filters_and_their_button_stay_in_sight(phone: Callable[..., Page]) -> None:
    tab = phone(javascript=False)
    tab.goto(f"/en{PAGES['results']}")
    tab.evaluate("scrollTo(0, 900)")
    opener = tab.locator(".facets > summary")
    expect(opener).to_be_in_viewport(ratio=1)
    opener.click()
    for group in tab.locator(".facets form details").all():
        if group.get_attribute("open") is None:
            group.locator("summary").click()
    button = tab.get_by_role("button", name="Show these")
    for box in tab.locator(".facets__option input:enabled").all():
        box.focus()
        expect(button).to_be_in_viewport(ratio=1)
        here, there = box.bounding_box(), button.bounding_box()
        assert here and there
        assert here["y"] >= 0
        assert here["y"] + here["height"] <= there["y"], "the button covers what has the focus"


def test_the_button_of_the_filters_is_in_sight_beside_the_list(phone: Callable[..., Page]) -> None:
    tab = phone(is_mobile=False, has_touch=False)
    tab.set_viewport_size({"width": 1280, "height": 600})
    tab.goto(f"/en{PAGES['results with a filter']}")
    expect(tab.get_by_role("button", name="Show these")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("width", [320, 360])
def test_no_outcome_is_cut_and_no_block_bursts(phone: Callable[..., Page], language: str, width: int) -> None:
    tab = phone(language=language, bypass_csp=True)
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto(f"/{language}{PAGES['results']}")
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    for enlarged in (False, True):
        if enlarged:
            tab.add_style_tag(content=LARGER)
        assert tab.locator(".outcome").count()
        assert tab.evaluate(BURST, PARTS) == []


def test_search_and_heading_do_not_touch(phone: Callable[..., Page]) -> None:
    tab = phone()
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(f"/en{PAGES['results']}")
        field, heading = tab.locator(".finder").bounding_box(), tab.locator("h1").bounding_box()
        assert field and heading
        assert heading["y"] - field["y"] - field["height"] >= 8
