"""Sets up a region: its section, its people's rights, its pictures and documents, its moderation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from media.models import Clip
from media.space import WAITING_NAME
from practices.models import RegionSection
from practices.passages import localized

# A correspondent publishes and translates; a moderator also locks, and takes away whole branches.
CORRESPONDENT_ACTIONS = ("add", "change", "publish")
MODERATOR_ACTIONS = (*CORRESPONDENT_ACTIONS, "lock", "unlock", "bulk_delete")
FILE_ACTIONS = ("add", "change", "choose")
# Whoever may change a picture may delete it; Wagtail's rule for clips tells the two apart.
CLIP_ACTIONS = ("add", "change", "delete")


@dataclass(frozen=True, slots=True)
class Region:
    section: RegionSection
    correspondents: Group
    moderators: Group
    collection: Collection
    workflow: Workflow


@transaction.atomic
def create_region(
    slug: str, names: Mapping[str, str], countries: Iterable[str] = (), parent: Page | None = None
) -> Region:
    """Returns the region at `slug` under the home page, made with everything it needs. Idempotent.

    `names` by language, `countries` as ISO 3166 codes; both are left alone where the section exists already.
    """
    home = parent or Site.objects.get(is_default_site=True).root_page
    section = RegionSection.objects.child_of(home).filter(slug=slug).first()
    if section is None:
        section = RegionSection(
            slug=slug, countries=tuple(countries), **{f"name_{code}": name for code, name in names.items()}
        )
        home.add_child(instance=section)
        section.save_revision().publish()
        section.refresh_from_db()
    label = next(iter(localized(section, "name").values()), slug)
    correspondents = _group(f"{label} correspondents", ("add", "change"))
    moderators = _group(f"{label} moderators", ("add", "change", "delete"))
    _allow_pages(correspondents, section, CORRESPONDENT_ACTIONS)
    _allow_pages(moderators, section, MODERATOR_ACTIONS)
    collection = _collection(label)
    _waiting_collection(collection)
    for group in (correspondents, moderators):
        for model in (get_image_model(), get_document_model()):
            _allow_files(group, collection, model, FILE_ACTIONS)
        _allow_files(group, collection, Clip, CLIP_ACTIONS)
    workflow = _workflow(label, section, (correspondents, moderators))
    return Region(section, correspondents, moderators, collection, workflow)


def _group(name: str, concept_actions: Iterable[str]) -> Group:
    """Returns a group of the admin that may edit the thesaurus: who speaks with farmers knows the words."""
    group, _created = Group.objects.get_or_create(name=name)
    codenames = ["access_admin", *(f"{action}_concept" for action in concept_actions)]
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label__in=("wagtailadmin", "practices"), codename__in=codenames
        )
    )
    return group


def _allow_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    for action in actions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)


def _collection(name: str) -> Collection:
    found = Collection.objects.filter(name=name, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=name)


def _waiting_collection(collection: Collection) -> Collection:
    """Returns where what readers send waits: the rights to the region's collection hold there too."""
    found = Collection.objects.child_of(collection).filter(name=WAITING_NAME).first()
    return found or collection.add_child(name=WAITING_NAME)


def _allow_files(group: Group, collection: Collection, model: Any, actions: Iterable[str]) -> None:
    for action in actions:
        permission = Permission.objects.get(
            content_type__app_label=model._meta.app_label, codename=f"{action}_{model._meta.model_name}"
        )
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _workflow(label: str, section: RegionSection, groups: Iterable[Group]) -> Workflow:
    """Returns the workflow in which anybody of the region's people approves what a farmer, say, hands in.

    Named like the region alone, because the name is stored and read after "Submit to" in three languages.
    """
    task, _created = GroupApprovalTask.objects.get_or_create(name=label)
    task.groups.add(*groups)
    workflow, _created = Workflow.objects.get_or_create(name=label)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=section.page_ptr, defaults={"workflow": workflow})
    return workflow
