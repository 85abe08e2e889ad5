"""An issue goes to each subscriber once, in their language, whatever the mail server or the worker does."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from newsletter import sending
from newsletter.mails import Letters
from newsletter.models import Delivery, Issue, Sending, Subscriber
from newsletter.own_part import own_parts
from newsletter.sending import CannotSendError, start_sending
from practices.models import Practice
from practices.regions import Region
from search.engines.registry import embedded_writer
from search.indexing.worker import drain_outbox
from tests import factories
from tests.html import get, said
from tests.integration.exchange.asking import LAND
from tests.integration.jobs.smtp_server import MailServer, mail_server
from tests.integration.newsletter.mailing import (
    by_smtp,
    closed_issue,
    free_port,
    issue,
    states,
    subscriber,
    work,
    work_later,
)
from zones.values import Classes

State = Delivery.State


@pytest.fixture
def server(region: Region, settings: Settings) -> Iterator[MailServer]:
    by_smtp(settings, free_port())
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


def to(server: MailServer, address: str) -> EmailMessage:
    (found,) = (mail for mail in server.received if mail["To"] == address)
    return found


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_three_readers_get_an_issue_in_their_languages(server: MailServer, region: Region) -> None:
    practice = factories.make_practice(
        region.section,
        name_en="Zaï pits",
        name_fr="Le zaï",
        name_es="Hoyos zaï",
        did_not_work_en="Hard work.",
    )
    for email, *languages in (("en@example.org", "en"), ("fr@example.org", "fr"), ("es@example.org", "es")):
        subscriber(email, *languages)
    start_sending(closed_issue(practice), None)
    work()
    assert states() == {f"{code}@example.org": "sent" for code in ("en", "fr", "es")}
    french = to(server, "fr@example.org")
    assert french["Subject"] == "La lettre de mai" and french["Content-Language"] == "fr"
    assert "Les pluies approchent." in text_of(french) and "Le zaï" in text_of(french, "html")
    assert "Hoyos zaï" in text_of(to(server, "es@example.org"))
    assert "What did not work: Hard work." in text_of(to(server, "en@example.org"))
    plain = french.get_body(("plain",))
    assert plain is not None and plain["Content-Transfer-Encoding"] == "quoted-printable"


def test_each_mail_says_how_to_stop_it_and_its_link_does(server: MailServer, client: Client) -> None:
    subscriber("en@example.org")
    start_sending(closed_issue(), None)
    work()
    (mail,) = server.received
    address = str(mail["List-Unsubscribe"]).strip(" <>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] and address in text_of(mail) and address in text_of(mail, "html")
    path = address.partition("//")[2].partition("/")[2]
    assert "/stop/" in address
    page = get(client, f"/{path}")
    assert "Stop the newsletter?" in said(page) and "en@example.org" not in str(page)
    assert Subscriber.objects.exists(), "a GET changes nothing"
    answer = Client(enforce_csrf_checks=True).post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not answer.cookies
    assert not Subscriber.objects.exists()
    assert "No more newsletter" in said(get(client, f"/{path}"))


def test_it_comes_in_the_first_of_ones_languages_that_it_is_written_in(server: MailServer) -> None:
    subscriber("es-fr@example.org", "es", "fr")
    subscriber("es@example.org", "es")
    start_sending(closed_issue(languages=("fr",)), None)
    work()
    assert to(server, "es-fr@example.org")["Content-Language"] == "fr"
    spanish = to(server, "es@example.org")
    assert spanish["Content-Language"] == "es" and spanish["Subject"] == "La lettre de mai"


def test_nobody_gets_a_mail_who_did_not_confirm_or_whose_mail_came_back(server: MailServer) -> None:
    subscriber("sure@example.org")
    subscriber("unsure@example.org", confirmed_at=None)
    subscriber("gone@example.org", bounced_on="2026-01-01")
    start_sending(closed_issue(), None)
    work()
    assert [mail["To"] for mail in server.received] == ["sure@example.org"]


def test_a_refused_address_holds_up_nobody_and_is_not_tried_again(server: MailServer) -> None:
    server.refusals = {"gone@example.org": "550 no such user", "later@example.org": "450 come back later"}
    for name in ("gone", "later", "sure"):
        subscriber(f"{name}@example.org")
    start_sending(closed_issue(), None)
    work()
    assert states() == {
        "gone@example.org": "refused",
        "later@example.org": "waiting",
        "sure@example.org": "sent",
    }
    server.refusals = {}
    work_later()
    assert states()["later@example.org"] == "sent" and states()["gone@example.org"] == "refused"
    assert len(server.received) == 2


def test_one_that_is_never_taken_is_given_up_and_listed(server: MailServer) -> None:
    server.refusals = {"later@example.org": "450 come back later"}
    subscriber("later@example.org")
    start_sending(closed_issue(), None)
    for _turn in range(sending.MOST_ATTEMPTS + 2):
        work_later()
    assert states() == {"later@example.org": "failed"}
    server.refusals = {}
    (row,) = Delivery.objects.all()
    assert sending.send_again(row.sending, [row.pk]) == 1
    work()
    assert states() == {"later@example.org": "sent"}


def test_a_mail_server_that_is_away_loses_nothing(region: Region, settings: Settings) -> None:
    by_smtp(settings, free_port())
    subscriber("a@example.org")
    subscriber("b@example.org")
    started = start_sending(closed_issue(), None)
    work()
    assert set(states().values()) == {"waiting"}
    assert "Connection refused" in Sending.objects.get(pk=started.pk).problem
    with mail_server(settings.EMAIL_PORT) as server:
        work()
    assert len(server.received) == 2 and set(states().values()) == {"sent"}
    assert Sending.objects.get(pk=started.pk).problem == ""


def test_a_connection_that_breaks_after_the_mail_leaves_it_to_a_person(server: MailServer) -> None:
    for name in ("a", "b", "c"):
        subscriber(f"{name}@example.org")
    server.drops = 1
    started = start_sending(closed_issue(), None)
    work()
    assert sorted(states().values()) == ["sent", "sent", "uncertain"]
    assert len(server.received) == 3, "those after it came over a new connection"
    work_later()
    assert len(server.received) == 3, "what may have arrived is not sent again by itself"
    (row,) = Delivery.objects.filter(state=State.UNCERTAIN)
    first = to(server, str(row.subscriber and row.subscriber.email))["Message-ID"]
    sending.send_again(started, [row.pk])
    work()
    assert [mail["Message-ID"] for mail in server.received].count(first) == 2
    assert set(states().values()) == {"sent"}


def test_a_connection_that_the_server_ended_between_two_mails_is_no_doubt(server: MailServer) -> None:
    """Many servers take so many mails over one connection and then close it."""
    server.hangs_up_after = 1
    for name in ("a", "b", "c"):
        subscriber(f"{name}@example.org")
    start_sending(closed_issue(), None)
    work()
    assert set(states().values()) == {"sent"} and len(server.received) == 3


def test_a_mail_at_which_the_worker_ended_is_left_to_a_person(server: MailServer) -> None:
    subscriber("a@example.org")
    subscriber("b@example.org")
    started = start_sending(closed_issue(), None)
    row = Delivery.objects.get(subscriber__email="a@example.org")
    Delivery.objects.filter(pk=row.pk).update(state=State.SENDING)
    work()
    assert states() == {"a@example.org": "uncertain", "b@example.org": "sent"}
    assert sending.leave(started, [row.pk]) == 1
    assert states()["a@example.org"] == "left" and sending.is_over(started)


def test_who_stops_while_it_is_sent_gets_nothing(server: MailServer, client: Client) -> None:
    from newsletter.subscribing import forget

    a, b = subscriber("a@example.org"), subscriber("b@example.org")
    started = start_sending(closed_issue(), None)
    forget(a)
    work()
    assert [mail["To"] for mail in server.received] == [b.email]
    assert sending.progress(started)[""] == {"sent": 1}


def test_an_issue_goes_out_once(server: MailServer) -> None:
    subscriber("a@example.org")
    letter = closed_issue()
    start_sending(letter, None)
    with pytest.raises(CannotSendError) as refused:
        start_sending(letter, None)
    assert refused.value.code == "sent_before"
    work()
    work_later()
    assert len(server.received) == 1


@pytest.mark.parametrize("code", ["off", "example", "open", "nobody"])
def test_what_cannot_be_sent_is_refused(region: Region, settings: Settings, code: str) -> None:
    settings.NEWSLETTER_SENDING = code != "off"
    if code != "nobody":
        subscriber("a@example.org")
    made: dict[str, Any] = {"is_example": code == "example"}
    letter: Issue = issue(**made) if code == "open" else closed_issue(**made)
    with pytest.raises(CannotSendError) as refused:
        start_sending(letter, None)
    assert refused.value.code == code and not Delivery.objects.exists()


def test_a_paused_issue_waits(server: MailServer) -> None:
    subscriber("a@example.org")
    started = start_sending(closed_issue(), None)
    sending.pause(started)
    work()
    assert not server.received
    sending.go_on(started)
    work()
    assert len(server.received) == 1


def test_a_line_break_in_a_subject_is_none_in_the_mail(server: MailServer) -> None:
    subscriber("a@example.org")
    start_sending(closed_issue(subject_en="The letter\nBcc: all@example.org"), None)
    work()
    (mail,) = server.received
    assert mail["Subject"] == "The letter Bcc: all@example.org" and mail["Bcc"] is None


def test_a_name_from_right_to_left_and_a_missing_picture_spoil_nothing(
    server: MailServer, region: Region
) -> None:
    practice = factories.make_practice(region.section, name_en="زراعة الحفر", drawing="gone-since")
    subscriber("a@example.org")
    start_sending(closed_issue(practice), None)
    work()
    (mail,) = server.received
    html = text_of(mail, "html")
    assert 'dir="auto"' in html and "زراعة الحفر" in html and "<img" not in html
    assert "زراعة الحفر" in text_of(mail)


def test_what_was_taken_off_the_site_is_in_no_mail(server: MailServer, region: Region) -> None:
    practice = factories.make_practice(region.section, name_en="Taken back pits")
    subscriber("a@example.org")
    started = start_sending(closed_issue(practice), None)
    now = [0.0]
    letters = Letters(clock=lambda: now[0])

    def text() -> str:
        row = sending.next_due()
        assert row is not None
        return str(letters.message(row).body)

    assert "Taken back pits" in text()
    practice.unpublish()
    now[0] = 60.0
    assert "Taken back pits" not in text(), "a queue that is never empty learns of it too"
    work()
    assert "Taken back pits" not in text_of(to(server, "a@example.org"))
    assert sending.is_over(started)


def test_a_sender_that_is_refused_refuses_nobody(server: MailServer) -> None:
    server.refuses_sender = "550 this sender may not send here"
    for name in ("a", "b"):
        subscriber(f"{name}@example.org")
    started = start_sending(closed_issue(), None)
    work()
    assert set(states().values()) == {"waiting"}
    assert "may not send here" in Sending.objects.get(pk=started.pk).problem
    server.refuses_sender = ""
    work()
    assert set(states().values()) == {"sent"} and len(server.received) == 2


def test_who_was_refused_gets_it_when_a_person_says_so(server: MailServer) -> None:
    server.refusals = {"full@example.org": "552 mailbox full"}
    subscriber("full@example.org")
    started = start_sending(closed_issue(), None)
    work()
    assert states() == {"full@example.org": "refused"}
    server.refusals = {}
    assert sending.send_again(started, [Delivery.objects.get().pk]) == 1
    work()
    assert states() == {"full@example.org": "sent"}


def test_one_that_cannot_be_written_holds_up_nobody(server: MailServer) -> None:
    subscriber("bad@example.org", land_pairs=["no", "pairs"])
    subscriber("good@example.org")
    started = start_sending(closed_issue(), None)
    work()
    assert states() == {"bad@example.org": "failed", "good@example.org": "sent"}
    assert "ValueError" in Delivery.objects.get(state=State.FAILED).error and sending.is_over(started)


def test_whose_mail_came_back_meanwhile_gets_none(server: MailServer) -> None:
    found = subscriber("a@example.org")
    started = start_sending(closed_issue(), None)
    Subscriber.objects.update(bounced_on="2026-05-01")
    work()
    assert not server.received and states() == {found.email: "refused"} and sending.is_over(started)
    assert sending.send_again(started, [Delivery.objects.get().pk]) == 0


def test_land_and_region_are_both_told_of_and_no_practice_twice(region: Region) -> None:
    far = factories.make_region("andes", "Andes")
    conditions = {"texture": Classes.of("sandy"), "slope": Classes.of("flat")}
    factories.make_practice(region.section, name_en="Near pits", **conditions, latitude=9.8, longitude=1.5)
    factories.make_practice(far.section, name_en="Terraces of home")
    Practice.objects.update(first_published_at=timezone.now() - timedelta(days=1))
    while drain_outbox(embedded_writer()):
        pass
    letter = closed_issue()

    def parts(land: list[tuple[str, str]], **fields: Any) -> list[tuple[str, list[str]]]:
        Subscriber.objects.all().delete()
        pairs = [list(pair) for pair in land]
        found = own_parts(subscriber("a@example.org", land_pairs=pairs, **fields), "en", letter)
        return [(part.heading, [practice.name for practice in part.practices]) for part in found]

    assert parts(LAND, region=far.section) == [
        ("On land like yours", ["Near pits"]),
        ("New in Andes", ["Terraces of home"]),
    ]
    assert parts(LAND, region=region.section) == [("On land like yours", ["Near pits"])]
    assert parts(LAND[:3])[0][0] == "Where the climate is like yours"
    assert parts(LAND[:4])[0][0] == "On land like yours, as far as you told us of it"


def test_new_in_a_region_is_what_came_after_the_issue_before(server: MailServer, region: Region) -> None:
    now = timezone.now()
    for name, days in (("Old pits", 100), ("Known pits", 40), ("Fresh pits", 5)):
        practice = factories.make_practice(region.section, name_en=name)
        type(practice).objects.filter(pk=practice.pk).update(first_published_at=now - timedelta(days=days))
    subscriber("a@example.org", region=region.section)
    letter = closed_issue()
    start_sending(letter, None)

    def text() -> str:
        row = sending.next_due()
        assert row is not None
        return str(Letters().message(row).body)

    assert "Fresh pits" in text() and "Known pits" in text() and "Old pits" not in text()
    Issue.objects.create(slug="2026-04", closed_at=now - timedelta(days=30))
    assert "Fresh pits" in text() and "Known pits" not in text()
