"""Where the net comes and goes: kept practices and the last list open, and what was written is sent once."""

import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.core import signing
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from exchange.stamps import SALT, new_stamp
from readers.views.service_worker import worker_source
from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.browser.weak_link import WeakLink

LAND = "place=2394822&place_name=Copargo&texture=sandy&crops=maize"
PRACTICE = "/en/west-africa/half-moons-niger/"
STORED = """async () => {
  const names = await caches.keys();
  const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return [...names, ...keys.flat().map(({ url }) => url)];
}"""
REPORTS = """() => new Promise((done) => {
  const opening = indexedDB.open("outbox", 1);
  opening.onsuccess = () => {
    const all = opening.result.transaction("reports").objectStore("reports").getAll();
    all.onsuccess = () => { opening.result.close(); done(all.result); };
  };
})"""
# A page that is opened while one worker takes over from another may wait for both where a debugger, as here,
# watches them; so the change is waited for.
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const coming = registration.installing || registration.waiting || registration.active;
  const isThere = () => ["activated", "redundant"].includes(coming.state);
  await new Promise((done) => {
    coming.addEventListener("statechange", () => isThere() && done());
    if (isThere()) done();
  });
}"""
SEES_PICTURE = "document.querySelector('.practice__about img, .practice__banner').naturalWidth > 0"
HAS_STYLE = "getComputedStyle(document.querySelector('.step')).display === 'grid'"


@pytest.fixture
def link(site: RunningSite) -> Iterator[WeakLink]:
    made = WeakLink(site.url)
    yield made
    made.stop()


@pytest.fixture
def tab(link: WeakLink, phone: Callable[..., Page]) -> Callable[..., Page]:
    """`tab()` opens a tab on a phone that lets the site's worker in, over the weak link."""

    def open_tab(**options: object) -> Page:
        page = phone(base_url=link.url, service_workers="allow", **options)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    return open_tab


def keep(page: Page, address: str = f"{PRACTICE}?{LAND}") -> None:
    page.goto(address)
    page.locator("a", has_text="Keep on this phone").click()
    expect(page.get_by_role("status")).to_contain_text("It opens without net")


def write_report(page: Page, text: str) -> None:
    """Fills in "I tried this", opened while there is net, so that it can be sent."""
    page.goto(f"{PRACTICE}tried/?{LAND}")
    page.evaluate("navigator.serviceWorker.ready")
    page.locator("label.choice:has([value=did_not_work])").click()
    page.locator("label.choice:has([value=this_year])").click()
    page.locator("#changed").locator("xpath=ancestor::details/summary").click()
    page.locator("#changed").fill(text)


def send(page: Page) -> None:
    with next_page(page):
        page.locator("form[method=post] button[type=submit]").last.click()


def unlike_others(text: str) -> str:
    """Returns the text so that no other test has written it."""
    return f"{text} ({secrets.token_hex(4)})"


def times_taken_in(site: RunningSite, text: str) -> int:
    with closing(sqlite3.connect(site.data_dir / "site.sqlite3")) as database:
        rows = database.execute("SELECT COUNT(*) FROM exchange_report WHERE changed = ?", [text])
        return int(rows.fetchone()[0])


def test_a_kept_practice_opens_in_flight_mode_and_can_be_removed(tab: Callable[..., Page]) -> None:
    page = tab()
    keep(page)
    page.context.set_offline(True)
    page.goto("/en/kept/")
    title = page.locator("[data-part=practices] b").text_content()
    page.locator("[data-part=practices] a").click()
    expect(page.locator("h1")).to_have_text(title or "nothing")
    assert page.evaluate(SEES_PICTURE)
    assert page.evaluate(HAS_STYLE)
    # It is the comparison with this person's land that was kept.
    expect(page.locator(".land-bar")).to_contain_text("Copargo")
    # What was not kept says so, and leads to what was.
    page.goto("/en/about/")
    expect(page.get_by_role("status")).to_contain_text("not kept on this phone")
    page.locator("[data-part=practices] button").click()
    expect(page.locator("[data-part=nothing]")).to_be_visible()
    assert not [name for name in page.evaluate(STORED) if PRACTICE in name]


