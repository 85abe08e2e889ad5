"""Goes to Copargo and Alfter beside each other, and on to another place, on a small phone without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.navigation import next_page

FITS = "document.documentElement.scrollWidth <= window.innerWidth"


def test_two_places_in_english_without_scripts(phone: Callable[..., Page]) -> None:
    page = phone(language="en", javascript=False)
    page.goto("/en/")
    page.locator("summary").first.click()
    with next_page(page):
        page.locator("header a[href='/en/twins/']").click()
    assert page.evaluate(FITS)
    with next_page(page):
        page.locator("main a[href='/en/twins/copargo-alfter/']").click()
    assert page.evaluate(FITS)
    august = page.locator("tr", has=page.locator("th", has_text="Aug"))
    expect(august.locator("td")).to_have_text(["271.7", "69.6", "24.4", "18.5"])
    charts = page.locator("svg[role=img]")
    expect(charts).to_have_count(2)
    assert charts.first.bounding_box()["height"] > 40  # type: ignore[index]
    words = page.locator("main").inner_text()
    assert "Copargo has not said yet" in words
    for place in ("Copargo", "Alfter"):
        part = page.locator("section", has=page.locator("h3", has_text=f"land like that of {place}"))
        expect(part.last.locator("li")).to_have_count(4)

    # All practices for land like Copargo's: from there the land bar leads to any other place.
    with next_page(page):
        page.locator("a", has_text="See more").first.click()
    page.locator(".land-bar summary").click()
    with next_page(page):
        page.locator("a[href^='/en/compare/']").click()
    page.locator("[name=with]").fill("Xyzzyq")
    with next_page(page):
        page.locator("[name=with]").press("Enter")
    assert "Xyzzyq" in page.locator("main").inner_text()
    page.locator("[name=with]").fill("Alfter")
    with next_page(page):
        page.locator("[name=with]").press("Enter")
    assert "with=2958516" in page.url
    assert page.evaluate(FITS)
    expect(page.locator("h1")).to_contain_text("Alfter")
    expect(page.locator("svg[role=img]")).to_have_count(2)
