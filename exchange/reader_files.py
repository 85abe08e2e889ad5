"""Says where files wait that readers send: with the region that reads them, seen by its people alone."""

from typing import Final

from wagtail.models import Collection, GroupCollectionPermission

from media.models import Clip, Image
from practices.models import RegionSection

# Of the collection below that of a region; below the root it is the coordination's.
WAITING_NAME: Final = "Sent by readers"


def collection_for(region: RegionSection | None) -> Collection:
    """Returns where a region's readers' files wait, made if it is not there; None is the coordination."""
    parent = _collection_of(region) if region is not None else Collection.get_first_root_node()
    found = Collection.objects.child_of(parent).filter(name=WAITING_NAME).first()
    return found or parent.add_child(name=WAITING_NAME)


def move_to(region: RegionSection | None, *files: Image | Clip | None) -> None:
    """Puts files with another region; whoever looked after them before does not see them any more."""
    for file in files:
        if file is not None:
            file.collection = collection_for(region)
            type(file)._default_manager.filter(pk=file.pk).update(collection=file.collection)


def _collection_of(region: RegionSection) -> Collection:
    """Returns the collection to which those have rights who have rights to the region's pages."""
    rights = GroupCollectionPermission.objects.filter(
        group__page_permissions__page=region.page_ptr, collection__depth=2
    )
    own = Collection.objects.filter(pk__in=rights.values("collection")).order_by("path").first()
    return own or Collection.get_first_root_node()
