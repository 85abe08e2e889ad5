"""Refuses to all but administrators what takes a region off the site; deleting it here to everybody."""

from wagtail.models import PagePermissionTester


class SectionPermissions(PagePermissionTester):
    """Answers wherever Wagtail asks: for single pages, for many at once, and for what menus offer."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Returns False: a region goes with all its parts, by `practices/regions.py` alone."""
        return False

    def can_unpublish(self) -> bool:
        return bool(self._administers and super().can_unpublish())

    def can_move(self) -> bool:
        return bool(self._administers and self.user.is_active)

    def can_set_view_restrictions(self) -> bool:
        return bool(self._administers and super().can_set_view_restrictions())

    @property
    def _administers(self) -> bool:
        return bool(self.user.is_superuser)
