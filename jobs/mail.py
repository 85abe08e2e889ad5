"""Mails are written down in the caller's transaction and sent by the worker, one row for each recipient.

`OutboxBackend` is Django's EMAIL_BACKEND, so whatever sends a mail takes this way: a request never waits for
a mail server, and what is rolled back is not sent. The worker hands each mail to MAIL_DELIVERY_BACKEND. A
mail that may have arrived is never sent again by itself: an administrator decides.
"""

import base64
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.mime.base import MIMEBase
from email.parser import BytesHeaderParser
from email.utils import formatdate, make_msgid
from pathlib import Path
from smtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from jobs import queue
from jobs.models import OutgoingMail
from jobs.registry import Lane, Running, job

SEND: Final = "jobs.send_mail"
State = OutgoingMail.State
SMTP_OK: Final = 250
FIRST_FINAL_CODE: Final = 500
CUT_SHORT: Final = "the worker ended while it sent this mail"
RESTORED: Final = "waiting in a backup that was brought back: it may have been sent since"
# After them somebody has to look: about four and a half hours for a mail server that is away.
WAITS: Final = (10, 60, 360, 2160, 12960)


class OutboxBackend(BaseEmailBackend):
    """Writes mails down instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Returns how many mails will be sent. Raises as Django's backends do for what is no mail."""
        with transaction.atomic():
            return sum(bool(store(message)) for message in email_messages)


def store(message: EmailMessage) -> list[OutgoingMail]:
    """Writes a row and a job for each recipient of a message; returns the rows."""
    headers = {"Date": formatdate(), **message.extra_headers}
    headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))
    # Raises now what would be refused later, a line break in a subject for instance.
    message.message()
    headers |= {
        name: headers.get(name) or ", ".join(shown)
        for name, shown in (("To", message.to), ("Cc", message.cc))
        if shown
    }
    rows = [
        OutgoingMail(
            message_id=headers["Message-ID"],
            recipient=recipient,
            subject=str(message.subject),
            language=get_language() or "",
            content=_content(message, headers),
        )
        for recipient in dict.fromkeys(message.recipients())
    ]
    for row in rows:
        row.save()
        _enqueue(row.pk)
    return rows


def _enqueue(pk: int) -> None:
    queue.enqueue(SEND, {"mail": pk}, key=f"{SEND} {pk}")


def _content(message: EmailMessage, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "body": str(message.body),
        "subtype": message.content_subtype,
        "from": message.from_email,
        "reply_to": list(message.reply_to),
        "headers": {name: str(value) for name, value in headers.items()},
        "alternatives": [list(each) for each in getattr(message, "alternatives", ())],
        "attachments": [_attachment(each) for each in message.attachments],
    }


