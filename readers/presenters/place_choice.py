"""Which places to offer for what somebody typed or tapped, and what to say of it."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.view_models import PlaceCandidate, PlaceChoice, PlaceGroup
from zones.areas import Area, Subdivision
from zones.gazetteer import Place
from zones.place_match import PlaceAnswer

# Makes the address that follows when the place is chosen.
PlaceAddress = Callable[[Place], str]


def candidates(places: Sequence[Place], address: PlaceAddress) -> list[PlaceCandidate]:
    """Return places to choose from, each with what tells it apart and its country."""
    shown = []
    for place in places:
        label = place.shown if place.shown == place.name else f"{place.shown} ({place.name})"
        detail = ", ".join(part for part in (_near(place), country_name(place.country)) if part)
        shown.append(PlaceCandidate(address(place), label, detail))
    return shown


def _near(place: Place) -> str:
    """Return the state in the United States, elsewhere the largest town of the same division."""
    if place.country == "US" or not place.admin:
        return place.admin
    return "" if place.admin == place.name else _("near %(town)s") % {"town": place.admin}


def area_name(area: Area) -> str:
    """Return the country's name in the reader's language; a region or town as it was typed."""
    return country_name(area.country) if area.country else area.told


def place_choice(answer: PlaceAnswer, typed: str, address: PlaceAddress) -> PlaceChoice:
    """Return what to offer for a typed place: first what lies where it was told, then what lies elsewhere."""
    area = area_name(answer.area) if answer.area is not None else ""
    heading, sentences = _said(answer, typed, area)
    is_near = answer.kind == "not_there" and answer.places
    groups = [
        PlaceGroup(candidates(answer.places, address), _("A name like it") if is_near else ""),
        PlaceGroup(candidates(answer.largest, address), _largest(answer, area)),
        PlaceGroup(candidates(answer.elsewhere, address), _("Elsewhere")),
    ]
    return PlaceChoice(heading, sentences, [group for group in groups if group.places], typed)


def _largest(answer: PlaceAnswer, area: str) -> str:
    if answer.kind == "subdivision":
        area = answer.subdivisions[0].department
    elif answer.kind == "area" and not answer.places:
        return ""
    return _("%(area)s: the largest towns") % {"area": area}


def _said(answer: PlaceAnswer, typed: str, area: str) -> tuple[str, list[str]]:
    """Return the heading and the sentences below it."""
    missing = _("“%(query)s” is not in our list of places.")
    small = _(
        "Small villages are often missing. Write the nearest town, or tap on the map: the climate there is "
        "almost the same."
    )
    if answer.kind == "area":
        return _("%(area)s: which town is nearest?") % {"area": area}, [
            _("Choose a town, write the name of your village, or tap on the map.")
        ]
    if answer.kind == "not_there":
        return missing % {"query": f"{answer.name}, {area}"}, [small]
    if answer.kind == "no_places":
        return _("%(area)s: our list has no place there.") % {"area": area}, [
            _("Tap on the map instead, or write latitude and longitude, such as 12.5, -1.5.")
        ]
    if answer.kind == "unknown_area":
        return _("Which place is it?"), [
            _("We do not know “%(area)s”. Look at the country before you choose.") % {"area": area}
        ]
    if answer.kind == "subdivision":
        where = [_subdivision(part) for part in answer.subdivisions]
        return _("“%(name)s”: which town is nearest?") % {"name": answer.name}, [
            *where,
            _("Our list does not say where exactly it lies. Choose a town near it, or tap on the map."),
        ]
    if answer.kind == "unknown":
        return missing % {"query": typed}, [small]
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
