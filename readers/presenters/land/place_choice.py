"""Which places to offer for what somebody typed or tapped, and what to say of it."""

from collections.abc import Callable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.land.place_names import division, named
from readers.presenters.view_models import Link, PlaceCandidate, PlaceChoice, PlaceGroup
from zones.areas import Area, Subdivision
from zones.gazetteer import Place
from zones.place_match import PlaceAnswer

# Makes the address that follows when the place is chosen.
PlaceAddress = Callable[[Place], str]
# Makes the address of the places that a text means.
TextAddress = Callable[[str], str]
IN_SIGHT: Final = 8
# Unfolded they are still a list to look through; beyond it the country tells them apart.
MOST_SHOWN: Final = 24
MOST_COUNTRIES: Final = 12


def candidates(places: Sequence[Place], address: PlaceAddress) -> list[PlaceCandidate]:
    """Return places to choose from, each with what tells it apart and its country."""
    shown = []
    for place in places:
        label = place.shown if place.shown == place.name else f"{place.shown} ({place.name})"
        detail = ", ".join(part for part in (division(place), country_name(place.country)) if part)
        shown.append(PlaceCandidate(address(place), label, detail))
    return shown


def place_group(places: Sequence[PlaceCandidate], heading: str = "") -> PlaceGroup:
    """Return the first places in sight and the others folded."""
    return PlaceGroup(places[:IN_SIGHT], heading, places[IN_SIGHT:])


def area_name(area: Area) -> str:
    """Return the country's name in the reader's language; a region or town as it was typed."""
    return country_name(area.country) if area.country else area.told


def place_choice(
    answer: PlaceAnswer,
    typed: str,
    address: PlaceAddress,
    narrowed: TextAddress | None = None,
    *,
    has_map: bool = True,
) -> PlaceChoice:
    """Return what to offer for a typed place: first what lies where it was told, then what lies elsewhere.

    `narrowed` leads to the places of the name in one country, where there are many in several. Where the page
    has no map, nobody is told to tap on it.
    """
    area = area_name(answer.area) if answer.area is not None else ""
    heading, sentences = _said(answer, typed, area, has_map)
    is_near = answer.kind == "not_there" and answer.places
    countries = list(dict.fromkeys(place.country for place in answer.places))
    # In one country nothing is left to narrow by.
    places = answer.places if len(countries) == 1 else answer.places[:MOST_SHOWN]
    groups = [
        place_group(candidates(places, address), _("A name like it") if is_near else ""),
        place_group(candidates(answer.largest, address), _largest(answer, area)),
        place_group(candidates(answer.elsewhere, address), _("Elsewhere")),
    ]
    links = []
    if narrowed is not None and len(countries) > 1 and len(answer.places) > IN_SIGHT:
        links = [
            Link(country_name(code), narrowed(named(answer.name, code)))
            for code in countries[:MOST_COUNTRIES]
        ]
    return PlaceChoice(heading, sentences, [group for group in groups if group.places], typed, links)


def _largest(answer: PlaceAnswer, area: str) -> str:
    if answer.kind == "subdivision":
        area = answer.subdivisions[0].department
    elif answer.kind == "area" and not answer.places:
        return ""
    return _("%(area)s: the largest towns") % {"area": area}


def _said(answer: PlaceAnswer, typed: str, area: str, has_map: bool) -> tuple[str, list[str]]:
    """Return the heading and the sentences below it."""
    missing = _("“%(query)s” is not in our list of places.")
    small = (
        _(
            "Small villages are often missing. Write the nearest town, or tap on the map: the climate there "
            "is almost the same."
        )
        if has_map
        else _(
            "Small villages are often missing. Write the nearest town, or latitude and longitude: the "
            "climate there is almost the same."
        )
    )
    if answer.kind == "area":
        return _("%(area)s: which town is nearest?") % {"area": area}, [
            _("Choose a town, write the name of your village, or tap on the map.")
            if has_map
            else _("Choose a town, or write the name of the village.")
        ]
    if answer.kind == "not_there":
        return missing % {"query": f"{answer.name}, {area}"}, [small]
    if answer.kind == "no_places":
        return _("%(area)s: our list has no place there.") % {"area": area}, [
            _("Tap on the map instead, or write latitude and longitude, such as 12.5, -1.5.")
            if has_map
            else _("Write latitude and longitude instead, such as 12.5, -1.5.")
        ]
    if answer.kind == "unknown_area":
        return _("Which place is it?"), [
            _("We do not know “%(area)s”. Look at the country before you choose.") % {"area": area}
        ]
    if answer.kind == "subdivision":
        where = [_subdivision(part) for part in answer.subdivisions]
        return _("“%(name)s”: which town is nearest?") % {"name": answer.name}, [
            *where,
            _("Our list does not say where exactly it lies. Choose a town near it, or tap on the map.")
            if has_map
            else _("Our list does not say where exactly it lies. Choose a town near it."),
        ]
    if answer.kind == "number":
        return missing % {"query": typed}, [
            _("“%(number)s” is a number. Our list has no postcodes: write the name of the village or town.")
            % {"number": typed}
        ]
    if answer.kind == "unknown":
        return missing % {"query": typed}, [small]
    if not answer.is_called_so:
        return missing % {"query": typed}, [_("Is it one of these? Their names are nearly the same."), small]
    return _("Which place is it?"), []


def _subdivision(part: Subdivision) -> str:
    if part.commune:
        return _("%(name)s is part of the commune of %(commune)s, Benin.") % {
            "name": part.name,
            "commune": part.commune,
        }
    return _("%(name)s is a commune in %(department)s, Benin.") % {
        "name": part.name,
        "department": part.department,
    }
