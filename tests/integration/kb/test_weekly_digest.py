"""The mail on Mondays: what waits, in the language of the account; none if nothing does; off by a click."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from jobs.registry import discover
from kb.desk import weekly
from kb.models import User
from practices.regions import Region
from tests import factories
from tests.html import controls, parsed, said
from tests.integration.kb.test_desk import decide, draft, hand_in, missed

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def author(region: Region) -> User:
    """Somebody to whom a practice was sent back."""
    author = factories.make_correspondent(region, language="fr", email="aminata@example.org")
    state = hand_in(region, draft(region, author), author)
    moderator = factories.UserFactory(groups=[region.moderators], weekly_digest=False)
    decide(state, moderator, "reject", "More")
    mail.outbox.clear()
    return author


def mails() -> list[EmailMultiAlternatives]:
    return mail.outbox


def stop_path(message: EmailMultiAlternatives) -> str:
    found = re.search(r"https?://[^/\s]+(/fr/desk-mail/stop/\S+?/)(?=[\s<&]|$)", str(message.body))
    assert found, message.body
    return found[1]


def test_what_waits_is_told_once_in_the_language_of_the_account(author: User) -> None:
    assert weekly.send_due(MONDAY) == 1
    assert weekly.send_due(MONDAY + timedelta(hours=1)) == 0
    (message,) = mails()
    assert message.to == ["aminata@example.org"]
    assert "/admin/desk/sent-back/" in message.body
    ((html, kind),) = message.alternatives
    assert kind == "text/html" and said(parsed(html).find("html"))
    assert parsed(html).html["lang"] == "fr"
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{stop_path(message)}>")
    assert weekly.send_due(MONDAY + timedelta(days=7)) == 1


@pytest.mark.parametrize("now", [MONDAY + timedelta(days=1), MONDAY.replace(hour=2)])
def test_no_mail_comes_on_another_day_or_in_the_night(author: User, now: datetime) -> None:
    assert weekly.send_due(now) == 0 and not mails()


def test_nothing_waits_and_no_mail_comes(region: Region) -> None:
    factories.make_correspondent(region)
    factories.UserFactory()
    assert weekly.send_due(MONDAY) == 0 and not mails()


def test_drafts_count_when_they_are_a_week_old(region: Region) -> None:
    author = factories.make_correspondent(region)
    page = draft(region, author)
    assert weekly.send_due(MONDAY) == 0
    type(page).objects.filter(pk=page.pk).update(latest_revision_created_at=MONDAY - timedelta(days=400))
    assert weekly.send_due(MONDAY + timedelta(days=7)) == 1


@pytest.mark.parametrize("change", [{"weekly_digest": False}, {"is_active": False}])
def test_no_mail_comes_to_who_does_not_want_it_or_left(author: User, change: dict[str, bool]) -> None:
    User.objects.filter(pk=author.pk).update(**change)
    assert weekly.send_due(MONDAY) == 0 and not mails()


def test_it_is_off_by_one_click_without_signing_in(author: User) -> None:
    weekly.send_due(MONDAY)
    path = stop_path(mails()[0])
    client = Client(enforce_csrf_checks=True)
    opened = client.get(path)
    assert opened.status_code == 200 and "no-store" in opened["Cache-Control"]
    assert parsed(opened).select("form[method=post] button")
    author.refresh_from_db()
    assert author.weekly_digest, "opening the link changes nothing: mail programs do it by themselves"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    author.refresh_from_db()
    assert not author.weekly_digest
    assert weekly.send_due(MONDAY + timedelta(days=7)) == 0
    assert client.post("/fr/desk-mail/stop/wrong/").status_code == 404


def test_the_account_has_a_tick_for_it(author: User) -> None:
    client = Client()
    client.force_login(author)
    (tick,) = controls(parsed(client.get("/admin/account/")), "weekly_digest-weekly_digest")
    assert tick.has_attr("checked")


def test_the_worker_writes_it() -> None:
    assert "kb.weekly_digest" in discover().periodic


def test_what_readers_missed_stands_in_a_mail_but_is_no_reason_for_one(author: User, region: Region) -> None:
    region.section.countries = ("BJ",)
    region.section.save()
    missed("biochar", "BJ")
    factories.make_correspondent(region, email="moussa@example.org")
    assert weekly.send_due(MONDAY) == 1
    (message,) = mails()
    assert message.to == ["aminata@example.org"] and "/admin/desk/searched/" in message.body
