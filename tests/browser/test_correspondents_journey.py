"""A correspondent from the letter of invitation to three languages, in French on a small phone."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from benchmarks.accessibility import violations
from tests.browser.conftest import RunningSite
from tests.browser.letters import arrived, link_mailed, text_of
from tests.browser.navigation import follow, next_page
from tests.browser.second_factor import code_of
from tests.browser.test_correspondent import approve, sign_in
from tests.browser.test_i_tried_this import is_wide

ADDRESS = "koffi@example.org"
PASSWORD = "lluvia y viento 7"
TITLE = "Haies de vétiver au champ d'essai"
ENGLISH_TITLE = "Vetiver hedges on a trial field"
WORDS = "À quelle distance sont les haies ?\nDites-le en mètres."
ROWS = 500
HEADINGS = "Nom;Lieu;Pays;Usage de la terre;Ce que ça a donné;Surface en hectares"


def invite(desk: Page, site: RunningSite) -> None:
    sign_in(desk, site, "administrator")
    desk.goto("/admin/regions/")
    follow(desk, desk.locator("a[href*='/admin/regions/']", has_text="West Africa").first)
    desk.locator("input[name=email]").fill(ADDRESS)
    desk.locator("input[name=name]").fill("Koffi")
    desk.locator("select[name=language]").select_option("fr")
    with desk.expect_navigation():
        desk.locator("button[value=invite]").click()


def choose_password(page: Page, site: RunningSite) -> None:
    page.goto(link_mailed(site, ADDRESS, "confirm")[1])
    page.locator("input[name=new_password1]").fill(PASSWORD)
    page.locator("input[name=new_password2]").fill(PASSWORD)
    with next_page(page):
        page.locator("button[type=submit]").click()


def give_password(page: Page) -> None:
    page.locator("input[name=username]").fill(ADDRESS)
    page.locator("input[name=password]").fill(PASSWORD)
    with next_page(page):
        page.locator("button[type=submit]").first.click()


def give_code(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    with next_page(page):
        page.locator("main form button[type=submit]").first.click()


def sign_in_with_a_second_factor(page: Page) -> None:
    """Sets one up with an app for codes, signs out, and comes back with it."""
    give_password(page)
    page.goto("/admin/second-factor/totp/activate/")
    assert not is_wide(page)
    secret = page.locator("#authenticator_secret").input_value()
    give_code(page, code_of(secret, later=-1))
    assert not is_wide(page)
    page.goto("/admin/")
    give_code(page, code_of(secret))
    assert urlsplit(page.url).path == "/admin/"
    page.goto("/admin/second-factor/")
    with next_page(page):
        page.locator("form[action='/admin/logout/'] button").click()
    page.goto("/admin/")
    give_password(page)
    give_code(page, code_of(secret, later=1))
    assert urlsplit(page.url).path == "/admin/"
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def hand_in(page: Page) -> None:
    """Presses the button, which lies at the bottom of the screen wherever one is in the form."""
    box = page.locator("button[name=action-submit]").bounding_box()
    assert box is not None and box["y"] + box["height"] <= 640 and box["height"] >= 44
    with next_page(page):
        page.locator("button[name=action-submit]").click()
    assert urlsplit(page.url).path == "/admin/"
    expect(page.locator(".messages")).to_contain_text("Une autre personne de votre région va lire")


def hand_in_a_first_version(page: Page) -> None:
    with next_page(page):
        page.locator("a[href*='/pages/add/practices/practice/']").first.click()
    page.locator("input[name=publication_agreed]").check()
    page.locator("input[name=name_fr]").fill(TITLE)
    page.locator("input[name=place_name]").fill("Kopargo")
    page.locator("select[name=country]").select_option("BJ")
    page.locator("textarea[name=summary_fr]").fill("On plante des haies de vétiver en travers de la pente.")
    page.locator("input[name=land_uses][value=cropland]").check()
    page.locator("input[name=outcome][value=mixed]").check()
    hand_in(page)


def send_back(desk: Page) -> None:
    """The moderator asks for a change in words of two lines."""
    # The desk itself shows the first few only, of all that the tests hand in.
    desk.goto("/admin/desk/review/")
    with next_page(desk):
        desk.locator(".desk-row__title", has_text=TITLE).click()
    desk.locator("button[data-workflow-action-name=reject]").click()
    desk.locator(".modal textarea").fill(WORDS)
    with next_page(desk):
        desk.locator(".modal form button[type=submit], .modal form input[type=submit]").click()


def mark(page: Page, language: str) -> str:
    """Returns how a language of the practice stands on the board; empty where nothing is to be done."""
    page.goto("/admin/translations/")
    assert violations(page) == []
    row = page.locator(".translations-rows > li", has_text=TITLE)
    return row.locator(".language-mark", has_text=language).inner_text() if row.count() else ""


def open_side_by_side(page: Page, language: str) -> None:
    page.goto("/admin/translations/")
    row = page.locator(".translations-rows > li", has_text=TITLE)
    with next_page(page):
        row.locator(".language-mark a", has_text=language).click()
    assert not is_wide(page)
    assert violations(page) == []


def translate(page: Page, language: str, *texts: str) -> None:
    """Fills in the boxes at the top, which are those that lack something."""
    open_side_by_side(page, language)
    boxes = page.locator(".translations form textarea, .translations form input[type=text]")
    for number, text in enumerate(texts):
        boxes.nth(number).fill(text)
    with next_page(page):
        page.locator("button[value=hand-in]").click()


def table(*last_rows: str) -> dict[str, object]:
    rows = [f"Essai numéro {number};Kopargo;Bénin;cultures;adopted;1,5" for number in range(ROWS - 2)]
    text = "\n".join((HEADINGS, *rows, *last_rows))
    return {"name": "pratiques.csv", "mimeType": "text/csv", "buffer": text.encode()}


def send(page: Page, *last_rows: str) -> None:
    page.goto("/admin/import/")
    page.locator("input[type=file]").set_input_files(files=[table(*last_rows)])  # type: ignore[list-item]
    with next_page(page):
        page.locator("main form[enctype] button[type=submit]").click()


def bring_a_table(page: Page) -> None:
    send(
        page,
        "Essai de haies;;Bénin;cultures;adopted;2",
        "Essai de paillage;Kopargo;Bénin;cultures;adopted;1.200",
    )
    expect(page.locator("li:has(> ul)")).to_have_count(2)
    send(
        page,
        "Essai de haies;Kopargo;Bénin;cultures;adopted;2",
        "Essai de paillage;Kopargo;Bénin;cultures;adopted;1200",
    )
    with page.expect_navigation():
        page.locator("button[value=make]").click()
    expect(page.locator(".imports-rows a[href*='/edit/']")).to_have_count(ROWS)


def test_from_the_letter_of_invitation_to_three_languages(
    phone: Callable[..., Page], site: RunningSite
) -> None:
    invite(phone(language="fr"), site)
    page = phone(language="fr")
    choose_password(page, site)
    sign_in_with_a_second_factor(page)

    hand_in_a_first_version(page)
    moderator = phone(language="fr")
    sign_in(moderator, site, "moderator")
    send_back(moderator)
    letter = arrived(site, ADDRESS, lambda each: WORDS.splitlines()[0] in text_of(each))
    assert TITLE in text_of(letter)

    page.goto("/admin/")
    for line in WORDS.splitlines():
        expect(page.locator(".desk-card--back")).to_contain_text(line)
    assert violations(page) == []
    with next_page(page):
        page.locator(".desk-card--back a", has_text=TITLE).click()
    form = page.url
    expect(page.locator(".sent-back")).to_contain_text(WORDS.splitlines()[1])
    page.locator("textarea[name=summary_fr]").fill(
        "Des haies de vétiver tous les 20 mètres, en travers de la pente."
    )
    hand_in(page)
    approve(moderator, TITLE)

    translate(page, "Espagnol", "Setos de vetiver", "Setos de vetiver cada 20 metros.")
    approve(moderator, TITLE)
    # From here on whoever reads English sees this name.
    translate(page, "Anglais", ENGLISH_TITLE, "Vetiver hedges every 20 metres.")
    approve(moderator, ENGLISH_TITLE)
    assert mark(page, "Anglais") == ""

    # A large change of the original leaves the others behind, and their readers are told.
    page.goto(form)
    page.locator("textarea[name=summary_fr]").fill("Des haies de vétiver tous les 10 mètres, et non 20.")
    page.locator("input[name=edit_kind][value=major]").check()
    hand_in(page)
    approve(moderator, ENGLISH_TITLE)
    assert "dépassé" in mark(page, "Anglais")
    reader = phone(language="en", javascript=False)
    reader.goto("/en/west-africa/")
    with next_page(reader):
        reader.locator("main a", has_text=ENGLISH_TITLE).first.click()
    expect(reader.locator("main")).to_contain_text("the original changed in")
    translate(page, "Anglais", "Vetiver hedges every 10 metres, not 20.")
    approve(moderator, ENGLISH_TITLE)
    assert "à jour" in mark(page, "Anglais")

    bring_a_table(page)
