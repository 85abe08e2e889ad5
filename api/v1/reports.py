"""Answers with what peers reported of a practice, added up so that nobody can be told from the numbers."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from api.v1.answers import Language, Reports
from api.v1.practices import public_with_id
from exchange.bands import FEWEST
from exchange.reports import summary_of

router = Router()


@router.get("/practices/{practice_id}/reports", response=Reports, operation_id="reports")
def reports(request: HttpRequest, practice_id: str, language: Language | None = None) -> dict[str, Any]:
    number = public_with_id(practice_id).values_list("pk", flat=True).first()
    if number is None:
        raise Http404
    summary = summary_of(number)
    counted = [(band, _enough(band["counts"])) for band in summary.bands] if summary else []
    totals: dict[str, int] = {}
    for _band, counts in counted:
        for outcome, count in counts.items():
            totals[outcome] = totals.get(outcome, 0) + count
    return {
        "practice": practice_id,
        "counts": totals,
        "bands": [
            {
                "texture": band["texture"],
                "growing_period": band["period"],
                "rain": band["rain"],
                "counts": counts,
            }
            for band, counts in counted
            if counts
        ],
        "incomplete": summary is not None and summary.total > sum(totals.values()),
    }


def _enough(counts: Mapping[str, int]) -> dict[str, int]:
    return {outcome: count for outcome, count in counts.items() if count >= FEWEST}
