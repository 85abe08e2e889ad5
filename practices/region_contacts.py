"""Says who of a region's people readers may reach, and which regions somebody is of."""

from django.db.models import Q, QuerySet

from media.region_access import AnyUser
from practices.models import PublicContact, RegionSection, RegionSetup


def contacts_of(section: RegionSection) -> QuerySet[PublicContact]:
    """Returns those of the region's correspondents and moderators who agreed to it, by name."""
    setup = RegionSetup.objects.filter(section=section.pk)
    member = Q(user__groups__in=setup.values("correspondents")) | Q(
        user__groups__in=setup.values("moderators")
    )
    return PublicContact.objects.filter(member, user__is_active=True).distinct().order_by("name", "pk")


def regions_of_person(user: AnyUser) -> QuerySet[RegionSection]:
    """Returns the regions whose correspondent or moderator somebody is."""
    mine = Q(setup__correspondents__user=user.pk) | Q(setup__moderators__user=user.pk)
    return RegionSection.objects.filter(mine).distinct().order_by("path")
