"""Says which regions a person looks after."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from media.region_access import AnyUser
from practices.models import RegionSection
from practices.region_access import is_administrator


def regions_of(user: AnyUser) -> QuerySet[RegionSection]:
    """Returns the regions where the person may change pages; to administrators all of them."""
    if is_administrator(user):
        return RegionSection.objects.all()
    policy = policy_registry.get_by_type(Page)
    editable = policy.instances_user_has_permission_for(user, "change")
    return RegionSection.objects.filter(pk__in=editable.values("pk"))


def own_regions(user: AnyUser) -> list[RegionSection]:
    """Returns the same as a list, in the order of the tree; asked once for each request.

    Menus, desk and reports all begin with it.
    """
    known: list[RegionSection] | None = getattr(user, "_own_regions", None)
    if known is None:
        known = list(regions_of(user).order_by("path"))
        user._own_regions = known  # type: ignore[union-attr]
    return known


def within(regions: Iterable[RegionSection]) -> Q:
    """Returns the condition that a page is one of these regions, or stands in one."""
    return reduce(or_, (Q(path__startswith=region.path) for region in regions), Q(pk=None))
