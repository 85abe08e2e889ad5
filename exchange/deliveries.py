"""Says for whom a published question is, and sends it: once to each, with one mail a day to anybody at most.

A job is written with the decision that publishes a question. It compares the lands, outside of any
transaction since there may be thousands, and writes a row for each peer. A mail is written in the transaction
that marks its rows as sent, so that whoever is killed in between loses nothing and sends nothing twice.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from exchange.deciding import after_each_step
from exchange.listeners import stop_token
from exchange.models import Action, Delivery, Listener, PeerItem, Question, State
from exchange.peers import MOST_PEERS, likest
from jobs import links, queue

logger = logging.getLogger(__name__)

FIND_PEERS: Final = "exchange.find_peers"
ANSWER: Final = "exchange.answer"
ANSWER_WITHIN: Final = timedelta(days=180)
BETWEEN_MAILS: Final = timedelta(days=1)
# What a mail can hold and still be read on a phone; the others come with the next.
MOST_IN_A_MAIL: Final = 5


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One question of a mail, and the token of the link that answers it."""

    question: Question
    answer_token: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What one listener hears of, and the token that stops it."""

    listener: Listener
    entries: Sequence[DigestEntry]
    stop_token: str


def connect() -> None:
    after_each_step(note_publication)


def note_publication(item: PeerItem, action: Action) -> None:
    """Writes when a question was first published, and the job that finds its peers."""
    if not isinstance(item, Question) or item.state != State.PUBLISHED:
        return
    if item.published_at is None:
        item.published_at = timezone.now()
        Question.objects.filter(pk=item.pk).update(published_at=item.published_at)
    queue.enqueue(FIND_PEERS, {"question": item.pk}, key=f"{FIND_PEERS} {item.pk} {item.version}")


def find_peers(number: int) -> int:
    """Writes for whom a question is; returns how many. Does nothing where it is not published any more."""
    question = Question.objects.filter(pk=number, state=State.PUBLISHED).select_related("author").first()
    if question is None:
        return 0
    was_sent = Exists(question.deliveries.filter(listener=OuterRef("pk"), sent_at__isnull=False))
    listeners = Listener.objects.filter(~was_sent, confirmed_at__isnull=False).order_by()
    asker = question.author.email.strip().lower()
    found = likest(
        question.land,
        (
            listener
            for listener in listeners.iterator(chunk_size=500)
            if question.language in listener.reads and listener.email != asker
        ),
    )
    with transaction.atomic():
        # A correction that was published meanwhile has a job of its own.
        rows = Question.objects.filter(pk=number, state=State.PUBLISHED, version=question.version)
        if not rows.update(version=F("version")):
            return 0
        question.deliveries.filter(sent_at=None).delete()
        room = MOST_PEERS - question.deliveries.count()
        Delivery.objects.bulk_create(
            [
                Delivery(question=question, listener_id=peer.listener.pk, likeness=peer.likeness)
                for peer in found[: max(room, 0)]
            ],
            ignore_conflicts=True,
        )
    return len(found)


def send_due(write: Callable[[Digest], EmailMessage], now: datetime | None = None) -> int:
    """Writes a mail to everybody for whom a question waits and who had none for a day; returns how many."""
    now = now or timezone.now()
    waits = Delivery.objects.filter(listener=OuterRef("pk"), sent_at=None, question__state=State.PUBLISHED)
    had_none = Q(digest_at=None) | Q(digest_at__lte=now - BETWEEN_MAILS)
    due = Listener.objects.filter(had_none, Exists(waits)).exclude(confirmed_at=None)
    written = 0
    for number in due.order_by("pk").values_list("pk", flat=True):
        try:
            written += _send(number, had_none, write, now)
        except Exception:
            # One that cannot be written must not keep the others waiting; it is tried again next time.
            logger.exception("a mail about questions could not be written, listener %s", number)
    return written


@transaction.atomic
def _send(number: int, had_none: Q, write: Callable[[Digest], EmailMessage], now: datetime) -> bool:
    if not Listener.objects.filter(had_none, pk=number).update(digest_at=now):
        return False
    listener = Listener.objects.get(pk=number)
    waiting = Delivery.objects.filter(listener=listener, sent_at=None, question__state=State.PUBLISHED)
    rows = list(
        waiting.select_related("question", "question__practice").order_by("-likeness", "pk")[:MOST_IN_A_MAIL]
    )
    if not rows:
        # What waited was withdrawn at this moment: the next question may come today.
        transaction.set_rollback(True)
        return False
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=now)
    entries = [
        DigestEntry(
            row.question,
            links.make(ANSWER, f"{row.question_id} {listener.pk}", valid_for=ANSWER_WITHIN),
        )
        for row in rows
    ]
    write(Digest(listener, entries, stop_token(listener))).send()
    return True


def asked_by_link(token: str) -> tuple[Question, Listener | None] | None:
    """Returns which question a link answers, and for whom it was; None where it is over or hidden."""
    link = links.find(token, ANSWER)
    if link is None:
        return None
    number, listener = (int(part) for part in link.subject.split())
    question = Question.objects.filter(pk=number, state=State.PUBLISHED).first()
    return (question, Listener.objects.filter(pk=listener).first()) if question else None
