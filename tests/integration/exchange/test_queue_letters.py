"""What was decided goes by mail to those who gave an address, in their language, through a mail server."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from exchange import contact, flagging
from exchange.models import Author, Flag, Question, Report
from jobs import mail
from jobs.models import OutgoingMail
from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from practices.regions import Region
from tests import factories
from tests.integration.exchange.told import browser, decide, told
from tests.integration.jobs.smtp_server import MailServer, mail_server
from tests.integration.jobs.test_mail import free_port

SPOKEN = {
    "en": ("Published: what you sent", "what you tried (Stone lines)", "Your private page", "/en/mine/"),
    "fr": ("Publié\xa0: votre envoi", "ce que vous avez essayé (Cordons)", "Votre page privée", "/fr/mine/"),
    "es": (
        "Publicado: lo que usted envió",
        "lo que usted probó (Barreras)",
        "Su página privada",
        "/es/mine/",
    ),
}


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


def work() -> None:
    while run_next(discover(), Lane.MAIL, Leases()):
        pass


@pytest.mark.parametrize("language", SPOKEN)
def test_the_decision_arrives_in_the_authors_language(
    region: Region, server: MailServer, language: str
) -> None:
    practice = factories.make_practice(
        region.section, name_en="Stone lines", name_fr="Cordons", name_es="Barreras"
    )
    item = told(
        Report,
        region,
        language=language,
        email="awa@example.org",
        phone="+229 01 97 00 00 00",
        name="Awa Kora",
        practice=practice,
        outcome="worked",
        since="longer",
    ).item
    decide(
        browser(factories.make_correspondent(region), "en"), item, "published", words_published="Bravo <b>!"
    )
    work()
    (got,) = server.received
    subject, what, private, mine = SPOKEN[language]
    assert got["Subject"].strip() == subject
    assert len(subject.encode()) <= 75
    assert (got["To"], got["Auto-Submitted"]) == ("awa@example.org", "auto-generated")
    text = got.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = got.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for part in (what, private, mine, f"/{language}/", "Bravo <b>!"):
        assert part in text
    assert "Bravo &lt;b&gt;!" in html and f'lang="{language}"' in html
    for secret in ("Awa Kora", "97 00"):
        assert secret not in text + html
    assert "&" not in text, "nothing is escaped where nothing needs to be"


@pytest.mark.database
@pytest.mark.parametrize("action", ["asked", "declined", "hidden"])
def test_every_other_decision_arrives_with_its_words(region: Region, server: MailServer, action: str) -> None:
    item = told(Question, region, email="awa@example.org", text="Quel arbre ?").item
    client = browser(factories.make_correspondent(region))
    if action == "hidden":
        decide(client, item, "published", words_published="D’abord")
        item.refresh_from_db()
    decide(client, item, action, **{f"words_{action}": "Parce que c’est ainsi."})
    work()
    last = server.received[-1]
    assert "Parce que c’est ainsi." in last.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_nobody_is_written_to_without_an_address_or_for_what_they_did_themselves(
    region: Region, server: MailServer
) -> None:
    silent = told(Question, region, text="Quel arbre ?").item
    told(Question, region, email="awa@example.org", text="Quelle herbe ?")
    decide(browser(factories.make_correspondent(region)), silent, "published")
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_was_cut_off_is_uncertain_and_the_decision_stands(
    region: Region, server: MailServer
) -> None:
    server.drops = 1
    item = told(Question, region, email="awa@example.org", text="Quel arbre ?").item
    decide(browser(factories.make_correspondent(region)), item, "published")
    work()
    assert OutgoingMail.objects.get().state == "uncertain"
    assert mail.try_again(OutgoingMail.objects.get().pk)
    item.refresh_from_db()
    assert item.state == "published"


def test_who_gave_notice_hears_of_it_and_is_forgotten(region: Region, server: MailServer) -> None:
    practice = factories.make_practice(region.section)
    flag = flagging.give_notice(
        practice, "f" * 32, reason="wrong", text="Trop petit", email="z@example.org", language="es"
    )
    decide(browser(factories.make_correspondent(region)), flag, "kept", words_kept="Es correcto.")
    work()
    (got,) = server.received
    assert got["Subject"].strip() == "Su aviso: se queda"
    assert "Es correcto." in got.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert Flag.objects.get().email == ""


# --- numbers and addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "call", "whatsapp"),
    [
        ("+229 01 97 00 00 00", "tel:+2290197000000", "https://wa.me/2290197000000?text=Oui%20%3F"),
        ("00229-97.00.00.00", "tel:+22997000000", "https://wa.me/22997000000?text=Oui%20%3F"),
        ("+49 (0)228 123456", "tel:+49228123456", "https://wa.me/49228123456?text=Oui%20%3F"),
        ("97 00 00 00", "tel:97000000", ""),
        ("no number", "", ""),
        ("", "", ""),
        ("+12", "", ""),
        ("+" + "1" * 30, "", ""),
        ("+22997000000;ext=<b>", "tel:+22997000000", "https://wa.me/22997000000?text=Oui%20%3F"),
    ],
)
def test_a_number_is_dialled_however_it_was_typed(typed: str, call: str, whatsapp: str) -> None:
    number = contact.number(typed)
    assert (number.call_url, number.whatsapp_url("Oui ?")) == (call, whatsapp)


def test_numbers_are_forgotten_a_year_after_the_last_decision(region: Region) -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=370)

    def author(name: str, *, sent: timedelta, decided: timedelta | None = None) -> None:
        state = "published" if decided else "waiting"
        item = told(Question, region, phone=name, email=f"{name}@example.org", text=name).item
        Question.objects.filter(pk=item.pk).update(
            sent_at=now - sent,
            created_at=now - sent,
            decided_at=now - decided if decided else None,
            state=state,
        )
        Author.objects.filter(pk=item.author_id).update(created_at=now - sent)

    year = timedelta(days=366)
    author("decided-long-ago", sent=2 * year, decided=year)
    author("decided-lately", sent=2 * year, decided=timedelta(days=300))
    author("waiting", sent=year)
    lonely = told(Question, region, phone="nothing-sent", text="x").item
    Author.objects.filter(pk=lonely.author_id).update(created_at=long_ago)
    Question.objects.filter(pk=lonely.pk).delete()
    assert contact.forget_old(now) == 2
    kept = set(Author.objects.exclude(phone="").values_list("phone", flat=True))
    assert kept == {"decided-lately", "waiting"}
    assert Author.objects.exclude(email="").count() == 2
