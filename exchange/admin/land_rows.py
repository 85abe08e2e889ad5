"""Sets what somebody said of their land beside what the map says of the place."""

from dataclasses import dataclass
from typing import Final

from babel.dates import get_month_names
from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from practices.places import country_name
from zones.factors import CHOICES, NUMBERS
from zones.labels import FACTOR_LABELS, FACTOR_VOCABULARIES, LABELS, UNIT_LABELS
from zones.land import AnswerValue, Land, climate_at
from zones.languages import language_of

NBSP: Final = "\N{NO-BREAK SPACE}"
NOTHING: Final = "—"
# Shown even where nobody said anything and the map knows nothing: without them nobody can judge.
ALWAYS: Final = ("rain", "texture", "slope", "crops")
# What the map says that helps somebody who knows the region; the other figures do not.
MAPPED: Final = ("rain", "growing_period", "season_temperature")
ORDER: Final = (
    "rain",
    "growing_period",
    "season_temperature",
    *(name for name in NUMBERS if name not in MAPPED),
    *("texture", "slope", "crops"),
    *(name for name in CHOICES if name not in ("texture", "slope", "crops")),
)


@dataclass(frozen=True, slots=True)
class LandRow:
    label: str
    told: str
    mapped: str


def place(name: str, country: str) -> str:
    """Returns a place with its country, as far as either is known."""
    return ", ".join(part for part in (name, country_name(country) if country else "") if part)


def land_rows(land: Land) -> list[LandRow]:
    """Returns the conditions of a land, one a row, as told and as on the map."""
    climate = None
    if land.latitude is not None and land.longitude is not None:
        climate = climate_at(land.latitude, land.longitude, land.altitude_m)
    mapped = climate.values() if climate else {}
    rows = []
    if climate and climate.first_wet_month and climate.last_wet_month:
        season = _months(climate.first_wet_month, climate.last_wet_month)
        rows.append(LandRow(_("Rainy season"), NOTHING, season))
    facts = [name for name in land.stated if name not in ORDER]
    for name in (*ORDER, *facts):
        told = land.stated.get(name)
        on_map = mapped.get(name) if name in MAPPED else None
        if told is None and on_map is None and name not in ALWAYS:
            continue
        rows.append(LandRow(str(FACTOR_LABELS[name]), _said(name, told), _said(name, on_map)))
    if land.altitude_m is not None:
        rows.append(LandRow(_("Altitude"), f"{number_format(land.altitude_m, 0)}{NBSP}m", NOTHING))
    if land.land_use and land.land_use in LABELS["LAND_USES"]:
        rows.append(LandRow(str(FACTOR_LABELS["land_use"]), str(LABELS["LAND_USES"][land.land_use]), NOTHING))
    return rows


def _months(first: int, last: int) -> str:
    locale = language_of(get_language()).babel_locale
    names = get_month_names("abbreviated", "stand-alone", locale)
    return names[first] if first == last else f"{names[first]}–{names[last]}"


def _said(name: str, value: AnswerValue | None) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if isinstance(value, frozenset):
        labels = LABELS[FACTOR_VOCABULARIES[name]]
        return ", ".join(str(labels[code]) for code in CHOICES[name].codes if code in value)
    factor = NUMBERS[name]
    unit = UNIT_LABELS[factor.unit]
    return f"{number_format(round(value, factor.decimals), factor.decimals)}{NBSP}{unit}".strip(NBSP)
