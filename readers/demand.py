"""Tells `practices/demand` what a reader looks for: coarse facts, and nothing of the reader."""

import re
from collections.abc import Iterator
from math import floor
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from practices.demand import counting
from practices.demand.counting import Kind
from readers.results_query import ResultsQuery
from readers.zone_codes import zone_at
from search.service import SearchResults
from zones.land import Land
from zones.place_match import PlaceAnswer

# Programs that name themselves, and those that fetch a page to show a picture of it.
_PROGRAM: Final = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|scan|archive|facebookexternalhit|whatsapp/|curl|wget|python|java/|go-http"
    r"|headless|^$",
    re.IGNORECASE,
)
WITHOUT_WORDS: Final = ("some_words", "words", "everything")
_AHEAD: Final = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def is_counted(request: HttpRequest) -> bool:
    """Returns whether a person reads this page who does not work on the site."""
    return (
        settings.DEMAND_COUNTED
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not getattr(request, "is_preview", False)
        and not _PROGRAM.search(request.headers.get("User-Agent", ""))
        and not any(
            _AHEAD.search(request.headers.get(name, "")) for name in ("Sec-Purpose", "Purpose", "X-Moz")
        )
    )


def count_search(request: HttpRequest, query: ResultsQuery, answer: SearchResults) -> None:
    """Counts a search, once for all of its pages."""
    land = query.request_land.land
    is_empty = land.is_empty and not query.words and not query.facets
    if query.page != 1 or is_empty or not is_counted(request):
        return
    crops = query.facets.get("crops", frozenset())
    counting.count_search(
        country=land.town.country if land.town else "",
        language=query.language,
        codes=[*_conditions(land), *((Kind.CROP, code) for code in crops | _crops_of(land))],
        words=query.words,
        no_practice_has_words=_is_in_vain(answer),
    )


def _is_in_vain(answer: SearchResults) -> bool:
    """Returns whether no practice has the words, or none treats what they name; filters are no reason."""
    has_untreated = bool(answer.words and answer.words.untreated)
    return has_untreated or not answer.total or answer.relaxed in WITHOUT_WORDS


def count_unknown_place(request: HttpRequest, answer: PlaceAnswer, language: str) -> None:
    """Counts a name that our list of places does not have."""
    is_unknown = answer.kind in ("unknown", "not_there", "places") and not answer.is_called_so
    if is_unknown and is_counted(request):
        country = answer.area.country if answer.area else ""
        counting.count_unknown_place(answer.name, country=country, language=language)


def count_opening(request: HttpRequest, practice: int) -> None:
    """Counts that the page of a practice was opened."""
    if is_counted(request):
        counting.count_opening(practice)


def _crops_of(land: Land) -> frozenset[str]:
    crops = land.stated.get("crops")
    return crops if isinstance(crops, frozenset) else frozenset()


def _conditions(land: Land) -> Iterator[tuple[str, str]]:
    """Yields the cell of one degree in which the land lies, and its zone without the soil."""
    if land.latitude is None or land.longitude is None:
        return
    yield Kind.CELL, f"{floor(land.latitude)},{floor(land.longitude)}"
    if zone := zone_at(land):
        yield Kind.ZONE, zone
