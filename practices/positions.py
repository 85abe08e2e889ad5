"""Says in words why a position is hardly where the country is."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from practices.places import country_name
from zones.gazetteer import Place
from zones.position_doubt import Doubt

# Of a position with its country, as it was confirmed.
LONGEST_KEY = 40


def doubt_text(found: Doubt, countries: Collection[str]) -> str:
    """Returns what speaks against a position, and what may have been meant."""
    return " ".join(filter(None, (_what_is_there(found, countries), _what_was_meant(found))))


def _what_is_there(found: Doubt, countries: Collection[str]) -> str:
    if found.is_zero:
        return _("Latitude and longitude are both 0: that is in the sea off Africa.")
    if found.town is None:
        return _("This position is in the sea.")
    town = _named(found.town)
    if len(countries) == 1:
        country = country_name(next(iter(countries)))
        return _("This position is hardly in %(country)s: the nearest town is %(town)s.") % {
            "country": country,
            "town": town,
        }
    return _("This position is hardly in a country of this region: the nearest town is %(town)s.") % {
        "town": town
    }


def _what_was_meant(found: Doubt) -> str:
    if found.meant is None or found.meant_town is None:
        return ""
    questions = {
        "swapped": _("Are the two numbers swapped? %(position)s is near %(town)s."),
        "sign": _("Is a minus sign missing, or one too many? %(position)s is near %(town)s."),
        "swapped_sign": _(
            "Are the two numbers swapped, and a minus sign wrong? %(position)s is near %(town)s."
        ),
    }
    latitude, longitude = found.meant
    return questions[found.slip] % {
        "position": f"{latitude:.1f}, {longitude:.1f}",
        "town": _named(found.meant_town),
    }


def _named(town: Place) -> str:
    return f"{town.name} ({country_name(town.country)})"
