"""A country in English on a small phone without scripts, and its spreadsheet refused, accepted, published."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in

FITS = "document.documentElement.scrollWidth <= window.innerWidth"
BOARD = "/admin/countries/"
SOURCED = {"Year": 2024, "Source": "A report for tests"}


def test_a_country_in_english_without_scripts(phone: Callable[..., Page]) -> None:
    page = phone(language="en", javascript=False)
    page.goto("/en/")
    page.locator("summary").first.click()
    with next_page(page):
        page.locator(".menu a[href='/en/countries/']").click()
    assert page.evaluate(FITS)
    expect(page.locator("main")).to_contain_text(re.compile(r"Values from \d+ of 196 countries\."))
    with next_page(page):
        page.locator(".chip", has_text="Africa").first.click()
    assert "continent=africa" in page.url
    with next_page(page):
        page.locator(".countries__list a", has_text="Burkina Faso").click()
    assert page.url.endswith("/en/countries/bf/")
    assert page.evaluate(FITS)
    words = page.locator("main").inner_text()
    for text in ("What this site knows", "Tropical, dry", "Not shown until the tables", "Nothing reported."):
        assert text in words
    expect(page.locator(".card").first).to_be_visible()
    page.goto("/en/dashboard/")
    assert page.evaluate(FITS)


def with_cells(content: bytes, cells: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The workbook with other cells, by the code of their row and the heading of their column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(each for each in book.worksheets if each.title.startswith("SL "))
    headings = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    for code, told in cells.items():
        for heading, value in told.items():
            rows[code][headings.index(heading)].value = value
    out = io.BytesIO()
    book.save(out)
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "sierra-leone.xlsx", "mimeType": mime, "buffer": out.getvalue()}


def send(page: Page, file: dict[str, Any]) -> None:
    page.goto(BOARD)
    page.locator("main input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    # What is refused is said at the same address.
    with page.expect_navigation():
        page.locator("main form[enctype] button[type=submit]").click()


def test_a_sheet_with_three_wrong_cells_is_refused_then_accepted_and_shown(
    phone: Callable[..., Page], site: RunningSite
) -> None:
    page = phone(language="en")
    sign_in(page, site, "administrator")
    page.goto(f"{BOARD}SL/")
    assert page.evaluate(FITS)
    with page.expect_download() as taken:
        page.locator("a[href$='SL.xlsx']").click()
    content = Path(taken.value.path()).read_bytes()

    wrong = {
        "women_share_pct": {"Value": 300},
        "organisations": {"Value": "many"},
        "farmers_total": {"Low": 20, "High": 10},
    }
    send(page, with_cells(content, wrong))
    assert page.evaluate(FITS)
    refused = page.locator(".countries-bad li")
    expect(refused).to_have_count(3)
    for number, cell in enumerate(("C9", "D11", "D12")):
        expect(refused.nth(number)).to_contain_text(f"Sheet “SL Sierra Leone”, cell {cell}")

    send(page, with_cells(content, {"organisations": {"Value": 5, **SOURCED}}))
    expect(page.locator("main")).to_contain_text("1 value would change")
    assert page.evaluate(FITS)
    with next_page(page):
        page.locator("button[value=save]").click()
    reader = phone(language="en", javascript=False)
    reader.goto("/en/countries/sl/")
    expect(reader.locator("main")).not_to_contain_text("5 organisations")
    with page.expect_navigation():
        page.locator("main button[type=submit]", has_text="Publish").click()
    reader.reload()
    expect(reader.locator("main")).to_contain_text(re.compile("5\\sorganisations"))
    expect(reader.locator("main")).to_contain_text("A report for tests")
