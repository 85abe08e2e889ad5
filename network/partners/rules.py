"""Says what a partner cannot be, in words: the form and the tables ask here. Finds where its place lies."""

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.places import country_name
from practices.positions import doubt_text
from zones import areas, gazetteer
from zones.geography import snap
from zones.position_doubt import doubt
from zones.spelling import fold

if TYPE_CHECKING:
    from network.models import Partner

FOR_PROFIT: Final = "for_profit"
# States in which an organisation can be a member.
CONFIRMED: Final = ("bureau_validated", "consortium_confirmed")

Problems = dict[str, list[str]]


def check(partner: "Partner") -> None:
    """Sets the position of a partner. Raises ValidationError with a sentence for each field that is wrong."""
    problems: Problems = {}
    _check_membership(partner, problems)
    _check_days(partner, problems)
    _check_contact(partner, problems)
    if partner.country:
        _find_place(partner, problems)
    if problems:
        raise ValidationError(dict(problems))


def _say(problems: Problems, field: str, text: str) -> None:
    problems.setdefault(field, []).append(text)


def _check_membership(partner: "Partner", problems: Problems) -> None:
    if not partner.is_member:
        return
    if partner.kind == FOR_PROFIT:
        _say(problems, "is_member", _("A company can be a partner, never a member."))
    elif partner.state not in CONFIRMED:
        text = _(
            "A member has been validated by the bureau or confirmed by the consortium: set the state first."
        )
        _say(problems, "is_member", text)


def _check_days(partner: "Partner", problems: Problems) -> None:
    for name in ("joined_on", "contact_agreed_on", "confirmed_on", "source_read_on"):
        day = getattr(partner, name)
        if day is not None and day > timezone.localdate():
            _say(problems, name, _("This day has not come yet."))
    if partner.confirmed_by and partner.confirmed_on is None:
        _say(problems, "confirmed_on", _("Write the day on which it was confirmed."))
    if partner.source_url and partner.source_read_on is None:
        _say(problems, "source_read_on", _("Write the day on which the page was read."))


def _check_contact(partner: "Partner", problems: Problems) -> None:
    if partner.contact_agreed_on is None:
        return
    if not (partner.contact_name or partner.contact_email):
        _say(problems, "contact_agreed_on", _("There is no person here who could have agreed."))
    if not partner.contact_agreed_how:
        _say(problems, "contact_agreed_how", _("Write how the person agreed, so that it can be found again."))


def _find_place(partner: "Partner", problems: Problems) -> None:
    """Rounds a position to 0.1 degrees, or finds that of the place; says what speaks against it."""
    latitude, longitude = partner.latitude, partner.longitude
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        _say(problems, missing, _("Write latitude and longitude, or neither."))
    elif latitude is not None and longitude is not None:
        _check_position(partner, latitude, longitude, problems)
    elif partner.place_name:
        _look_up(partner, problems)


def _check_position(partner: "Partner", latitude: float, longitude: float, problems: Problems) -> None:
    if not -90 <= latitude <= 90:
        _say(problems, "latitude", _("Latitude goes from -90 to 90."))
    elif not -180 <= longitude <= 180:
        _say(problems, "longitude", _("Longitude goes from -180 to 180."))
    else:
        partner.latitude, partner.longitude = snap(latitude, longitude)
        found = doubt(partner.latitude, partner.longitude, (partner.country,))
        if found is not None:
            _say(problems, "latitude", doubt_text(found, (partner.country,)))


def _look_up(partner: "Partner", problems: Problems) -> None:
    area = areas.country(partner.country)
    found = gazetteer.find(partner.place_name, limit=20, within=area.mask)
    name = fold(partner.place_name)
    same = [place for place in found if fold(place.shown) == name]
    best = [place for place in same if fold(place.name) == name] or same
    values: dict[str, Any] = {"place": partner.place_name, "country": country_name(partner.country)}
    if len(best) == 1:
        partner.latitude, partner.longitude = snap(best[0].latitude, best[0].longitude)
    elif best:
        text = _("%(country)s has several places called “%(place)s”. Write latitude and longitude too.")
        _say(problems, "place_name", text % values)
    else:
        text = _("We know no “%(place)s” in %(country)s. Write the nearest town, or latitude and longitude.")
        _say(problems, "place_name", text % values)
