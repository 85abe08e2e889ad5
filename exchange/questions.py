"""Returns questions and answers: those that everybody may read, and those that wait for somebody."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from exchange.models import Answer, Question, State
from practices.models import Practice

# A question that nobody answered for so long stands on the correspondent's desk.
UNANSWERED_AFTER: Final = timedelta(days=14)
_SHOWN_ANSWERS: Final = Q(answers__state=State.PUBLISHED)


def published() -> QuerySet[Question]:
    """Returns the questions that everybody may read, the newest first, with how many answers they have."""
    questions = Question.objects.filter(state=State.PUBLISHED)
    return questions.annotate(answer_count=Count("answers", filter=_SHOWN_ANSWERS)).order_by(
        "-published_at", "-pk"
    )


def published_on(practice: Practice) -> QuerySet[Question]:
    """Returns the published questions on a practice."""
    return published().filter(practice=practice)


def answers_to(question: Question) -> QuerySet[Answer]:
    """Returns the answers that everybody may read, the oldest first."""
    shown = Answer.objects.filter(question=question, state=State.PUBLISHED)
    return shown.select_related("photo", "voice", "photo__public_copy", "voice__public_copy").order_by(
        "sent_at", "pk"
    )


def unanswered(rows: QuerySet[Question], now: datetime | None = None) -> QuerySet[Question]:
    """Returns which of these were published a fortnight ago and have no answer that others can read.

    `rows` are walled by the caller, see `exchange.regions`.
    """
    has_answer = Exists(Answer.objects.filter(question=OuterRef("pk"), state=State.PUBLISHED))
    before = (now or timezone.now()) - UNANSWERED_AFTER
    return rows.filter(~has_answer, state=State.PUBLISHED, published_at__lte=before)


def choose_helped(question: Question, answer_number: int | None) -> bool:
    """Writes which answer helped whoever asked, None for none; returns False for one that nobody can read."""
    if answer_number is not None and not answers_to(question).filter(pk=answer_number).exists():
        return False
    Question.objects.filter(pk=question.pk).update(helped=answer_number)
    return True
