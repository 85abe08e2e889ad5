"""A forgotten password: few mails, in the person's language, and no word about who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client

from jobs.models import LimitWindow
from kb.accounts.known_browser import COOKIE
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/password_reset/"
LINK = re.compile(r"/admin/password_reset/confirm/\S+")
NEW = "lluvia y viento 7"


def ask(email: str, at: str = "192.0.2.7", **headers: str) -> tuple[int, str]:
    response = Client().post(ADDRESS, {"email": email}, REMOTE_ADDR=at, headers=headers)
    return response.status_code, response.get("Location", "") or response.content.decode()


def test_nine_requests_are_three_mails_and_nine_equal_answers() -> None:
    factories.UserFactory(email="ada@example.org")
    known = [ask("ADA@example.org", at=f"192.0.2.{number}") for number in range(9)]
    unknown = [ask("nobody@example.org", at=f"192.0.2.{number}") for number in range(9)]
    assert len(mail.outbox) == 3
    assert known == unknown == [(302, f"{ADDRESS}done/")] * 9
    LimitWindow.objects.filter(purpose="reset account").update(used=0)
    ask("ada@example.org")
    assert len(mail.outbox) == 4


def test_one_address_may_not_ask_for_everybody() -> None:
    answers = [ask(f"person{number}@example.org") for number in range(22)]
    assert [status for status, _ in answers] == [302] * 20 + [429] * 2
    assert "Too many tries. Wait 60 minutes" in answers[-1][1]
    assert 'value="person21@example.org"' in answers[-1][1]


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("fr", "Réinitialisation de mot de passe", "Suivez le lien"),
        ("es", "Restablecer contraseña", "siga el enlace"),
        ("en", "Password reset", "follow the link"),
    ],
)
def test_the_mail_is_in_the_accounts_language_not_the_browsers(
    language: str, subject: str, words: str
) -> None:
    factories.UserFactory(email="ada@example.org", language=language)
    ask("ada@example.org", **{"accept-language": "en" if language != "en" else "fr"})
    (sent,) = mail.outbox
    assert (sent.subject, words in sent.body) == (subject, True)


def test_the_link_sets_a_password_once_and_makes_the_browser_known() -> None:
    person = factories.UserFactory(email="ada@example.org", is_superuser=True)
    ask(person.email)
    link = LINK.search(mail.outbox[0].body)
    assert link
    client = Client()
    form = client.get(link[0])["Location"]
    assert client.post(form, {"new_password1": NEW, "new_password2": NEW}).status_code == 302
    assert COOKIE in client.cookies
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert "link was invalid" in client.get(link[0]).content.decode()


def test_the_link_is_no_way_to_have_passwords_hashed_without_end() -> None:
    person = factories.UserFactory(email="ada@example.org", is_superuser=True)
    ask(person.email)
    link = LINK.search(mail.outbox[0].body)
    assert link
    client = Client()
    form = client.get(link[0])["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    LimitWindow.objects.filter(purpose="set password address").update(used=30)
    ask(person.email)
    link = LINK.search(mail.outbox[1].body)
    assert link
    form = client.get(link[0])["Location"]
    response = client.post(form, {"new_password1": "otra 7 cosa", "new_password2": "otra 7 cosa"})
    assert response.status_code == 429 and "Too many tries" in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW)
