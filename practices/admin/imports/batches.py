"""Keeps what a file said, makes drafts of it once, and undoes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from practices.interchange.drafts import Report, delete, prepare, store
from practices.interchange.problems import Problem
from practices.interchange.tables.cells import MOST_ROWS, Line, Table
from practices.interchange.tables.checking import Checked, check
from practices.interchange.tables.columns import recognised
from practices.interchange.tables.files import Contents, read_contents
from practices.interchange.writer import RefusedError
from practices.models import ImportBatch, Practice, RegionSection

MADE: Final = "practices.import"
UNDONE: Final = "practices.undo_import"
# SQLite lets nobody else write while drafts are made, a tenth of a second each; others give up after 20 s.
MOST_ON_SQLITE: Final = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """Holds a draft that undoing leaves alone, and why."""

    practice: Practice
    reason: Promise


def receive(content: bytes, name: str, section: RegionSection, user: Any) -> ImportBatch:
    """Returns the stored batch of a file; raises FileRefusedError, having stored nothing."""
    contents = read_contents(content, name)
    table = contents.table
    return ImportBatch.objects.create(
        user=user,
        section=section,
        file_name=name,
        contents=_as_json(contents),
        columns=recognised(table.headings) if table else [],
    )


def contents_of(batch: ImportBatch) -> Contents:
    kept = batch.contents
    if "lines" in kept:
        lines = tuple(Line(number, tuple(cells)) for number, cells in kept["lines"])
        return Contents(Table(tuple(kept["headings"]), lines))
    return Contents(records=tuple(kept.get("records", ())))


def checked(batch: ImportBatch) -> Checked:
    return check(contents_of(batch), batch.columns, batch.section)


def most_at_once() -> int:
    """Returns how many drafts this site's database makes in one go."""
    return MOST_ON_SQLITE if connection.vendor == "sqlite" else MOST_ROWS


def beyond_one_go(tried: Checked) -> list[Problem]:
    """Returns the problem of a file with more rows than can be made in one go, else nothing."""
    most = most_at_once()
    return [Problem("", 0, "", "too_many_records", {"most": most})] if len(tried.rows) > most else []


def make_drafts(batch: ImportBatch, report: Report | None = None) -> ImportBatch:
    """Returns the batch with its drafts, all of them or none; one that has them already stays as it is.

    Only the last step keeps others from writing. Raises RefusedError with what is wrong.
    """
    if batch.made_at is not None:
        return batch
    tried = checked(batch)
    problems = [*tried.problems, *beyond_one_go(tried)]
    if problems or not tried.entries:
        raise RefusedError(problems)
    prepared = prepare(tried.entries, batch.user, report)
    with transaction.atomic():
        # Whoever does the same waits here, and finds them made.
        now = ImportBatch.objects.select_for_update().select_related("section", "user").get(pk=batch.pk)
        if now.made_at is not None:
            return now
        drafts = store(prepared, now.section, now.user)
        now.drafts = [
            {"page": draft.pk, "revision": draft.latest_revision_id, "name": draft.get_admin_display_title()}
            for draft in drafts
        ]
        now.made_at = timezone.now()
        now.contents = {}
        now.refused = []
        now.save()
        _log(now, MADE, len(drafts))
    return now


def undo(batch: ImportBatch) -> tuple[int, list[Kept]]:
    """Returns how many drafts were deleted, and those that were left: published ones, or worked on since."""
    with transaction.atomic():
        now = ImportBatch.objects.select_for_update().select_related("section", "user").get(pk=batch.pk)
        if now.made_at is None:
            return 0, []
        kept, gone = sorted_out(now)
        delete(gone, now.user)
        if gone or now.undone_at is None:
            now.undone_at = now.undone_at or timezone.now()
            now.save()
            _log(now, UNDONE, len(gone))
    return len(gone), kept


def sorted_out(batch: ImportBatch) -> tuple[list[Kept], list[Practice]]:
    """Returns the drafts that undoing would leave, with the reason, and those that it would delete."""
    revisions = {draft["page"]: draft["revision"] for draft in batch.drafts}
    kept: list[Kept] = []
    gone: list[Practice] = []
    for practice in Practice.objects.filter(pk__in=revisions).order_by("path"):
        reason = _reason(practice, revisions[practice.pk], batch)
        if reason:
            kept.append(Kept(practice, reason))
        else:
            gone.append(practice)
    return kept, gone


def _reason(practice: Practice, revision: int, batch: ImportBatch) -> Promise | None:
    if practice.live or practice.first_published_at:
        return _("It was published.")
    if practice.latest_revision_id != revision or practice.locked:
        return _("Somebody has worked on it since.")
    if practice.workflow_in_progress:
        return _("It was handed in.")
    if practice.owner_id != batch.user_id or not practice.path.startswith(batch.section.path):
        return _("It was moved or given to somebody else.")
    return None


def _as_json(contents: Contents) -> dict[str, Any]:
    if contents.table is None:
        return {"records": list(contents.records)}
    lines: Sequence[Line] = contents.table.lines
    return {
        "headings": list(contents.table.headings),
        "lines": [[line.number, list(line.cells)] for line in lines],
    }


def _log(batch: ImportBatch, action: str, count: int) -> None:
    page: Page = batch.section
    log(instance=page, action=action, user=batch.user, data={"file": batch.file_name, "count": count})
