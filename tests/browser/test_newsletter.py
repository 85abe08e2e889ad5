"""An editor with that role alone makes an issue in three languages, in French, closes it, and has it sent.

One file, so that one process runs it: an editor writes one issue at a time.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from newsletter.rendering import mail_html
from tests.browser.conftest import SMALL_PHONE, RunningSite
from tests.browser.letters import arrived, link_mailed, text_of
from tests.browser.navigation import follow, next_page
from tests.browser.test_correspondent import sign_in
from tests.integration.newsletter.test_mail_html import content, entry

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
PHONE = {"viewport": SMALL_PHONE}
MOST_ACTIONS = 45
ENTRIES = 8
WORDS = {
    "fr": ("Décembre : l’eau qui reste", "Bonjour,\nvoici ce qui retient l’eau."),
    "en": ("December: water that stays", "Hello,\nthis is what keeps water."),
    "es": ("Diciembre: el agua que queda", "Hola:\nesto es lo que guarda el agua."),
}

SUBJECTS = {"fr": "Juin : semer à temps", "en": "June: sow in time", "es": "Junio: sembrar a tiempo"}


class Hand:
    """Does what a person does, and counts it: a click, or a box that is filled in."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def click(self, button: Locator) -> None:
        button.click()
        self.actions += 1

    def go(self, button: Locator) -> None:
        """Clicks what leads to a page, which may be the same one."""
        with self.page.expect_navigation():
            self.click(button)
        assert not too_wide(self.page), self.page.url

    def fill(self, name: str, text: str) -> None:
        self.page.locator(f"[name='{name}']").fill(text)
        self.actions += 1


def too_wide(page: Page) -> bool:
    size = page.viewport_size
    assert size
    return bool(page.evaluate("document.documentElement.scrollWidth") > size["width"])


def headings(page: Page) -> list[str]:
    return page.locator(".letter-entry__heading").all_inner_texts()


def begin(page: Page) -> None:
    page.goto("/admin/newsletter/")
    with next_page(page):
        page.locator("main form[method=post] button[type=submit]").click()


def delete_open_issue(page: Page) -> None:
    """Leaves the site to other tests without an issue that is being written."""
    page.goto("/admin/newsletter/")
    for link in page.locator("main a[href$='/delete/']").all():
        follow(page, link)
        with next_page(page):
            page.locator("main form[method=post] button[type=submit]").click()


def read_admin_in(page: Page, code: str) -> None:
    """Chooses the language of the account: other tests of this file have chosen another."""
    page.goto("/admin/account/")
    page.locator("select[name$='language']").select_option(code)
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def desk(request: pytest.FixtureRequest, phone: Callable[..., Page], site: RunningSite) -> Iterator[Page]:
    """The editor's browser; the admin speaks French."""
    page = phone(language="fr", **request.param)
    sign_in(page, site, "newsletter editor")
    read_admin_in(page, "fr")
    yield page
    delete_open_issue(page)


def test_eight_entries_in_three_languages_take_few_actions(
    desk: Page, phone: Callable[..., Page], record_property: Callable[[str, object], None]
) -> None:
    hand = Hand(desk)
    desk.goto("/admin/")
    hand.go(desk.locator(".desk-card a[href^='/admin/newsletter/']").first)
    hand.go(desk.locator("main form[method=post] button[type=submit]"))
    issue = desk.url
    for code, (subject, intro) in WORDS.items():
        hand.fill(f"issue-subject_{code}", subject)
        hand.fill(f"issue-intro_{code}", intro)
    hand.go(desk.locator("button[value='pick:practice']"))
    desk.locator("input[name=q]").fill("eau")
    hand.actions += 1
    hand.go(desk.locator("form[role=search] button"))
    tick, title = (desk.locator(f".letter-pick {name}").first.bounding_box() for name in ("input", "b"))
    assert tick and title and tick["y"] + tick["height"] > title["y"], "the box stands beside what it ticks"
    for number in range(ENTRIES):
        hand.click(desk.locator("input[name=pick]").nth(number))
    hand.go(desk.locator("main form[method=post] button[type=submit]"))
    assert len(headings(desk)) == ENTRIES
    first, second = headings(desk)[:2]
    hand.go(desk.locator("button[value^='down:']").first)
    assert headings(desk)[:2] == [second, first]
    expect(desk.locator("button[value^='down:']").nth(1)).to_be_focused()
    hand.click(desk.locator(".letter-entry summary").first)
    name = desk.locator(".letter-entry textarea[name$='text_fr']").first.get_attribute("name")
    assert name
    hand.fill(name, "Un mot pour ce numéro.")
    hand.go(desk.locator("button[value=preview]"))
    for code, (subject, _intro) in WORDS.items():
        frame = desk.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text(subject)
        expect(frame.locator("h2")).to_have_count(ENTRIES)
        if code != "es":
            following = {"fr": "en", "en": "es"}[code]
            hand.go(desk.locator(f"main a[href*='language={following}']").first)
    for look in ("dark", "no-pictures", "text"):
        hand.go(desk.locator(f"main a[href*='look={look}']").first)
    expect(desk.locator("pre")).to_contain_text(WORDS["es"][0])
    hand.go(desk.locator("main a[href$='/close/']"))
    for subject, _intro in WORDS.values():
        expect(desk.locator("main")).to_contain_text(subject)
    hand.go(desk.locator("main form[method=post] button[type=submit]"))
    record_property("actions for eight entries in three languages", hand.actions)
    assert hand.actions <= MOST_ACTIONS
    assert desk.url.split("?")[0] == issue and not desk.locator("main textarea").count()

    reader = phone(language="es", javascript=False)
    reader.goto("/es/newsletter/")
    with next_page(reader):
        reader.locator("main li a", has_text=WORDS["es"][0]).first.click()
    expect(reader.locator("h1")).to_have_text(WORDS["es"][0])
    expect(reader.locator("main h2")).to_have_count(ENTRIES)
    assert not too_wide(reader)


