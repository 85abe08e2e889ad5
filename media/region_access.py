"""Says which pictures and documents the people of a region may use: those of its collections.

Pages, people and tags have rules of their own, in `practices/region_access.py`.
"""

from typing import Any, Final, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from media.models import Document, Image

AnyUser: TypeAlias = AbstractBaseUser | AnonymousUser
# Whoever may do one of these with a file may see it.
USING: Final = ("choose", "change", "delete")


def choosable(model: type[Model], user: AnyUser) -> QuerySet[Any]:
    """Returns the pictures or documents that `user` may use, by Wagtail's rights to their collections."""
    found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        user, USING
    )
    return found


def own_collections(user: AnyUser) -> QuerySet[Collection]:
    """Returns the collections whose pictures or documents the person may add to or use."""
    own = Collection.objects.none()
    for model in (Image, Document):
        policy = policy_registry.get_by_type(model)
        own = own | policy.collections_user_has_any_permission_for(user, ["add", *USING])
    return own


def may_see(file: Image | Document, user: AnyUser) -> bool:
    """Returns whether `file` belongs to a region of `user`."""
    return user.is_authenticated and choosable(type(file), user).filter(pk=file.pk).exists()
