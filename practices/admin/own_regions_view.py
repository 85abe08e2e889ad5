"""Shuts views of the admin to people who look after no region."""

from media.admin.walls import HiddenFromOthers
from media.region_access import AnyUser
from practices.own_regions import own_regions


class OwnRegionsMixin(HiddenFromOthers):
    """Is there for those who look after a region."""

    @staticmethod
    def may_enter(user: AnyUser, /) -> bool:
        return bool(own_regions(user))
