"""Sends an issue to its subscribers: one row for each mail, claimed before it is sent.

Only one worker sends at a time. Whoever is killed in between leaves at most one row that nobody knows about:
it may have arrived, and is never sent again by itself. All others go on where it ended.
"""

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, OperationalError, close_old_connections, connection, transaction
from django.db.models import Count
from django.utils import timezone

from jobs.mail import (
    CUT_SHORT,
    RESTORED,
    MailServer,
    NoServerError,
    NotSentError,
    RefusedError,
    SenderRefusedError,
    mail_backoff,
)
from media.region_access import AnyUser
from newsletter.content import public_content
from newsletter.mails import Letters, new_message_id
from newsletter.models import Delivery, Issue, Sending
from newsletter.recipients import recipients
from newsletter.rendering import mail_html
from newsletter.subscribing import is_offered

logger = logging.getLogger(__name__)

State = Delivery.State
MOST_ATTEMPTS: Final = 6
POLL_S: Final = 2.0
# A mail server that comes back is noticed within this time, however long it was away.
LONGEST_WAIT: Final = timedelta(minutes=5)
BOUNCED: Final = "mails to this address came back"
# Gmail cuts a mail at 102 kB; this is what an issue may have for readers on prepaid data.
LARGEST_BYTES: Final = 40_000


