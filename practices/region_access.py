"""The walls between regions: who may see a page, picture or document that is not public."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from wagtail.models import Page, PageQuerySet
from wagtail.permissions import policy_registry

from practices.models.base import public_pages


def visible_pages(user: AbstractBaseUser | AnonymousUser) -> PageQuerySet:
    """Public pages, and those of the person's own regions with the pages above them."""
    if getattr(user, "is_superuser", False):
        return Page.objects.all()
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    return Page.objects.filter(pk__in=own.values("pk")) | Page.objects.filter(
        pk__in=public_pages().values("pk")
    )


def choosable(model: type[Model], user: AbstractBaseUser | AnonymousUser) -> QuerySet[Model]:
    """Pictures or documents that the person may use."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet[Model] = policy.instances_user_has_any_permission_for(
        user, ["choose", "change", "delete"]
    )
    return found
