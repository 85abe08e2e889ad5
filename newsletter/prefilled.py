"""Fills blocks of an issue from published events and the press review.

What comes of it is a block as if an editor had typed it: changed for this issue alone, and kept whatever
becomes of the event or the article's entry.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from media.folded_text import folded
from media.region_access import AnyUser
from network.events.public import coming_events
from network.models import Event, PressItem
from newsletter import building
from newsletter.models import Entry, EntryKind, Issue
from newsletter.picking import LONGEST_TEXT, PAGE_SIZE, Found, Pickable
from practices.passages import Passage, localized, passage, shortened
from zones.vocabulary import LANGUAGES

Mark = tuple[str, date | None]
PREFILLED: Final[Mapping[EntryKind, Callable[[], Any]]] = {
    EntryKind.EVENT: coming_events,
    EntryKind.PRESS: PressItem.objects.public,
}
_SEARCHED: Final[Mapping[EntryKind, Collection[str]]] = {
    EntryKind.EVENT: ("place", "organiser", *(f"title_{code}" for code in LANGUAGES)),
    EntryKind.PRESS: ("title", "outlet", *(f"text_{code}" for code in LANGUAGES)),
}


def find_prefilled(issue: Issue, kind: EntryKind, words: str, page: str | None) -> Found:
    """Returns a page of events to come, the first of them first, or of the press review, the latest first."""
    rows = PREFILLED[kind]()
    for word in words.split():
        has_word = (Q(**{f"{name}__folded__contains": folded(word)}) for name in _SEARCHED[kind])
        rows = rows.filter(reduce(or_, has_word))
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    known = _known(issue, kind)
    return Found([_pickable(each, known) for each in shown], shown)


@transaction.atomic
def add_prefilled(issue: Issue, kind: EntryKind, numbers: Iterable[int], user: AnyUser) -> list[Entry]:
    """Returns the new blocks, of what the issue has not yet; in the order given.

    Raises FullIssueError where they are too many, ClosedIssueError where the issue is closed.
    """
    locked = building.locked(issue.pk)
    known = _known(locked, kind)
    wanted = list(dict.fromkeys(numbers))
    found = PREFILLED[kind]().in_bulk(wanted)
    made = []
    for source in (found[number] for number in wanted if number in found):
        if _mark(source) not in known:
            entry = building.add_block(locked, kind, user)
            _fill(entry, source)
            entry.save()
            made.append(entry)
    return made


def _fill(entry: Entry, source: Event | PressItem) -> None:
    if isinstance(source, Event):
        _write(entry, "heading", localized(source, "title"))
        _write(entry, "text", localized(source, "summary"))
        entry.starts_on, entry.ends_on, entry.place = source.starts_on, source.ends_on, source.place
    else:
        _write(entry, "text", localized(source, "text"))
        entry.title, entry.outlet = source.title, source.outlet
        entry.title_language = source.language
    entry.url = link_of(source)


def _write(entry: Entry, field: str, texts: Mapping[str, str]) -> None:
    for code in LANGUAGES:
        setattr(entry, f"{field}_{code}", texts.get(code, ""))


def link_of(source: Event | PressItem) -> str:
    """Returns the address that a block leads to: an event's own, else that of its page here."""
    if source.url:
        return str(source.url)
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readers:event', args=[source.pk])}"


def _mark(source: Event | PressItem) -> Mark:
    """Returns what a block is known again by; one address may be that of a meeting each year."""
    return link_of(source), source.starts_on if isinstance(source, Event) else None


def _known(issue: Issue, kind: EntryKind) -> set[Mark]:
    return set(issue.entries.filter(kind=kind).values_list("url", "starts_on"))


def _pickable(source: Event | PressItem, known: Collection[Mark]) -> Pickable:
    if isinstance(source, Event):
        title, field, day, by = passage(source, "title"), "summary", source.starts_on, source.place
        url = reverse("readers:event", args=[source.pk])
    else:
        title, field, day, by = (
            Passage(source.title, source.language),
            "text",
            source.published_on,
            source.outlet,
        )
        url = source.url
    text = passage(source, field)
    return Pickable(
        number=source.pk,
        title=title,
        text=Passage(shortened(text.text, LONGEST_TEXT), text.lang),
        facts=" · ".join(filter(None, (by, date_format(day, "DATE_FORMAT")))),
        languages=[code for code in LANGUAGES if code in localized(source, field)],
        url=url,
        is_in_issue=_mark(source) in known,
    )
