"""A practice as a card: where, how it went, how it compares, and the one difference to know."""

from functools import lru_cache

from django.utils.translation import gettext as _

from matching.explanation import Explanation
from practices.models import Practice
from practices.passages import passage
from practices.places import country_name
from readers.presenters.comparison import blocks, sentence
from readers.presenters.pictures import card_picture
from readers.presenters.view_models import Card, Passage
from readers.presenters.wording import distance_text
from readers.request_land import with_land
from search.practice_rows import PracticeRow, km_between
from search.text.highlight import Snippet
from zones import gazetteer
from zones.geography import continent_of
from zones.labels import label
from zones.land import Land

# Lists and the practice's own page tell the same of it.
Told = Practice | PracticeRow


def place_line(practice: Told) -> str:
    parts = [practice.place_name, country_name(practice.country) if practice.country else ""]
    return ", ".join(part for part in parts if part)


def distance_line(land: Land, practice: Told) -> str:
    km = km_between(land, practice)
    if km is None:
        return ""
    continent = _continent_at(land.place, land.latitude, land.longitude)
    return distance_text(km, same_continent=continent == continent_of(practice.country))


@lru_cache(maxsize=1024)
def _continent_at(place_id: int | None, latitude: float | None, longitude: float | None) -> str | None:
    """The continent of the place, or of the town nearest to a position."""
    place = gazetteer.get(place_id) if place_id is not None else None
    if place is None and latitude is not None and longitude is not None:
        place = next((near for near, _km in gazetteer.nearest(latitude, longitude, limit=1)), None)
    return continent_of(place.country) if place else None


def outcome_passage(practice: Told) -> Passage:
    """The outcome in the author's few words, or its plain name."""
    note = passage(practice, "outcome_note")
    if note.text:
        return Passage(note.text, note.lang)
    return Passage(str(label("OUTCOMES", practice.outcome)) if practice.outcome else "")


def card(
    land: Land,
    practice: PracticeRow,
    explanation: Explanation | None,
    pairs: list[tuple[str, str]],
    snippet: Snippet | None = None,
) -> Card:
    title = passage(practice, "name")
    compared = explanation is not None and explanation.L is not None
    return Card(
        url=with_land(practice.url, pairs),
        title=Passage(title.text or _("Untitled practice"), title.lang),
        place_line=place_line(practice),
        distance_line=distance_line(land, practice),
        outcome=practice.outcome,
        outcome_text=outcome_passage(practice),
        picture=card_picture(practice),
        blocks=blocks(explanation) if compared and explanation else (),
        sentence=sentence(explanation) if compared and explanation else None,
        snippet=Passage(snippet.html, snippet.lang) if snippet else None,
    )
