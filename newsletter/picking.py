"""Finds what may be put into an issue: practices by the search, what peers told and asked by words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.translation import get_language

from exchange.models import PeerItem, Report
from media.folded_text import folded
from newsletter.models import EntryKind, Issue
from newsletter.sources import PICKED, Source, by_machine, somebody, url_of, words_of
from practices.models import Practice
from practices.passages import Passage, passage_among, shortened
from practices.places import place_line
from search import service
from search.engines.base import EngineUnavailable
from zones.vocabulary import LANGUAGES

PAGE_SIZE: Final = 20
MOST_FOUND: Final = 200
LONGEST_TEXT: Final = 160


@dataclass(frozen=True, slots=True)
class Pickable:
    """One thing that may be picked; `languages` are those in which it says something."""

    number: int
    title: Passage
    text: Passage
    facts: str
    languages: Sequence[str]
    url: str
    is_in_issue: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what may be picked; `is_unsearched` where the search was away, so that all are listed."""

    rows: Sequence[Pickable]
    page: Any
    is_unsearched: bool = False


def find(issue: Issue, kind: EntryKind, words: str, page: str | None) -> Found:
    """Returns a page of what has these words, the best or newest first; all of a kind without words."""
    rows, is_unsearched = PICKED[kind](), False
    if words.strip():
        if kind == EntryKind.PRACTICE:
            try:
                rows = _in_order(rows, words)
            except EngineUnavailable:
                is_unsearched = True
        else:
            rows = rows.filter(_has_words(kind, words))
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    name = str(kind)
    known = set(issue.entries.filter(kind=kind).values_list(f"{name}_id", flat=True))
    unread = by_machine(each.pk for each in shown) if kind == EntryKind.PRACTICE else {}
    found = [_pickable(each, known, unread.get(each.pk, ())) for each in shown]
    return Found(found, shown, is_unsearched)


def _in_order(rows: QuerySet[Practice], words: str) -> QuerySet[Practice]:
    """Returns the practices that the search finds, in its order. Raises EngineUnavailable."""
    found = service.ids_with_words(words, get_language() or LANGUAGES[0], MOST_FOUND)
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(found)]
    if not places:
        return rows.none()
    rank = Case(*places, default=Value(len(found)), output_field=IntegerField())
    return rows.filter(pk__in=found).order_by(rank)


def _has_words(kind: EntryKind, words: str) -> Q:
    own = "changed" if kind == EntryKind.REPORT else "text"
    names = (own, "place_name", *(f"practice__name_{code}" for code in LANGUAGES))

    def has(word: str) -> Q:
        conditions = (Q(**{f"{name}__folded__contains": folded(word)}) for name in names)
        return reduce(lambda one, other: one | other, conditions)

    return reduce(and_, map(has, words.split()))


def _pickable(source: Source, known: set[int], without: Collection[str]) -> Pickable:
    words = words_of(source, without)
    text = passage_among(words.texts)
    written = {code for code, said in (words.texts or words.headings).items() if said}
    return Pickable(
        number=source.pk,
        title=passage_among(words.headings),
        text=Passage(shortened(text.text, LONGEST_TEXT), text.lang),
        facts=_facts(source),
        languages=[code for code in LANGUAGES if code in written],
        url=url_of(source),
        is_in_issue=source.pk in known,
    )


def _facts(source: Source) -> str:
    if isinstance(source, PeerItem):
        outcome = source.get_outcome_display() if isinstance(source, Report) else ""
        day = source.sent_at or source.created_at
        parts = [somebody(source), outcome, date_format(day, "DATE_FORMAT")]
    else:
        published = source.first_published_at
        parts = [
            place_line(source),
            str(source.get_outcome_display()) if source.outcome else "",
            date_format(published, "DATE_FORMAT") if published else "",
        ]
    return " · ".join(part for part in parts if part)
