"""Sets up a region: its section, its people's rights, its pictures and documents, its moderation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from media.models import Clip
from media.region_access import AnyUser
from media.space import WAITING_NAME
from practices.models import RegionReview, RegionSection, RegionSetup
from practices.passages import localized

PUBLISH: Final = "publish"
# A correspondent writes and translates, and publishes where the region wants it so; a moderator publishes,
# locks, and takes away whole branches.
CORRESPONDENT_ACTIONS: Final = ("add", "change")
MODERATOR_ACTIONS: Final = (*CORRESPONDENT_ACTIONS, PUBLISH, "lock", "unlock", "bulk_delete")
FILE_ACTIONS: Final = ("add", "change", "choose")
# Whoever may change a picture may delete it; Wagtail's rule for clips tells the two apart.
CLIP_ACTIONS: Final = ("add", "change", "delete")


@dataclass(frozen=True, slots=True)
class Region:
    section: RegionSection
    correspondents: Group
    moderators: Group
    collection: Collection
    workflow: Workflow


@transaction.atomic
def create_region(
    slug: str,
    names: Mapping[str, str],
    countries: Iterable[str] = (),
    parent: Page | None = None,
    *,
    correspondents_publish: bool | None = None,
) -> Region:
    """Returns the region at `slug` under the home page, made with everything it needs. Idempotent.

    `names` by language, `countries` as ISO 3166 codes; both are left alone where the section exists already.
    Without `slug` it is made of the name.
    """
    home = parent or Site.objects.get(is_default_site=True).root_page
    section = RegionSection.objects.child_of(home).filter(slug=slug).first() if slug else None
    if section is None:
        section = RegionSection(slug=slug, countries=tuple(countries), **_columns(names))
        home.add_child(instance=section)
        section.save_revision().publish()
        section.refresh_from_db()
    return set_up(section, correspondents_publish=correspondents_publish)


@transaction.atomic
def change_region(
    section: RegionSection,
    names: Mapping[str, str],
    countries: Iterable[str],
    *,
    correspondents_publish: bool,
    user: AnyUser,
) -> Region:
    """Gives a region other names and countries at once; changes of its page that wait stay as drafts."""
    told = {**_columns(names), "countries": tuple(countries)}
    if any(getattr(section, name) != value for name, value in told.items()):
        waiting = section.get_latest_revision_as_object() if section.has_unpublished_changes else None
        for version in filter(None, (section, waiting)):
            for name, value in told.items():
                setattr(version, name, value)
        section.save_revision(user=user, log_action=True).publish(user=user)
        if waiting is not None:
            waiting.save_revision(user=user, clean=False)
        section.refresh_from_db()
    return set_up(section, correspondents_publish=correspondents_publish)


@transaction.atomic
def set_up(section: RegionSection, *, correspondents_publish: bool | None = None) -> Region:
    """Returns the region of a section with all its parts: what is missing is made, what is there is renamed.

    Without `correspondents_publish` a region keeps its choice; in a new one moderators publish.
    """
    setup, _created = RegionSetup.objects.get_or_create(section=section)
    label = next(iter(localized(section, "name").values()), section.slug)
    setup.correspondents = _group(setup.correspondents, f"{label} correspondents", section)
    setup.moderators = _group(setup.moderators, f"{label} moderators", section)
    setup.collection = _collection(setup.collection, label, section)
    region = Region(
        section,
        setup.correspondents,
        setup.moderators,
        setup.collection,
        workflow=_workflow(setup.workflow, label, section),
    )
    setup.workflow = region.workflow
    setup.save()
    _allow_pages(region.correspondents, section, CORRESPONDENT_ACTIONS)
    _allow_pages(region.moderators, section, MODERATOR_ACTIONS)
    _allow_files((region.correspondents, region.moderators), region.collection)
    if correspondents_publish is None:
        correspondents_publish = publish_alone(region.correspondents, section)
    _let_correspondents_publish(region, correspondents_publish)
    return region


def publish_alone(correspondents: Group | None, section: RegionSection) -> bool:
    """Returns whether this region has chosen that its correspondents publish without a moderator."""
    rights = GroupPagePermission.objects.filter(group=correspondents, page=section.page_ptr)
    return correspondents is not None and rights.filter(permission=_page_permission(PUBLISH)).exists()


@transaction.atomic
def delete_region(section: RegionSection, user: AnyUser) -> None:
    """Deletes a region without practices, with its groups and its moderation. Its files stay, if it has any.

    Raises ValueError where practices are left.
    """
    if section.get_children().exists():
        raise ValueError("a region with practices is not deleted")
    setup = RegionSetup.objects.filter(section=section).first()
    parts = setup and (setup.correspondents, setup.moderators, setup.workflow)
    tasks = list(RegionReview.objects.filter(workflow_tasks__workflow=setup.workflow)) if setup else []
    collection = setup.collection if setup else None
    DeletePageAction(section, user=user).execute(skip_permission_checks=True)
    for part in (*(parts or ()), *tasks):
        if part is not None:
            part.delete()
    if collection is not None and not _holds_files(collection):
        collection.refresh_from_db()
        collection.delete()


def _holds_files(collection: Collection) -> bool:
    below = collection.get_descendants(inclusive=True)
    models: tuple[Any, ...] = (get_image_model(), get_document_model(), Clip)
    return any(model._default_manager.filter(collection__in=below).exists() for model in models)


def _columns(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{code}": name for code, name in names.items()}


# --- parts ---------------------------------------------------------------------------------------------


def _free_name(rows: Any, name: str, section: RegionSection) -> str:
    """Returns the name, or one with the region's number where another region's part has it."""
    return f"{name} ({section.pk})" if rows.filter(name=name).exists() else name


def _renamed(part: Any, name: str, section: RegionSection) -> Any:
    if part.name != name:
        part.name = _free_name(type(part)._default_manager.exclude(pk=part.pk), name, section)
        part.save(update_fields=["name"])
    return part


def _group(group: Group | None, name: str, section: RegionSection) -> Group:
    """Returns a group of the admin that sees the thesaurus: who speaks with farmers proposes the words."""
    if group is None:
        group = Group.objects.create(name=_free_name(Group.objects, name, section))
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label__in=("wagtailadmin", "practices"),
            codename__in=("access_admin", "view_concept"),
        )
    )
    renamed: Group = _renamed(group, name, section)
    return renamed


def _page_permission(action: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")


def _allow_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=[f"{action}_page" for action in actions]
    )
    rights = [GroupPagePermission(group=group, page=page.page_ptr, permission=each) for each in permissions]
    GroupPagePermission.objects.bulk_create(rights, ignore_conflicts=True)


def _let_correspondents_publish(region: Region, may_publish: bool) -> None:
    """Gives or takes the right to publish, and with it that to decide about what colleagues hand in."""
    review = RegionReview.objects.get(workflow_tasks__workflow=region.workflow)
    review.groups.add(region.moderators)
    if may_publish:
        _allow_pages(region.correspondents, region.section, (PUBLISH,))
        review.groups.add(region.correspondents)
    else:
        GroupPagePermission.objects.filter(
            group=region.correspondents,
            page=region.section.page_ptr,
            permission=_page_permission(PUBLISH),
        ).delete()
        review.groups.remove(region.correspondents)


def _collection(collection: Collection | None, name: str, section: RegionSection) -> Collection:
    """Returns the region's own, with the place where what readers send waits: its rights hold there too."""
    if collection is None:
        free = _free_name(Collection.objects.filter(depth=2), name, section)
        collection = Collection.get_first_root_node().add_child(name=free)
    renamed: Collection = _renamed(collection, name, section)
    if not Collection.objects.child_of(renamed).filter(name=WAITING_NAME).exists():
        renamed.add_child(name=WAITING_NAME)
    return renamed


