"""Events: the list of those to come and those that are over, and the page of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from babel.dates import get_timezone_location
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from network.fields import spoken_name
from network.models import Event
from practices.passages import Passage, passage
from practices.places import country_name
from readers.presenters.days import days_text
from readers.presenters.view_models import Link
from readers.presenters.wording import EN_DASH, listed, locale
from readers.request_land import Pairs, with_query

UTC_NAME = "UTC"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the list."""

    title: Passage
    when: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class EventList:
    """Events to come, which stand on the first page alone, and a page of those that are over."""

    coming: Sequence[EventLine]
    past: Sequence[EventLine]
    is_first: bool
    calendar_url: str
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event; `links` lead to other sites and say which."""

    title: Passage
    summary: Passage
    facts: Sequence[Fact]
    links: Sequence[Link]
    is_past: bool
    calendar_url: str
    list_url: str


def event_list(coming: Iterable[Event], past: Iterable[Event], page: Any, pairs: Pairs) -> EventList:
    """Return the page of all events; `page` is that of a paginator which holds `past`."""
    previous_url, next_url = page_urls("readers:events", page, pairs)
    return EventList(
        coming=[_line(each, pairs) for each in coming],
        past=[_line(each, pairs) for each in past],
        is_first=page.number == 1,
        calendar_url=reverse("readers:events_ics"),
        previous_url=previous_url,
        next_url=next_url,
    )


def page_urls(name: str, page: Any, pairs: Pairs) -> tuple[str, str]:
    """Return the addresses of the pages before and after one, empty where there is none."""

    def address(number: int) -> str:
        return with_query(reverse(name), [("page", str(number)), *pairs])

    return (
        address(page.number - 1) if page.has_previous() else "",
        address(page.number + 1) if page.has_next() else "",
    )


def event_view(event: Event, pairs: Pairs) -> EventView:
    """Return the page of one event."""
    facts = [
        (_("When"), when_text(event)),
        (_("Where"), where_text(event)),
        (_("Held in"), listed(map(spoken_name, event.languages))),
        (_("Organiser"), event.organiser),
    ]
    links = [
        (_("Take part online, on %(site)s"), event.online_url),
        (_("More on %(site)s"), event.url),
    ]
    return EventView(
        title=passage(event, "title"),
        summary=passage(event, "summary"),
        facts=[Fact(label, text) for label, text in facts if text],
        links=[Link(label % {"site": site_name(url)}, url) for label, url in links if url],
        is_past=event.is_past,
        calendar_url=reverse("readers:event_ics", args=[event.pk]),
        list_url=with_query(reverse("readers:events"), pairs),
    )


def site_name(url: str) -> str:
    """Return whose site an address leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _line(event: Event, pairs: Pairs) -> EventLine:
    url = with_query(reverse("readers:event", args=[event.pk]), pairs)
    return EventLine(passage(event, "title"), when_text(event), where_text(event), url)


def when_text(event: Event) -> str:
    """Return the days, and the times with the place whose clock is meant.

    Of several days each time stands by its own: behind both it would be read as the hours of each day.
    """
    if event.starts_at is None and event.ends_at is None:
        return days_text(event.starts_on, event.last_date)
    is_one_day = event.last_date == event.starts_on
    begins = _moment_text(event.starts_on, event.starts_at)
    ends = _moment_text(None if is_one_day else event.last_date, event.ends_at)
    text = f" {EN_DASH} ".join(filter(None, (begins, ends)))
    return f"{text} ({_clock(event.zone)})" if event.starts_at is not None else text


def _moment_text(day: date | None, at: time | None) -> str:
    return ", ".join(
        (
            *((date_format(day, "DATE_FORMAT"),) if day is not None else ()),
            *((time_format(at, "TIME_FORMAT"),) if at is not None else ()),
        )
    )


def _clock(zone: str) -> str:
    if zone == UTC_NAME:
        return UTC_NAME
    city = get_timezone_location(zone, locale=locale(), return_city=True)
    return _("time in %(city)s") % {"city": city}


def where_text(event: Event) -> str:
    """Return the place and country, and that it can be followed from afar."""
    parts = [
        event.place,
        country_name(event.country) if event.country else "",
        _("online") if event.online_url else "",
    ]
    return ", ".join(filter(None, parts))
