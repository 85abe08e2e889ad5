"""A practice as a card: where, how it went, how it compares, and the one difference to know."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from matching.explanation import Explanation
from practices.models import Practice
from practices.passages import Passage, passage
from practices.places import place_line
from readers.presenters.practice.clips import heard_text
from readers.presenters.practice.comparison import factor_groups, main_difference
from readers.presenters.practice.crop_warnings import warning_line
from readers.presenters.practice.needs import untold_needs
from readers.presenters.practice.pictures import card_picture
from readers.presenters.view_models import Card, OutcomeLine
from readers.presenters.wording import distance_text
from readers.request_land import Pairs, RequestLand, with_query
from readers.results_query import parameter
from search.crop_warnings import PracticeWarning
from search.practice_rows import PracticeRow, km_between
from search.text.highlight import Snippet
from zones import gazetteer
from zones.geography import continent_of
from zones.labels import label
from zones.land import Land

VOICES: Final = parameter("voices")
# Lists and the practice's own page say the same of it.
PracticeLike = Practice | PracticeRow


def distance_line(land: Land, practice: PracticeLike) -> str:
    """Return how far the practice is from the land; "" while either position is not known."""
    km = km_between(land, practice)
    if km is None:
        return ""
    continent = _continent_at(land.place, land.latitude, land.longitude)
    return distance_text(km, same_continent=continent == continent_of(practice.country))


@lru_cache(maxsize=1024)
def _continent_at(place_id: int | None, latitude: float | None, longitude: float | None) -> str | None:
    """Return the continent of the place, or of the town nearest to a position."""
    place = gazetteer.get(place_id) if place_id is not None else None
    if place is None and latitude is not None and longitude is not None:
        place = next((near for near, _km in gazetteer.nearest(latitude, longitude, limit=1)), None)
    return continent_of(place.country) if place else None


def outcome_line(practice: PracticeLike) -> OutcomeLine:
    """Return how it went: the outcome by its name, and the author's few words about it.

    Words that begin with the name stand for it too.
    """
    name = str(label("OUTCOMES", practice.outcome)) if practice.outcome else ""
    note = passage(practice, "outcome_note")
    is_said = bool(name) and note.text.casefold().startswith(name.casefold())
    return OutcomeLine(practice.outcome, "" if is_said else name, note)


def card(
    request_land: RequestLand,
    practice: PracticeRow,
    explanation: Explanation | None = None,
    snippet: Snippet | None = None,
    warnings: Sequence[PracticeWarning] = (),
    *,
    list_pairs: Pairs | None = None,
) -> Card:
    """Return a practice as a card; what it compares is empty where nothing was asked of the land.

    `list_pairs` are the parameters of the list it stands in, to come back to; else the land goes along alone.
    """
    title = passage(practice, "name")
    compared = explanation if explanation is not None and explanation.likeness is not None else None
    return Card(
        url=with_query(practice.url, request_land.pairs if list_pairs is None else list_pairs),
        title=Passage(title.text or _("Untitled practice"), title.lang),
        place_line=place_line(practice),
        distance_line=distance_line(request_land.land, practice),
        outcome=outcome_line(practice),
        picture=card_picture(practice),
        heard=heard_text(practice.heard, [code for name, code in list_pairs or () if name == VOICES]),
        factor_groups=factor_groups(compared) if compared else (),
        main_difference=main_difference(compared) if compared else None,
        snippet=Passage(snippet.html, snippet.lang) if snippet else None,
        needs=untold_needs(compared) if compared else "",
        warning=warning_line(warnings, request_land.land.answers()),
    )
