"""A correspondent hands in a practice in French; a moderator publishes it, and readers find it."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_S, RunningSite
from tests.browser.navigation import next_page


def sign_in(page: Page, site: RunningSite, role: str) -> None:
    account = site.accounts[role]
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(account.email)
    page.locator("input[name=password]").fill(account.password)
    with next_page(page):
        page.locator("button[type=submit]").click()
    expect(page.locator("input[name=password]")).to_have_count(0)


def approve(desk: Page, title: str) -> None:
    """Approves what was handed in under this title; the desk itself shows the first few only."""
    desk.goto("/admin/desk/review/")
    with next_page(desk):
        desk.locator(".desk-row__title", has_text=title).click()
    with next_page(desk):
        desk.locator(
            "button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
        ).click()


def approve_first(desk: Page, site: RunningSite, title: str) -> None:
    """Signs the region's moderator in, who approves."""
    sign_in(desk, site, "moderator")
    approve(desk, title)


def shown_within(site: RunningSite, page: Page, title: str) -> float:
    """Returns the seconds until a reader's results show the title."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_S:
        answer = page.request.get(f"{site.url}/fr/practices/?lat=9.8&lon=1.5&texture=sandy&crops=maize")
        if title in answer.text():
            return time.monotonic() - started
    raise AssertionError(f"{title} was never found")


def test_a_publish_in_the_admin_appears_in_the_results(
    phone: Callable[..., Page], site: RunningSite, record_property: Callable[[str, object], None]
) -> None:
    """How soon depends on what else the machine does: benchmarks/several_servers.py measures it."""
    page = phone(language="fr")
    sign_in(page, site, "correspondent")
    page.goto("/admin/pages/")
    section = re.search(r"/admin/pages/(\d+)/", page.url)
    assert section is not None, f"the explorer opens on the own region, not on {page.url}"
    page.goto(f"/admin/pages/add/practices/practice/{section[1]}/")
    title = "Paillage de sorgho au champ d'essai"
    page.locator("input[name=name_fr], input[name=name_en]").first.fill(title)
    page.locator("input[name=place_name]").fill("Kopargo")
    page.locator("select[name=country]").select_option("BJ")
    page.locator("label", has=page.locator("input[name=land_uses][value=cropland]")).click()
    page.locator("input[name=outcome][value=mixed]").check()
    page.locator("input[name=publication_agreed]").check()
    assert page.locator("button[name=action-publish]").count() == 0
    with next_page(page):
        page.locator("button[name=action-submit]").click()
    approve_first(phone(language="fr"), site, title)
    record_property("from publish to results", f"{shown_within(site, page, 'Paillage de sorgho'):.1f} s")
