"""A practice is kept and sent from a small phone: what was kept opens later, without net, script or site."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SMALL_PHONE
from tests.browser.navigation import next_page

PRACTICE = "/en/west-africa/zai-yatenga/"
IN_FLIGHT = {"viewport": SMALL_PHONE, "offline": True}
DRAWN = "all => all.every(each => each.complete && each.naturalWidth > 0)"


def keep(tab: Page, name: str, folder: Path) -> Path:
    """Follows the link and returns the file as it lies on the phone then."""
    with tab.expect_download() as started:
        # By key: cards above it are laid out as it comes near, and move it under a finger that comes at once.
        tab.get_by_role("link", name=re.compile(name)).first.press("Enter")
    kept = folder / started.value.suggested_filename
    started.value.save_as(kept)
    return kept


def open_without_net(browser: Browser, file: Path) -> tuple[Page, list[str]]:
    """Opens a file from the disk; the list has all that it asks for, drawings within it left out."""
    context = browser.new_context(**IN_FLIGHT)
    tab, asked = context.new_page(), []
    tab.on("request", lambda one: None if one.url.startswith("data:") else asked.append(one.url))
    tab.on("console", lambda said: asked.append(said.text))
    tab.goto(file.as_uri())
    tab.wait_for_load_state()
    return tab, asked


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_kept_file_opens_from_the_disk_with_the_network_off(
    phone: Callable[..., Page], browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    tab = phone(language="en", javascript=javascript)
    tab.goto(PRACTICE)
    title = tab.locator("h1").inner_text()
    with next_page(tab):
        tab.get_by_role("link", name="Keep or send").click()
    kept = keep(tab, "One file", tmp_path)
    shown, asked = open_without_net(browser, kept)
    assert asked == [kept.as_uri()]
    expect(shown.locator("h1")).to_have_text(title)
    assert shown.locator("img").evaluate_all(DRAWN)
    assert shown.locator("img").count() > 2
    assert shown.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
    shown.context.close()


def test_the_address_is_copied_by_one_tap(phone: Callable[..., Page]) -> None:
    tab = phone(language="en", permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"{PRACTICE}keep/")
    tab.get_by_role("button", name="Copy", exact=True).click()
    expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("#address").inner_text()
    assert copied.endswith(PRACTICE)


def test_a_region_is_kept_as_a_zip_that_is_read_without_net(
    phone: Callable[..., Page], browser: Browser, tmp_path: Path
) -> None:
    tab = phone(language="en")
    # The worker makes it once the site serves.
    offered = tab.get_by_role("link", name=re.compile("Keep all of this"))
    for _ in range(60):
        tab.goto("/en/west-africa/")
        if offered.count():
            break
        tab.wait_for_timeout(2000)
    kept = keep(tab, "Keep all of this", tmp_path)
    with zipfile.ZipFile(kept) as packed:
        packed.extractall(tmp_path / "kept")
    shown, asked = open_without_net(browser, tmp_path / "kept" / "index.html")
    with next_page(shown):
        shown.get_by_role("link", name=re.compile("^Zaï")).click()
    expect(shown.locator("h1")).to_contain_text("Zaï")
    assert all(address.startswith("file://") for address in asked), asked
    shown.context.close()
