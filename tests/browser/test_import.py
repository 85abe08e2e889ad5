"""A correspondent brings a table on a small phone: two rows are wrong, are mended, and all become drafts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in

HEADINGS = "Nom;Lieu;Pays;Usage de la terre;Ce que ça a donné;Surface en hectares"
GOOD = "Essai de cordons;Kopargo;Bénin;cultures;adopted;1,5"
BAD = ("Essai de haies;;Bénin;cultures;adopted;2", "Essai de paillage;Kopargo;Bénin;cultures;adopted;1.200")
MENDED = (
    "Essai de haies;Kopargo;Bénin;cultures;adopted;2",
    "Essai de paillage;Kopargo;Bénin;cultures;adopted;1200",
)


def table(*rows: str) -> dict[str, object]:
    text = "\n".join((HEADINGS, GOOD, *rows))
    return {"name": "pratiques.csv", "mimeType": "text/csv", "buffer": text.encode()}


def send(page: Page, *rows: str) -> None:
    page.locator("input[type=file]").set_input_files(files=[table(*rows)])  # type: ignore[list-item]
    with next_page(page):
        page.locator("main form[enctype] button[type=submit]").click()


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width - SMALL_PHONE["width"]


def test_two_wrong_rows_are_read_mended_and_become_drafts(
    phone: Callable[..., Page], site: RunningSite
) -> None:
    page = phone(language="fr")
    sign_in(page, site, "correspondent in French")
    page.goto("/admin/import/")
    assert overflow(page) <= 0
    send(page, *BAD)
    assert overflow(page) <= 0
    bad = page.locator("li:has(> ul)")
    expect(bad).to_have_count(2)
    expect(bad.nth(0)).to_contain_text("Lieu")
    expect(bad.nth(1)).to_contain_text("Surface en hectares")
    expect(bad.nth(1)).to_contain_text("1200")
    expect(page.locator("button[value=make]")).to_have_count(0)

    page.goto("/admin/import/")
    send(page, *MENDED)
    with page.expect_navigation():
        page.locator("button[value=make]").click()
    # The page looks again by itself until the worker has made them.
    drafts = page.locator("main li a[href*='/edit/']")
    expect(drafts).to_have_count(3)
    assert overflow(page) <= 0
    expect(page.locator("main")).to_contain_text("Essai de paillage")
    with next_page(page):
        drafts.first.click()
    expect(page.locator("[name=name_fr]")).to_have_value("Essai de cordons")
    assert re.search(r"/admin/pages/\d+/edit/", page.url)
