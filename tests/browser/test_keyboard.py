"""Everything can be done with the keys alone, and whoever does it always sees where they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.navigation import next_page
from tests.browser.pages import LAND, PAGES

MOST_STOPS = 80
# What is focused: its words, and whether its ring is drawn, in the window and under nothing.
FOCUSED = r"""() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const drawn = part => {
    const look = getComputedStyle(it, part);
    return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  };
  const box = (it.closest('label') ?? it).getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const words = it.labels?.[0]?.innerText || it.getAttribute('aria-label') || it.innerText || it.value || '';
  return {
    text: words.replace(/\s+/g, ' ').trim(),
    // Of a player the browser gives the focus to its buttons, one after the other.
    ring: it.matches(':focus-visible, :is(audio, video):focus-within') && [null, '::after'].some(drawn),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!top && !it.contains(top) && !top.contains(it) && !it.closest('label')?.contains(top),
  };
}"""


def step(tab: Page) -> str:
    """One press of Tab; the words of what it leads to."""
    tab.keyboard.press("Tab")
    focused = tab.evaluate(FOCUSED)
    if focused is None:
        return ""
    assert focused["ring"], f"no ring around {focused['text']}"
    assert focused["inside"], f"{focused['text']} is out of sight"
    assert not focused["covered"], f"something lies on {focused['text']}"
    return str(focused["text"])


def tab_to(tab: Page, words: str) -> None:
    seen = []
    for _ in range(MOST_STOPS):
        seen.append(step(tab))
        if re.search(words, seen[-1]):
            return
    raise AssertionError(f"{words} was never reached: {seen}")


def press(tab: Page, words: str, key: str = "Enter") -> None:
    tab_to(tab, words)
    tab.keyboard.press(key)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_home_to_a_practice_and_back(phone: Callable[..., Page], javascript: bool) -> None:
    tab = phone(javascript=javascript)
    tab.goto("/en/")
    press(tab, "^Skip to the content$")
    tab_to(tab, "^Where is your field")
    tab.keyboard.type("Copargo")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/en/practices/**")

    press(tab, "^Copargo")
    press(tab, "^Change the answers")
    tab.wait_for_url("**/en/land/**")
    press(tab, "^Sandy", "Space")
    press(tab, "^See what was tried")
    tab.wait_for_url("**texture=sandy**")
    expect(tab.locator(".land-bar summary")).to_contain_text("sandy")

    title = tab.locator(".card h3").first.inner_text()
    with next_page(tab):
        press(tab, f"^{re.escape(title)}$")
    expect(tab.locator("h1")).to_have_text(title)
    press(tab, "^The list for Copargo")
    tab.wait_for_url("**/en/practices/**")


def test_a_condition_can_be_changed_where_it_is_listed(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.goto(f"/en/practices/?{LAND}")
    press(tab, "^Copargo")
    press(tab, "^Change Slope")
    tab.wait_for_url("**#slope")
    tab_to(tab, "^Gentle")
    tab.keyboard.press("ArrowDown")
    press(tab, "^See what was tried")
    tab.wait_for_url("**slope=moderate**")


def test_filters_are_ticked_applied_and_taken_away(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.goto("/en/practices/")
    press(tab, "^Filters")
    press(tab, "^Crop or animal")
    press(tab, "^Maize", "Space")
    press(tab, "^Show these")
    tab.wait_for_url("**only_crops=maize**")
    press(tab, "^Remove")
    tab.wait_for_url(lambda url: "only_crops" not in url)


def test_filters_can_be_jumped_over(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto("/en/practices/")
    press(tab, "^Skip the filters")
    first = tab.locator(".card h3").first.inner_text()
    assert step(tab) == first


def test_suggestions_are_chosen_with_the_arrows(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.goto("/en/practices/")
    with tab.expect_response("**/words.json"):
        tab_to(tab, "^Words to look for")
    box, offers = tab.get_by_role("combobox"), tab.get_by_role("option")
    box.press_sequentially("mai")
    expect(offers.first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile(r"."))
    expect(offers.first).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("Escape")
    expect(offers).to_have_count(0)
    expect(box).to_have_value("mai")

    tab.keyboard.type("z")
    offered = offers.first.inner_text()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=**")
    expect(tab.get_by_role("combobox")).to_have_value(offered)


@pytest.mark.parametrize("name", ["land", "results", "practice"])
def test_focus_is_never_hidden_at_400_percent(phone: Callable[..., Page], name: str) -> None:
    """1280 × 1024 pixels enlarged four times are 320 × 256: little room beside anything that sticks."""
    tab = phone(language="fr")
    tab.set_viewport_size({"width": 320, "height": 256})
    tab.goto(f"/fr{PAGES[name]}")
    while step(tab):
        pass
