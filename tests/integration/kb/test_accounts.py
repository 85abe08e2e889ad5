"""Accounts: one mailbox is one account, one language, edited in Wagtail's admin."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError
from django.test import Client
from wagtail.users.models import UserProfile

from kb.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """The browser of an administrator."""
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, display_name="Office"))
    return client


def test_people_sign_in_with_their_address_however_they_spell_it(client: Client) -> None:
    User.objects.create_superuser("Ada@Example.org", factories.PASSWORD)
    assert authenticate(username="aDa@example.ORG", password=factories.PASSWORD) is not None
    data = {"username": "ADA@example.org", "password": factories.PASSWORD}
    response = client.post("/admin/login/", data)
    assert (response.status_code, response.url) == (302, "/admin/")


def test_one_mailbox_has_one_account() -> None:
    factories.UserFactory(email="ada@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("ADA@example.org")


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_an_account_is_made_and_changed_in_the_admin(office: Client) -> None:
    data = {
        "email": "Nora@example.org",
        "display_name": "Nora",
        "language": "es",
        "password1": "lluvia y viento 7",
        "password2": "lluvia y viento 7",
    }
    assert office.get("/admin/users/new/").status_code == 200
    assert office.post("/admin/users/new/", data).status_code == 302
    nora = User.objects.get(email="nora@example.org")
    assert (nora.display_name, nora.language, nora.check_password("lluvia y viento 7")) == (
        "Nora",
        "es",
        True,
    )
    address = f"/admin/users/edit/{nora.pk}/"
    assert 'value="Nora"' in office.get(address).content.decode()
    changed = {"email": nora.email, "display_name": "Nora B.", "language": "fr", "is_active": "on"}
    assert office.post(address, changed).status_code == 302
    nora.refresh_from_db()
    assert (nora.display_name, nora.language, nora.is_active) == ("Nora B.", "fr", True)
    assert nora.check_password("lluvia y viento 7")


def test_an_address_in_use_is_refused_with_a_word(office: Client) -> None:
    factories.UserFactory(email="nora@example.org")
    data = {
        "email": "NORA@example.org",
        "language": "en",
        "password1": "lluvia 7 y",
        "password2": "lluvia 7 y",
    }
    response = office.post("/admin/users/new/", data)
    assert response.status_code == 200
    assert "has an account already" in response.content.decode()


def test_the_list_of_accounts_is_searched_by_name_and_address(office: Client) -> None:
    factories.UserFactory(email="nora@example.org", display_name="Ñandú")
    for words in ("Ñandú", "nora@"):
        html = office.get("/admin/users/", {"q": words}).content.decode()
        assert "nora@example.org" in html and "Ñandú" in html
    for ordering in ("name", "-name", "email", "-last_login"):
        assert office.get("/admin/users/", {"ordering": ordering}).status_code == 200


def test_the_language_is_one_wherever_it_is_set(client: Client) -> None:
    person = factories.UserFactory(is_superuser=True, language="fr")
    assert UserProfile.get_for_user(person).preferred_language == "fr"
    client.force_login(person)
    assert '<html lang="fr"' in client.get("/admin/").content.decode()
    profile = UserProfile.objects.get(user=person)
    profile.preferred_language = "es"
    profile.save()
    person.refresh_from_db()
    assert person.language == "es"


def test_people_change_their_own_name(client: Client) -> None:
    person = factories.UserFactory(is_superuser=True, language="es")
    client.force_login(person)
    data = {
        "name_email-display_name": "Ada L.",
        "name_email-email": person.email,
        "locale-preferred_language": "fr",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client.post("/admin/account/", data).status_code == 302
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Ada L.", "fr")
