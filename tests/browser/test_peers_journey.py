"""From the phones of farmers to the desk of a correspondent and back: reports, a practice told, a question.

The phones are small, without scripts, in Spanish; the correspondent has that role alone and works in French.
Each test has a village of its own, by which its things are found in the queue that all tests share.
"""

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE_S, RunningSite
from tests.browser.letters import link_mailed
from tests.browser.navigation import follow, next_page
from tests.browser.test_correspondent import approve_first, sign_in
from tests.browser.test_i_tried_this import is_wide, photo, send
from tests.browser.test_telling import press

Phone = Callable[..., Page]
SANDY = "texture=sandy&crops=maize&water_supply=rainfed"
KANDI = f"lat=11.1&lon=2.9&place_name=Kandi&{SANDY}"
BANIKOARA = f"lat=11.3&lon=2.4&place_name=Banikoara&{SANDY}"
# Half a degree away: the same climate, the same soil.
KEROU = f"lat=10.8&lon=2.1&place_name=Kerou&{SANDY}"
DIGEST = "readers.send_questions"


def desk_of(phone: Phone, site: RunningSite) -> Page:
    """Returns the queue as the correspondent sees it on a phone of their own, in French."""
    desk = phone(language="fr")
    sign_in(desk, site, "correspondent in French")
    desk.goto("/admin/queue/")
    expect(desk.locator("html")).to_have_attribute("lang", "fr")
    expect(desk.locator("h1")).to_contain_text("agriculteurs")
    return desk


def lines(desk: Page, words: str) -> Locator:
    return desk.locator(".queue-line", has_text=words)


def open_first(desk: Page, words: str) -> None:
    with next_page(desk):
        lines(desk, words).first.locator("a").first.click()
    assert not is_wide(desk)


def publish_it(desk: Page) -> str:
    """Publishes the open item with the reply that stands there; returns the reply."""
    reply = desk.locator("#words-published").input_value()
    assert reply
    with next_page(desk):
        desk.locator(".queue-bar__first").click()
    assert urlsplit(desk.url).path == "/admin/queue/"
    return reply


def reload_until(page: Page, wanted: Locator) -> None:
    """Loads a page again until the worker has done its part."""
    deadline = time.monotonic() + PATIENCE_S
    while not wanted.count():
        assert time.monotonic() < deadline, f"{page.url} never showed {wanted}"
        page.reload()


def as_if_minutes_passed(site: RunningSite) -> None:
    """Makes the mails due now that are written every five minutes."""
    with closing(sqlite3.connect(site.data_dir / "site.sqlite3", timeout=30)) as database, database:
        database.execute(
            "UPDATE jobs_job SET run_after = '2020-01-01 00:00:00' WHERE kind = ? AND state = 'waiting'",
            (DIGEST,),
        )


def tell_shortly(page: Page, outcome: str) -> None:
    """The least there is: two taps and Send."""
    page.goto(f"/es/west-africa/sorghum-seed-mali/tried/?{KANDI}")
    page.locator(f"label.choice:has([value={outcome}])").click()
    page.locator("label.choice:has([value=longer])").click()
    send(page)
    assert "/mine/" in page.url


def test_a_failure_is_published_and_the_third_report_makes_a_band(phone: Phone, site: RunningSite) -> None:
    page = phone(language="es", javascript=False)
    practice = f"/es/west-africa/sorghum-seed-mali/?{KANDI}"
    page.goto(practice)
    # Nobody yet: the page says so, and what would stand here.
    section = page.locator("#tried")
    expect(section).to_contain_text("Nadie")
    assert section.locator(".report, .bands").count() == 0
    follow(page, section.locator("a.button").first)
    page.locator("label.choice:has([value=did_not_work])").click()
    page.locator("label.choice:has([value=this_year])").click()
    page.locator("#photo").locator("xpath=ancestor::details/summary").click()
    page.locator("#photo").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("#changed").locator("xpath=ancestor::details/summary").click()
    page.locator("#changed").fill("La semilla llegó tarde y la lluvia se fue antes.")
    assert not is_wide(page)
    send(page)
    mine = urlsplit(page.url).path
    assert "/es/mine/" in mine
    expect(page.locator(".steps__step--now")).to_have_count(1)
    other = phone(language="es", javascript=False)
    for outcome in ("stopped", "worked"):
        tell_shortly(other, outcome)
    # Not before somebody has read it.
    page.goto(practice)
    assert section.locator(".report, .bands").count() == 0

    desk = desk_of(phone, site)
    open_first(desk, "La semilla llegó tarde")
    expect(desk.locator(".queue-photo")).to_be_visible()
    # The question of the photo has to be answered: the browser itself does not let it go.
    desk.locator(".queue-bar__first").click()
    assert desk.evaluate("document.querySelector('[name=people]:invalid') !== null")
    desk.locator("#people label:has([value=nobody])").click()
    reply = publish_it(desk)
    open_first(desk, "Kandi")
    publish_it(desk)
    page.goto(practice)
    expect(section.locator(".report")).to_have_count(2)
    assert section.locator(".bands").count() == 0
    open_first(desk, "Kandi")
    publish_it(desk)
    expect(lines(desk, "Kandi")).to_have_count(0)

    page.goto(practice)
    expect(section.locator(".bands dt")).to_have_count(1)
    expect(section.locator(".bands dt")).to_contain_text("arenoso")
    expect(section.locator(".bands .outcome--adopted")).to_contain_text("1")
    expect(section.locator(".bands .outcome--abandoned")).to_contain_text("2")
    expect(section).to_contain_text("La semilla llegó tarde")
    reload_until(page, section.locator("picture.report__photo, .report__photo"))
    assert not is_wide(page)
    page.goto(mine)
    expect(page.locator(".steps__step--done")).to_have_count(2)
    expect(page.locator(".steps .words")).to_contain_text(reply[:40])
    assert page.locator("a[href*='/peers/#report-']").count() == 1


