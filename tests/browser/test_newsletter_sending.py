"""Three readers subscribe in three languages; an editor sends an issue; each gets it, and stops it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningSite
from tests.browser.letters import arrived, link_mailed, text_of
from tests.browser.navigation import follow
from tests.browser.test_correspondent import sign_in
from tests.browser.test_newsletter import LAPTOP, begin, delete_open_issue, too_wide

SUBJECTS = {"fr": "Juin : semer à temps", "en": "June: sow in time", "es": "Junio: sembrar a tiempo"}


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


def issue(desk: Page) -> None:
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
    delete_open_issue(desk)
    issue(desk)
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