class CannotSendError(Exception):
    """Raised where an issue is not sent; `code` says why, `values` what the sentence about it names."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@transaction.atomic
def start_sending(issue: Issue, user: AnyUser | None) -> Sending:
    """Writes a row for each subscriber, so that the worker sends the issue. Raises CannotSendError."""
    check(issue)
    rows = list(recipients(issue))
    if not rows:
        raise CannotSendError("nobody")
    try:
        with transaction.atomic():
            sending = Sending.objects.create(issue=issue, started_by_id=user.pk if user else None)
    except IntegrityError as error:
        raise CannotSendError("sent_before") from error
    Delivery.objects.bulk_create(
        [
            Delivery(
                sending=sending,
                subscriber_id=number,
                language=language,
                message_id=new_message_id(issue.slug),
            )
            for number, language in rows
        ],
        batch_size=500,
    )
    return sending


def check(issue: Issue) -> None:
    """Raises CannotSendError where an issue cannot be sent as it is."""
    if not is_offered():
        raise CannotSendError("off")
    if issue.is_example:
        raise CannotSendError("example")
    if not issue.is_frozen:
        raise CannotSendError("open")
    if Sending.objects.filter(issue=issue).exists():
        raise CannotSendError("sent_before")
    for language in {language for _number, language in recipients(issue)}:
        size = len(mail_html(public_content(issue, language)).encode())
        if size > LARGEST_BYTES:
            raise CannotSendError("too_large", language=language, kilobytes=-(-size // 1000))


# --- the worker's part -------------------------------------------------------------------------------------


def send_until(stop: threading.Event) -> None:
    """Sends what is due until told to stop; only one worker does."""
    mark_interrupted()
    server, letters, failures = MailServer(), Letters(), 0
    try:
        while not stop.is_set():
            # A connection inside of a transaction would lose it.
            if not connection.in_atomic_block:
                close_old_connections()
            row = next_due()
            if row is None:
                server.close()
                letters = Letters()
                stop.wait(POLL_S)
                continue
            try:
                _send(row, server, letters)
            except NoServerError as error:
                failures += 1
                wait = min(mail_backoff(failures), LONGEST_WAIT)
                _note_problem(row.sending_id, str(error))
                stop.wait(wait.total_seconds())
            else:
                failures = 0
                if row.sending.problem:
                    Sending.objects.update(problem="", problem_at=None)
                if settings.NEWSLETTER_MAILS_PER_MINUTE:
                    stop.wait(60 / settings.NEWSLETTER_MAILS_PER_MINUTE)
    finally:
        server.close()


def mark_interrupted() -> int:
    """Notes as uncertain what a worker was at when it ended; returns how many."""
    found = Delivery.objects.filter(state=State.SENDING)
    return found.update(state=State.UNCERTAIN, error=CUT_SHORT, changed_at=timezone.now())


def mark_pending_uncertain() -> int:
    """Keeps mails from going out that were on their way when a backup was made; returns how many."""
    found = Delivery.objects.filter(state__in=(State.WAITING, State.SENDING))
    return found.update(state=State.UNCERTAIN, error=RESTORED, changed_at=timezone.now())


def next_due(now: datetime | None = None) -> Delivery | None:
    """Returns the mail that has been due the longest; None where there is none."""
    due = Delivery.objects.filter(
        state=State.WAITING, not_before__lte=now or timezone.now(), sending__paused_at=None
    )
    return due.select_related("subscriber__region", "sending__issue").order_by("not_before", "pk").first()


def _send(row: Delivery, server: MailServer, letters: Letters) -> None:
    """Sends one mail, once. Raises NoServerError where none can be sent at this moment."""
    if row.subscriber is None:
        # They stopped the newsletter at this very moment.
        row.delete()
        return
    if row.subscriber.bounced_on:
        _end(row, State.REFUSED, BOUNCED)
        return
    try:
        message = letters.message(row)
    except OperationalError:
        # The database is away for a moment, which says nothing about this mail.
        raise
    except Exception as error:
        logger.exception("mail %s of the newsletter could not be written", row.pk)
        _end(row, State.FAILED, repr(error))
        return
    if not _move(row, State.WAITING, State.SENDING):
        return
    try:
        server.hand_over(message)
    except NoServerError:
        _set_outcome(row, State.WAITING, "")
        raise
    except SenderRefusedError as error:
        _set_outcome(row, State.WAITING, "")
        raise NoServerError(str(error)) from error
    except RefusedError as error:
        _set_outcome(row, State.REFUSED, str(error))
    except NotSentError as error:
        _later(row, str(error))
    except Exception as error:  # noqa: BLE001  whatever it was, the mail may have left
        _set_outcome(row, State.UNCERTAIN, repr(error))
    else:
        _set_outcome(row, State.SENT, "")


def _end(row: Delivery, state: str, error: str) -> None:
    """Notes what became of a mail that never left."""
    if _move(row, State.WAITING, State.SENDING):
        _set_outcome(row, state, error)


def _move(row: Delivery, before: str, after: str) -> bool:
    return bool(
        Delivery.objects.filter(pk=row.pk, state=before).update(state=after, changed_at=timezone.now())
    )


def _later(row: Delivery, error: str) -> None:
    """Tries a mail that the server would not take now again, and gives up after some tries."""
    attempts = row.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        _set_outcome(row, State.FAILED, error, attempts=attempts)
    else:
        not_before = timezone.now() + mail_backoff(attempts)
        _set_outcome(row, State.WAITING, error, attempts=attempts, not_before=not_before)


def _set_outcome(row: Delivery, state: str, error: str, **more: Any) -> None:
    Delivery.objects.filter(pk=row.pk, state=State.SENDING).update(
        state=state, error=error[:2000], changed_at=timezone.now(), **more
    )


def _note_problem(number: int, error: str) -> None:
    logger.warning("the newsletter waits for the mail server: %s", error)
    known = Sending.objects.filter(pk=number)
    known.filter(problem_at=None).update(problem_at=timezone.now())
    known.update(problem=error[:500])


# --- what people see and decide ----------------------------------------------------------------------------


def progress(sending: Sending) -> Mapping[str, Counter[str]]:
    """Returns how many mails are in which state, by language; under "" those of all languages."""
    found: dict[str, Counter[str]] = {"": Counter()}
    rows = sending.deliveries.order_by().values_list("language", "state").annotate(number=Count("pk"))
    for language, state, number in rows:
        found.setdefault(language, Counter())[state] += number
        found[""][state] += number
    return found


def is_over(sending: Sending) -> bool:
    """Returns whether no mail waits any more."""
    return not sending.deliveries.filter(state__in=(State.WAITING, State.SENDING)).exists()


def pause(sending: Sending) -> None:
    """Lets no more mails of an issue go out until `go_on`."""
    Sending.objects.filter(pk=sending.pk, paused_at=None).update(paused_at=timezone.now())


def go_on(sending: Sending) -> None:
    """Lets the mails of an issue go out again."""
    Sending.objects.filter(pk=sending.pk).update(paused_at=None)


def send_again(sending: Sending, numbers: list[int]) -> int:
    """Sends mails again that may have arrived, were given up or refused; returns how many."""
    rows = sending.deliveries.filter(
        pk__in=numbers,
        state__in=Delivery.RETRIABLE,
        subscriber__isnull=False,
        subscriber__bounced_on=None,
    )
    now = timezone.now()
    return rows.update(state=State.WAITING, error="", attempts=0, not_before=now, changed_at=now)


def leave(sending: Sending, numbers: list[int]) -> int:
    """Leaves mails as they are that may have arrived or were given up; returns how many."""
    rows = sending.deliveries.filter(pk__in=numbers, state__in=Delivery.TO_DECIDE)
    return rows.update(state=State.LEFT, changed_at=timezone.now())
