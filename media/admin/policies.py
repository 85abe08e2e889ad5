"""Says who may look at reports of files, and where new files may be put."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from media import space
from media.models import Image
from media.region_access import own_collections


class OwnCollectionsPolicy(BasePermissionPolicy):
    """Lets those in who have rights to the files of a collection; what they see is only that."""

    def __init__(self) -> None:
        super().__init__(Image)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return own_collections(user).exists()

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True)


class FilesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights to files, without offering for new ones where what readers sent waits."""

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        found: QuerySet[Collection] = super().collections_user_has_permission_for(user, action)
        return found.exclude(pk__in=space.waiting().values("pk")) if action == "add" else found
