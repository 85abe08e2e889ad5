"""Writes events as calendars read them (RFC 5545), in the active language.

Times are given by UTC, which every calendar shows by its own clock; events of whole days have no time at all.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from network.models import Event
from practices.passages import passage
from practices.places import country_name

CALENDAR: Final = "text/calendar; charset=utf-8"
MOST_OCTETS: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(name: str, events: Iterable[tuple[Event, str]]) -> bytes:
    """Returns a calendar of events, each with the whole address of its page; `name` is what it is called."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Twin Fields//Events//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event, url in events:
        lines += _event(event, url)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, url: str) -> list[str]:
    said = [passage(event, "summary").text, event.organiser, event.online_url, url]
    properties: Mapping[str, str] = {
        "UID": f"{event.uid}",
        "DTSTAMP": _moment(event.updated_at),
        **_times(event),
        "SUMMARY": _text(passage(event, "title").text),
        "DESCRIPTION": _text("\n".join(filter(None, said))),
        "LOCATION": _text(_where(event)),
        "URL": url,
    }
    return [
        "BEGIN:VEVENT",
        *(f"{name}:{value}" for name, value in properties.items() if value),
        "END:VEVENT",
    ]


def _times(event: Event) -> Mapping[str, str]:
    """Returns when it begins and ends; the day that a whole day ends on is the next one."""
    if event.begins is None:
        return {"DTSTART;VALUE=DATE": _day(event.starts_on), "DTEND;VALUE=DATE": _day(event.day_after)}
    ends = {"DTEND": _moment(event.ends)} if event.ends is not None else {}
    return {"DTSTART": _moment(event.begins), **ends}


def _where(event: Event) -> str:
    country = country_name(event.country) if event.country else ""
    return ", ".join(filter(None, (event.place, country))) or event.online_url


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Returns a line cut to 75 octets each, never within a letter; further ones begin with a blank."""
    parts: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(parts[-1]) + len(octets) > MOST_OCTETS:
            parts.append(b" ")
        parts[-1] += octets
    return b"".join(part + b"\r\n" for part in parts)
