"""Says which pages and files anybody may see: public pages, and what a public page uses.

What a public page is needs nothing but Wagtail's page tree, so the rule stands here, below the pages
themselves; `practices.models.base` builds its `public()` on it.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    get_page_models,
)
from wagtail.query import PageQuerySet

from media.models import Document, Image


def open_to_all(pages: PageQuerySet) -> PageQuerySet:
    """Returns those that anybody may read: live, nothing unpublished above, no restriction on or above."""
    below = Q()
    for path in _closed_paths():
        below |= Q(path__startswith=path)
    return pages.live().exclude(below) if below else pages.live()


def _closed_paths() -> Iterable[str]:
    """Returns where the tree is closed to the public, in one query: unpublished parents, and restrictions."""
    # The type comes first because it has an index: few pages are of one that may be a parent.
    unpublished = Page.objects.filter(content_type__in=_parent_types(), live=False, numchild__gt=0)
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    return unpublished.order_by().values_list("path", flat=True).union(restricted)


def _parent_types() -> list[ContentType]:
    parents = [model for model in get_page_models() if model.allowed_subpage_models()]
    return list(ContentType.objects.get_for_models(Page, *parents).values())


def is_public(file: Image | Document) -> bool:
    """Returns whether a public page uses the file as published; what only a draft uses is not public.

    A picture of somebody who has not agreed is public nowhere, from the moment that this is noted.
    """
    if isinstance(file, Image) and file.is_refused:
        return False
    # The index follows what is stored of a page, and a draft over a published page is stored apart.
    using = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    numbers = {int(number) for number in using.values_list("object_id", flat=True)}
    return (
        bool(numbers) and open_to_all(Page.objects.filter(pk__in=numbers)).exists() and not _is_private(file)
    )


def _is_private(file: Image | Document) -> bool:
    """Returns whether administrators made the file's collection, or one above it, private."""
    shut = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return any(file.collection.path.startswith(path) for path in shut)
