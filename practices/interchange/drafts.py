"""Writes records as drafts: hundreds in one short transaction, since SQLite lets nobody else write meanwhile.

    prepared    each is made and looked at, in memory; readers and writers of the site notice nothing
    stored      pages, parts, versions and history go in by the hundred, all of them or none

The listeners of single saves are passed by (`raw`): nothing of a new draft is public, so nothing follows it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone, translation
from wagtail.log_actions import LogContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from media.tagging import known_names
from practices.external_ids import free_id, random_id
from practices.interchange.problems import Problem
from practices.interchange.tables.rows import placeholder
from practices.interchange.validator import Entry
from practices.interchange.writer import RefusedError, fill, model_errors
from practices.models import Practice, RegionSection
from practices.slugs import slug_of

Report = Callable[[int], object]
PARTS: Final = (
    *("steps", "impacts", "soil_carbon_measured", "citations", "see_it_done"),
    "tagged_items",
)
# Of a page, the columns that Wagtail keeps for every kind of page.
_OF_EVERY_PAGE: Final = tuple(field.attname for field in Page._meta.concrete_fields if field.attname != "id")
REPORT_EVERY: Final = 25


@dataclass(frozen=True, slots=True)
class Prepared:
    """Holds a practice that is stored nowhere yet, and the tags that it gets."""

    practice: Practice
    tags: tuple[str, ...]


def write_drafts(entries: Iterable[Entry], section: RegionSection, user: Any = None) -> list[Practice]:
    """Returns new drafts of a region, one for each record; nothing is published.

    A record whose id is only the place of its row gets one of the site. Raises RefusedError.
    """
    return store(prepare(entries, user), section, user)


def prepare(entries: Iterable[Entry], user: Any = None, report: Report | None = None) -> list[Prepared]:
    """Returns the drafts as they will be, having written nothing. Raises RefusedError."""
    prepared: list[Prepared] = []
    problems: list[Problem] = []
    for number, entry in enumerate(entries, start=1):
        record = entry.record
        name = "" if record.id == placeholder(entry.row.number) else record.id
        practice = Practice(external_id=name, live=False, has_unpublished_changes=True, owner=user)
        try:
            fill(practice, record)
            # Known to be none, which spares a question for each.
            practice.tagged_items.set([])
            practice.prepare()
            practice.title = practice._meta.get_field("title").clean(practice.title, practice)
        except ValidationError as error:
            problems += model_errors(entry, error)
        prepared.append(Prepared(practice, record.tags))
        if report and number % REPORT_EVERY == 0:
            report(number)
    if problems:
        raise RefusedError(problems)
    return prepared


@transaction.atomic
def store(prepared: Sequence[Prepared], section: RegionSection, user: Any = None) -> list[Practice]:
    """Returns the drafts as they are stored in a region, all of them or none."""
    practices = [each.practice for each in prepared]
    if not practices:
        return []
    # Whoever else adds a page here waits, and then counts on from ours.
    parent = RegionSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    _give_places(practices, parent)
    # Columns without a language take that of the first, whoever is signed in.
    with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
        _insert_pages(practices)
        for each in prepared:
            if each.tags:
                each.practice.tags.set(known_names(each.tags))
        _insert_parts(practices)
        _insert_revisions(practices, user)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(practices))
    write_history(practices, "wagtail.create", user)
    return practices


def delete(practices: Sequence[Practice], user: Any = None) -> None:
    """Deletes drafts with all their parts and versions, and writes it into their history."""
    numbers = [practice.pk for practice in practices]
    with transaction.atomic(), disable_reference_index_auto_update():
        write_history(practices, "wagtail.delete", user, deleted=True)
        ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page), object_id__in=map(str, numbers)
        ).delete()
        Page.objects.filter(pk__in=numbers).delete()


def write_history(practices: Iterable[Practice], action: str, user: Any, **more: Any) -> None:
    """Writes the same step into the history of each, as Wagtail does for one page."""
    kind, now = ContentType.objects.get_for_model(Practice), timezone.now()
    with LogContext(user=user) as context:
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                content_type=kind,
                label=practice.get_admin_display_title(),
                action=action,
                timestamp=now,
                uuid=context.uuid,
                user=user,
                page_id=practice.pk,
                content_changed=not more,
                **more,
            )
            for practice in practices
        )


def _give_places(practices: Sequence[Practice], parent: RegionSection) -> None:
    """Gives each a place in the tree, an address and an id that nobody else has."""
    last = parent.get_children().order_by("path").values_list("path", flat=True).last()
    number = Practice._str2int(last[-Practice.steplen :]) if last else 0
    slugs = set(parent.get_children().values_list("slug", flat=True))
    ids = set(Practice.objects.values_list("external_id", flat=True))
    kind = ContentType.objects.get_for_model(Practice)
    for place, practice in enumerate(practices, start=number + 1):
        practice.depth = parent.depth + 1
        practice.path = Practice._get_path(parent.path, practice.depth, place)
        practice.locale_id, practice.content_type = parent.locale_id, kind
        practice.draft_title = practice.title
        practice.slug = _free_slug(practice, slugs)
        slugs.add(practice.slug)
        practice.set_url_path(parent)
        if not practice.external_id:
            practice.external_id = free_id(
                practice.slug if practice.is_named else random_id(), ids.__contains__
            )
        ids.add(practice.external_id)


def _free_slug(practice: Practice, taken: set[str]) -> str:
    wanted = slug_of(practice.title) or practice.kind_slug()
    candidates = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in candidates if slug not in taken)


def _insert_pages(practices: Sequence[Practice]) -> None:
    pages = Page.objects.bulk_create(
        Page(**{name: getattr(practice, name) for name in _OF_EVERY_PAGE}) for practice in practices
    )
    for practice, page in zip(practices, pages, strict=True):
        practice.pk = practice.id = practice.page_ptr_id = page.pk
        practice.save_base(raw=True, force_insert=(Practice,))


def _insert_parts(practices: Sequence[Practice]) -> None:
    for name in PARTS:
        rows = list(_parts(practices, name))
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)


def _parts(practices: Sequence[Practice], name: str) -> Iterator[Any]:
    for practice in practices:
        for row in getattr(practice, name).all():
            # The parent had no number when it was given its parts.
            setattr(row, _parent_of(row), practice)
            if hasattr(row, "empty_blank_texts"):
                row.empty_blank_texts()
            yield row


def _parent_of(row: Any) -> str:
    return "content_object" if hasattr(row, "content_object_id") else "practice"


def _insert_revisions(practices: Sequence[Practice], user: Any) -> None:
    """Writes a version of each, the newest, from which editors go on."""
    now = timezone.now()
    page_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=practice.content_type,
            base_content_type=page_type,
            object_id=str(practice.pk),
            created_at=now,
            user=user,
            object_str=str(practice),
            content=practice.serializable_data(),
        )
        for practice in practices
    )
    for practice, revision in zip(practices, revisions, strict=True):
        practice.latest_revision = revision
        practice.latest_revision_created_at = now
    own = Revision.objects.filter(
        base_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    Page.objects.filter(pk__in=[practice.pk for practice in practices]).update(
        latest_revision=Subquery(own.values("pk")[:1]), latest_revision_created_at=now
    )
