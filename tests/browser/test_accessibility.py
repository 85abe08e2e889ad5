"""axe finds nothing wrong in any page: three languages, both colour schemes, scripts or none."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page

from readers.styles import inline_css
from tests.browser.pages import PAGES, SCRIPTED

LANGUAGES = ("en", "fr", "es")
# Target sizes are looked at only when the tags of WCAG 2.2 are asked for.
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
AXE = Axe().axe_script
# What is not drawn yet has an estimated height: axe would look for it where it no longer is.
DRAW_ALL = """{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets = [sheet];
}"""
# Menus lie over the page, so each is looked at by itself.
OPEN_ALL = "document.querySelectorAll('details:not(.menu)').forEach(each => { each.open = true })"
OPEN_ONE = "nth => document.querySelectorAll('.menu').forEach((each, i) => { each.open = i === nth })"

Finding = tuple[str, str, str]


def findings(tab: Page, where: str, within: str = "html") -> list[Finding]:
    """Page, rule and first element of each violation inside the elements that a selector names."""
    tab.evaluate(DRAW_ALL)
    answer: dict[str, Any] = tab.evaluate(f"axe.run({json.dumps(within)}, {json.dumps(OPTIONS)})")
    return [(where, each["id"], each["nodes"][0]["html"][:160]) for each in answer["violations"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_find_in_any_page(phone: Callable[..., Page], language: str) -> None:
    """As it opens, then in the dark with everything unfolded."""
    tab, found = phone(language=language), []
    for name, path in PAGES.items():
        tab.emulate_media(color_scheme="light")
        tab.goto(f"/{language}{path}")
        tab.evaluate(AXE)
        found += findings(tab, name)
        tab.emulate_media(color_scheme="dark")
        tab.evaluate(OPEN_ALL)
        found += findings(tab, f"{name}, open and dark")
    tab.goto(f"/{language}/")
    tab.evaluate(AXE)
    for nth in range(tab.locator(".menu").count()):
        tab.evaluate(OPEN_ONE, nth)
        found += findings(tab, f"menu {nth}", within="header")
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_find_when_no_script_arrives(phone: Callable[..., Page], language: str) -> None:
    tab, found = phone(language=language), []
    tab.route("**/*.js", lambda route: route.abort())
    for name in SCRIPTED:
        tab.goto(f"/{language}{PAGES[name]}")
        tab.evaluate(AXE)
        found += findings(tab, name)
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_to_find_when_the_search_is_away(
    phone: Callable[..., Page], language: str, scheme: str
) -> None:
    tab = phone(language=language, color_scheme=scheme)
    with translation.override(language):
        regions = [("West Africa", f"/{language}/west-africa/")]
        tab.set_content(
            render_to_string("readers/unavailable.html", {"regions": regions, "css": inline_css()})
        )
    tab.evaluate(AXE)
    assert not findings(tab, "search is away")


def test_nothing_to_find_when_the_site_is_broken(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_content(render_to_string("500.html"))
    tab.evaluate(AXE)
    assert not findings(tab, "broken")
