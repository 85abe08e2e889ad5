"""Signing in is limited in words, for the guesser and not for the owner."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import LimitWindow
from kb.accounts import hashing
from kb.accounts.known_browser import COOKIE
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/login/"
HERE, ELSEWHERE = "192.0.2.7", "203.0.113.5"
GUESS = "a guess"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock on."""
    clock = [datetime(2030, 5, 2, 9, tzinfo=timezone.get_default_timezone())]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])

    def move(by: timedelta) -> None:
        clock[0] += by

    return move


def sign_in(
    email: str, password: str = GUESS, *, at: str = HERE, client: Client | None = None, **headers: str
) -> tuple[int, str]:
    client = client or Client()
    data = {"username": email, "password": password}
    response = client.post(ADDRESS, data, REMOTE_ADDR=at, headers=headers)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_guesser_is_refused_in_words_and_the_owner_elsewhere_gets_in(
    email: str, later: Callable[[timedelta], None]
) -> None:
    """An account that does not exist gets the very same answers."""
    factories.UserFactory(email="ada@example.org", is_superuser=True)
    statuses = [sign_in(email)[0] for _ in range(25)]
    assert statuses == [200] * 10 + [429] * 15
    # Also spelt otherwise, and with the right password.
    status, html = sign_in(f" {email.upper()} ", factories.PASSWORD)
    assert status == 429
    assert "Too many tries. Wait 15 minutes, then try again." in html
    assert email.upper() in html
    if email == "ada@example.org":
        assert sign_in(email, factories.PASSWORD, at=ELSEWHERE)[0] == 302
        later(timedelta(minutes=14, seconds=30))
        status, html = sign_in(email, factories.PASSWORD)
        assert status == 429 and "Wait 1 minute, then try again." in html
        later(timedelta(seconds=31))
        assert sign_in(email, factories.PASSWORD)[0] == 302


def test_a_refusal_says_when_to_come_back_to_machines_too() -> None:
    for _ in range(10):
        sign_in("ada@example.org")
    response = Client().post(ADDRESS, {"username": "ada@example.org", "password": "x"}, REMOTE_ADDR=HERE)
    assert 0 < int(response["Retry-After"]) <= 900


def test_a_refused_try_costs_no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        sign_in("ada@example.org")
    monkeypatch.setattr(
        "django.contrib.auth.forms.authenticate", lambda *_, **__: pytest.fail("was looked at")
    )
    assert sign_in("ada@example.org")[0] == 429


def test_one_address_may_not_try_everybody() -> None:
    statuses = [sign_in(f"person{number}@example.org")[0] for number in range(40)]
    assert statuses == [200] * 30 + [429] * 10
    assert sign_in("person1@example.org", at=ELSEWHERE)[0] == 200


def test_who_signs_in_has_not_used_up_anything() -> None:
    person = factories.UserFactory(is_superuser=True)
    for _ in range(15):
        for _ in range(3):
            assert sign_in(person.email)[0] == 200
            LimitWindow.objects.filter(purpose="sign-in address").update(used=0)
        assert sign_in(person.email, factories.PASSWORD)[0] == 302


def test_colleagues_behind_one_address_do_not_use_up_each_others_tries() -> None:
    people = [factories.UserFactory(is_superuser=True) for _ in range(40)]
    assert {sign_in(person.email, factories.PASSWORD)[0] for person in people} == {302}


def test_many_machines_guessing_lock_out_strangers_but_not_the_owners_browser() -> None:
    person = factories.UserFactory(email="ada@example.org", is_superuser=True)
    own = Client()
    assert sign_in(person.email, factories.PASSWORD, client=own)[0] == 302
    own.post("/admin/logout/")
    statuses = [sign_in(person.email, at=f"198.51.100.{number}")[0] for number in range(80)]
    assert statuses == [200] * 60 + [429] * 20
    assert sign_in(person.email, factories.PASSWORD, at=ELSEWHERE)[0] == 429
    assert sign_in(person.email, factories.PASSWORD, at=HERE, client=own)[0] == 302


def test_a_known_browser_may_not_guess_for_ever_nor_at_others() -> None:
    person, other = (factories.UserFactory(is_superuser=True) for _ in range(2))
    own = Client()
    sign_in(person.email, factories.PASSWORD, client=own)
    assert [sign_in(person.email, client=own)[0] for _ in range(12)] == [200] * 10 + [429] * 2
    assert [sign_in(other.email, client=own)[0] for _ in range(12)] == [200] * 10 + [429] * 2
    forged = Client()
    forged.cookies[COOKIE] = own.cookies[COOKIE].value[:-2] + "AA"
    assert sign_in(person.email, client=forged)[0] == 200


def test_an_address_made_up_by_the_client_is_not_believed() -> None:
    forged = [{"x-forwarded-for": f"203.0.113.{number}"} for number in range(12)]
    statuses = [sign_in("ada@example.org", **headers)[0] for headers in forged]
    assert statuses == [200] * 10 + [429] * 2


@pytest.mark.parametrize(("language", "words"), [("fr", "Trop de tentatives"), ("es", "Demasiados intentos")])
def test_the_refusal_is_in_the_persons_language(language: str, words: str) -> None:
    for _ in range(10):
        sign_in("ada@example.org")
    status, html = sign_in("ada@example.org", **{"accept-language": language})
    assert (status, words in html) == (429, True)


def test_too_many_at_once_are_asked_to_come_back_and_nothing_is_counted() -> None:
    person = factories.UserFactory(is_superuser=True)
    own = Client()
    sign_in(person.email, factories.PASSWORD, client=own)
    with hashing.hashing_slot(), hashing.hashing_slot():
        assert sign_in(person.email, factories.PASSWORD, client=own)[0] == 302
        for _ in range(12):
            status, html = sign_in(person.email, factories.PASSWORD)
            assert status == 429 and "Wait a few seconds" in html
    assert sign_in(person.email, factories.PASSWORD)[0] == 302


def test_the_hash_of_production_is_djangos_and_keeps_old_passwords() -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    ours, theirs = hashing.OneAtATimePasswordHasher(), PBKDF2PasswordHasher()
    encoded = theirs.encode("lluvia y viento", "salt", 1000)
    assert ours.encode("lluvia y viento", "salt", 1000) == encoded
    assert ours.verify("lluvia y viento", encoded)
    assert not ours.verify("lluvia", encoded)


def test_there_is_one_door() -> None:
    """Wagtail brings a second one, for readers of private pages."""
    person = factories.UserFactory(is_superuser=True)
    client = Client()
    for ask in (client.get, client.post):
        response = ask(
            "/en/_util/login/?next=/en/", {"username": person.email, "password": factories.PASSWORD}
        )
        assert response.status_code == 302 and response["Location"].startswith(ADDRESS)
    assert "_auth_user_id" not in client.session
