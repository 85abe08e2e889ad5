"""Ways to the next page that end when it is loaded, however busy the machine is."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect


def follow(page: Page, link: Locator) -> None:
    """Opens the address of a link, for tests of what lies behind it.

    That links can be pressed is tried in test_keyboard.py.
    """
    address = link.get_attribute("href")
    assert address
    page.goto(urljoin(page.url, address))


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """Waits until what was done within has led to another address, and all of that page is loaded."""
    before = page.url
    yield
    page.wait_for_url(lambda url: url != before)


def chooser_closed(page: Page) -> None:
    """Waits until a dialog of the admin is gone; it gives the focus back, which moves the form."""
    expect(page.locator(".modal")).to_have_count(0)
