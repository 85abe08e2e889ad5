"""Signals of all that changes a reader's results, each of which writes rows into the outbox.

Rows come from what is saved and deleted, inside that transaction; the signals that Wagtail sends on
publishing fire after it and would lose rows in a crash. What changes whole branches enqueues all below.
"""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from exchange.models import PracticeReports
from media.models import Clip, PublicCopy
from practices.models import Concept, Practice
from search.indexing.outbox import enqueue
from search.indexing.retagging import practices_naming
from search.voices import practices_heard_in

# All that saving a draft writes to the page itself; readers see none of it.
OF_DRAFTS: Final = frozenset(
    ("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes")
)


def branch_changed(page: Page) -> None:
    """Enqueue all practices at or below a page."""
    enqueue(Practice.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))


def page_saved(
    instance: Model,
    created: bool,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Enqueue a saved practice, or all below a saved page, which may hide them.

    Expiry and aliases save some practices as plain pages. Drafts that come by the hundred (`raw`) are in no
    index.
    """
    if raw and isinstance(instance, Page) and not instance.live:
        return
    if update_fields is not None and OF_DRAFTS.issuperset(update_fields):
        return
    if isinstance(instance, Practice):
        enqueue([instance.pk])
    elif isinstance(instance, Page) and not created:
        branch_changed(instance)


def practice_deleted(instance: Practice, **kwargs: Any) -> None:
    """Enqueue a practice that was deleted."""
    enqueue([instance.pk])


def page_moved(instance: Page, **kwargs: Any) -> None:
    """Enqueue all practices below a page that was moved."""
    branch_changed(instance)


def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Enqueue all practices below a page that was closed or opened to readers."""
    branch_changed(instance.page)


def concept_changed(instance: Concept, **kwargs: Any) -> None:
    """Enqueue the practices that a concept of the thesaurus concerns."""
    enqueue(practices_naming(instance))


def concept_moved(instance: Concept, action: str, **kwargs: Any) -> None:
    """Enqueue the practices of a concept whose broader concepts were changed."""
    if action.startswith("post_"):
        concept_changed(instance)


def clip_shown_or_hidden(instance: PublicCopy, **kwargs: Any) -> None:
    """Enqueue the practices on which a clip can be heard from now on, or not any more."""
    if instance.clip_id:
        enqueue(practices_heard_in(instance.clip_id))


def clip_changed(instance: Clip, created: bool, **kwargs: Any) -> None:
    """Enqueue the practices of a clip of which somebody may have said which language is spoken."""
    if not created:
        enqueue(practices_heard_in(instance.pk))


def reports_counted(instance: PracticeReports, **kwargs: Any) -> None:
    """Enqueue a practice of which other reports count than before, with other voices."""
    enqueue([instance.pk])


def connect() -> None:
    """Connect the listeners; idempotent."""
    listeners: list[tuple[Any, Any, type[Model] | None]] = [
        (post_save, page_saved, None),
        (post_delete, practice_deleted, Practice),
        (post_page_move, page_moved, None),
        (post_save, restriction_changed, PageViewRestriction),
        (post_delete, restriction_changed, PageViewRestriction),
        (post_save, concept_changed, Concept),
        (post_delete, concept_changed, Concept),
        (post_save, clip_shown_or_hidden, PublicCopy),
        # While what it belongs to can still be read.
        (pre_delete, clip_shown_or_hidden, PublicCopy),
        (post_save, clip_changed, Clip),
        (post_save, reports_counted, PracticeReports),
        (m2m_changed, concept_moved, Concept.broader.through),
    ]
    for signal, listener, sender in listeners:
        signal.connect(listener, sender=sender, dispatch_uid=f"search.{listener.__name__}.{id(signal)}")
