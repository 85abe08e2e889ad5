"""The dark "my land" line: the place, the first things stated, and all conditions when it opens."""

from django.urls import reverse
from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.view_models import ConditionRow, LandBar
from readers.presenters.wording import (
    answer_text,
    choice_text,
    factor_label,
    months,
    number,
    origin_text,
)
from readers.request_land import RequestLand, with_query
from zones.labels import label
from zones.land import Land

STATED_FIRST = ("texture", "crops", "slope", "water_supply")
MOST_STATED = 3


def place_label(land: Land) -> str:
    """Return the place with its country: as it was typed, else the gazetteer's name, else the position."""
    town = land.town
    country = country_name(town.country) if town else ""
    if land.place_name or (land.place is not None and town):
        name = land.place_name or (town.name if town else "")
        return ", ".join(part for part in (name, country) if part)
    if land.latitude is not None and land.longitude is not None:
        position = f"{number(land.latitude, 1)}° / {number(land.longitude, 1)}°"
        if town is None:
            return position
        return f"{position}, " + _("near %(town)s") % {"town": f"{town.name}, {country}"}
    return _("My land")


def _stated(land: Land) -> list[str]:
    """Return the first things that the farmer said of the land, in words."""
    texts = []
    for name in STATED_FIRST:
        value = land.stated.get(name)
        if isinstance(value, frozenset):
            text = choice_text(name, value)
            if name == "texture":
                text = _("%(texture)s soil") % {"texture": text}
            if name == "slope":
                text = _("%(slope)s slope") % {"slope": text}
            texts.append(text)
    return texts[:MOST_STATED]


def _rows(land: Land, change_url: str) -> list[ConditionRow]:
    rows = []
    climate = land.climate
    if climate is not None and climate.first_wet_month and climate.last_wet_month:
        season = months(climate.first_wet_month, climate.last_wet_month)
        rows.append(ConditionRow(_("Growing season"), season, origin_text("derived", of_farmer=True)))
    for name, answer in land.answers().items():
        rows.append(
            ConditionRow(
                factor_label(name),
                answer_text(name, answer),
                origin_text(answer.origin, of_farmer=True),
                f"{change_url}#{name}",
            )
        )
    if land.land_use and land.land_use != "any":
        rows.append(
            ConditionRow(
                factor_label("land_use"),
                str(label("LAND_USES", land.land_use)),
                origin_text("stated", of_farmer=True),
                f"{change_url}#land_use",
            )
        )
    return rows


def land_bar(request_land: RequestLand) -> LandBar:
    """Return the line that stays with the reader, which asks for the land where none is known."""
    land = request_land.land
    change_url = with_query(reverse("readers:land"), request_land.pairs)
    return LandBar(
        is_set=not land.is_empty,
        place_name=place_label(land),
        stated=_stated(land),
        change_url=change_url,
        rows=_rows(land, change_url) if not land.is_empty else (),
    )
