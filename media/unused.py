"""Finds files that nobody uses: no page as published, no draft over it, nothing else of the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Collection, Page, ReferenceIndex

from media import space
from media.models import Clip, Document, Image

MODELS: Final = (Image, Document, Clip)


@dataclass(frozen=True, slots=True)
class UnusedFile:
    """A picture, document or clip that nothing refers to."""

    thing: Image | Document | Clip
    size_bytes: int

    @property
    def title(self) -> str:
        return str(self.thing)

    @property
    def kind(self) -> str:
        return str(self.thing._meta.verbose_name)

    @property
    def created_at(self) -> datetime:
        return self.thing.created_at

    @property
    def collection(self) -> Collection:
        return self.thing.collection


def unused(collections: QuerySet[Collection]) -> list[UnusedFile]:
    """Returns what nobody uses of these collections, the largest first; never what waits to be looked at."""
    settled = collections.exclude(pk__in=space.waiting().values("pk"))
    drafted = drafted_numbers()
    found = [
        UnusedFile(thing, _size(thing))
        for model in MODELS
        for thing in _unreferred(model).filter(collection__in=settled).select_related("collection")
        if thing.pk not in drafted[model]
    ]
    return sorted(found, key=lambda one: (-one.size_bytes, one.title))


def _unreferred(model: type[Any]) -> QuerySet[Any]:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), output_field=CharField()),
    )
    return model._default_manager.filter(~Exists(references))


def drafted_numbers() -> dict[type[Any], set[int]]:
    """Returns what drafts over published pages use: the reference index follows what is published alone."""
    models = {ContentType.objects.get_for_model(model).pk: model for model in MODELS}
    found: dict[type[Any], set[int]] = {model: set() for model in MODELS}
    pages = Page.objects.filter(live=True, has_unpublished_changes=True).exclude(latest_revision=None)
    for page in pages.select_related("latest_revision"):
        for kind, number in _references(page.latest_revision.as_object()):
            if kind in models:
                found[models[kind]].add(int(number))
    return found


def _references(thing: Any) -> Iterable[tuple[int, str]]:
    # Wagtail has no public way to read references of something that is not stored.
    for kind, number, _model_path, _content_path in ReferenceIndex._extract_references_from_object(thing):
        yield kind, number


def _size(thing: Image | Document | Clip) -> int:
    names = space.CLIP_FILES if isinstance(thing, Clip) else ("file",)
    return sum(space.size_of(getattr(thing, name).name) for name in names)
