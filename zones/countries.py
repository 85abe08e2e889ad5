"""Knows which codes are countries. Pure."""

from functools import cache
from typing import Final

from babel import Locale

# What Unicode adds to ISO 3166: groups of countries, outlying islands, codes for tests.
NOT_COUNTRIES: Final = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


# Members of the United Nations, the Cook Islands, Niue and Palestine: the countries that are party to the
# Convention to Combat Desertification.
_STATES: Final = (
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH "
    "CI CK CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM "
    "GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB "
    "LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO "
    "NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR "
    "SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW"
)
STATES: Final = tuple(_STATES.split())


@cache
def country_codes() -> tuple[str, ...]:
    """Returns the ISO 3166 codes of two letters."""
    codes = (str(code) for code in Locale("en").territories)
    countries = {code for code in codes if len(code) == 2 and code.isalpha()}
    return tuple(sorted(countries - NOT_COUNTRIES))
