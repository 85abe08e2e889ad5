"""Nobody gets more rights by an invitation than it says, and no old letter opens an account."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from jobs import links
from kb.accounts.groups import newsletter_editors
from kb.accounts.invitations import PURPOSE
from kb.models import User
from practices.models import PublicContact
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.integration.kb.conftest import SignIn

pytestmark = pytest.mark.django_db

PASSWORD = "lluvia y viento 7"


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region(correspondents_publish=False)


@pytest.fixture
def admin(region: Region, sign_in: SignIn) -> Client:
    return sign_in(factories.UserFactory(is_superuser=True))


def test_an_account_that_is_opened_again_has_the_invited_role_alone(region: Region, admin: Client) -> None:
    there = factories.make_region("andes", "Andes")
    person = factories.UserFactory(
        email="back@example.org", is_active=False, is_superuser=True, groups=[there.moderators]
    )
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})
    invitation = {"email": person.email, "name": "Afi", "role": "correspondent", "language": "fr"}
    address = f"/admin/regions/{region.section.pk}/"
    assert admin.post(address, {**invitation, "action": "invite"}).status_code == 302
    person.refresh_from_db()
    assert person.is_active and not person.is_superuser
    assert list(person.groups.all()) == [region.correspondents]
    assert not Authenticator.objects.filter(user=person).exists(), "a key of before opens nothing"


def test_a_contact_goes_with_the_last_region_also_of_an_account_that_stays(
    region: Region, admin: Client
) -> None:
    there = factories.make_region("andes", "Andes")
    groups = [region.correspondents, there.correspondents, newsletter_editors()]
    person = factories.UserFactory(groups=groups)
    PublicContact.objects.create(user=person, name="Afi", agreed_on=date(2026, 1, 1))
    left = []
    for each in (region, there):
        admin.post(f"/admin/regions/{each.section.pk}/people/{person.pk}/", {"action": "leave"})
        left.append(PublicContact.objects.exists())
    person.refresh_from_db()
    assert left == [True, False] and person.is_active


def test_an_invitation_opens_nothing_once_a_password_or_another_address_is_set(admin: Client) -> None:
    sent_wrong = User.objects.create_user("wrong@example.org", display_name="Afi")
    has_come = User.objects.create_user("come@example.org")
    open_links = []
    for person in (sent_wrong, has_come):
        token = links.make(PURPOSE, str(person.pk), valid_for=timedelta(days=1))
        open_links.append(f"/admin/invitation/confirm/{token}/")
    browser = Client()
    assert [browser.get(address).status_code for address in open_links] == [200, 200]
    edit = f"/admin/users/edit/{sent_wrong.pk}/"
    form = form_data(admin.get(edit).content.decode())
    form |= {"email": "right@example.org", "password1": "", "password2": ""}
    assert admin.post(edit, form).status_code == 302
    has_come.set_password(factories.PASSWORD)
    has_come.save()
    typed = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert [browser.post(address, typed).status_code for address in open_links] == [404, 404]
    for person in (sent_wrong, has_come):
        person.refresh_from_db()
        assert not person.check_password(PASSWORD)
    assert sent_wrong.email == "right@example.org"