def test_a_practice_told_is_completed_and_published_by_the_region(phone: Phone, site: RunningSite) -> None:
    page = phone(language="es", javascript=False)
    page.goto("/es/tell/")
    save = page.locator(".save-bar button").first.inner_text()
    page.locator("#place_typed").fill("Copargo")
    press(page, save)
    page.locator("#sentence").fill("Ceniza de neem seca en los surcos contra las termitas")
    page.locator("input[name=crops][value=maize]").check()
    page.locator(".save-bar button").first.click()
    page.wait_for_url(re.compile(r"/(how/|what/#alike)$"))
    if page.url.endswith("#alike"):
        press(page, save)
    page.locator("#steps").fill("Quemar ramas de neem.\nEchar la ceniza al sembrar.")
    press(page, save)
    page.locator("input[name=outcome][value=mixed]").check()
    page.locator("#did_not_work").fill("Con mucha lluvia se lava.")
    press(page, save)
    page.locator("input[name=publication]").check()
    press(page, save)
    with next_page(page):
        page.locator(".save-bar button").click()
    mine = urlsplit(page.url).path
    expect(page.locator(".steps__step--now")).to_have_count(1)

    desk = desk_of(phone, site)
    open_first(desk, "Ceniza de neem seca")
    # A practice is no item with a button "publish": it is a page, which the correspondent completes.
    assert desk.locator(".queue-bar__first").count() == 0
    with next_page(desk):
        desk.locator("a.button[href*='/admin/pages/']").click()
    desk.locator("label", has=desk.locator("input[name=land_uses][value=cropland]")).click()
    with next_page(desk):
        desk.locator("button[name=action-submit]").click()
    approve_first(phone(language="fr"), site, "Ceniza de neem seca")
    desk.goto("/admin/queue/")
    expect(lines(desk, "Ceniza de neem seca")).to_have_count(0)

    page.goto(mine)
    expect(page.locator(".steps__step--done")).to_have_count(2)
    link = page.locator(".steps a").last
    follow(page, link)
    expect(page.locator("h1")).to_contain_text("Ceniza de neem seca")
    expect(page.locator("main")).to_contain_text("Con mucha lluvia se lava.")
    page.goto("/es/practices/?q=ceniza+neem+termitas")
    reload_until(page, page.locator("main article", has_text="Ceniza de neem seca"))


def test_a_question_goes_by_mail_to_a_peer_who_answers(phone: Phone, site: RunningSite) -> None:
    peer = phone(language="fr", javascript=False)
    peer.goto(f"/fr/ask/listen/?{KEROU}")
    peer.locator("#email").fill("pair@example.org")
    peer.locator("[name=reads][value=es]").check()
    send(peer)
    peer.goto(link_mailed(site, "pair@example.org", "confirm")[1])
    send(peer)
    expect(peer.locator(".facts")).to_contain_text("Kérou")

    page = phone(language="es", javascript=False)
    page.goto(f"/es/west-africa/fmnr-maradi-niger/?{BANIKOARA}")
    follow(page, page.locator("a[href*='/ask/new/']").first)
    page.locator("#text").fill("¿Cómo cuido los brotes de las cabras en la época seca?")
    assert not is_wide(page)
    send(page)
    mine = urlsplit(page.url).path
    expect(page.locator(".steps__step--now")).to_have_count(1)

    desk = desk_of(phone, site)
    open_first(desk, "los brotes de las cabras")
    asked_reply = publish_it(desk)
    page.goto(mine)
    expect(page.locator(".steps .words")).to_contain_text(asked_reply[:40])
    follow(page, page.locator(".steps a").last)
    question = urlsplit(page.url).path
    # No answer yet: the page says what will stand here.
    expect(page.locator("p.box")).to_contain_text("respuestas")

    text, answer_link = link_mailed(site, "pair@example.org", "answer", lambda: as_if_minutes_passed(site))
    assert "los brotes de las cabras" in text and "Banikoara" in text
    peer.goto(answer_link)
    expect(peer.locator("main")).to_contain_text("los brotes de las cabras")
    expect(peer.locator(".told summary").first).to_contain_text("Kérou")
    peer.locator("#text").fill("J’entoure les rejets d’épines jusqu’aux pluies.")
    send(peer)
    assert "/fr/mine/" in peer.url
    answered = urlsplit(peer.url).path
    desk.goto("/admin/queue/")
    open_first(desk, "entoure les rejets")
    expect(desk.locator("blockquote")).to_contain_text("los brotes de las cabras")
    publish_it(desk)

    page.goto(question)
    answer = page.locator("article.report", has_text="J’entoure les rejets")
    expect(answer.locator("[lang=fr]").first).to_be_visible()
    # How like the asker's land the peer's is.
    expect(answer.locator(".likeness")).to_be_visible()
    assert not is_wide(page)
    page.goto(mine)
    follow(page, page.locator("a[href$='/helped/']"))
    page.locator("label.choice", has_text="J’entoure").click()
    send(page)
    page.goto(question)
    expect(page.locator("article.helped")).to_have_count(1)
    peer.goto(answered)
    expect(peer.locator(".steps__step--done")).to_have_count(2)
    assert not any(each.context.cookies() for each in (page, peer))
