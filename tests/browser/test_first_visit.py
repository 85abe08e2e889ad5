"""The site starts with one command; a small phone reads it in every language, with scripts on or off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_home_opens_in_the_language_of_the_phone(
    phone: Callable[..., Page], language: str, javascript: bool
) -> None:
    page = phone(language=language, javascript=javascript)
    page.goto("/")
    assert page.url.endswith(f"/{language}/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
