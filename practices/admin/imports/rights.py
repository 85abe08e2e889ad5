"""Says who may bring files in, to which regions, and whose batches a person may see."""

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from media.region_access import AnyUser
from practices.models import ImportBatch, RegionSection
from practices.region_access import is_administrator


def open_regions(user: AnyUser) -> QuerySet[RegionSection]:
    """Returns the regions where the person may add practices."""
    if not user.is_active or user.is_anonymous:
        return RegionSection.objects.none()
    if is_administrator(user):
        return RegionSection.objects.order_by("path")
    addable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    return RegionSection.objects.filter(pk__in=addable.values("pk")).order_by("path")


def may_import(user: AnyUser) -> bool:
    """Returns whether the person may bring files in at all."""
    return open_regions(user).exists()


def own_batches(user: AnyUser) -> QuerySet[ImportBatch]:
    """Returns what the person has sent, in regions where they still may add; newest first."""
    mine = ImportBatch.objects.filter(user=user.pk, section__in=open_regions(user).values("pk"))
    return mine.select_related("section").order_by("-sent_at", "-pk")
