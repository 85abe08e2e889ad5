"""Saves texts of one language as a new version: whatever others wrote in other languages stays as it is."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import WorkflowState

from media.region_access import AnyUser
from practices.admin.translations.rights import can_hand_in, can_publish
from practices.models.freshness import accept, note_edit
from practices.translated_passages import write_texts

SAVE, PUBLISH, HAND_IN = "save", "publish", "hand-in"


def ways_out(page: Any, user: AnyUser, language: str) -> list[str]:
    """Returns what the person may do with a text, the furthest first."""
    if can_publish(page, user, language):
        return [PUBLISH, SAVE]
    return [HAND_IN, SAVE] if can_hand_in(page, user) else [SAVE]


def save_texts(
    page: Any, language: str, texts: Mapping[str, str], user: Any, *, way: str = SAVE, machine: bool = False
) -> None:
    """Writes passages of one language on top of the latest version, then publishes or hands it in.

    Raises ValidationError where the page may not be published.
    """
    latest = page.get_latest_revision_as_object()
    write_texts(latest, language, texts)
    if not latest.live:
        latest.save(clean=False)
    revision = latest.save_revision(user=user, log_action=True, clean=False)
    note_edit(revision, machine=[language]) if machine else note_edit(revision, reviewed=[language])
    if way == PUBLISH:
        revision.publish(user=user)
    elif way == HAND_IN:
        _hand_in(page, user)


def _hand_in(page: Any, user: Any) -> None:
    page.refresh_from_db()
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def say_still_right(page: Any, language: str) -> None:
    """Notes that a translation was compared and holds, of what is published and of the latest version."""
    accept(page, language)
    if page.has_unpublished_changes and page.latest_revision is not None:
        note_edit(page.latest_revision, reviewed=[language])
