"""The pages of the tree as readers see them, the other half of the seam in practices/serving.py.

Every page takes the same way, those that are no part of the tree (results, my land, zones, what did not work)
through readers/views/:

    request → RequestLand or ResultsQuery → search.service, selectors → presenters (a view model) → template

A template receives the view model as `view`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from exchange import questions
from exchange.reports import summary_of
from practices import previews, serving
from practices.models import Practice, RegionSection
from practices.region_contacts import contacts_of
from practices.serving import ReaderPage
from readers import selectors
from readers.demand import count_opening
from readers.models import HomePage, PlainPage
from readers.presenters.feed_link import feed_link
from readers.presenters.home import MOST_PRACTICES, Compared, home_view
from readers.presenters.link_preview import practice_preview
from readers.presenters.peers.asking import MOST_QUESTIONS, asked_here
from readers.presenters.plain_page import plain_view
from readers.presenters.practice.clips import Clips
from readers.presenters.practice.page import MOST_RELATED, practice_view
from readers.presenters.practice.pictures import Photos
from readers.presenters.region import MOST_CARDS, region_view
from readers.request_land import land_of
from readers.results_query import ResultsQuery
from readers.views.places import resolve_place
from search import service
from search.crop_warnings import practice_warnings
from zones.land import Land

Context = dict[str, Any]


def home(request: HttpRequest, page: HomePage) -> Context:
    """Return what the home page shows: problems somebody tried something against, and a few practices."""
    request_land = land_of(request)
    land, collection = request_land.land, selectors.collection()
    practices = selectors.practices_of_the_week(collection.practices, MOST_PRACTICES)
    compared: list[Compared] = [(practice, None, ()) for practice in practices]
    if land.can_be_compared:
        warnings = practice_warnings(land, practices)
        compared = [
            (practice, service.explain(land, practice), warned)
            for practice, warned in zip(practices, warnings, strict=True)
        ]
    concepts = (one for one in selectors.home_concepts() if service.has_practices_about(one.code))
    view = home_view(page, request_land, concepts, collection, compared)
    return {"view": view, "feed": feed_link(request_land)}


def plain_page(request: HttpRequest, page: PlainPage) -> Context:
    """Return what a plain page shows."""
    return {"view": plain_view(page)}


def region(request: HttpRequest, page: RegionSection) -> Context:
    """Return what a region shows: whom to ask, and what was published there last."""
    view = region_view(
        land_of(request),
        page,
        selectors.latest_in(page, MOST_CARDS),
        page.standings(),
        contacts_of(page),
        partner_count=selectors.number_of_partners_in(page),
    )
    return {"view": view}


def practice(request: HttpRequest, page: Practice) -> Context:
    """Return what a practice shows: all of it, compared with the reader's land, and its neighbours."""
    count_opening(request, page.pk)
    # The words, filters and page of the list that it was opened from, to come back to.
    query = ResultsQuery.from_request(request)
    request_land = query.request_land
    land = request_land.land
    explanation = service.explain(land, page) if land.can_be_compared else None
    (warnings,) = practice_warnings(land, [page])
    related = service.related(_land_of_neighbours(land, page), page, limit=MOST_RELATED)
    # Whoever previews a page may see its photos and hear its voices before anybody else.
    is_preview = getattr(request, "is_preview", False)
    photos = Photos(selectors.photos_of(page), is_preview)
    clips = Clips(selectors.clips_of(page), is_preview)
    view = practice_view(
        request_land,
        page,
        request.path,
        explanation,
        related,
        photos=photos,
        clips=clips,
        voices=query.facets.get("voices", frozenset()),
        warnings=warnings,
        reports=summary_of(page.pk),
        beside_land=query.beside_land,
        standings=page.standings(),
    )
    asked = questions.published_on(page)[:MOST_QUESTIONS]
    picture = practice_preview(page, previews.address_of(page, get_language() or ""), view.picture)
    return {
        "view": view,
        "preview_image": picture,
        "asked": asked_here(request_land, asked, practice_id=page.external_id),
        "back_url": query.address(reverse("readers:results")),
        "beside_land": query.beside_land,
    }


def _land_of_neighbours(land: Land, practice: Practice) -> Land:
    """Return the reader's land, or the practice's where it is not known where the reader's lies."""
    nowhere = land.latitude is None or land.is_at_sea
    if nowhere and practice.latitude is not None and practice.longitude is not None:
        return Land().moved_to(practice.latitude, practice.longitude)
    return land


def find_typed_place(request: HttpRequest, page: Practice) -> HttpResponse | None:
    """Return where a place that is only typed yet is found or chosen; the same page follows."""
    return resolve_place(request, land_of(request), then=request.path)


def register_all() -> None:
    """Register the reader's page of every model of the tree."""
    serving.register(HomePage, ReaderPage("readers/home.html", home))
    serving.register(PlainPage, ReaderPage("readers/plain_page.html", plain_page))
    serving.register(RegionSection, ReaderPage("readers/region.html", region))
    serving.register(Practice, ReaderPage("readers/practice.html", practice, elsewhere=find_typed_place))
