"""Closes an issue: what it says is kept as it is, and compared later with what its practices say then."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from exchange.deciding import after_each_step
from exchange.models import Action, PeerItem, Question, Report
from media.region_access import AnyUser
from newsletter.building import locked
from newsletter.content import (
    EntryContent,
    as_stored,
    entries_of,
    frozen_entries,
    live_entries,
    without_words,
)
from newsletter.models import EntryKind, Issue
from newsletter.sources import PICKED, digest_of, key_of, public_keys, source_of
from practices.passages import languages_from
from zones.vocabulary import LANGUAGES

CHANGED: Final = "changed"
VANISHED: Final = "vanished"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of a closed issue whose practice, report or question is no longer what it was."""

    heading: str
    state: str


@transaction.atomic
def close(issue: Issue, user: AnyUser | None) -> Issue:
    """Returns the issue, closed with what it says now. Raises ClosedIssueError where it was closed before."""
    issue = locked(issue.pk)
    entries = {code: live_entries(issue, code) for code in LANGUAGES}
    shown = {key for rows in entries.values() for key, _content in rows if key}
    issue.frozen = {
        "entries": {code: [as_stored(*row) for row in rows] for code, rows in entries.items()},
        "digests": {
            key_of(entry): digest_of(source_of(entry))
            for entry in entries_of(issue)
            if key_of(entry) in shown
        },
    }
    issue.closed_at = timezone.now()
    issue.closed_by_id = user.pk if user is not None else None
    issue.save()
    return issue


def changes_since(issue: Issue) -> list[Change]:
    """Returns which entries of a closed issue have changed or vanished since, in the order of the issue."""
    digests: dict[str, str] = issue.frozen.get("digests", {})
    public = public_keys(digests)
    now = _digests_now(public)
    headings = _headings(issue)
    found = []
    for key, before in digests.items():
        if key not in public:
            found.append(Change(headings.get(key, ""), VANISHED))
        elif now.get(key) != before:
            found.append(Change(headings.get(key, ""), CHANGED))
    return found


def _digests_now(keys: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, find in PICKED.items():
        numbers = [int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")]
        if numbers:
            found |= {f"{kind}:{source.pk}": digest_of(source) for source in find().filter(pk__in=numbers)}
    return found


def _headings(issue: Issue) -> dict[str, str]:
    """Returns what each entry was called, in the language of whoever looks where it had one."""
    found: dict[str, str] = {}
    for code in languages_from(None):
        for key, content in frozen_entries(issue, code):
            found.setdefault(key, content.heading)
    return found


# --- what a peer takes back --------------------------------------------------------------------------------


def connect() -> None:
    """Connects what takes a peer's words out of closed issues."""
    after_each_step(_forget_withdrawn)
    for model in (Report, Question):
        post_delete.connect(_forget_deleted, sender=model, dispatch_uid=f"newsletter.forget.{model.kind}")


def _forget_withdrawn(item: PeerItem, action: Action) -> None:
    if action == Action.WITHDRAWN:
        forget(item.kind, item.pk)


def _forget_deleted(instance: Any, **kwargs: Any) -> None:
    forget(instance.kind, instance.pk)


def forget(kind: str, number: int) -> None:
    """Takes the words of a peer out of every closed issue; that there was an entry stays."""
    if kind not in (EntryKind.REPORT, EntryKind.QUESTION):
        return
    key = f"{kind}:{number}"
    for issue in Issue.objects.exclude(closed_at=None).select_for_update():
        if key not in issue.frozen.get("digests", {}):
            continue
        for rows in issue.frozen["entries"].values():
            for row in rows:
                if row["source"] == key:
                    content = without_words(EntryContent(**row["content"]))
                    row["content"] = as_stored(key, content)["content"]
        issue.save(update_fields=["frozen"])
