"""A region: what was published there, the latest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from practices.models import RegionSection
from practices.passages import Passage, passage
from readers.presenters.cards import card
from readers.presenters.view_models import Card
from readers.request_land import RequestLand
from search.practice_rows import PracticeRow

# A region may hold thousands; the results page has them all.
MOST_CARDS: Final = 60


@dataclass(frozen=True, slots=True)
class RegionView:
    title: Passage
    intro: Passage
    cards: Sequence[Card]


def region_view(
    request_land: RequestLand, section: RegionSection, practices: Iterable[PracticeRow]
) -> RegionView:
    """Return what a region shows for the reader's land."""
    return RegionView(
        title=passage(section, "name"),
        intro=passage(section, "intro"),
        cards=[card(request_land, one) for one in practices],
    )
