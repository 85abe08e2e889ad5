"""The admin opens after a second factor where one is required or set up; nobody gets in past it."""

import re
import time
from http import HTTPStatus
from io import StringIO
from urllib.parse import urlencode

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from kb.models import User
from tests import factories

pytestmark = pytest.mark.django_db

DESK, SIGN_IN = "/admin/", "/admin/login/"
SET_UP, CONFIRM = "/admin/second-factor/totp/activate/", "/admin/second-factor/reauthenticate/"
GIVE = "/admin/second-factor/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def person() -> User:
    created: User = factories.UserFactory(is_superuser=True, language="fr")
    return created


def code_of(secret: str, steps_on: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_on))


def signed_in(person: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(SIGN_IN, {"username": person.email, "password": factories.PASSWORD})
    return client


def signed_in_ten_minutes_ago(person: User) -> Client:
    client = signed_in(person)
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 600
    session.save()
    return client


def with_device(person: User) -> Authenticator:
    return TOTP.activate(person, SECRET).instance


def opens(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_where_it_is_required_the_first_way_leads_to_setting_it_up(required: None, person: User) -> None:
    client = signed_in(person)
    response = client.get("/admin/pages/")
    assert (response.status_code, response["Location"]) == (302, f"{SET_UP}?next=%2Fadmin%2Fpages%2F")
    page = client.get(SET_UP)
    assert page.status_code == 200, "the password is not asked again right after it was typed"
    assert '<html lang="fr"' in page.content.decode()
    # The picture to be scanned is inside the page, which the page's own policy has to allow.
    assert 'src="data:image/svg+xml;base64' in page.content.decode()
    assert "data:" in page["Content-Security-Policy"]
    secret = client.session["mfa.totp.secret"]
    response = client.post(SET_UP, {"code": code_of(secret)})
    codes = client.get(response["Location"]).content.decode()
    assert len(set(re.findall(r"\b\d{8}\b", codes))) == 10
    # Setting up proves nothing for this session: one code more, and the desk opens.
    assert client.get(DESK)["Location"].startswith(CONFIRM)
    response = client.post(f"{CONFIRM}?next=/admin/", {"code": code_of(secret)})
    assert response["Location"] == DESK
    assert opens(client)


def test_a_change_is_told_by_mail_in_the_language_of_the_account(person: User, rf: RequestFactory) -> None:
    with context.request_context(rf.get("/")):
        get_adapter().send_notification_mail("mfa/email/totp_activated", person)
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "authentification" in mail.outbox[0].body.lower()


def test_where_it_is_not_required_the_password_is_enough_until_one_is_set_up(person: User) -> None:
    client = signed_in(person)
    assert opens(client)
    with_device(person)
    assert client.get(DESK)["Location"].startswith(CONFIRM)


def test_where_it_is_offered_the_desk_says_so_until_one_is_set_up(person: User) -> None:
    client = signed_in(person)
    assert "ajouter un second facteur" in client.get(DESK).content.decode()
    with_device(person)
    client = signed_in(person)
    client.post(GIVE, {"code": code_of(SECRET)})
    desk = client.get(DESK)
    assert desk.status_code == HTTPStatus.OK and "ajouter un second facteur" not in desk.content.decode()


def test_signing_in_asks_for_the_code_and_a_code_is_good_once(person: User) -> None:
    with_device(person)
    client = Client()
    response = client.post(
        SIGN_IN, {"username": person.email, "password": factories.PASSWORD, "next": "/admin/pages/"}
    )
    assert response["Location"] == GIVE
    assert "_auth_user_id" not in client.session
    code = code_of(SECRET)
    assert client.post(GIVE, {"code": "000000" if code != "000000" else "000001"}).status_code == 200
    response = client.post(GIVE, {"code": code})
    assert response["Location"] == "/admin/pages/"
    assert opens(client)
    again = signed_in(person)
    assert again.post(GIVE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in again.session
    assert again.post(GIVE, {"code": code_of(SECRET, steps_on=1)}).status_code == 302


def test_guessing_codes_is_limited(person: User) -> None:
    with_device(person)
    client = signed_in(person)
    for number in range(5):
        client.post(GIVE, {"code": f"00000{number}"})
    assert client.post(GIVE, {"code": code_of(SECRET)}).status_code != 302


def test_a_session_does_not_outlive_its_device(required: None, person: User) -> None:
    device = with_device(person)
    client = signed_in(person)
    client.post(GIVE, {"code": code_of(SECRET)})
    assert opens(client)
    device.delete()
    assert client.get(DESK)["Location"].startswith(SET_UP)
    with_device(person)
    assert client.get(DESK)["Location"].startswith(CONFIRM)


def test_recovery_codes_alone_are_no_second_factor(required: None, person: User) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert signed_in(person).get(DESK)["Location"].startswith(SET_UP)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
    ],
)
def test_the_password_alone_changes_no_device_once_there_is_one(person: User, name: str) -> None:
    client = signed_in_ten_minutes_ago(person)
    with_device(person)
    address = reverse(name)
    assert client.get(address)["Location"] == f"{CONFIRM}?{urlencode({'next': address})}"
    assert client.post(address, {"password": factories.PASSWORD}).status_code == HTTPStatus.FORBIDDEN
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def test_who_has_to_prove_a_device_is_not_offered_the_password_instead(person: User) -> None:
    client = signed_in(person)
    with_device(person)
    assert reverse("account_reauthenticate") not in client.get(CONFIRM).content.decode()
    client.post(CONFIRM, {"code": code_of(SECRET)})
    assert reverse("account_reauthenticate") in client.get(CONFIRM).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_first_device_ends_the_sessions_that_the_password_alone_had_opened(person: User) -> None:
    elsewhere, client = signed_in(person), signed_in(person)
    codes = reverse("mfa_view_recovery_codes")
    client.get(SET_UP)
    shown = client.post(SET_UP, {"code": code_of(client.session["mfa.totp.secret"])})
    assert (shown["Location"], client.get(codes).status_code) == (codes, 200)
    assert elsewhere.get(codes)["Location"].startswith(SIGN_IN)
    assert elsewhere.get(DESK)["Location"].startswith(SIGN_IN)
    assert client.get(DESK)["Location"].startswith(CONFIRM), "who set it up stays signed in"


@pytest.mark.parametrize(
    "address", ["/admin/pages/", "/admin/users/", "/admin/practices/", "/admin/account/"]
)
def test_a_form_sent_past_it_is_refused(required: None, person: User, address: str) -> None:
    client = signed_in(person)
    assert client.post(address, {"x": "y"}).status_code == 403
    assert client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


def test_secrets_are_not_stored_as_they_are(person: User) -> None:
    device = with_device(person)
    assert SECRET not in str(device.data)


def test_a_new_secret_key_reads_what_the_old_one_wrote(person: User, settings: Settings) -> None:
    with_device(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, long enough for everybody"
    client = signed_in(person)
    assert client.post(GIVE, {"code": code_of(SECRET)}).status_code == 302


def test_a_secret_whose_key_is_gone_is_told_in_words(person: User, settings: Settings) -> None:
    with_device(person)
    settings.SECRET_KEY = "another key, long enough for everybody"
    page = signed_in(person).post(GIVE, {"code": code_of(SECRET)})
    assert page.status_code == 200
    assert "Ask an administrator to remove it" in page.content.decode()


def test_what_was_typed_survives_both_steps_of_signing_in(person: User) -> None:
    with_device(person)
    client = Client()
    carried = '[["title_fr", "Un long texte"]]'
    data = {
        "username": person.email,
        "password": factories.PASSWORD,
        "next": "/admin/pages/add/",
        "carried": carried,
    }
    assert client.post(SIGN_IN, data)["Location"] == GIVE
    response = client.post(GIVE, {"code": code_of(SECRET)})
    assert "Un long texte" in response.content.decode()
    assert "typed_text" not in client.session


# --- an administrator takes it away ----------------------------------------------------------------------


def test_an_administrator_clears_a_lost_factor(person: User) -> None:
    colleague = factories.UserFactory(is_superuser=True, language="es")
    with_device(colleague)
    theirs = signed_in(colleague)
    theirs.post(GIVE, {"code": code_of(SECRET)})
    assert opens(theirs)
    admin = signed_in(person)
    address = reverse("clear_second_factor", args=(colleague.pk,))
    assert address in admin.get(reverse("wagtailusers_users:edit", args=(colleague.pk,))).content.decode()
    assert admin.get(address).status_code == 200
    assert Authenticator.objects.filter(user=colleague).exists(), "looking changes nothing"
    admin.post(address)
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert theirs.get(DESK)["Location"].startswith(SIGN_IN)
    assert [message.to for message in mail.outbox] == [[colleague.email]]
    entry = ModelLogEntry.objects.get(action="kb.second_factor_cleared")
    assert (entry.user, entry.object_id) == (person, str(colleague.pk))
    assert admin.get(address).status_code == 404


def test_the_operator_clears_it_from_the_command_line(person: User) -> None:
    with_device(person)
    call_command("clear_second_factor", person.email.upper(), stdout=StringIO())
    assert not Authenticator.objects.filter(user=person).exists()
    assert mail.outbox[0].to == [person.email]
    with pytest.raises(CommandError):
        call_command("clear_second_factor", person.email)


def test_only_administrators_clear_and_nobody_their_own(person: User) -> None:
    with_device(person)
    plain = factories.UserFactory()
    address = reverse("clear_second_factor", args=(person.pk,))
    client = Client()
    client.force_login(plain)
    assert client.post(address).status_code in (302, 403)
    assert Authenticator.objects.filter(user=person).exists()
    own = signed_in(person)
    own.post(GIVE, {"code": code_of(SECRET)})
    assert own.post(address).status_code == 404
    assert Authenticator.objects.filter(user=person).exists()