def test_a_silent_server_and_a_stopped_one_keep_nobody_from_a_kept_practice(
    link: WeakLink, tab: Callable[..., Page]
) -> None:
    page = tab()
    keep(page)
    with link.silent():
        page.goto(f"{PRACTICE}?{LAND}")
        assert page.evaluate(SEES_PICTURE)
        assert page.evaluate(HAS_STYLE)
    link.stop()
    page.goto(f"{PRACTICE}?{LAND}")
    assert page.evaluate(SEES_PICTURE)
    # The same practice where the land was not told.
    page.goto(PRACTICE)
    expect(page.locator("h1")).not_to_be_empty()
    link.start()
    page.goto(PRACTICE)
    expect(page.locator(".land-bar")).not_to_contain_text("Copargo")


def test_the_last_list_opens_without_net_and_no_other_in_its_place(tab: Callable[..., Page]) -> None:
    page = tab()
    for words in ("stone", "maize"):
        page.goto(f"/en/practices/?{LAND}&q={words}")
        page.evaluate("navigator.serviceWorker.ready")
    page.goto("/en/kept/")
    expect(page.locator("[data-part=last] a")).to_be_visible()
    page.context.set_offline(True)
    page.goto(f"/en/practices/?{LAND}&q=maize")
    assert page.locator(".card").count() > 0
    page.goto(f"/en/practices/?{LAND}&q=stone")
    expect(page.get_by_role("status")).to_contain_text("not kept on this phone")
    page.locator("[data-part=last] a").click()
    expect(page.locator("[name=q]").first).to_have_value("maize")


def test_a_report_written_without_net_is_sent_once_when_there_is_net(
    site: RunningSite, tab: Callable[..., Page]
) -> None:
    page, text = tab(), unlike_others("The half moons broke in the first rain")
    write_report(page, text)
    page.context.set_offline(True)
    send(page)
    report = page.locator("[data-part=reports] li")
    expect(report).to_contain_text(text)
    expect(report).to_contain_text("Waiting to be sent")
    assert times_taken_in(site, text) == 0
    page.context.set_offline(False)
    expect(report).to_contain_text("Sent.")
    with next_page(page):
        report.get_by_text("Open its page").click()
    assert re.search(r"/en/mine/[\w-]{22}/", page.url)
    page.locator(".disclosure summary").click()
    expect(page.locator(".facts")).to_contain_text(text)
    assert times_taken_in(site, text) == 1
    # Of what was sent, the link to it is all that stays; of private pages and forms nothing does.
    page.goto("/en/kept/")
    assert [sorted(each) for each in page.evaluate(REPORTS)] == [["address", "at", "link", "stamp", "state"]]
    stored = page.evaluate(STORED)
    assert not [name for name in stored if re.search("/(mine|tried|tell|ask|admin)/", name)]
    report.get_by_text("Remove").click()
    expect(report).to_have_count(0)


def test_a_report_whose_answer_was_lost_is_not_sent_twice(
    site: RunningSite, link: WeakLink, tab: Callable[..., Page]
) -> None:
    page, text = tab(), unlike_others("Sent, but nobody said so")
    write_report(page, text)
    link.loses_answers = True
    send(page)
    expect(page.locator("[data-part=reports] li")).to_contain_text("Waiting to be sent")
    assert times_taken_in(site, text) == 1
    link.loses_answers = False
    # Any page will do.
    page.goto("/en/about/")
    page.goto("/en/kept/")
    expect(page.locator("[data-part=reports] li")).to_contain_text("Sent.")
    assert times_taken_in(site, text) == 1


