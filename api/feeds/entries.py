"""Chooses the practices of a feed and says of each what its reader wants to know first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from practices.addresses import page_addresses
from practices.models import Practice, RegionSection
from practices.passages import Passage, passage
from practices.places import place_line
from readers.presenters.cards import outcome_line
from readers.presenters.problems import land_notices, problem_text
from readers.request_land import RequestLand
from readers.results_query import WHOLE_ZONES, ResultsQuery, parameter
from search import service
from search.engines.base import FACETS
from zones.labels import label
from zones.land_reading import Problem

REGION: Final = "region"
# What is read at once; a feed reader comes again.
MOST: Final = 30
# On land like mine, the newest of so many that are the likest.
LIKEST: Final = 100
# Only where the land is much or a little like theirs.
LIKE_GROUPS: Final = ("close", "near", "listed")


class UnreadError(Exception):
    """Raised where a land or a filter was told and cannot be read; `sentences` say why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds one practice of a feed; `language` is that of its texts where it is not the feed's."""

    id: str
    url: str
    title: Passage
    lines: Sequence[Passage]
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class FeedView:
    """Holds a feed; `author` is who says all this: the region, or the site."""

    title: str
    author: str
    url: str
    self_url: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime | None:
        return max((entry.updated for entry in self.entries), default=None)


def feed_view(request: HttpRequest) -> FeedView:
    """Returns what is asked for: a region by its short name; filters, words, land as results pages have them.

    Raises Http404 for a region that there is not, EngineUnavailable where a land or words cannot be searched,
    UnreadError where the land or a filter cannot be read: a feed of all practices would look like that one.
    """
    query = ResultsQuery.from_request(request)
    if unread := [*_unread(query.request_land), *_unread_filters(query)]:
        raise UnreadError(unread)
    chosen = Practice.objects.public()
    title, author = _("Twin Fields: what farmers tried"), _("Twin Fields")
    url = query.address(reverse("readers:results"))
    region = _region(request.GET.get(REGION, ""))
    if region is not None:
        chosen = chosen.child_of(region)
        author = passage(region, "name").text
        title = _("Twin Fields: %(what)s") % {"what": author}
        url = region.get_url()
    if query.request_land.land.can_be_compared or query.facets or query.words:
        chosen = chosen.filter(pk__in=_found(query))
        title = _("Twin Fields: %(what)s") % {"what": _told(query)}
    base = settings.WAGTAILADMIN_BASE_URL
    return FeedView(title, author, base + url, base + request.get_full_path(), _entries(chosen))


def _unread(request_land: RequestLand) -> Iterator[str]:
    """Yields what of a land could not be read, in sentences."""
    yield from land_notices(request_land)
    if request_land.is_doubtful:
        text = _("“%(typed)s” does not name one place. Take the address of the feed from a page of results.")
        yield text % {"typed": request_land.land.place_name}


def _unread_filters(query: ResultsQuery) -> Iterator[str]:
    """Yields which answers of filters do not exist, in sentences; parameters that do not are ignored."""
    filters = {WHOLE_ZONES, *map(parameter, FACETS)}
    for name, value in query.unknown:
        if name in filters:
            yield problem_text(Problem(name, value, "unknown_code"))


def _region(slug: str) -> RegionSection | None:
    if not slug:
        return None
    region: RegionSection | None = RegionSection.objects.public().filter(slug=slug).first()
    if region is None:
        raise Http404
    return region


def _found(query: ResultsQuery) -> list[int]:
    """Returns the numbers of the practices that fit; where nothing does, none: no condition is dropped."""
    land = query.request_land.land
    answer = service.match(land, query.selection, size=LIKEST)
    if answer.relaxed:
        return []
    is_compared = land.can_be_compared
    return [
        result.practice.pk
        for result in answer.results
        if not is_compared or result.explanation.group in LIKE_GROUPS
    ]


def _told(query: ResultsQuery) -> str:
    """Returns in a few words what a feed is narrowed to."""
    land = query.request_land.land
    words = [
        query.words,
        *(str(label("CROPS", code)) for code in sorted(query.facets.get("crops", ()))),
        _("land like mine") if land.can_be_compared else "",
    ]
    return ", ".join(filter(None, words)) or _("a selection")


def _entries(practices: QuerySet[Practice]) -> list[Entry]:
    newest = practices.filter(last_published_at__isnull=False).order_by("-first_published_at", "-pk")[:MOST]
    host, address = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname, page_addresses()
    return [
        Entry(
            id=f"tag:{host},{each.first_published_at:%Y-%m-%d}:{each.external_id}",
            url=settings.WAGTAILADMIN_BASE_URL + address(each.url_path),
            title=passage(each, "name"),
            lines=_lines(each),
            published=each.first_published_at,
            updated=each.last_published_at,
        )
        for each in newest
    ]


def _lines(practice: Practice) -> list[Passage]:
    outcome = outcome_line(practice)
    said = Passage(" · ".join(filter(None, (outcome.name, outcome.note.text))), outcome.note.lang)
    lines = [
        Passage(place_line(practice)),
        said,
        passage(practice, "summary"),
        passage(practice, "did_not_work"),
    ]
    return [line for line in lines if line]
