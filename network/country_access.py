"""Says of which countries a person may enter and see values that are not public."""

from exchange.regions import is_coordination
from media.region_access import AnyUser
from practices.own_regions import own_regions
from zones.countries import STATES


def countries_of(user: AnyUser) -> tuple[str, ...]:
    """Returns the codes of the person's countries: those of their regions, to the coordination all."""
    if not user.is_authenticated:
        return ()
    if is_coordination(user):
        return STATES
    own = {code for region in own_regions(user) for code in (region.countries or ())}
    return tuple(code for code in STATES if code in own)