def test_an_entry_is_dragged_by_its_handle(desk: Page) -> None:
    begin(desk)
    for kind in ("free", "event"):
        with next_page(desk):
            desk.locator(f"button[value='add:{kind}']").click()
    for number, text in ((0, "Premier"), (1, "Second")):
        desk.locator(".letter-entry").nth(number).locator("details").evaluate("it => it.open = true")
        desk.locator(".letter-entry").nth(number).locator("input[name$='heading_fr']").nth(0).fill(text)
    desk.locator("#entries").evaluate("it => it.querySelectorAll('details').forEach(one => one.open = false)")
    handle = desk.locator("[data-handle]").first
    handle.evaluate("it => it.closest('li').scrollIntoView()")
    start, end = handle.bounding_box(), desk.locator(".letter-entry").nth(1).bounding_box()
    assert start and end
    desk.mouse.move(start["x"] + 5, start["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(start["x"] + 5, end["y"] + end["height"] - 5, steps=6)
    with desk.expect_navigation():
        desk.mouse.up()
    assert headings(desk) == ["Second", "Premier"], "what was typed is saved with the order"


def test_a_long_word_makes_no_mail_wider_than_a_phone(browser: Browser) -> None:
    address = f"https://example.org/{'long-' * 14}"
    mail = mail_html(content(entry(text=address, facts=(address,)), intro=address, subject="W" * 60))
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_content(mail)
    assert not too_wide(page)
    page.close()


def address_of(code: str) -> str:
    return f"reader-{code}@example.org"


def subscribe(reader: Page, site: RunningSite, code: str) -> None:
    """Asks for the newsletter as a reader without scripts, and confirms it by the mail."""
    reader.goto(f"/{code}/newsletter/")
    follow(reader, reader.locator("main a[href$='/newsletter/subscribe/']"))
    assert not too_wide(reader)
    reader.locator("#email").fill(address_of(code))
    with reader.expect_navigation():
        reader.locator("main form button[type=submit]").click()
    reader.goto(link_mailed(site, address_of(code), "confirm")[1])
    with reader.expect_navigation():
        reader.locator("main form button[type=submit]").click()
    expect(reader.locator("main form")).to_have_count(0)


def write_and_close(desk: Page) -> None:
    """Writes an issue with one practice, and closes it."""
    begin(desk)
    for code, subject in SUBJECTS.items():
        desk.locator(f"[name='issue-subject_{code}']").fill(subject)
    with desk.expect_navigation():
        desk.locator("button[value='pick:practice']").click()
    desk.locator("input[name=pick]").first.check()
    with desk.expect_navigation():
        desk.locator("main form[method=post] button[type=submit]").click()
    with desk.expect_navigation():
        desk.locator("button[value=preview]").click()
    follow(desk, desk.locator("main a[href$='/close/']"))
    with desk.expect_navigation():
        desk.locator("main form[method=post] button[type=submit]").click()


def test_an_issue_is_sent_to_three_readers_in_three_languages(
    site: RunningSite, phone: Callable[..., Page]
) -> None:
    readers = {code: phone(language=code, javascript=False) for code in SUBJECTS}
    for code, reader in readers.items():
        subscribe(reader, site, code)
    desk = phone(language="en", **LAPTOP)
    sign_in(desk, site, "newsletter editor")
    read_admin_in(desk, "en")
    delete_open_issue(desk)
    write_and_close(desk)
    follow(desk, desk.locator("main a[href$='/out/']"))
    desk.locator("button[data-copies='mailchimp-html']").wait_for()
    with desk.expect_download() as download:
        desk.locator("a[href$='/mail.eml']").click()
    assert download.value.suggested_filename.endswith("mail.eml")
    follow(desk, desk.locator("main a[href$='/send/']"))
    for subject in SUBJECTS.values():
        expect(desk.locator("main")).to_contain_text(subject)
    with desk.expect_navigation():
        desk.locator("main form[method=post] button[type=submit]").click()
    for code, subject in SUBJECTS.items():
        mail = arrived(site, address_of(code), lambda each, subject=subject: each["Subject"] == subject)  # type: ignore[misc]
        assert mail["Content-Language"] == code and f"/{code}/" in text_of(mail)
        stop = urlsplit(str(mail["List-Unsubscribe"]).strip(" <>")).path
        readers[code].goto(stop)
        with readers[code].expect_navigation():
            readers[code].locator("main form:not([action]) button[type=submit]").click()
        expect(readers[code].locator("main form")).to_have_count(0)
    desk.reload()
    expect(desk.locator(".letter > [role=status]")).to_contain_text("3 of 3 mails")
