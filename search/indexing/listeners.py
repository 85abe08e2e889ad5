"""What changes a reader's results, and how the outbox hears of it.

Rows for a practice come from its own save and delete, inside that transaction; the signals that Wagtail sends
on publishing fire after it and would lose rows in a crash. What changes whole branches enqueues all below.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from practices.models import Practice, RegionSection
from search.indexing.outbox import enqueue


def practice_changed(instance: Practice, **kwargs: Any) -> None:
    enqueue([instance.pk])


def branch_changed(page: Page) -> None:
    enqueue(Practice.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))


def section_changed(instance: RegionSection, created: bool = False, **kwargs: Any) -> None:
    if not created:
        branch_changed(instance)


def page_moved(instance: Page, **kwargs: Any) -> None:
    branch_changed(instance)


def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    branch_changed(instance.page)


def connect() -> None:
    listeners: list[tuple[Any, Any, type[Model] | None]] = [
        (post_save, practice_changed, Practice),
        (post_delete, practice_changed, Practice),
        (post_save, section_changed, RegionSection),
        (post_page_move, page_moved, None),
        (post_save, restriction_changed, PageViewRestriction),
        (post_delete, restriction_changed, PageViewRestriction),
    ]
    for signal, listener, sender in listeners:
        signal.connect(listener, sender=sender, dispatch_uid=f"search.{listener.__name__}.{id(signal)}")