def _attachment(attachment: Any) -> dict[str, str]:
    if isinstance(attachment, MIMEBase):
        raise TypeError("Attach a name, content and type: a part that is already made cannot be kept.")
    name, content, mimetype = attachment
    data = content if isinstance(content, bytes) else str(content).encode()
    return {"name": name or "", "data": base64.b64encode(data).decode(), "type": mimetype}


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Returns the message as it goes out: always with the same Message-ID and date."""
    content = mail.content
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=content["body"],
        from_email=content["from"],
        to=[mail.recipient],
        reply_to=content["reply_to"],
        headers=content["headers"],
    )
    message.content_subtype = content["subtype"]
    for text, mimetype in content["alternatives"]:
        message.attach_alternative(text, mimetype)
    for each in content["attachments"]:
        message.attach(each["name"], base64.b64decode(each["data"]), each["type"])
    return message


def mail_backoff(attempts: int) -> timedelta:
    """Returns how long a mail waits after so many tries."""
    return timedelta(seconds=WAITS[min(attempts, len(WAITS)) - 1])


class NotSentError(Exception):
    """Surely not sent, but may be with another try."""


class RefusedError(Exception):
    """Surely not sent, and another try would end in the same way."""


class SenderRefusedError(RefusedError):
    """Refused because of who sends: every other mail from the same sender would be refused too."""


@job(SEND, lane=Lane.MAIL, backoff=mail_backoff)
def send(running: Running) -> None:
    """Sends one mail, once. Raises NotSentError to have it tried again."""
    mail = OutgoingMail.objects.filter(pk=running.claim.payload["mail"]).first()
    if mail is None:
        return
    if mail.state == State.SENDING:
        # The worker before ended in the middle of it, and nobody knows how far it came.
        _set_outcome(mail, State.UNCERTAIN, CUT_SHORT)
    if not _move(mail, State.WAITING, State.SENDING):
        return
    try:
        deliver(message_of(mail))
    except RefusedError as error:
        _set_outcome(mail, State.REFUSED, str(error))
    except NotSentError as error:
        _set_outcome(mail, State.FAILED if running.claim.is_last else State.WAITING, str(error))
        if not running.claim.is_last:
            raise
    except Exception as error:  # noqa: BLE001  whatever it was, the mail may have left
        _set_outcome(mail, State.UNCERTAIN, repr(error))
    else:
        _set_outcome(mail, State.SENT, "")


class NoServerError(NotSentError):
    """Surely not sent: the mail server does not answer, or lets nobody in."""


class MailServer:
    """Hands over mails one after another; a connection that broke is never used again."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def hand_over(self, message: EmailMessage) -> None:
        """Gives a message to the mail server.

        Raises NotSentError or RefusedError where it surely did not leave; after any other error it may have.
        """
        backend = self._opened()
        try:
            self._give(backend, message)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Ends the connection. What the server says now changes nothing."""
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except OSError:
                pass

    def _opened(self) -> BaseEmailBackend:
        if self._backend is not None and not _is_alive(self._backend):
            self.close()
        if self._backend is None:
            backend = get_connection(settings.MAIL_DELIVERY_BACKEND)
            try:
                backend.open()
            except Exception as error:
                raise NoServerError(repr(error)) from error
            self._backend = backend
        return self._backend

    def _give(self, backend: BaseEmailBackend, message: EmailMessage) -> None:
        try:
            count = backend.send_messages([message])
        except SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            raise _refusal(max(codes), error) from error
        except SMTPSenderRefused as error:
            is_final = error.smtp_code >= FIRST_FINAL_CODE
            raise (SenderRefusedError if is_final else NotSentError)(repr(error)) from error
        except SMTPDataError as error:
            raise _refusal(error.smtp_code, error) from error
        except SMTPNotSupportedError as error:
            raise RefusedError(repr(error)) from error
        if count == 0:
            raise NotSentError("the mail server took nothing")


def _is_alive(backend: BaseEmailBackend) -> bool:
    """Returns whether a connection is still good: a server may have ended it since the last mail."""
    connection = getattr(backend, "connection", None)
    if not isinstance(connection, SMTP):
        return True
    try:
        return connection.noop()[0] == SMTP_OK
    except (SMTPException, OSError):
        return False


def deliver(message: EmailMessage) -> None:
    """Hands a single message to the mail server; raises as MailServer does."""
    server = MailServer()
    try:
        server.hand_over(message)
    finally:
        server.close()


def _refusal(code: int, error: Exception) -> Exception:
    """Returns what an answer of the server means: 4xx is "not now", 5xx is "never"."""
    return RefusedError(repr(error)) if code >= FIRST_FINAL_CODE else NotSentError(repr(error))


def _move(mail: OutgoingMail, before: str, after: str) -> bool:
    return bool(
        OutgoingMail.objects.filter(pk=mail.pk, state=before).update(state=after, changed_at=timezone.now())
    )


def _set_outcome(mail: OutgoingMail, state: str, error: str) -> None:
    gone: dict[str, Any] = {"content": {}} if state in (State.SENT, State.REFUSED) else {}
    OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
        state=state, error=error[:2000], changed_at=timezone.now(), **gone
    )


def waiting() -> int:
    """Returns how many mails have not been handed over yet."""
    return OutgoingMail.objects.filter(state__in=(State.WAITING, State.SENDING)).count()


def try_again(pk: int) -> bool:
    """Sends a mail again that may have arrived, or was given up; returns False for any other."""
    with transaction.atomic():
        now = timezone.now()
        again = OutgoingMail.objects.filter(pk=pk, state__in=OutgoingMail.RETRIABLE).exclude(content={})
        if not again.update(state=State.WAITING, error="", changed_at=now):
            return False
        _enqueue(pk)
    return True


def mark_pending_uncertain() -> int:
    """Keeps mails from going out that were on their way when a backup was made; returns how many."""
    on_their_way = OutgoingMail.objects.filter(state__in=(State.WAITING, State.SENDING))
    return on_their_way.update(state=State.UNCERTAIN, error=RESTORED, changed_at=timezone.now())


def purge(kept: timedelta, content_kept: timedelta) -> None:
    """Forgets mails that are settled for so long, and earlier what those held that nobody sent again."""
    now = timezone.now()
    settled = OutgoingMail.objects.exclude(state__in=(State.WAITING, State.SENDING))
    settled.filter(changed_at__lt=now - content_kept).exclude(content={}).update(content={})
    settled.filter(changed_at__lt=now - kept).delete()


def erase(address: str, message_ids: str = "") -> None:
    """Deletes all mails to an address, those on their way and those in MAIL_FOLDER too.

    With `message_ids` only those whose Message-ID begins so.
    """
    OutgoingMail.objects.filter(recipient__iexact=address, message_id__startswith=message_ids).delete()
    for path in Path(settings.MAIL_FOLDER).glob(f"*-{_in_name(address)}-*.eml"):
        if not message_ids or _message_id_in(path).startswith(message_ids):
            path.unlink(missing_ok=True)


def _message_id_in(path: Path) -> str:
    """Returns the Message-ID of a mail in MAIL_FOLDER."""
    with path.open("rb") as file:
        return str(BytesHeaderParser().parse(file)["Message-ID"] or "").strip()


def _in_name(address: str) -> str:
    """Returns an address as it stands in the name of a file."""
    return re.sub(r"[^A-Za-z0-9.@-]+", "_", address)[:60]


class FolderBackend(BaseEmailBackend):
    """Writes each mail to a file of its own in MAIL_FOLDER, for a site without a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            to = _in_name(message.recipients()[0])
            name = f"{timezone.now():%Y%m%dT%H%M%S}-{to}-{uuid.uuid4().hex[:8]}.eml"
            path = folder / name
            unfinished = path.with_suffix(".part")
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.replace(path)
        return len(email_messages)
