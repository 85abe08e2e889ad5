"""What the tests of the newsletter’s mails do often: an issue, subscribers, a turn of the worker."""

import socket
import threading
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from pytest_django import Settings

from newsletter import sending
from newsletter.freezing import close
from newsletter.models import Delivery, Entry, EntryKind, Issue, Subscriber
from practices.models import Practice

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def by_smtp(settings: Settings, port: int) -> None:
    """Has the newsletter sent to a mail server on that port, as fast as it goes."""
    settings.NEWSLETTER_SENDING = True
    settings.NEWSLETTER_MAILS_PER_MINUTE = 0
    settings.MAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


def issue(*practices: Practice, languages: Sequence[str] = ("en", "fr", "es"), **fields: Any) -> Issue:
    """Returns an open issue with a text of its own and these practices."""
    subjects = {"en": "The letter of May", "fr": "La lettre de mai", "es": "La carta de mayo"}
    intros = {"en": "The rains come.", "fr": "Les pluies approchent.", "es": "Se acercan las lluvias."}
    texts = {
        **{f"subject_{code}": subjects[code] for code in languages},
        **{f"intro_{code}": intros[code] for code in languages},
    }
    made: Issue = Issue.objects.create(slug="2026-05", **{**texts, **fields})
    entry = {f"text_{code}": f"{intros[code]} 62 kg." for code in languages}
    Entry.objects.create(issue=made, kind=EntryKind.FREE, heading_en="Grain", **entry)
    for at, practice in enumerate(practices, start=1):
        names = {f"heading_{code}": getattr(practice, f"name_{code}") for code in languages}
        Entry.objects.create(
            issue=made, kind=EntryKind.PRACTICE, practice=practice, position=at, **names, **entry
        )
    return made


def closed_issue(*practices: Practice, **fields: Any) -> Issue:
    return close(issue(*practices, **fields), None)


def subscriber(email: str, *languages: str, **fields: Any) -> Subscriber:
    values = {"confirmed_at": timezone.now(), "consent_way": "form", **fields}
    found: Subscriber = Subscriber.objects.create(email=email, languages=list(languages or ["en"]), **values)
    return found


def work(at_most: int = 500) -> None:
    """Takes the worker's turns until nothing is due, as one that nobody ends."""
    stop = _Until(at_most)
    sending.send_until(stop)


class _Until(threading.Event):
    """Is set once nothing is due any more, or the mail server is away: the next thing would be to wait."""

    def __init__(self, at_most: int) -> None:
        super().__init__()
        self.turns = at_most

    def is_set(self) -> bool:
        self.turns -= 1
        return super().is_set() or self.turns < 0

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


def states() -> dict[str, str]:
    """Returns what became of each address's mail."""
    rows = Delivery.objects.exclude(subscriber=None).values_list("subscriber__email", "state")
    return dict(rows)


def work_later() -> None:
    """Lets what was put off be due, and takes the worker's turns."""
    Delivery.objects.filter(state=Delivery.State.WAITING).update(not_before=timezone.now())
    work()
