"""The walls between regions: who may see and use a page, file, tag or person of another region."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Model, Q, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionMember, Locale, Page, PageQuerySet, Site, Task, Workflow
from wagtail.permissions import policy_registry

from practices.models import Concept, PracticeTag
from practices.models.base import public_pages

Person: TypeAlias = AbstractBaseUser | AnonymousUser
USING: Final = ("choose", "change", "delete")


def sees_everything(person: Person) -> bool:
    return bool(person.is_active and getattr(person, "is_superuser", False))


def visible_pages(person: Person) -> PageQuerySet:
    """Public pages, and those of the person's own regions with the pages above them."""
    if sees_everything(person):
        return Page.objects.all()
    return Page.objects.filter(pk__in=own_pages(person).values("pk")) | Page.objects.filter(
        pk__in=public_pages().values("pk")
    )


def own_pages(person: Person) -> PageQuerySet:
    """The pages of the person's own regions, with the pages above them; what their editing is about."""
    if sees_everything(person):
        return Page.objects.all()
    own: PageQuerySet = policy_registry.get_by_type(Page).explorable_instances(person)
    return own


def choosable(model: type[Model], person: Person) -> QuerySet[Any]:
    """Pictures or documents that the person may use."""
    found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        person, USING
    )
    return found


def own_groups(person: Person) -> QuerySet[Group]:
    """The person's groups and those of everybody else in their regions."""
    mine = Group.objects.filter(user=person.pk)
    pages = Page.objects.filter(group_permissions__group__in=mine)
    return Group.objects.filter(Q(pk__in=mine) | Q(page_permissions__page__in=pages)).distinct()


def colleagues(person: Person) -> QuerySet[Any]:
    """The people of the person's regions, and administrators."""
    everybody = get_user_model()._default_manager.all()
    if sees_everything(person):
        return everybody
    return everybody.filter(
        Q(pk=person.pk) | Q(is_superuser=True) | Q(groups__in=own_groups(person))
    ).distinct()


def visible_tags(person: Person) -> QuerySet[Tag]:
    """Tags of pages, pictures and documents that the person sees."""
    if sees_everything(person):
        return Tag.objects.all()
    files = Q()
    for model in (get_image_model(), get_document_model()):
        content_type = ContentType.objects.get_for_model(model)
        files |= Q(content_type=content_type, object_id__in=choosable(model, person).values("pk"))
    on_files = TaggedItem.objects.filter(files).values("tag")
    on_pages = PracticeTag.objects.filter(content_object__in=visible_pages(person).values("pk")).values("tag")
    return Tag.objects.filter(Q(pk__in=on_files) | Q(pk__in=on_pages))


def popular_tags(model: type[Model], person: Person, most: int = 10) -> list[str]:
    """Names of the tags that the pictures or documents of the person's regions have most often."""
    items = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=choosable(model, person).values("pk"),
    )
    counted = items.values("tag__name").annotate(times=Count("pk")).order_by("-times", "tag__name")
    return list(counted.values_list("tag__name", flat=True)[:most])


def own_workflows(person: Person) -> QuerySet[Workflow]:
    return Workflow.objects.filter(workflow_tasks__task__in=own_tasks(person)).distinct()


def own_tasks(person: Person) -> QuerySet[Task]:
    """Tasks that the person's groups may decide on."""
    return Task.objects.filter(groupapprovaltask__groups__in=own_groups(person)).distinct()


def _own_collections(person: Person) -> QuerySet[Collection]:
    mine = Collection.objects.none()
    for model in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(model)
        mine = mine | policy.collections_user_has_any_permission_for(person, ["add", *USING])
    return mine


# What anybody of the admin may know: it belongs to no region.
SHARED: Final = (Concept, ContentType, Locale, Site)
RULES: Final[dict[type[Model], Callable[[Person], QuerySet[Any]]]] = {
    Page: visible_pages,
    Collection: _own_collections,
    Group: own_groups,
    Tag: visible_tags,
    Task: own_tasks,
    Workflow: own_workflows,
    get_user_model(): colleagues,
}


def within_walls(model: type[Model], person: Person) -> QuerySet[Any]:
    """What of `model` the person may see and name.

    Raises ImproperlyConfigured for a model that nobody has thought of: a new one must not be open by chance.
    """
    if sees_everything(person) or issubclass(model, SHARED):
        return model._default_manager.all()
    if issubclass(model, CollectionMember):
        return choosable(model, person)
    for known, rule in RULES.items():
        if issubclass(model, known):
            return model._default_manager.filter(pk__in=rule(person).values("pk"))
    raise ImproperlyConfigured(f"practices/walls.py does not say who may see {model._meta.label}")


def outside(model: type[Model], numbers: Iterable[Any], person: Person) -> set[str]:
    """Which of these primary keys the person must not name; also those that do not exist."""
    asked = {str(number) for number in numbers}
    wholes = [number for number in asked if number.isdecimal()]
    known = within_walls(model, person).filter(pk__in=wholes).values_list("pk", flat=True)
    return asked - {str(number) for number in known}
