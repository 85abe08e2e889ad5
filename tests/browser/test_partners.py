"""The coordination brings a table of partners; a reader goes through their map in Spanish without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_accessibility import findings
from tests.browser.test_correspondent import sign_in

FITS = "document.documentElement.scrollWidth <= window.innerWidth"
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
TABLE = (
    "name,kind,state,country,place_name,offers,seeks,languages,about_es\n"
    "Partner 001,civil_society,checked,BJ,Copargo,farmer_training,finance,fr; es,Forma a campesinos.\n"
    "Partner 002,foundation,checked,BJ,Cotonou,finance,research,fr,\n"
    "Partner 003,research_or_university,checked,MX,Oaxaca,research,,es,\n"
)


def bring(page: Page, table: str) -> None:
    """Sends a table and takes what is in it."""
    page.goto("/admin/partners/files/")
    page.locator("input[type=file]").set_input_files(
        {"name": "partners.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.locator("button[value=send]").click()
    with next_page(page):
        page.locator("button[value=take]").click()


def test_from_the_map_to_one_partner_in_spanish_without_scripts(
    site: RunningSite, phone: Callable[..., Page]
) -> None:
    desk = phone(**LAPTOP)
    sign_in(desk, site, "administrator")
    bring(desk, TABLE)

    page = phone(language="es", javascript=False)
    page.goto("/es/")
    page.locator("summary").first.click()
    with next_page(page):
        page.locator("a[href='/es/partners/']").first.click()
    assert page.evaluate(FITS)
    expect(page.locator("#list h2")).to_have_text("3 socios")
    map_of_world = page.locator("input[name=map]")
    assert "Porto-Novo" in (told := map_of_world.get_attribute("alt") or "") or "Benín" in told

    # A tap where Benin lies opens its part of the world, and the list has those who are there.
    with next_page(page):
        map_of_world.click(position={"x": 182, "y": 76})
    expect(page.locator("#list h2")).to_have_text("2 socios")
    assert page.evaluate(FITS)

    page.locator(".facets > summary").click()
    page.locator("label:has(input[name=kind][value=civil_society])").evaluate(
        "each => each.closest('details').open = true"
    )
    page.locator("label:has(input[name=kind][value=civil_society])").click()
    with next_page(page):
        page.locator(".facets__foot button").click()
    expect(page.locator("#list h2")).to_have_text("1 socio")
    with next_page(page):
        page.locator(".partners a").click()
    words = page.locator("main").inner_text()
    assert "Copargo" in words and "Forma a campesinos." in words
    assert "Partner 002" in words, "who offers what it seeks"
    assert page.evaluate(FITS)


def test_nothing_to_find_on_a_narrow_phone(site: RunningSite, phone: Callable[..., Page]) -> None:
    desk = phone(**LAPTOP)
    sign_in(desk, site, "administrator")
    desk.goto("/admin/partners/files/")
    found = findings(desk, "tables", within="main")
    narrow = {"viewport": {"width": 320, "height": 640}}
    for scheme in ("light", "dark"):
        page = phone(language="es", color_scheme=scheme, **narrow)
        for address in ("/es/partners/", "/es/partners/?box=12,-12,24", "/es/partners/?layer=practices"):
            page.goto(address)
            assert page.evaluate(FITS), address
            found += findings(page, f"{address} {scheme}")
    assert not found