def _allow_files(groups: Iterable[Group], collection: Collection) -> None:
    kinds = ((get_image_model(), FILE_ACTIONS), (get_document_model(), FILE_ACTIONS), (Clip, CLIP_ACTIONS))
    names = [f"{action}_{model._meta.model_name}" for model, actions in kinds for action in actions]
    permissions = Permission.objects.filter(content_type__app_label="media", codename__in=names)
    rights = [
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for group in groups
        for permission in permissions
    ]
    GroupCollectionPermission.objects.bulk_create(rights, ignore_conflicts=True)


def _workflow(workflow: Workflow | None, label: str, section: RegionSection) -> Workflow:
    """Returns the workflow in which the region's people decide about what a colleague or a farmer hands in.

    Named like the region alone, because the name is stored and read after "Submit to" in three languages.
    """
    if workflow is None:
        workflow = Workflow.objects.create(name=label)
    review = RegionReview.objects.filter(workflow_tasks__workflow=workflow).first()
    if review is None:
        review = RegionReview.objects.create(name=label)
        WorkflowTask.objects.create(workflow=workflow, task=review)
    for part in (workflow, review):
        if part.name != label:
            part.name = label
            part.save(update_fields=["name"])
    WorkflowPage.objects.update_or_create(page=section.page_ptr, defaults={"workflow": workflow})
    return workflow
