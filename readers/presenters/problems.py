"""What could not be read of an address or a form, said so that it can be put right."""

from django.utils.translation import gettext as _

from readers.presenters.wording import factor_label, number
from readers.request_land import RequestLand
from zones.factors import CONSTRAINTS, NUMBERS
from zones.labels import FACTOR_LABELS
from zones.land import ALTITUDE
from zones.land_reading import LATITUDE, LONGITUDE, Problem

BOUNDS = {**NUMBERS, "lat": LATITUDE, "lon": LONGITUDE, "altitude": ALTITUDE}


def parameter_label(name: str) -> str:
    """Return what a parameter of an address is called."""
    if name in FACTOR_LABELS or name in CONSTRAINTS:
        return factor_label(name)
    return {
        "place": _("Place"),
        "place_name": _("Place"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
        "altitude": _("Altitude"),
    }.get(name, name)


def no_land_text() -> str:
    """Return what to say of a position at sea."""
    return _("There is no land at this position on our map. Please check it.")


def land_notices(request_land: RequestLand) -> list[str]:
    """Return what was not used of the land in an address, for the pages that have no form for it."""
    texts = [problem_text(problem) for problem in request_land.problems]
    return [*texts, no_land_text()] if request_land.land.is_at_sea else texts


def problem_text(problem: Problem) -> str:
    """Return what could not be read, in a sentence."""
    name = parameter_label(problem.parameter)
    if problem.code == "out_of_range" and problem.parameter in BOUNDS:
        bounds = BOUNDS[problem.parameter]
        return _("%(name)s: “%(value)s” is not between %(low)s and %(high)s, so it was not used.") % {
            "name": name,
            "value": problem.value,
            "low": number(bounds.low),
            "high": number(bounds.high),
        }
    texts = {
        "not_a_number": _("%(name)s: “%(value)s” is not a number, so it was not used."),
        "out_of_range": _("%(name)s: “%(value)s” cannot be right, so it was not used."),
        "unknown_code": _("%(name)s: “%(value)s” is not one of the answers, so it was not used."),
        "unknown_place": _(
            "“%(value)s” is a number that our list of places does not have. We do not know postcodes: write "
            "the name of the village or town."
        ),
        "off_the_globe": _(
            "“%(value)s” is no position on the globe: the first number goes from -90 to 90, the second from "
            "-180 to 180."
        ),
        "not_yes_no": _("%(name)s: “%(value)s” is neither yes nor no, so it was not used."),
        "control_character": _(
            "%(name)s: there were characters in it that nobody can type, so it was not used."
        ),
        "too_long": _("%(name)s: this is too long, so it was not used."),
        "too_many": _("%(name)s: there were too many answers; the first ones were used."),
        "repeated": _("%(name)s was given twice; the first one was used."),
        "incomplete": _("A position needs both latitude and longitude."),
    }
    return texts[problem.code] % {"name": name, "value": problem.value}
