"""Mails are written down with what they tell of, sent once, and never again where they may have arrived."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from jobs import mail, queue
from jobs.models import Job, OutgoingMail
from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from tests import factories
from tests.integration.jobs.smtp_server import MailServer, mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOLDER = "jobs.mail.FolderBackend"
Turns = Callable[[], None]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@pytest.fixture
def outbox(db: None, settings: Settings) -> Settings:
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return settings


@pytest.fixture
def server(outbox: Settings) -> Iterator[MailServer]:
    with mail_server(outbox.EMAIL_PORT) as running:
        yield running


def work() -> None:
    """Takes turns of the mail lane until nothing is due."""
    while run_next(discover(), Lane.MAIL, Leases()):
        pass


def work_later() -> None:
    Job.objects.filter(kind=mail.SEND).update(run_after=timezone.now() - timedelta(seconds=1))
    work()


def states() -> dict[str, str]:
    return dict(OutgoingMail.objects.values_list("recipient", "state"))


def write(*recipients: str, **options: object) -> None:
    send_mail("Sécheresse à Kopargo", "Trois lignes.", None, list(recipients), **options)


def test_a_mail_waits_for_the_worker_and_arrives_whole(server: MailServer) -> None:
    with translation.override("fr"):
        message = EmailMultiAlternatives(
            "Sécheresse à Kopargo et ailleurs, une longue ligne qui est pliée en deux par le serveur de mail",
            "Trois lignes.\nVoilà.",
            to=["a@example.org"],
            reply_to=["desk@example.org"],
            headers={"List-Unsubscribe": "<https://example.org/stop/x/>", "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative("<p>Voilà.</p>", "text/html")
        message.attach("plan.bin", b"\x00\x01\xff", "application/octet-stream")
        assert message.send() == 1
    assert not server.received, "nobody waits for a mail server"
    assert states() == {"a@example.org": "waiting"}
    assert OutgoingMail.objects.get().language == "fr"
    work()
    assert states() == {"a@example.org": "sent"}
    (got,) = server.received
    assert got["Subject"].strip() == message.subject, "it was folded"
    assert got["To"] == "a@example.org"
    assert got["Reply-To"] == "desk@example.org"
    assert got["List-Unsubscribe"] == "<https://example.org/stop/x/>"
    assert got["Message-ID"] == OutgoingMail.objects.get().message_id
    assert got.get_body(("plain",)).get_content().splitlines() == ["Trois lignes.", "Voilà."]  # type: ignore[union-attr]
    assert got.get_body(("html",)).get_content().strip() == "<p>Voilà.</p>"  # type: ignore[union-attr]
    (attached,) = got.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("plan.bin", b"\x00\x01\xff")
    assert OutgoingMail.objects.get().content == {}, "what was sent is not kept"


def test_each_recipient_has_a_mail_of_their_own(server: MailServer) -> None:
    EmailMessage("S", "B", to=["a@example.org", "b@example.org"], bcc=["c@example.org"]).send()
    work()
    assert sorted(server.envelopes) == [["a@example.org"], ["b@example.org"], ["c@example.org"]]
    assert {got["To"] for got in server.received} == {"a@example.org, b@example.org"}
    assert not any(got["Bcc"] for got in server.received)


def test_what_is_rolled_back_is_not_sent(server: MailServer) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write("a@example.org")
        raise RuntimeError
    work()
    assert not server.received
    assert not OutgoingMail.objects.exists()


def test_a_line_break_in_a_subject_is_refused_at_once(outbox: Settings) -> None:
    with pytest.raises(BadHeaderError):
        send_mail("One\nBcc: x@example.org", "B", None, ["a@example.org"])
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_may_have_arrived_is_not_sent_again_by_itself(server: MailServer) -> None:
    write("a@example.org")
    write("b@example.org")
    server.drops = 1
    work()
    work_later()
    assert states() == {"a@example.org": "uncertain", "b@example.org": "sent"}, "the next one is not spoiled"
    assert len(server.received) == 2
    uncertain = OutgoingMail.objects.get(recipient="a@example.org")
    assert mail.try_again(uncertain.pk)
    work()
    assert states()["a@example.org"] == "sent"
    ids = [got["Message-ID"] for got in server.received if got["To"] == "a@example.org"]
    assert len(ids) == 2, "an administrator wanted it"
    assert len(set(ids)) == 1, "so that the reader's program may see that it is the same"
    assert not mail.try_again(uncertain.pk)


def test_an_address_that_is_refused_for_good_is_not_tried_again(server: MailServer) -> None:
    server.refusals["a@example.org"] = "550 no such person"
    write("a@example.org")
    work()
    work_later()
    row = OutgoingMail.objects.get()
    assert row.state == "refused"
    assert "no such person" in row.error
    assert not mail.try_again(row.pk)


def test_not_now_means_later(server: MailServer) -> None:
    server.refusals["a@example.org"] = "450 come back in a while"
    write("a@example.org")
    work()
    assert states() == {"a@example.org": "waiting"}
    assert not server.received
    server.refusals.clear()
    work()
    assert not server.received, "not at once"
    work_later()
    assert states() == {"a@example.org": "sent"}


def test_a_mail_server_that_is_away_loses_nothing(outbox: Settings) -> None:
    write("a@example.org")
    work()
    for _ in range(queue.MAX_ATTEMPTS - 2):
        work_later()
    assert states() == {"a@example.org": "waiting"}
    work_later()
    assert states() == {"a@example.org": "failed"}
    with mail_server(outbox.EMAIL_PORT) as back:
        assert mail.try_again(OutgoingMail.objects.get().pk)
        work()
        assert len(back.received) == 1
    assert (
        sum(mail.mail_backoff(attempts).total_seconds() for attempts in range(1, queue.MAX_ATTEMPTS))
        > 4 * 3600
    )


def test_a_worker_killed_while_it_sent_leaves_an_uncertain_mail(server: MailServer) -> None:
    write("a@example.org")
    assert queue.claim([mail.SEND]) is not None
    OutgoingMail.objects.update(state="sending")
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    work()
    assert states() == {"a@example.org": "uncertain"}
    assert not server.received


def test_mails_of_a_restored_backup_wait_for_somebody(server: MailServer) -> None:
    write("a@example.org")
    assert mail.mark_pending_uncertain() == 1
    work()
    assert states() == {"a@example.org": "uncertain"}
    assert not server.received


def test_without_a_mail_server_each_mail_is_a_file(outbox: Settings, tmp_path: Path) -> None:
    outbox.MAIL_DELIVERY_BACKEND, outbox.MAIL_FOLDER = FOLDER, tmp_path / "mail"
    write("a@example.org", "b@example.org")
    work()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files), "a link in it opens an account"
    assert b"To: a@example.org, b@example.org" in files[0].read_bytes()
    assert set(states().values()) == {"sent"}


def test_a_new_password_does_not_wait_for_the_mail_server(server: MailServer, client: Client) -> None:
    factories.UserFactory(email="ada@example.org", is_superuser=True, language="es")
    client.post("/admin/password_reset/", {"email": "ada@example.org"})
    assert states() == {"ada@example.org": "waiting"}
    work()
    (got,) = server.received
    assert re.search(r"/admin/password_reset/confirm/\S+", got.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_old_mails_are_forgotten_and_their_texts_before(outbox: Settings) -> None:
    write("a@example.org", "b@example.org")
    OutgoingMail.objects.filter(recipient="a@example.org").update(
        state="uncertain", changed_at=timezone.now() - timedelta(days=10)
    )
    mail.purge(timedelta(days=30), timedelta(days=7))
    assert OutgoingMail.objects.get(recipient="a@example.org").content == {}
    assert OutgoingMail.objects.get(recipient="b@example.org").content, "it still waits"
    mail.purge(timedelta(days=9), timedelta(days=7))
    assert states() == {"b@example.org": "waiting"}
