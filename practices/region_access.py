"""Says what of other regions a person may see and name: pages, people, tags, tasks of moderation.

One rule for each kind of thing; for pictures and documents it is `media.region_access.choosable`. Forms,
views and lists ask `visible_to` and `outside_region`. Nothing here needs the models of practices, so that
their forms can ask as well.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Model, Q, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionMember, Locale, Page, PageQuerySet, Site, Task, Workflow
from wagtail.permissions import policy_registry

from jobs.row_numbers import row_numbers
from media.public_access import open_to_all
from media.region_access import AnyUser, choosable, own_collections

# What anybody of the admin may know: it belongs to no region. Models of our own say so themselves, by an
# attribute `belongs_to_no_region`.
SHARED: Final = (ContentType, Locale, Site)


def is_administrator(user: AnyUser) -> bool:
    """Returns whether every region is open to the person."""
    return bool(user.is_active and getattr(user, "is_superuser", False))


def visible_to(queryset: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    """Returns what of `queryset` the person may see and name.

    Raises ImproperlyConfigured for a model without a rule: a new one must not be open by chance.
    """
    model = queryset.model
    if is_administrator(user) or issubclass(model, SHARED) or getattr(model, "belongs_to_no_region", False):
        return queryset
    return queryset.filter(pk__in=_rule_for(model)(user).values("pk"))


def outside_region(model: type[Model], keys: Iterable[Any], user: AnyUser) -> set[str]:
    """Returns those of the primary keys that the person must not name; also those that do not exist."""
    asked = {str(key) for key in keys}
    visible = visible_to(model._default_manager.filter(pk__in=row_numbers(asked)), user)
    return asked - {str(key) for key in visible.values_list("pk", flat=True)}


# --- pages ---------------------------------------------------------------------------------------------


def visible_pages(user: AnyUser) -> QuerySet[Page]:
    """Returns public pages, and those of the person's own regions with the pages above them."""
    if is_administrator(user):
        return Page.objects.all()
    return Page.objects.filter(pk__in=own_pages(user).values("pk")) | Page.objects.filter(
        pk__in=open_to_all(Page.objects.all()).values("pk")
    )


def own_pages(user: AnyUser) -> PageQuerySet:
    """Returns the pages of the person's own regions, with the pages above them: what they may edit."""
    if is_administrator(user):
        return Page.objects.all()
    own: PageQuerySet = policy_registry.get_by_type(Page).explorable_instances(user)
    return own


# --- people and moderation -------------------------------------------------------------------------------


def own_groups(user: AnyUser) -> QuerySet[Group]:
    """Returns the person's groups and those of everybody else in their regions."""
    mine = Group.objects.filter(user=user.pk)
    pages = Page.objects.filter(group_permissions__group__in=mine)
    return Group.objects.filter(Q(pk__in=mine) | Q(page_permissions__page__in=pages)).distinct()


def colleagues(user: AnyUser) -> QuerySet[Any]:
    """Returns the people of the person's regions, and administrators."""
    everybody = get_user_model()._default_manager.all()
    if is_administrator(user):
        return everybody
    return everybody.filter(Q(pk=user.pk) | Q(is_superuser=True) | Q(groups__in=own_groups(user))).distinct()


def own_tasks(user: AnyUser) -> QuerySet[Task]:
    """Returns the tasks that the person's groups may decide on."""
    return Task.objects.filter(groupapprovaltask__groups__in=own_groups(user)).distinct()


def own_workflows(user: AnyUser) -> QuerySet[Workflow]:
    """Returns the workflows with one of those tasks."""
    return Workflow.objects.filter(workflow_tasks__task__in=own_tasks(user)).distinct()


# --- files and tags --------------------------------------------------------------------------------------


def visible_tags(user: AnyUser) -> QuerySet[Tag]:
    """Returns the tags of pages, pictures and documents that the person sees."""
    if is_administrator(user):
        return Tag.objects.all()
    files = Q()
    for model in (get_image_model(), get_document_model()):
        content_type = ContentType.objects.get_for_model(model)
        files |= Q(content_type=content_type, object_id__in=choosable(model, user).values("pk"))
    on_files = TaggedItem.objects.filter(files).values("tag")
    on_pages = Tag.objects.filter(
        practices_practicetag_items__content_object__in=visible_pages(user).values("pk")
    ).values("pk")
    return Tag.objects.filter(Q(pk__in=on_files) | Q(pk__in=on_pages))


def popular_tags(model: type[Model], user: AnyUser, most: int = 10) -> list[str]:
    """Returns the names of the tags that the person's pictures or documents have most often."""
    items = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=choosable(model, user).values("pk"),
    )
    counted = items.values("tag__name").annotate(times=Count("pk")).order_by("-times", "tag__name")
    return list(counted.values_list("tag__name", flat=True)[:most])


# --- which rule is whose ---------------------------------------------------------------------------------

Rule = Callable[[AnyUser], QuerySet[Any]]


@cache
def _rules() -> Mapping[type[Model], Rule]:
    return {
        Page: visible_pages,
        Collection: own_collections,
        Group: own_groups,
        Tag: visible_tags,
        Task: own_tasks,
        Workflow: own_workflows,
        get_user_model(): colleagues,
    }


def _rule_for(model: type[Model]) -> Rule:
    if issubclass(model, CollectionMember):
        return lambda user: choosable(model, user)
    for known, rule in _rules().items():
        if issubclass(model, known):
            return rule
    raise ImproperlyConfigured(f"practices/region_access.py does not say who may see {model._meta.label}")
