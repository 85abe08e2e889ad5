"""Says which pages a person may translate, and what they may do with the text."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Model, Q
from django.http import Http404
from wagtail.models import Page

from media.region_access import AnyUser
from practices.models import TrilingualPage
from practices.own_regions import own_regions, within
from practices.translated_passages import parts_of, translated_fields

# What a version notes of itself and its place, and what follows from the name.
BOOKKEEPING: Final = frozenset(
    {
        *(
            "live",
            "has_unpublished_changes",
            "live_revision",
            "latest_revision",
            "latest_revision_created_at",
        ),
        *("first_published_at", "last_published_at", "path", "depth", "numchild", "url_path"),
        *(
            "title",
            "draft_title",
            "search_description",
            "translation_key",
            "locked",
            "locked_at",
            "locked_by",
        ),
    }
)


def in_own_regions(user: AnyUser) -> Q:
    """Returns the condition that a page is one of the person's regions, or stands in one."""
    return within(own_regions(user))


def page_to_translate(user: AnyUser, number: int) -> Any:
    """Returns a practice or region that the person may change; raises Http404 for any other page."""
    found = Page.objects.filter(in_own_regions(user), pk=number, alias_of=None).first()
    page = found.specific if found is not None else None
    if not isinstance(page, TrilingualPage) or not page.has_translation_states:
        raise Http404
    if not page.permissions_for_user(user).can_edit():
        raise Http404
    return page


def is_locked(page: Any, user: AnyUser) -> bool:
    lock = page.get_lock()
    return bool(lock is not None and lock.for_user(user))


def may_decide(page: Any, user: AnyUser) -> bool:
    """Returns whether the page waits for a decision that the person may take."""
    task = page.current_workflow_task
    return bool(task is not None and task.get_actions(page, user))


def can_publish(page: Any, user: AnyUser, language: str) -> bool:
    """Returns whether the person may publish what they save, and publishes nothing else with it."""
    if not page.live or page.workflow_in_progress or waits_for_more(page, language):
        return False
    return bool(page.permissions_for_user(user).can_publish())


def waits_for_more(page: Any, language: str) -> bool:
    """Returns whether the latest version differs from the published one in more than texts of a language."""
    if not page.has_unpublished_changes:
        return False
    if page.live_revision is None or page.latest_revision is None:
        return True
    model: type[Model] = type(page)
    published, latest = page.live_revision.content, page.latest_revision.content
    kept = set(latest) - {*BOOKKEEPING, *_columns(model, language), *parts_of(model)}
    return any(published.get(name) != latest[name] for name in kept) or any(
        _without(published.get(relation) or (), part, language)
        != _without(latest.get(relation) or (), part, language)
        for relation, part in parts_of(model).items()
    )


def _columns(model: type[Model], language: str) -> set[str]:
    """Returns a language's columns; those without a language say what the default language says."""
    return {name for field in translated_fields(model) for name in (field, f"{field}_{language}")}


def _without(rows: Iterable[Mapping[str, Any]], part: type[Model], language: str) -> list[dict[str, Any]]:
    left_out = _columns(part, language)
    return [{name: value for name, value in row.items() if name not in left_out} for row in rows]


def can_hand_in(page: Any, user: AnyUser) -> bool:
    permissions = page.permissions_for_user(user)
    return bool(not page.workflow_in_progress and permissions.can_submit_for_moderation())
