"""A zone in plain words: what it is, what was tried in it, where else it lies, and its neighbours by soil."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from practices.passages import Passage
from practices.places import country_name
from readers.presenters.cards import card
from readers.presenters.land.zone_map import HEIGHT, WIDTH
from readers.presenters.practice.kept_zips import KeptZip, kept_zip, zone_subject
from readers.presenters.query_controls import degraded
from readers.presenters.view_models import Card, Link, Picture
from readers.presenters.wording import sentence_case
from readers.request_land import Pairs, RequestLand, with_query
from readers.results_query import parameter
from readers.zone_codes import without_soil, zone_at, zone_facets
from search.service import SearchResults
from zones import extent
from zones.labels import label, zone_name
from zones.naming import ALL_ZONES, Zone, zone_code
from zones.vocabulary import TEXTURES

MOST_TOWNS: Final = 8
GIVEN_UP: Final = ("abandoned", "suspended")


@dataclass(frozen=True, slots=True)
class ZoneView:
    """`soils` lead to the same climate on other soils; `towns` are to know it by, and lead nowhere.

    `is_yours` where the reader's land lies; `yours` leads to the zone of that land where it is another.
    """

    title: str
    sentence: str
    map: Picture
    soils: Sequence[Link]
    towns: Sequence[str]
    tried: Sequence[Card]
    given_up: Sequence[Card]
    more_url: str
    notices: Sequence[str]
    is_yours: bool = False
    yours: Link | None = None
    kept: KeptZip | None = None


def zone_title(code: str) -> str:
    """Return the name of a zone, as a heading."""
    return sentence_case(zone_name(code))


def zone_url(code: str, pairs: Pairs) -> str:
    """Return the address of a zone's page."""
    return with_query(reverse("readers:zone", args=[code]), pairs)


def zone_view(request_land: RequestLand, code: str, answer: SearchResults) -> ZoneView:
    """Return a zone's page; `answer` is what the search found in it, and counts for nothing if relaxed."""
    zone = ALL_ZONES[code]
    results = [] if answer.relaxed else answer.results
    cards = [(result.practice.outcome in GIVEN_UP, card(request_land, result.practice)) for result in results]
    filters = [(parameter(name), one) for name, ticked in zone_facets([code]).items() for one in ticked]
    all_url = with_query(reverse("readers:results"), [*request_land.pairs, *filters])
    yours = zone_at(request_land.land)
    is_yours = yours == without_soil(code)
    return ZoneView(
        title=zone_title(code),
        sentence=_sentence(zone),
        map=Picture(
            reverse("readers:zone_map", args=[without_soil(code)]),
            Passage(_("World map. Dark: where the climate is like this.")),
            WIDTH,
            HEIGHT,
        ),
        soils=_soils(zone, request_land.pairs),
        towns=_towns(zone),
        tried=[shown for is_given_up, shown in cards if not is_given_up],
        given_up=[shown for is_given_up, shown in cards if is_given_up],
        more_url=all_url if answer.total > len(results) > 0 else "",
        notices=degraded(answer),
        is_yours=is_yours,
        yours=Link(zone_title(yours), zone_url(yours, request_land.pairs))
        if yours and not is_yours
        else None,
        kept=kept_zip(zone_subject(code)),
    )


def _sentence(zone: Zone) -> str:
    sentence = _("The growing season is %(temperature)s and lasts: %(days)s in a year.") % {
        "temperature": label("TEMPERATURE_CLASSES", zone.temperature),
        "days": label("GROWING_PERIOD_CLASSES", zone.growing_period),
    }
    if zone.texture:
        sentence += " " + _("The soil is %(texture)s.") % {"texture": label("TEXTURES", zone.texture)}
    return sentence


def _soils(zone: Zone, pairs: Pairs) -> list[Link]:
    """Return links to the zone on other soils, and without regard to soil."""
    return [
        Link(
            sentence_case(label("TEXTURES", soil)) if soil else _("Any soil"),
            zone_url(zone_code(zone.growing_period, zone.temperature, soil), pairs),
        )
        for soil in (None, *TEXTURES)
        if soil != zone.texture
    ]


def _towns(zone: Zone) -> list[str]:
    return [f"{town.name} ({country_name(town.country)})" for town in extent.towns(zone, MOST_TOWNS)]
