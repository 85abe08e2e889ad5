"""Where what a practice tells was published: each source in its language, and of which years they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, ngettext

from practices.models import Practice
from practices.passages import Passage, passage
from readers.presenters.view_models import Source
from readers.presenters.wording import EN_DASH, sentence_case
from readers.request_land import RequestLand, with_query

# The rest has a page of its own: whoever reads how it is done need not pay for its bytes.
MOST_ON_PAGE: Final = 3


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Holds the page of the sources of a practice."""

    title: Passage
    back_url: str
    text: str
    sources: Sequence[Source]


def sources_view(request_land: RequestLand, practice: Practice) -> SourcesView:
    """Return all sources of a practice."""
    back = with_query(practice.get_url() or "", request_land.pairs)
    return SourcesView(passage(practice, "name"), back, sources_text(practice), practice_sources(practice))


def practice_sources(practice: Practice) -> list[Source]:
    """Return the citations, each in its own language; the year is left out where the text has it already."""
    reader = get_language()
    return [
        Source(
            one.text,
            "" if one.language == reader else one.language,
            one.year if str(one.year) not in one.text else None,
            one.doi,
            one.url,
            passage(one, "note"),
            sentence_case(one.get_read_as_display()),
        )
        for one in practice.citations.all()
    ]


def years(practice: Practice) -> str:
    """Return from when to when its sources are; empty where no year is known."""
    told = [one.year for one in practice.citations.all() if one.year]
    if not told:
        return ""
    first, last = min(told), max(told)
    return str(first) if first == last else f"{first}{EN_DASH}{last}"


def sources_text(practice: Practice) -> str:
    """Return how many sources there are, and of which years."""
    count = practice.citations.count()
    text = ngettext("%(n)s source", "%(n)s sources", count) % {"n": count}
    return ", ".join(filter(None, (text, years(practice))))
