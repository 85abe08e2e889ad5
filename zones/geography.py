"""Computes distances, continents and coarse positions on the globe. Pure: standard library only."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088

# By the United Nations' geographic regions where GeoNames and common use differ little; Antarctica and its
# islands stand with the continent they are reached from.
_COUNTRIES: Final = {
    "africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA "
        "MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    "asia": (
        "AE AF AM AZ BD BH BN BT CC CN CX CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK "
        "MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
    ),
    "europe": (
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT "
        "LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
    ),
    "north_america": (
        "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI "
        "PA PM PR SV SX TC TT US VC VG VI"
    ),
    "oceania": ("AQ AS AU CK FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"),
    "south_america": ("AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
}
_CONTINENTS: Final = {country: name for name, codes in _COUNTRIES.items() for country in codes.split()}
_TENTH: Final = Decimal("0.1")


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Returns great-circle distance by the haversine formula."""
    phi1, phi2 = math.radians(latitude1), math.radians(latitude2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(longitude2 - longitude1) / 2
    root = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(root, 1.0)))


def continent_of(country_code: str) -> str:
    """Returns the code in `vocabulary.CONTINENTS` of a country by its ISO 3166 alpha-2 code.

    Raises KeyError.
    """
    return _CONTINENTS[country_code.upper()]


def snap(latitude: float, longitude: float) -> tuple[float, float]:
    """Returns a position rounded to 0.1 degrees, halves away from zero; 180 E and 180 W are both -180.0.

    Raises ValueError for a latitude beyond a pole, a longitude beyond one turn, or a number that is not
    finite.
    """
    if not (-90 <= latitude <= 90 and -360 <= longitude <= 360):
        raise ValueError(f"not on the globe: {latitude}, {longitude}")
    tenths = round(_to_tenth(longitude) * 10)
    # Adding 0.0 turns a negative zero into zero: one place, one spelling in an address.
    return _to_tenth(latitude) + 0.0, ((tenths + 1800) % 3600 - 1800) / 10


def _to_tenth(degrees: float) -> float:
    return float(Decimal(repr(float(degrees))).quantize(_TENTH, rounding=ROUND_HALF_UP))