def test_a_form_that_waited_too_long_comes_back_with_its_text(
    site: RunningSite, tab: Callable[..., Page]
) -> None:
    page, text = tab(), unlike_others("Written in the field, two days away from any net")
    write_report(page, text)
    stamp = page.locator("[name=stamp]")
    with override_settings(SECRET_KEY=(site.data_dir / "secret-key").read_text()):
        _number, subject, _time = signing.Signer(salt=SALT).unsign_object(stamp.get_attribute("value"))
        old = new_stamp(subject, timezone.now() - timedelta(days=2))
    stamp.evaluate("(input, old) => { input.value = old }", old)
    page.locator("[name=since]").evaluate_all("all => all.forEach((each) => { each.checked = false })")
    page.context.set_offline(True)
    send(page)
    page.context.set_offline(False)
    report = page.locator("[data-part=reports] li")
    expect(report).to_contain_text("please look at it once more")
    expect(report).to_contain_text(text)
    with next_page(page):
        report.get_by_text("Look at it and send it").click()
    # The site's own page: what is missing, and all that was typed.
    expect(page.locator("#since-error")).to_be_visible()
    expect(page.locator("#changed")).to_have_value(text)
    page.locator("label.choice:has([value=this_year])").click()
    send(page)
    assert re.search(r"/en/mine/[\w-]{22}/", page.url)
    assert times_taken_in(site, text) == 1
    page.goto("/en/kept/")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_function(f"({REPORTS})().then((all) => all.length === 0)")


def test_a_question_and_the_first_screen_of_telling_wait_too(tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(f"/en/ask/new/?{LAND}")
    page.evaluate("navigator.serviceWorker.ready")
    page.locator("#text").fill("Does anybody plant maize in half moons?")
    page.context.set_offline(True)
    send(page)
    expect(page.locator("[data-part=reports] li")).to_contain_text("Does anybody plant maize")
    page.context.set_offline(False)
    expect(page.locator("[data-part=reports] li")).to_contain_text("Sent.")
    page.goto(f"/en/tell/?{LAND}")
    page.context.set_offline(True)
    send(page)
    page.context.set_offline(False)
    told = page.locator("[data-part=reports] li", has_text="What you tell")
    expect(told).to_contain_text("Sent.")
    with next_page(page):
        told.get_by_text("Open its page").click()
    expect(page.locator("#sentence")).to_be_visible()


def test_an_update_of_the_worker_loses_neither_pages_nor_reports(
    site: RunningSite, link: WeakLink, tab: Callable[..., Page]
) -> None:
    page, text = tab(), unlike_others("Written under the worker of before")
    link.worker = f"addEventListener('fetch', () => caches.open('pages of before'));{worker_source(True)}"
    keep(page)
    write_report(page, text)
    page.context.set_offline(True)
    send(page)
    expect(page.locator("[data-part=reports] li")).to_contain_text("Waiting to be sent")
    assert "pages of before" in page.evaluate(STORED)
    link.worker = ""
    page.context.set_offline(False)
    page.goto("/en/about/")
    page.evaluate(UPDATE)
    assert "pages of before" not in page.evaluate(STORED)
    page.goto("/en/kept/")
    expect(page.locator("[data-part=reports] li")).to_contain_text("Sent.")
    assert times_taken_in(site, text) == 1
    page.context.set_offline(True)
    page.goto(f"{PRACTICE}?{LAND}")
    assert page.evaluate(SEES_PICTURE)


def test_switched_off_it_goes_from_every_phone_and_what_waits_is_sent(
    site: RunningSite, link: WeakLink, tab: Callable[..., Page]
) -> None:
    page, text = tab(), unlike_others("It waited while the worker was switched off")
    keep(page)
    write_report(page, text)
    link.loses_answers = True
    send(page)
    expect(page.locator("[data-part=reports] li")).to_contain_text("Waiting to be sent")
    link.worker, link.loses_answers = worker_source(False), False
    page.evaluate(UPDATE)
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    page.goto("/en/about/")
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    (report,) = page.evaluate(REPORTS)
    assert (report["state"], times_taken_in(site, text)) == ("sent", 1)
    link.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{PRACTICE}?{LAND}")


@pytest.mark.parametrize("options", [{"javascript": False}, {"service_workers": "block"}])
def test_a_browser_that_keeps_nothing_is_promised_nothing(
    phone: Callable[..., Page], options: dict[str, object]
) -> None:
    page = phone(**options)
    page.goto("/en/kept/")
    expect(page.locator("main noscript p, [data-part=cannot]").locator("visible=true")).to_have_count(1)
    has_scripts = bool(options.get("javascript", True))
    expect(page.locator("[data-part=can]")).to_be_hidden()
    page.goto(PRACTICE)
    expect(page.locator("a", has_text="Keep on this phone")).to_be_visible(visible=has_scripts)
