"""A correspondent types dates as one writes them in French; what is stored is that day."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in
from tests.browser.test_newsletter import read_admin_in


@pytest.fixture
def desk(phone: Callable[..., Page], site: RunningSite) -> Iterator[Page]:
    """The correspondent's browser; the admin speaks French, and afterwards English to other tests."""
    page = phone(language="fr")
    sign_in(page, site, "correspondent")
    read_admin_in(page, "fr")
    yield page
    read_admin_in(page, "en")


def type_and_leave(page: Page, name: str, text: str) -> None:
    field = page.locator(f"input[name={name}]")
    field.fill("")
    field.press_sequentially(text)
    field.press("Tab")
    expect(field).to_have_value(text)


def test_the_day_of_an_event(desk: Page) -> None:
    desk.goto("/admin/events/new/")
    expect(desk.locator("html")).to_have_attribute("lang", "fr")
    desk.locator("input[name=title_fr]").fill("Journée des haies")
    desk.locator("input[name=place]").fill("Copargo")
    desk.locator("select[name=country]").select_option("BJ")
    type_and_leave(desk, "starts_on", "02/03/2027")
    type_and_leave(desk, "ends_on", "31/02/2027")
    save = desk.locator("main form button[type=submit]").last
    # It comes back to where it was.
    with desk.expect_navigation():
        save.click()
    expect(desk.locator("main")).to_contain_text("2027-03-31")
    expect(desk.locator("input[name=ends_on]")).to_have_value("31/02/2027")
    type_and_leave(desk, "ends_on", "2027-03-04")
    with next_page(desk):
        save.click()
    menu, said = (desk.locator(name).bounding_box() for name in (".sidebar-nav-toggle", ".messages-icon"))
    assert menu and said and menu["x"] + menu["width"] <= said["x"], "the menu's button lies on the message"
    expect(desk.locator("main tr", has_text="Journée des haies")).to_contain_text("2 mars 2027")


def test_the_day_when_a_practice_was_confirmed(desk: Page) -> None:
    desk.goto("/admin/pages/")
    section = re.search(r"/admin/pages/(\d+)/", desk.url)
    assert section is not None
    desk.goto(f"/admin/pages/add/practices/practice/{section[1]}/")
    desk.locator("input[name=name_fr]").fill("Haies confirmées en mars")
    day = desk.locator("input[name=confirmed_at]")
    tab = day.evaluate("box => box.closest('.w-tabs__panel').id")
    desk.locator(f"a[role=tab][href='#{tab}']").click()
    type_and_leave(desk, "confirmed_at", "15/03/2025")
    with next_page(desk):
        desk.locator("button[type=submit].action-save").first.click()
    desk.goto("/admin/desk/drafts/")
    with next_page(desk):
        desk.get_by_role("link", name="Haies confirmées en mars").first.click()
    expect(day).to_have_value("2025-03-15 00:00")
