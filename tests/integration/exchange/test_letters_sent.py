"""From a decision to a real mail server: each question once to each, whatever dies in between."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from exchange.deliveries import find_peers, send_due
from exchange.models import Delivery
from jobs.models import Job, OutgoingMail
from jobs.registry import Lane, discover
from jobs.worker import Leases, prepare, run_next
from practices.regions import Region
from readers.peer_mails import questions_mail
from tests.html import get, said
from tests.integration.exchange.asking import form, listener, post, published_question
from tests.integration.jobs.smtp_server import MailServer, mail_server


@pytest.fixture
def server(region: Region, settings: Settings) -> Iterator[MailServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


def work(*lanes: Lane) -> None:
    registry = discover()
    for lane in lanes:
        prepare(registry, lane)
        while run_next(registry, lane, Leases()):
            pass


def test_a_worker_carries_a_question_to_a_peer_and_the_letter_can_be_used(
    server: MailServer, region: Region, client: Client
) -> None:
    listener("peer@example.org", language="fr", reads=["es"])
    question = published_question(region.section, language="es", text="¿Con qué se quita la estriga?")
    assert not Delivery.objects.exists(), "nobody who decides waits for ten thousand lands"
    work(Lane.SCHEDULE, Lane.MAIL, Lane.MAIL)
    (letter,) = server.received
    assert letter["To"] == "peer@example.org"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert "¿Con qué se quita la estriga?" in text and "¿Con qué se quita la estriga?" in html
    address = next(line for line in text.splitlines() if "/fr/answer/" in line)
    path = address[address.index("/fr/") :]
    assert "estriga" in said(get(client, path))
    assert post(client, path, form(f"answer {question.pk}", text="Du niébé.")).status_code == 303


def test_who_dies_while_writing_has_written_nothing_and_sends_it_once_later(
    server: MailServer, region: Region
) -> None:
    listener("peer@example.org")
    find_peers(published_question(region.section).pk)

    def dies(digest: Any) -> Any:
        questions_mail(digest).send()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_due(dies)
    assert not OutgoingMail.objects.exists()
    assert send_due(questions_mail) == 1
    assert send_due(questions_mail) == 0
    # Its worker died after the letter was written and before it was sent: the next one finds it.
    assert Job.objects.filter(kind="jobs.send_mail").exists()
    work(Lane.MAIL)
    work(Lane.MAIL)
    assert len(server.received) == 1


def test_a_letter_that_may_have_arrived_is_not_sent_again(server: MailServer, region: Region) -> None:
    server.drops = 1
    listener("peer@example.org")
    find_peers(published_question(region.section).pk)
    send_due(questions_mail)
    work(Lane.MAIL)
    work(Lane.MAIL)
    assert len(server.received) == 1
    assert OutgoingMail.objects.get().state == OutgoingMail.State.UNCERTAIN
