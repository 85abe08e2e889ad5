"""Says which pages and files anybody may see: public pages, and what a public page uses.

What a public page is needs nothing but Wagtail's page tree, so the rule stands here, below the pages
themselves; `practices.models.base` builds its `public()` on it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    get_page_models,
)
from wagtail.query import PageQuerySet

from media.models import Clip, Document, Image, PeopleConsent

File = Image | Document | Clip


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


_other_uses: list[tuple[type[File], Callable[[], QuerySet[Any]]]] = []


def register_use(model: type[File], numbers: Callable[[], QuerySet[Any]]) -> None:
    """Adds what shows files to everybody beside pages: `numbers` returns the primary keys of those shown."""
    _other_uses.append((model, numbers))


def public_numbers(model: type[File]) -> QuerySet[Any]:
    """Returns the numbers of all that `is_public`, in one query."""
    pages = open_to_all(Page.objects.order_by()).values_list(Cast("pk", CharField()))
    used = _uses_by_pages(model).filter(object_id__in=pages)
    shown = Q(name__in=used.values("to_object_id"))
    for other, numbers in _other_uses:
        if other is model:
            shown |= Q(pk__in=numbers())
    files: QuerySet[Any] = model._default_manager.alias(name=Cast("pk", CharField())).filter(shown)
    for path in _private_paths():
        files = files.exclude(collection__path__startswith=path)
    if model is Image:
        files = files.exclude(people_consent=PeopleConsent.NOT_AGREED)
    return files.values("pk")


def is_public(file: File) -> bool:
    """Returns whether a public page uses the file as published; what only a draft uses is not public.

    Nor is a picture of somebody who has not agreed, from the moment that this is noted, nor what lies in a
    collection that administrators made private.
    """
    if isinstance(file, Image) and file.is_refused:
        return False
    using = _uses_by_pages(type(file)).filter(to_object_id=str(file.pk))
    pages = {int(number) for number in using.values_list("object_id", flat=True)}
    is_used = bool(pages) and open_to_all(Page.objects.filter(pk__in=pages)).exists()
    themselves = type(file)._default_manager.filter(pk=file.pk)
    is_used = is_used or any(
        themselves.filter(pk__in=numbers()).exists() for other, numbers in _other_uses if other is type(file)
    )
    return is_used and not any(file.collection.path.startswith(path) for path in _private_paths())


def _uses_by_pages(model: type[File]) -> QuerySet[ReferenceIndex]:
    # The index follows what is stored of a page, and a draft over a published page is stored apart.
    found: QuerySet[ReferenceIndex] = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    return found


def _private_paths() -> Iterable[str]:
    """Returns the paths of the collections that administrators made private, with all below them."""
    paths: Iterable[str] = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return paths
