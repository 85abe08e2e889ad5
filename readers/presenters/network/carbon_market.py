"""The carbon market explained: the list of its pages, and each with its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.explained import ExplainedPage, market_pages
from practices.passages import Passage, passage_among
from readers.presenters.network.explained import Explained, explained
from readers.request_land import RequestLand, with_query


@dataclass(frozen=True, slots=True)
class MarketLink:
    title: Passage
    url: str


@dataclass(frozen=True, slots=True)
class MarketPage:
    """One page; `before` and `after` are None at the ends, where `ask_url` leads on."""

    content: Explained
    position: str
    contents_url: str
    before: MarketLink | None
    after: MarketLink | None
    ask_url: str


def market_contents(request_land: RequestLand) -> Sequence[MarketLink]:
    """Return links to all pages in their order."""
    return [_link(page, request_land) for page in market_pages()]


def market_page(request_land: RequestLand, slug: str) -> MarketPage | None:
    """Return the page of this name; None where there is none."""
    pages = market_pages()
    place = next((place for place, page in enumerate(pages) if page.slug == slug), None)
    if place is None:
        return None
    return MarketPage(
        content=explained(pages[place]),
        position=_("Page %(n)s of %(total)s") % {"n": place + 1, "total": len(pages)},
        contents_url=with_query(reverse("readers:carbon_market"), request_land.pairs),
        before=_link(pages[place - 1], request_land) if place else None,
        after=_link(pages[place + 1], request_land) if place + 1 < len(pages) else None,
        ask_url=with_query(reverse("readers:ask_new"), request_land.pairs),
    )


def _link(page: ExplainedPage, request_land: RequestLand) -> MarketLink:
    address = reverse("readers:carbon_market_page", args=[page.slug])
    return MarketLink(passage_among(page.title), with_query(address, request_land.pairs))
