"""Changes an open issue: begins it, puts entries in, takes them out, moves them.

Every change locks the issue first, so that two editors at once come one after the other, and raises
ClosedIssueError where somebody has closed it meanwhile.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.models import Question, Report
from media.region_access import AnyUser
from newsletter.models import Entry, EntryKind, Issue
from newsletter.models.issue import LONGEST_HEADING, LONGEST_TEXT
from newsletter.sources import PICKED, Source, Words, by_machine, words_of
from practices.models import Practice
from zones.vocabulary import LANGUAGES

# As many as a mail of 40 kB has room for, and more than anybody reads.
MOST_ENTRIES: Final = 40
WRITTEN: Final = (EntryKind.FREE, EntryKind.PRESS, EntryKind.EVENT)


class ClosedIssueError(Exception):
    """Raised for a change of an issue that is closed."""


class FullIssueError(Exception):
    """Raised for one entry too many."""


def open_issue() -> Issue | None:
    """Returns the issue that is being written; None where there is none."""
    return Issue.objects.filter(closed_at=None).first()


def last_issue() -> Issue | None:
    """Returns the issue that a new one begins with; an example is none."""
    return Issue.objects.filter(is_example=False).order_by("-closed_at", "-pk").first()


def begin(user: AnyUser) -> Issue:
    """Returns the open issue, made from the last one where there is none.

    The intro and the headings of free blocks are kept as a start; entries are new each time.
    """
    try:
        with transaction.atomic():
            return open_issue() or _from_last(user)
    except IntegrityError:
        # Two people began at once; both get the same.
        found = open_issue()
        assert found is not None
        return found


def _from_last(user: AnyUser) -> Issue:
    last = last_issue()
    issue = Issue(slug=_free_slug(), saved_at=timezone.now(), saved_by_id=user.pk)
    if last is not None:
        for code in LANGUAGES:
            setattr(issue, f"intro_{code}", getattr(last, f"intro_{code}"))
    issue.save()
    kept = last.entries.filter(kind=EntryKind.FREE) if last is not None else ()
    for position, block in enumerate(kept):
        fresh = Entry(issue=issue, position=position, kind=EntryKind.FREE, where_missing=block.where_missing)
        for code in LANGUAGES:
            setattr(fresh, f"heading_{code}", getattr(block, f"heading_{code}"))
        if fresh.languages:
            fresh.save()
    return issue


def _free_slug() -> str:
    """Returns the month, with a number from the second issue of a month on."""
    month = timezone.localdate().strftime("%Y-%m")
    taken = set(Issue.objects.filter(slug__startswith=month).values_list("slug", flat=True))
    if month not in taken:
        return month
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{month}-{n}") not in taken)


def locked(number: int) -> Issue:
    """Returns an open issue that nobody else changes until the transaction ends. Raises ClosedIssueError."""
    issue: Issue = Issue.objects.select_for_update().get(pk=number)
    if issue.is_frozen:
        raise ClosedIssueError
    return issue


def note_change(issue: Issue, user: AnyUser | None) -> None:
    """Writes down who changed an issue last; nobody, where a command did."""
    Issue.objects.filter(pk=issue.pk).update(saved_at=timezone.now(), saved_by=user.pk if user else None)


@transaction.atomic
def add_sources(issue: Issue, kind: EntryKind, numbers: Iterable[int], user: AnyUser | None) -> list[Entry]:
    """Returns the new entries, of what anybody may read and the issue has not yet; in the order given.

    Raises FullIssueError where they are too many, and adds none then.
    """
    issue = locked(issue.pk)
    name = str(kind)
    known = set(issue.entries.filter(kind=kind).values_list(f"{name}_id", flat=True))
    wanted = [number for number in dict.fromkeys(numbers) if number not in known]
    found = {source.pk: source for source in PICKED[kind]().filter(pk__in=wanted)}
    sources: list[Source] = [found[number] for number in wanted if number in found]
    _check_room(issue, len(sources))
    start = _next_position(issue)
    # What a machine wrote and nobody has read is labelled on the site; here it would stand as ours.
    unread = by_machine(found) if kind == EntryKind.PRACTICE else {}
    made = [
        _entry_of(issue, start + at, words_of(source, unread.get(source.pk, ())), source)
        for at, source in enumerate(sources)
    ]
    if made:
        note_change(issue, user)
    return made


def _entry_of(issue: Issue, position: int, words: Words, source: Source) -> Entry:
    entry = Entry(issue=issue, position=position)
    match source:
        case Practice():
            entry.kind, entry.practice = EntryKind.PRACTICE, source
        case Report():
            entry.kind, entry.report = EntryKind.REPORT, source
        case Question():
            entry.kind, entry.question = EntryKind.QUESTION, source
    for code in LANGUAGES:
        setattr(entry, f"heading_{code}", _cut(words.headings.get(code, ""), "heading"))
        setattr(entry, f"text_{code}", _cut(words.texts.get(code, ""), "text"))
    entry.save()
    return entry


def _cut(text: str, field: str) -> str:
    """Returns what has room: a peer may have told more than an issue takes."""
    longest = {"heading": LONGEST_HEADING, "text": LONGEST_TEXT}[field]
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


@transaction.atomic
def add_block(issue: Issue, kind: EntryKind, user: AnyUser) -> Entry:
    """Returns a new, empty block that the editor fills in."""
    issue = locked(issue.pk)
    _check_room(issue, 1)
    entry: Entry = issue.entries.create(kind=kind, position=_next_position(issue))
    note_change(issue, user)
    return entry


def _check_room(issue: Issue, more: int) -> None:
    if issue.entries.count() + more > MOST_ENTRIES:
        raise FullIssueError


def _next_position(issue: Issue) -> int:
    last = issue.entries.order_by("position").last()
    return last.position + 1 if last else 0


@transaction.atomic
def take_out(issue: Issue, number: int, user: AnyUser) -> None:
    """Takes an entry out of an issue."""
    issue = locked(issue.pk)
    issue.entries.filter(pk=number).delete()
    note_change(issue, user)


@transaction.atomic
def move(issue: Issue, number: int, by: int, user: AnyUser) -> tuple[int, int]:
    """Moves an entry by so many places, as far as there are any; returns its place now and the last one."""
    issue = locked(issue.pk)
    order = list(issue.entries.values_list("pk", flat=True))
    last = len(order) - 1
    if number not in order:
        return 0, last
    at = order.index(number)
    place = max(0, min(last, at + by))
    order.insert(place, order.pop(at))
    _write_order(issue, order, user)
    return place, last


@transaction.atomic
def put_in_order(issue: Issue, numbers: Sequence[int], user: AnyUser) -> None:
    """Puts entries in this order; those that another editor added meanwhile come last."""
    issue = locked(issue.pk)
    known = list(issue.entries.values_list("pk", flat=True))
    order = [number for number in dict.fromkeys(numbers) if number in known]
    order += [number for number in known if number not in order]
    if order != known:
        _write_order(issue, order, user)


def _write_order(issue: Issue, order: Sequence[int], user: AnyUser) -> None:
    entries = {entry.pk: entry for entry in issue.entries.all()}
    for position, number in enumerate(order):
        entries[number].position = position
    Entry.objects.bulk_update(entries.values(), ["position"])
    note_change(issue, user)


@transaction.atomic
def delete(issue: Issue) -> None:
    """Deletes an open issue with its entries."""
    locked(issue.pk).delete()
