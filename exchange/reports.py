"""Reads the published reports of a practice: which count, what they add up to, which are nearest.

Of one author the newest report of a practice counts, so "one year later" takes the place of the earlier.
What is worked out here never enters the likeness of practices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from exchange.bands import bands, cell_of
from exchange.deciding import after_each_step
from exchange.models import Action, PeerItem, PracticeReports, Report, State
from exchange.point_records import record_of_pairs
from matching.question import build_question
from matching.reference import scored
from zones.land import Land

# A reader sees these on the page of the practice.
MOST_NEAREST: Final = 3
# What a name typed for a place could tell is not needed to compare lands.
NOT_COMPARED: Final = frozenset(("place_name",))


@after_each_step
def follow_decision(item: PeerItem, action: Action) -> None:
    """Adds the reports of a practice up anew, in the transaction of the decision."""
    if isinstance(item, Report):
        recount(item.practice_id)


@transaction.atomic
def recount(practice: int) -> None:
    """Writes down which reports of a practice count, and what they add up to."""
    PracticeReports.objects.get_or_create(practice_id=practice)
    # Two decisions at once: the second waits here, and then sees what the first has decided.
    summary = PracticeReports.objects.select_for_update().get(practice_id=practice)
    reports = counted(practice)
    summary.total = len(reports)
    summary.bands = [band.to_json() for band in bands((cell_of(each.land), each.outcome) for each in reports)]
    summary.lands = [
        [each.pk, [pair for pair in each.land_pairs if pair[0] not in NOT_COMPARED]] for each in reports
    ]
    summary.save()


def counted(practice: int) -> Sequence[Report]:
    """Returns the newest published report of each author, newest first."""
    published = Report.objects.filter(practice_id=practice, state=State.PUBLISHED).order_by("-sent_at", "-pk")
    newest: dict[int, Report] = {}
    for report in published.only("pk", "author_id", "outcome", "land_pairs"):
        newest.setdefault(report.author_id, report)
    return list(newest.values())


def summary_of(practice: int) -> PracticeReports | None:
    """Returns what the reports of a practice add up to; None where there never was one."""
    return PracticeReports.objects.filter(practice_id=practice).first()


def in_order(lands: Iterable[Sequence[Any]], land: Land) -> list[int]:
    """Returns the numbers of reports, those from land like this one first; else the newest first.

    `lands` are those of `PracticeReports`. How it went plays no part in the order.
    """
    rows = list(lands)
    if not land.can_be_compared:
        return [number for number, _pairs in rows]
    question = build_question(replace(land, land_use=None))
    if question.total <= 0:
        return [number for number, _pairs in rows]
    likeness = {number: scored(question, record_of_pairs(pairs)).likeness for number, pairs in rows}
    return sorted(likeness, key=lambda number: -likeness[number])


def shown(numbers: Sequence[int]) -> list[Report]:
    """Returns published reports with all that a page shows of them, in the order of their numbers.

    One query; a report that is not published any more is left out.
    """
    found = {report.pk: report for report in _with_files().filter(pk__in=numbers, state=State.PUBLISHED)}
    return [found[number] for number in numbers if number in found]


def _with_files() -> QuerySet[Report]:
    return Report.objects.select_related("photo__public_copy", "voice__public_copy", "earlier")
