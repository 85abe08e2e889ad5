"""Nothing is wrong for whoever sees little or taps with a thumb; `benchmarks.accessibility` day by day."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Browser, Page

from benchmarks import accessibility
from benchmarks.accessibility import EVERY_SETTING, Setting, every_pair, one_each, table, told_things, walk
from readers.styles import inline_css
from tests.browser.conftest import RunningSite, environ_of
from tests.browser.pages import PAGES, SCRIPTED

LANGUAGES = ("en", "fr", "es")
OPEN_ONE = "nth => document.querySelectorAll('.menu').forEach((each, i) => { each.open = i === nth })"


def findings(tab: Page, where: str, within: str = "html") -> list[tuple[str, str, str]]:
    """Returns page, rule and first element of each violation inside the elements that a selector names."""
    return [(where, rule, element) for rule, element in accessibility.violations(tab, within)]


def test_few_settings_hold_every_two_values_together() -> None:
    chosen = every_pair()
    assert len(chosen) < len(EVERY_SETTING) / 4
    for one in EVERY_SETTING:
        for first in Setting.__slots__:
            for second in Setting.__slots__:
                wanted = {name: getattr(one, name) for name in (first, second)}
                assert any(
                    all(getattr(setting, name) == value for name, value in wanted.items())
                    for setting in chosen
                ), wanted


def test_nothing_to_find_in_any_page(site: RunningSite, browser: Browser) -> None:
    """Each page in one setting, going round: every page is met, and every two values of two dimensions."""
    pages = PAGES | told_things(environ_of(site.data_dir))
    found = list(walk(browser, site.url, pages, one_each(pages)))
    assert not found, "\n".join(table(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_find_when_no_script_arrives(phone: Callable[..., Page], language: str) -> None:
    """The browser waits for a script in vain, which is not the same as scripts switched off."""
    tab, found = phone(language=language), []
    tab.route("**/*.js", lambda route: route.abort())
    for name in SCRIPTED:
        tab.goto(f"/{language}{PAGES[name]}")
        found += findings(tab, name)
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_find_in_an_open_menu(phone: Callable[..., Page], language: str) -> None:
    """They lie over the page, so each is looked at by itself."""
    tab, found = phone(language=language), []
    tab.goto(f"/{language}/")
    for nth in range(tab.locator(".menu").count()):
        tab.evaluate(OPEN_ONE, nth)
        found += findings(tab, f"menu {nth}", within="header")
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
    assert not findings(tab, "search is away")


def test_nothing_to_find_when_the_site_is_broken(phone: Callable[..., Page]) -> None:
    tab = phone()
    tab.set_content(render_to_string("500.html"))
    assert not findings(tab, "broken")
