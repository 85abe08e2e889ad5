"""What a place is called: with its country for people to read, alone for a field to type in."""

from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.wording import number
from zones.gazetteer import Place
from zones.land import Land


def division(place: Place) -> str:
    """Return the state in the United States, elsewhere the largest town of the same division; "" for that."""
    if place.country == "US" or not place.admin:
        return place.admin
    return "" if place.admin == place.name else _("near %(town)s") % {"town": place.admin}


def named(name: str, country: str) -> str:
    """Return a name and the country it lies in."""
    return ", ".join(part for part in (name, country_name(country) if country else "") if part)


def place_label(land: Land) -> str:
    """Return the place with its country: the gazetteer's spelling that was typed, else the position.

    What was typed and not found yet stands as it was typed.
    """
    town = land.town
    if land.place_name or (land.place is not None and town):
        return named(land.place_name or (town.name if town else ""), town.country if town else "")
    if land.latitude is not None and land.longitude is not None:
        position = f"{number(land.latitude, 1)}° / {number(land.longitude, 1)}°"
        if town is None:
            return position
        return f"{position}, " + _("near %(town)s") % {"town": named(town.name, town.country)}
    return _("My land")


def place_text(land: Land) -> str:
    """Return a place as one would type it: its name, else the position, else nothing."""
    if land.place_name:
        return land.place_name
    if land.place is not None and land.town is not None:
        return land.town.name
    if land.latitude is None or land.longitude is None:
        return ""
    return f"{land.latitude:.1f}, {land.longitude:.1f}"
