"""The main path on a small phone: say where the land is, read what peers tried on land like it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.navigation import follow, next_page

Phone = Callable[..., Page]


def titles(page: Page) -> list[str]:
    """Titles of the cards in the order of the page, folded ones too."""
    return [text.strip() for text in page.locator("article.card h3").all_text_contents()]


def all_titles(page: Page) -> list[str]:
    """From this page of results to the last."""
    found = titles(page)
    while (following := page.locator("a[rel=next]")).count():
        follow(page, following)
        found += titles(page)
    return found


def find(page: Page, place: str) -> None:
    page.goto("/fr/")
    page.get_by_label("Où est votre champ").fill(place)
    with next_page(page):
        page.locator("form:has(#place) button").click()
    expect(page.locator("summary b", has_text=place)).to_be_visible()


def tell(page: Page, answer: str) -> None:
    link = page.locator("section.prompt a", has_text=re.compile(f"^{answer}$")).first
    if not link.is_visible():
        page.locator("section.prompt summary").click()
    follow(page, link)


def test_copargo_and_chartres_give_different_first_threes(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    find(page, "Copargo")
    tell(page, "Maïs")
    tell(page, "Sableux")
    copargo = titles(page)
    page.goto(f"{page.url}&only_practice_group=soil_cover")
    assert page.locator("section.card-group--close, section.card-group--near").count()
    assert "Beauce" not in " ".join(
        page.locator("section.card-group--close, section.card-group--near").all_text_contents()
    )
    folded = page.locator("section.card-group--far details")
    assert not folded.locator("article", has_text="Beauce").is_visible()
    folded.locator("summary").click()
    expect(folded.locator("article", has_text="Beauce")).to_be_visible()

    find(page, "Chartres")
    tell(page, "Blé, orge, avoine")
    tell(page, "Argileux")
    chartres = titles(page)
    assert copargo[:3] != chartres[:3]
    assert "Beauce" in chartres[0]
    assert "Beauce" not in " ".join(copargo[:3])


def test_a_card_names_the_difference_that_its_blocks_show(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/practices/?lat=9.8&lon=1.5&texture=sandy&crops=maize&slope=flat")
    cards = page.locator("article.card").all()
    assert len(cards) >= 6
    differing = 0
    for card in cards:
        differs = card.locator(".factor-group--near, .factor-group--different").count() > 0
        sentence = card.locator(".main-difference")
        if differs:
            differing += 1
            text = sentence.text_content() or ""
            label, _, sides = text.partition(":")
            assert label.strip(), text
            assert sides.strip(), text
    assert differing >= 4


def test_setting_the_soil_changes_the_order(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    base = "/fr/practices/?lat=48.4&lon=1.5&crops=wheat_barley&crops=millet_sorghum"
    orders = []
    for texture in ("sandy", "clay"):
        page.goto(f"{base}&texture={texture}")
        orders.append(all_titles(page))
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_a_bare_link_asks_for_the_land_and_answers_on_the_same_page(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/practices/?q=zai")
    follow(page, page.locator("article.card h3 a", has_text="Zaï").first)
    bare = re.sub(r"\?.*", "", page.url)
    page.goto(bare)
    page.locator("#place").fill("Ouahigouya")
    with next_page(page):
        page.locator("form:has(#place) button").click()
    assert page.url.startswith(bare)
    expect(page.locator("table.comparison")).to_be_visible()
    expect(page.locator("ul.factor-groups").first).to_be_visible()


def test_blocks_rows_and_sentence_of_a_practice_agree(phone: Phone) -> None:
    page = phone(language="en", javascript=False)
    page.goto("/en/practices/?lat=9.8&lon=1.5&texture=sandy&crops=maize")
    follow(page, page.locator("article.card h3 a").first)
    rows = page.locator("table.comparison tbody tr").count()
    shown = page.locator("section.box p", has_text="in common").first.text_content() or ""
    counted = [int(number) for number in re.findall(r"\d+", shown)]
    assert counted[1] == rows == counted[0] + sum(counted[2:])


def test_the_land_stays_through_practice_language_and_home(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    find(page, "Copargo")
    tell(page, "Maïs")
    follow(page, page.locator("article.card h3 a").first)
    page.locator("details:has([hreflang=es]) summary").click()
    with next_page(page):
        page.locator("header a[hreflang=es]").click()
    assert "/es/" in page.url
    expect(page.locator("details.land-bar summary")).to_contain_text("Copargo")
    follow(page, page.locator("header a.header__name"))
    expect(page.locator("details.land-bar summary")).to_contain_text("Copargo")


def test_my_land_opens_into_everything_said_and_mapped(phone: Phone) -> None:
    page = phone(language="en", javascript=False)
    page.goto("/en/practices/?lat=9.8&lon=1.5&texture=sandy")
    page.locator("details.land-bar summary").click()
    rows = page.locator("details.land-bar table tr")
    expect(rows.filter(has_text="Feel of the soil")).to_contain_text("sandy")
    expect(rows.filter(has_text="Rain in a year")).to_contain_text("mm")
    with next_page(page):
        rows.filter(has_text="Rain in a year").locator("a").click()
    assert page.url.endswith("#rain")


def test_two_taps_on_the_map_lead_to_results(phone: Phone) -> None:
    page = phone(language="fr", javascript=False)
    page.goto("/fr/land/#map")
    world = page.locator("input[type=image]").locator("visible=true")
    if not world.is_visible():
        page.locator("details#map summary").click()
    with next_page(page):
        world.click(position={"x": 182, "y": 74})
    with next_page(page):
        page.locator("input[type=image]").locator("visible=true").click(position={"x": 150, "y": 160})
    follow(page, page.locator("a.place").first)
    assert "/fr/practices/?place=" in page.url
    expect(page.locator("article.card").first).to_be_visible()


def test_five_questions_without_scripts(phone: Phone) -> None:
    page = phone(language="es", javascript=False)
    page.goto("/es/land/questions/")
    page.locator("#place").fill("Gracias, Honduras")
    with next_page(page):
        page.locator("form:has(#place) button").click()
    if page.locator("a.place").count():
        follow(page, page.locator("a.place").first)
    for value in ("loamy", "hilly", "rainfed", "maize"):
        page.locator(f"label:has(input[value={value}])").first.click()
        with next_page(page):
            page.locator("form.questions button").click()
    assert "/es/practices/" in page.url
    first = titles(page)[:10]
    assert any("Quesungual" in title for title in first)
    assert not any("Beauce" in title for title in first)


def test_my_position_is_rounded_before_it_leaves_the_phone(phone: Phone, site: RunningSite) -> None:
    page = phone(
        language="fr",
        permissions=["geolocation"],
        geolocation={"latitude": 9.83771, "longitude": 1.54159},
    )
    page.goto("/fr/")
    page.locator("[data-position]").click()
    page.wait_for_url(re.compile(r"lat=9\.8&lon=1\.5"))
    expect(page.locator("article.card").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_mistyped_address_speaks_the_readers_language(phone: Phone, language: str) -> None:
    page = phone(language=language, javascript=False)
    answer = page.goto(f"/{language}/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator(f'a[href^="/{language}/"]').first).to_be_visible()
