"""A reader without scripts gives notice in Spanish; a correspondent decides about it on a small phone."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in

PAYLOAD = "<script>document.title='taken over'</script><img src=x onerror=\"document.title='taken over'\">"
MOST_TAPS = 4


def overflow(page: Page) -> int:
    """Returns by how many pixels the page is wider than the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width - SMALL_PHONE["width"]


def test_a_notice_is_given_without_scripts_and_decided_in_four_taps(
    phone: Callable[..., Page], site: RunningSite
) -> None:
    reader = phone(language="es", javascript=False)
    reader.goto("/es/practices/?q=zai")
    with next_page(reader):
        reader.locator("main article a").first.click()
    with next_page(reader):
        reader.locator("a[href*='/flag/practice/']").click()
    assert overflow(reader) <= 0
    reader.locator("label", has=reader.locator("input[name=reason][value=wrong]")).click()
    reader.locator("textarea[name=text]").fill(f"Los hoyos son muy pequeños. {PAYLOAD}")
    with next_page(reader):
        reader.locator("main button[type=submit]").click()
    assert reader.url.endswith("/thanks/")
    assert not reader.context.cookies()

    desk = phone(language="fr")
    sign_in(desk, site, "correspondent")
    desk.goto("/admin/queue/")
    assert overflow(desk) <= 0
    taps = 0
    with next_page(desk):
        desk.locator("main li", has_text="Los hoyos son muy pequeños").locator("a").tap()
        taps += 1
    expect(desk.locator("main")).to_contain_text(PAYLOAD)
    assert "taken over" not in desk.title()
    assert overflow(desk) <= 0
    desk.locator("a[href='#decide-kept']").tap()
    desk.locator("#decide-kept label", has=desk.locator("input[type=radio]")).first.tap()
    taps += 2
    expect(desk.locator("#words-kept")).to_have_value(
        desk.locator("[name=canned_kept]").first.get_attribute("data-text") or ""
    )
    button = desk.locator("#decide-kept button[type=submit]")
    box = button.bounding_box()
    assert box and box["height"] >= 48
    with next_page(desk):
        button.tap()
        taps += 1
    assert taps <= MOST_TAPS
    assert urlsplit(desk.url).path == "/admin/queue/"
    expect(desk.locator("main")).not_to_contain_text("Los hoyos son muy pequeños")
