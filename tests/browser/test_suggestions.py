"""The search box offers words while somebody types, from one file; without scripts it just searches."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.navigation import follow, next_page

Phone = Callable[..., Page]


def test_keyboard_and_finger_choose_from_one_small_file(phone: Phone) -> None:
    page = phone(language="fr")
    asked: list[tuple[str, str]] = []
    page.goto("/fr/practices/")
    page.on("request", lambda request: asked.append((request.resource_type, Path(request.url).name)))
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    with page.expect_response("**/words.json"):
        box.focus()
    box.press_sequentially("zai")
    offers = page.get_by_role("option")
    expect(offers.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert "Zaï" in " ".join(offers.all_text_contents())
    box.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    box.press("Escape")
    expect(offers).to_have_count(0)
    expect(box).to_have_value("zai")
    assert [name for kind, name in asked if kind == "fetch"] == ["words.json"]
    box.press_sequentially(" ")
    box.press("Backspace")
    # A search writes every kind of space as a plain one.
    title = offers.first.inner_text().replace("\u00a0", " ")
    with next_page(page):
        offers.first.tap()
    assert "q=" in page.url
    expect(page.locator("input[name=q][type=search]")).to_have_value(title)
    expect(page.locator("mark").first).to_be_visible()


def test_without_scripts_the_box_searches(phone: Phone) -> None:
    page = phone(javascript=False)
    page.goto("/en/practices/?lat=13.5&lon=-2.4&texture=sandy")
    page.locator("input[name=q][type=search]").fill("mucuan maize")
    with next_page(page):
        page.locator("form.finder button").click()
    expect(page.get_by_text("Searched for “mucuna maize” instead of “mucuan maize”.")).to_be_visible()
    assert "texture=sandy" in page.url
    expect(page.locator("mark").first).to_be_visible()
    follow(page, page.get_by_role("link", name="Land first"))
    expect(page.locator("[aria-current=true]", has_text="Land first")).to_be_visible()


def test_a_place_is_chosen_while_somebody_types(phone: Phone) -> None:
    page = phone(language="fr")
    page.goto("/fr/")
    box = page.get_by_role("combobox", name="Où est votre champ")
    box.press_sequentially("djoug")
    offers = page.get_by_role("option")
    expect(offers.first).to_have_text("Djougou, Bénin")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    with next_page(page):
        box.press("Enter")
    expect(page.get_by_text("Djougou, Bénin").first).to_be_visible()
    assert "place_name=Djougou" in page.url


def test_in_a_longer_form_a_chosen_place_is_not_sent_yet(phone: Phone) -> None:
    page = phone(language="en")
    page.goto("/en/land/")
    box = page.get_by_role("combobox")
    box.press_sequentially("kopar")
    page.get_by_role("option", name="Kopargo, Benin").tap()
    expect(box).to_have_value("Kopargo, Benin")
    assert page.url.endswith("/en/land/")
