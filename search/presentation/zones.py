"""A zone in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.presentation.wording import sentence_case
from zones.labels import label, zone_name
from zones.naming import ALL_ZONES


@dataclass(frozen=True, slots=True)
class ZoneTexts:
    code: str
    name: str
    sentence: str


def zone_texts(code: str) -> ZoneTexts:
    zone = ALL_ZONES[code]
    sentence = _("The growing season is %(temperature)s and lasts: %(days)s in a year.") % {
        "temperature": label("TEMPERATURE_CLASSES", zone.temperature),
        "days": label("GROWING_PERIOD_CLASSES", zone.growing_period),
    }
    if zone.texture:
        sentence += " " + _("The soil is %(texture)s.") % {"texture": label("TEXTURES", zone.texture)}
    return ZoneTexts(code, sentence_case(zone_name(code)), sentence)
