"""Says which region reads what a peer sends, and which of it a person of the admin may see and decide."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from media.region_access import AnyUser
from media.space import REGION_DEPTH, WAITING_NAME
from practices.models import RegionSection
from practices.own_regions import regions_of
from practices.region_access import is_administrator


def region_for(country: str, fallback: RegionSection | None = None) -> RegionSection | None:
    """Returns the region that looks after a country, else `fallback`; None is the coordination."""
    if country:
        for region in RegionSection.objects.live().order_by("path"):
            if country in (region.countries or ()):
                return region
    return fallback


def is_coordination(user: AnyUser) -> bool:
    """Returns whether the person reads what no region has: administrators do."""
    return is_administrator(user)


def walled(rows: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    """Returns what of `rows`, which have a region, the person may see and decide."""
    if is_coordination(user):
        return rows
    if not user.is_authenticated:
        return rows.none()
    return rows.filter(region__in=regions_of(user).values("pk"))


def collection_for(region: RegionSection | None) -> Collection:
    """Returns where files that readers send to a region wait; without one the coordination's is made."""
    if region is None:
        root = Collection.get_first_root_node()
        found = Collection.objects.child_of(root).filter(name=WAITING_NAME).first()
        return found or root.add_child(name=WAITING_NAME)
    people = GroupPagePermission.objects.filter(page=region.page_ptr_id).values("group")
    rights = GroupCollectionPermission.objects.filter(group__in=people, collection__depth=REGION_DEPTH)
    own = Collection.objects.filter(pk__in=rights.values("collection")).order_by("path").first()
    if own is None:
        # A section that somebody made by hand, without files: administrators see to it.
        return collection_for(None)
    return Collection.objects.child_of(own).filter(name=WAITING_NAME).first() or own
