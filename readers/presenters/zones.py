"""A zone in plain words: what it is, where else it lies, and its neighbours by soil."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.view_models import Picture
from readers.presenters.wording import sentence_case
from readers.presenters.zone_map import HEIGHT, WIDTH
from readers.request_land import with_land
from zones import extent
from zones.labels import label, zone_name
from zones.naming import ALL_ZONES, Zone, zone_code
from zones.vocabulary import TEXTURES

TOWNS = 8

Pairs = list[tuple[str, str]]
Links = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ZoneTexts:
    """`soils` leads to the same climate on other soils, `towns` to what suits the land around them."""

    code: str
    name: str
    sentence: str
    map: Picture
    soils: Links
    towns: Links


def codes_within(code: str) -> frozenset[str]:
    """The zone and, where it names no soil, the same climate on every soil."""
    zone = ALL_ZONES[code]
    if zone.texture:
        return frozenset({code})
    return frozenset(zone_code(zone.growing_period, zone.temperature, soil) for soil in (None, *TEXTURES))


def without_soil(code: str) -> str:
    zone = ALL_ZONES[code]
    return zone_code(zone.growing_period, zone.temperature)


def zone_url(code: str, pairs: Pairs) -> str:
    return with_land(reverse("readers:zone", args=[code]), pairs)


def zone_title(code: str) -> str:
    return sentence_case(zone_name(code))


def zone_texts(code: str, pairs: Pairs) -> ZoneTexts:
    zone = ALL_ZONES[code]
    sentence = _("The growing season is %(temperature)s and lasts: %(days)s in a year.") % {
        "temperature": label("TEMPERATURE_CLASSES", zone.temperature),
        "days": label("GROWING_PERIOD_CLASSES", zone.growing_period),
    }
    if zone.texture:
        sentence += " " + _("The soil is %(texture)s.") % {"texture": label("TEXTURES", zone.texture)}
    drawing = Picture(
        reverse("readers:zone_map", args=[without_soil(code)]),
        _("World map. Dark: where the climate is like this."),
        WIDTH,
        HEIGHT,
    )
    return ZoneTexts(code, zone_title(code), sentence, drawing, _soils(zone, pairs), _towns(zone))


def _soils(zone: Zone, pairs: Pairs) -> Links:
    """The zone on other soils, and without regard to soil."""
    return [
        (
            sentence_case(label("TEXTURES", soil)) if soil else _("Any soil"),
            zone_url(zone_code(zone.growing_period, zone.temperature, soil), pairs),
        )
        for soil in (None, *TEXTURES)
        if soil != zone.texture
    ]


def _towns(zone: Zone) -> Links:
    soil = [("texture", zone.texture)] if zone.texture else []
    return [
        (
            f"{town.name}, {country_name(town.country)}",
            with_land(reverse("readers:results"), [("place", str(town.id)), *soil]),
        )
        for town in extent.towns(zone, TOWNS)
    ]
