"""Saves what was typed into an issue: all of it, or nothing where somebody else wrote into the same box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from jobs.row_numbers import row_numbers
from media.region_access import AnyUser
from newsletter.admin.forms import SEEN, EntryForm, IssueForm
from newsletter.building import locked, note_change, put_in_order
from newsletter.content import entries_of
from newsletter.models import Issue
from practices.translated_passages import digest, tidy

HEAD: Final = "issue"
ENTRY: Final = "entry-"
ORDER: Final = "order"
MOVED: Final = "moved"


@dataclass(slots=True)
class Typed:
    """Holds the forms of an issue; `homeless` are texts typed into entries that are there no more."""

    head: IssueForm
    entries: Sequence[EntryForm]
    homeless: Sequence[str] = field(default_factory=tuple)

    @property
    def forms(self) -> list[Any]:
        return [self.head, *self.entries]

    @property
    def has_conflict(self) -> bool:
        return bool(self.homeless) or any(form.has_conflict for form in self.forms)

    @property
    def first_fault(self) -> str:
        """Returns the id of the first box that has to be looked at again; empty where there is none."""
        return next((fault for form in self.forms if (fault := form.first_fault)), "")

    @property
    def has_errors(self) -> bool:
        # All of them are asked, so that each says what is wrong with it.
        return any([not form.is_valid() for form in self.forms])  # noqa: C419


def forms_of(issue: Issue, data: Any = None) -> Typed:
    """Returns the forms of an issue, filled with what was sent where there is something."""
    entries = list(entries_of(issue))
    found = Typed(
        IssueForm(data, instance=issue, prefix=HEAD),
        [EntryForm(data, instance=entry, prefix=f"{ENTRY}{entry.pk}") for entry in entries],
    )
    if data is not None:
        found.homeless = homeless(data, {f"{ENTRY}{entry.pk}" for entry in entries})
    return found


def homeless(data: Mapping[str, Any], known: set[str]) -> list[str]:
    """Returns what was typed into entries that another editor took out meanwhile."""
    found = []
    for name in data:
        prefix, _dash, field_name = name.removeprefix(f"{SEEN}-").rpartition("-")
        if not (name.startswith(f"{SEEN}-{ENTRY}") and field_name) or prefix in known:
            continue
        typed = tidy(data.get(f"{prefix}-{field_name}"))
        if typed and digest(typed) != data[name]:
            found.append(typed)
    return found


def touched(data: Mapping[str, Any]) -> list[str]:
    """Returns all that was typed and differs from what the page held when it was opened."""
    found = []
    for name in data:
        typed = tidy(data.get(name.removeprefix(f"{SEEN}-"))) if name.startswith(f"{SEEN}-") else ""
        if typed and digest(typed) != data[name]:
            found.append(typed)
    return found


@transaction.atomic
def save_typed(number: int, data: Any, user: AnyUser) -> tuple[Issue, Typed]:
    """Returns the issue and its forms; nothing was saved where they have errors or a conflict.

    Raises ClosedIssueError where somebody closed the issue meanwhile.
    """
    issue = locked(number)
    found = forms_of(issue, data)
    has_errors = found.has_errors
    if has_errors or found.has_conflict:
        return issue, found
    changed = [form for form in found.forms if form.has_changed()]
    for form in changed:
        form.save()
    if changed:
        note_change(issue, user)
    if data.get(MOVED):
        put_in_order(issue, row_numbers(data.getlist(ORDER)), user)
    return issue, found
