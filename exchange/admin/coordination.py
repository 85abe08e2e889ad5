"""Shuts views of the admin to all but the coordination: what they show is no region's."""

from exchange.regions import is_coordination
from media.admin.walls import HiddenFromOthers


class CoordinationOnly(HiddenFromOthers):
    """Is there for the coordination alone."""

    may_enter = staticmethod(is_coordination)
