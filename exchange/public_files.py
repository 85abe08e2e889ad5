"""Makes the photos and voices of published items public, and of no others."""

from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from exchange.models import Answer, PeerItem, Question, Report, State
from media.models import Clip, Image
from media.public_access import register_use
from practices.models import Practice

SHOWN: Final[tuple[type[PeerItem], ...]] = (Report, Question, Answer)


def shown_files(model: type[PeerItem], field: str) -> QuerySet[Any]:
    """Returns the numbers of the photos or recordings of the items of a model that anybody may read.

    A report goes with its practice, and an answer with its question.
    """
    shown = model._default_manager.filter(state=State.PUBLISHED, **{f"{field}__isnull": False})
    if model is Report:
        shown = shown.filter(practice__in=Practice.objects.public().order_by().values("pk"))
    elif model is Answer:
        shown = shown.filter(question__state=State.PUBLISHED)
    return shown.order_by().values(field)


def connect() -> None:
    for model in SHOWN:
        register_use(Image, partial(shown_files, model, "photo"))
        register_use(Clip, partial(shown_files, model, "voice"))
