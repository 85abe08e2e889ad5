"""The dark "my land" line: the place, the first things stated, and all conditions when it opens."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from readers.presenters.land.place_names import division, place_label
from readers.presenters.view_models import ConditionRow, LandBar
from readers.presenters.wording import (
    about,
    answer_text,
    choice_text,
    factor_label,
    metres,
    months,
    origin_text,
)
from readers.request_land import with_query
from readers.results_query import ResultsQuery
from zones.derivation import is_about
from zones.labels import label
from zones.land import Land
from zones.values import Origin

# What was said comes first, what nobody had to say last.
ORIGINS_IN_ORDER = ("stated", "from_stated_rain", "derived")
STATED_FIRST = ("texture", "crops", "slope", "water_supply")
MOST_STATED = 3


def stated_texts(land: Land) -> list[str]:
    """Return the first things that the farmer said of the land, in words."""
    texts = [metres(land.altitude_m)] if land.altitude_m is not None else []
    for name in STATED_FIRST:
        value = land.stated.get(name)
        if isinstance(value, frozenset):
            text = choice_text(name, value)
            if name == "texture":
                text = _("%(texture)s soil") % {"texture": text}
            if name == "slope":
                text = _("flat land") if value == {"flat"} else _("%(slope)s slope") % {"slope": text}
            texts.append(text)
    return texts[:MOST_STATED]


def condition_rows(land: Land, change_url: str = "") -> list[ConditionRow]:
    """Return everything that is known, by where it comes from; each is changed below `change_url`."""
    rows: dict[str, list[ConditionRow]] = {origin: [] for origin in ORIGINS_IN_ORDER}

    def add(origin: str, name: str, value: str, url: str = "") -> None:
        rows[origin].append(ConditionRow(name, value, origin_text(origin, of_farmer=True), url))

    if land.altitude_m is not None:
        add("stated", _("Altitude"), metres(land.altitude_m), f"{change_url}#altitude")
    climate = land.climate
    if climate is not None and climate.first_wet_month and climate.last_wet_month:
        season = months(climate.first_wet_month, climate.last_wet_month)
        origin: Origin = "from_stated_rain" if "rain" in land.stated else "derived"
        if is_about(climate, "growing_period", origin):
            season = about(season)
        add(origin, _("Growing season"), season)
    for name, answer in land.answers().items():
        add(answer.origin, factor_label(name), answer_text(name, answer), f"{change_url}#{name}")
    if land.land_use and land.land_use != "any":
        use = str(label("LAND_USES", land.land_use))
        add("stated", factor_label("land_use"), use, f"{change_url}#land_use")
    return [row for origin in ORIGINS_IN_ORDER for row in rows[origin]]


def land_bar(request: HttpRequest) -> LandBar:
    """Return the line that stays with the reader, which asks for the land where none is known.

    Whatever it leads to keeps the words and filters of the page.
    """
    query = ResultsQuery.from_request(request)
    request_land, kept = query.request_land, query.beside_land
    land = request_land.land
    change_url = with_query(reverse("readers:land"), [*request_land.pairs, *kept])
    town = land.town if land.place is not None else None
    return LandBar(
        is_set=not land.is_empty,
        place_name=place_label(land),
        stated=stated_texts(land),
        change_url=change_url,
        rows=condition_rows(land, change_url) if not land.is_empty else (),
        place_detail=division(town) if town is not None else "",
        forget_url=with_query(request.path, kept),
        compare_url=with_query(reverse("readers:compare"), request_land.pairs)
        if land.latitude is not None
        else "",
        ask_url=query.address(reverse("readers:results")) if request_land.is_doubtful else "",
    )
