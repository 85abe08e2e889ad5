"""Events and the press review as readers have them: lists, pages, files for calendars, the menu."""

from datetime import date, time

import brotli
import pytest
from django.test import Client
from django.utils import translation

from network.models import Event, Publication
from practices.regions import Region
from readers.presenters.network.events import when_text
from tests.html import get, link, links, said, section
from tests.integration.network.happening import in_days, make_article, make_event

HTML_BYTES = 14_000


def calendar(client: Client, address: str) -> list[tuple[str, str]]:
    """Returns the lines of a calendar, unfolded, as names and values."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/calendar")
    content = answer.content
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    return [(name, value) for name, _colon, value in (line.partition(":") for line in lines[:-1])]


@pytest.mark.parametrize(
    ("language", "events", "press"),
    [
        ("en", "Events", "Press review"),
        ("fr", "Événements", "Revue de presse"),
        ("es", "Eventos", "Revista de prensa"),
    ],
)
def test_the_menu_has_events_and_press_once_there_are_any(
    region: Region, client: Client, language: str, events: str, press: str
) -> None:
    make_event(state=Publication.DRAFT)
    make_article(state=Publication.DRAFT)
    paths = [f"/{language}/events/", f"/{language}/press/"]
    assert not any(list(links(get(client, f"/{language}/"), path)) for path in paths)
    make_event()
    make_article()
    menu = get(client, f"/{language}/").find("header")
    assert menu is not None
    assert [link(menu, events), link(menu, press)] == paths
    for path, heading in zip(paths, (events, press), strict=True):
        assert said(get(client, path).find("h1")) == heading


def test_an_event_leaves_what_is_to_come_when_its_last_day_is_over(region: Region, client: Client) -> None:
    make_event(title_en="Over", starts_on=in_days(-3), ends_on=in_days(-1))
    make_event(title_en="Last day", starts_on=in_days(-3), ends_on=in_days(0))
    make_event(title_en="Later", starts_on=in_days(30))
    page = get(client, "/en/events/")
    coming, past = section(page, "To come"), section(page, "What has been")
    assert [said(each.find("a")) for each in coming.find_all("li")] == ["Last day", "Later"]
    assert [said(each.find("a")) for each in past.find_all("li")] == ["Over"]
    over = link(page, "Over")
    assert "This is over." in said(get(client, over))
    assert ("SUMMARY", "Over") not in calendar(client, "/en/events.ics")


def test_without_events_to_come_there_is_no_calendar(region: Region, client: Client) -> None:
    make_event(starts_on=in_days(-3), ends_on=in_days(-1))
    assert client.get("/fr/events.ics").status_code == 404
    assert not get(client, "/fr/events/").select("main a[href$='.ics']")


def test_a_draft_has_no_page_and_no_calendar(region: Region, client: Client) -> None:
    draft = make_event(title_en="Secret", state=Publication.DRAFT)
    for rest in (f"{draft.pk}/", f"{draft.pk}.ics"):
        assert client.get(f"/en/events/{rest}").status_code == 404
    assert "Secret" not in said(get(client, "/en/events/"))
    assert client.get("/en/events.ics").status_code == 404


def test_the_page_says_when_by_whose_clock_where_and_who(region: Region, client: Client) -> None:
    event = make_event(
        starts_on=date(2031, 5, 6),
        starts_at=time(9),
        ends_at=time(12, 30),
        zone="Africa/Porto-Novo",
        organiser="Group 1",
        languages=("fr", "en"),
        online_url="https://meet.example.org/a",
        url="https://www.example.org/day",
    )
    page = get(client, f"/en/events/{event.pk}/")
    words = said(page.find("main"))
    assert "May 6, 2031, 9 a.m. – 12:30 p.m. (time in Porto-Novo)" in words
    assert "Copargo, Benin, online" in words and "Group 1" in words and "English and French" in words
    assert link(page, "Take part online, on meet.example.org") == "https://meet.example.org/a"
    assert link(page, "More on example.org") == "https://www.example.org/day"
    french = get(client, f"/fr/events/{event.pk}/")
    assert said(french.find("h1")) == "Journée au champ 1"
    assert french.find(lang="en", string=lambda text: text and "We look at pits" in text) is not None or (
        french.select_one("main [lang=en]") is not None
    )


def test_of_several_days_each_time_stands_with_its_day() -> None:
    days = {"starts_on": date(2031, 5, 6), "ends_on": date(2031, 5, 8)}
    hours = {"starts_at": time(9), "ends_at": time(12, 30), "zone": "Africa/Porto-Novo"}
    assert when_text(Event(**days, **hours)) == (
        "May 6, 2031, 9 a.m. – May 8, 2031, 12:30 p.m. (time in Porto-Novo)"
    )


@pytest.mark.parametrize(
    ("language", "last", "shown"),
    [
        ("en", date(2031, 5, 6), "May 6, 2031"),
        ("en", date(2031, 5, 8), "May 6\N{THIN SPACE}–\N{THIN SPACE}8, 2031"),
        ("fr", date(2031, 5, 8), "6–8 mai 2031"),
        ("es", date(2031, 5, 8), "6–8 may 2031"),
        ("en", date(2031, 6, 8), "May 6\N{THIN SPACE}–\N{THIN SPACE}Jun 8, 2031"),
        ("fr", date(2031, 6, 8), "6 mai\N{THIN SPACE}–\N{THIN SPACE}8 juin 2031"),
        ("es", date(2031, 6, 8), "6 may\N{THIN SPACE}–\N{THIN SPACE}8 jun 2031"),
        ("fr", date(2032, 1, 8), "6 mai 2031\N{THIN SPACE}–\N{THIN SPACE}8 janv. 2032"),
    ],
)
def test_of_several_days_month_and_year_are_said_once(language: str, last: date, shown: str) -> None:
    with translation.override(language):
        assert when_text(Event(starts_on=date(2031, 5, 6), ends_on=last)) == shown


def test_a_calendar_gets_an_event_of_whole_days(region: Region, client: Client) -> None:
    event = make_event(starts_on=date(2031, 5, 6), ends_on=date(2031, 5, 7))
    told = dict(calendar(client, f"/en/events/{event.pk}.ics"))
    assert told["DTSTART;VALUE=DATE"] == "20310506"
    # The day after the last one, as the standard has it.
    assert told["DTEND;VALUE=DATE"] == "20310508"
    assert told["SUMMARY"] == "Field day 1" and told["LOCATION"] == "Copargo\\, Benin"
    assert told["URL"].endswith(f"/en/events/{event.pk}/")


def test_a_calendar_gets_the_moment_by_utc(region: Region, client: Client) -> None:
    event = make_event(
        starts_on=date(2031, 7, 1), starts_at=time(9), ends_at=time(10), zone="Europe/Paris", place=""
    )
    told = dict(calendar(client, f"/en/events/{event.pk}.ics"))
    assert (told["DTSTART"], told["DTEND"]) == ("20310701T070000Z", "20310701T080000Z")
    winter = make_event(starts_on=date(2031, 12, 1), starts_at=time(9), zone="Europe/Paris")
    told = dict(calendar(client, f"/en/events/{winter.pk}.ics"))
    assert told["DTSTART"] == "20311201T080000Z" and "DTEND" not in told


def test_a_calendar_knows_an_event_again_after_a_change(region: Region, client: Client) -> None:
    event = make_event()
    before = dict(calendar(client, f"/en/events/{event.pk}.ics"))
    event.starts_on = in_days(9)
    event.save()
    after = dict(calendar(client, f"/fr/events/{event.pk}.ics"))
    assert before["UID"] == after["UID"] and before["DTSTART;VALUE=DATE"] != after["DTSTART;VALUE=DATE"]
    assert after["SUMMARY"] == "Journée au champ 1" and after["DTSTAMP"] >= before["DTSTAMP"]
    assert make_event().uid != event.uid


def test_signs_and_long_lines_survive_the_file(region: Region, client: Client) -> None:
    title = "Zaï; pits, “half-moons” \\ and é" + "é" * 60
    make_event(title_en=title, summary_en="One.\nTwo, three; four\\five. " + "ü" * 200)
    lines = calendar(client, "/en/events.ics")
    (summary,) = (value for name, value in lines if name == "SUMMARY")
    (text,) = (value for name, value in lines if name == "DESCRIPTION")

    def plain(value: str) -> str:
        return value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")

    assert plain(summary) == title
    assert plain(text).startswith("One.\nTwo, three; four\\five. " + "ü" * 200)
    assert [name for name, value in lines if value in ("VEVENT", "VCALENDAR")] == ["BEGIN"] * 2 + ["END"] * 2


def test_all_to_come_stand_in_one_calendar(region: Region, client: Client) -> None:
    for number in range(3):
        make_event(title_es=f"Día {number}", starts_on=in_days(number))
    lines = calendar(client, "/es/events.ics")
    assert [value for name, value in lines if name == "SUMMARY"] == ["Día 0", "Día 1", "Día 2"]
    assert len({value for name, value in lines if name == "UID"}) == 3


def test_a_link_of_the_press_says_where_it_leads_and_in_which_language(
    region: Region, client: Client
) -> None:
    make_article()
    page = get(client, "/en/press/")
    (found,) = page.select("main a[hreflang=de]")
    assert found["href"] == "https://www.example.org/1"
    assert said(found) == "Boden, Artikel 1 (on example.org, language: German)"
    title = found.find(lang="de")
    assert title is not None and said(title) == "Boden, Artikel 1"
    assert "It tells of soils. It names no place." in said(page)
    french = get(client, "/fr/press/")
    assert "Il y est question des sols." in said(french) and "allemand" in said(french)
    spanish = get(client, "/es/press/")
    assert spanish.select_one("main [lang=en]") is not None


def test_drafts_of_the_press_review_are_nowhere(region: Region, client: Client) -> None:
    make_article(title="Geheim", state=Publication.DRAFT)
    assert "Geheim" not in said(get(client, "/en/press/"))


@pytest.mark.parametrize("page", ["events", "press"])
def test_many_are_told_page_by_page_and_each_page_is_small(region: Region, client: Client, page: str) -> None:
    for number in range(45):
        make_event(title_en=f"Field day {number}", starts_on=in_days(-1 - number), summary_en="Long " * 50)
        make_article(
            title=f"Artikel {number:02}", url=f"https://example.org/{number}", text_en="Words of ours " * 20
        )
    seen: list[str] = []
    address = f"/en/{page}/"
    while address:
        answer = client.get(address)
        assert len(brotli.compress(answer.content, quality=5)) <= HTML_BYTES
        shown = get(client, address)
        seen += [said(each.find("b")) for each in shown.select("main li")]
        onward = shown.select_one("main a[rel=next]")
        address = str(onward["href"]) if onward else ""
    assert len(seen) == len(set(seen)) == 45
