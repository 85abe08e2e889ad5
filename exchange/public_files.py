"""Makes the photos and voices of what peers said public while anybody may read it, and no others."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from exchange.models import Answer, Question, Report, State
from media.models import Clip, Image
from media.public_access import register_use
from practices.models import Practice


def public_reports() -> QuerySet[Any]:
    """Returns the reports that anybody may read: published ones of public practices."""
    practices = Practice.objects.public().order_by().values("pk")
    return Report.objects.filter(state=State.PUBLISHED, practice__in=practices)


def public_questions() -> QuerySet[Any]:
    """Returns the questions that anybody may read."""
    return Question.objects.filter(state=State.PUBLISHED)


def public_answers() -> QuerySet[Any]:
    """Returns the answers that anybody may read: published ones to published questions."""
    return Answer.objects.filter(state=State.PUBLISHED, question__state=State.PUBLISHED)


PUBLIC: Final[tuple[Callable[[], QuerySet[Any]], ...]] = (public_reports, public_questions, public_answers)


def shown_files(items: Callable[[], QuerySet[Any]], field: str) -> QuerySet[Any]:
    """Returns the numbers of the photos or recordings of items."""
    return items().exclude(**{field: None}).order_by().values(field)


def connect() -> None:
    for items in PUBLIC:
        register_use(Image, partial(shown_files, items, "photo"))
        register_use(Clip, partial(shown_files, items, "voice"))
