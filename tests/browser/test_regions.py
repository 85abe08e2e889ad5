"""An administrator makes a region and invites its correspondent on a small phone, in French."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.letters import link_mailed
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in
from tests.browser.test_i_tried_this import is_wide

PASSWORD = "lluvia y viento 7"


def test_a_region_is_made_and_its_correspondent_comes(phone: Callable[..., Page], site: RunningSite) -> None:
    page = phone(language="fr")
    sign_in(page, site, "administrator")
    page.goto("/admin/regions/new/")
    for language, name in (("fr", "Golfe de Guinée"), ("en", "Gulf of Guinea"), ("es", "Golfo de Guinea")):
        page.locator(f"input[name=name_{language}]").fill(name)
    page.locator("input[name=countries][value=BJ]").check()
    with next_page(page):
        page.locator("button[value=save]").click()
    assert not is_wide(page)
    page.locator("input[name=email]").fill("afi@example.org")
    page.locator("input[name=name]").fill("Afi")
    page.locator("select[name=language]").select_option("fr")
    # It comes back to where it was.
    with page.expect_navigation():
        page.locator("button[value=invite]").click()
    expect(page.locator(".desk-row", has_text="Afi")).to_contain_text("afi@example.org")
    assert not is_wide(page)

    guest = phone(language="en")
    guest.goto(link_mailed(site, "afi@example.org", "confirm")[1])
    expect(guest.locator("html")).to_have_attribute("lang", "fr")
    assert not is_wide(guest)
    guest.locator("input[name=new_password1]").fill(PASSWORD)
    guest.locator("input[name=new_password2]").fill(PASSWORD)
    with next_page(guest):
        guest.locator("button[type=submit]").click()
    guest.locator("input[name=username]").fill("afi@example.org")
    guest.locator("input[name=password]").fill(PASSWORD)
    with next_page(guest):
        guest.locator("button[type=submit]").first.click()
    expect(guest.locator("h1")).to_contain_text("Golfe de Guinée")
    guest.goto("/fr/gulf-of-guinea/")
    expect(guest.locator("h1")).to_contain_text("Golfe de Guinée")
