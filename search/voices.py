"""Reads what anybody can hear and see of practices: which languages are spoken, and whether there is a film.

Heard are the clips of a practice and of its steps, and the voices of the reports that its page shows, each
from the moment on at which its public files are there.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from exchange.models import Report, State
from practices.models import PracticeClip, PracticeStep


class Heard(NamedTuple):
    """What can be heard and seen of one practice; `spoken` are tags of languages (BCP 47)."""

    spoken: frozenset[str] = frozenset()
    has_film: bool = False


NOTHING_HEARD: Final = Heard()


def heard_on(practices: Iterable[int]) -> Mapping[int, Heard]:
    """Return what can be heard of public practices, in one query; those with nothing are left out."""
    numbers = list(practices)
    if not numbers:
        return {}
    later = Report.objects.filter(state=State.PUBLISHED).exclude(earlier=None).order_by().values("earlier")
    # Of one author the newest report counts; see `exchange/reports.py`.
    reports = Report.objects.filter(practice__in=numbers, state=State.PUBLISHED).exclude(pk__in=later)
    rows = _clips(PracticeClip.objects.filter(practice__in=numbers), "clip").union(
        # Not by the manager of a translated model: it keeps no order of columns, on which a union depends.
        _clips(QuerySet(PracticeStep).filter(practice__in=numbers), "clip"),
        _clips(reports, "voice"),
    )
    found: dict[int, Heard] = {}
    for practice, spoken, film in rows:
        known = found.get(practice, NOTHING_HEARD)
        spoken_too = known.spoken | ({spoken} if spoken else frozenset())
        found[practice] = Heard(spoken_too, known.has_film or bool(film))
    return found


def _clips(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    public = rows.order_by().filter(**{f"{key}__public_copy__isnull": False})
    return public.values_list("practice_id", f"{key}__spoken", f"{key}__video")


def practices_heard_in(clip: int) -> set[int]:
    """Return the numbers of the practices of which a clip may be a part, public or not."""
    return {
        *PracticeClip.objects.filter(clip=clip).values_list("practice_id", flat=True),
        *PracticeStep.objects.filter(clip=clip).values_list("practice_id", flat=True),
        *Report.objects.filter(voice=clip).values_list("practice_id", flat=True),
    }
