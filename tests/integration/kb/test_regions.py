"""An administrator makes regions and looks after their people, without a command and without a developer."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from jobs.models import Link
from kb.accounts.groups import newsletter_editors
from kb.accounts.invitations import PURPOSE
from kb.models import User
from practices.models import Practice, PublicContact, RegionSection, RegionSetup
from practices.region_access import own_pages
from practices.regions import Region, publish_alone
from tests import factories
from tests.forms import form_data
from tests.html import controls, get, parsed, said

pytestmark = pytest.mark.django_db

INDEX = "/admin/regions/"
NEW = f"{INDEX}new/"
PASSWORD = "lluvia y viento 7"
PASSWORDS = tuple(f"password-{name}" for name in ("old_password", "new_password1", "new_password2"))
LINK = re.compile(r"/admin/invitation/confirm/[^/\s]+/")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator(db: None) -> User:
    factories.make_home()
    return factories.UserFactory(is_superuser=True, display_name="Alix")


@pytest.fixture
def admin(administrator: User) -> Client:
    return browser(administrator)


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region(correspondents_publish=False)


def told(**values: Any) -> dict[str, Any]:
    return {
        "name_en": "",
        "name_fr": "Afrique du Golfe",
        "name_es": "",
        "countries": ["BJ", "TG"],
        "publishing": "moderators",
        "action": "save",
        **values,
    }


def invited(**values: Any) -> dict[str, Any]:
    return {
        "email": "aminata@example.org",
        "name": "Aminata",
        "role": "correspondent",
        "language": "fr",
        "action": "invite",
        **values,
    }


def address(region: Region) -> str:
    return f"{INDEX}{region.section.pk}/"


def person_address(region: Region, person: User) -> str:
    return f"{address(region)}people/{person.pk}/"


def link_in(message: Any) -> str:
    (found,) = set(LINK.findall(message.body))
    return str(found)


# --- a region ------------------------------------------------------------------------------------------


def test_a_region_is_made_and_its_people_invited_without_a_command(admin: Client) -> None:
    assert f'"{INDEX}"' in admin.get("/admin/").content.decode(), "it stands in the menu"
    made = admin.post(NEW, told(name_en="Gulf Africa", name_es="África del Golfo"))
    section = RegionSection.objects.get()
    assert (made.status_code, made.url) == (302, f"{INDEX}{section.pk}/")
    assert (section.slug, section.live, section.countries) == ("gulf-africa", True, ("BJ", "TG"))
    assert admin.post(made.url, invited()).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["aminata@example.org"] and "Afrique du Golfe" in letter.body

    # As browsers send the form of a page that names no referrer.
    guest = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    path = link_in(letter)
    assert "Aminata" in said(get(guest, path).main)
    person = User.objects.get(email="aminata@example.org")
    assert not person.has_usable_password(), "opening the link does nothing"
    typed = form_data(guest.get(path).content.decode())
    typed |= {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert guest.post(path, typed).status_code == 302
    again = guest.post(path, {"new_password1": "other rain 88", "new_password2": "other rain 88"})
    assert again.status_code == 404, "once"
    guest = Client()
    guest.post("/admin/login/", {"username": "aminata@example.org", "password": PASSWORD})
    desk = get(guest, "/admin/")
    assert desk.html["lang"] == "fr" and "Afrique du Golfe" in said(desk.find("h1"))
    factories.make_region("andes", "Andes")
    assert set(own_pages(person)) == {section.page_ptr, Page.objects.get(pk=section.get_parent().pk)}
    form = guest.get(f"/admin/pages/add/practices/practice/{section.pk}/").content.decode()
    assert "action-submit" in form and "action-publish" not in form


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(admin: Client) -> None:
    refused = admin.post(NEW, told(publishing="everybody"))
    page = parsed(refused)
    assert refused.status_code == 422 and said(page.main).count("Write the name in this language too") == 2
    assert [box["value"] for box in controls(page, "countries") if box.has_attr("checked")] == ["BJ", "TG"]
    nowhere = admin.post(NEW, told(name_en="Gulf Africa", name_es="África del Golfo", countries=[]))
    assert "Choose at least one country." in said(parsed(nowhere).main)
    assert not RegionSection.objects.exists()
    region = factories.make_region()
    refused = admin.post(address(region), invited(email="no address", name="Afi"))
    (name,) = controls(parsed(refused), "name")
    assert (refused.status_code, name["value"]) == (422, "Afi")
    assert not mail.outbox


def test_another_name_names_all_parts_anew_and_keeps_drafts(admin: Client, region: Region) -> None:
    region.section.intro_en = "Not yet"
    region.section.save_revision()
    taken = factories.make_region("other", "Golfe")
    saved = admin.post(address(region), told(name_fr="Golfe", name_en="Golfe", countries=["GH"]))
    assert saved.status_code == 302
    section = RegionSection.objects.get(pk=region.section.pk)
    assert (section.name_fr, section.countries, section.slug) == ("Golfe", ("GH",), "west-africa")
    assert section.intro_en != "Not yet"
    draft = section.get_latest_revision_as_object()
    assert (draft.intro_en, draft.name_fr) == ("Not yet", "Golfe")
    parts = RegionSetup.objects.get(section=section)
    assert parts.correspondents == region.correspondents
    assert parts.correspondents.name == f"Golfe correspondents ({section.pk})"
    assert (parts.collection, parts.collection.name) == (region.collection, f"Golfe ({section.pk})")
    assert taken.correspondents.name == "Golfe correspondents"


def test_what_somebody_deleted_by_hand_is_mended(admin: Client, region: Region) -> None:
    region.correspondents.delete()
    region.workflow.delete()
    assert admin.post(address(region), told()).status_code == 302
    parts = RegionSetup.objects.get(section=region.section)
    assert parts.correspondents and region.section.get_workflow() == parts.workflow


def test_a_region_goes_only_without_practices(admin: Client, region: Region) -> None:
    practice = factories.make_practice(region.section)
    gone = f"{address(region)}delete/"
    assert admin.post(gone).status_code == 404
    assert admin.post(f"/admin/pages/{region.section.pk}/delete/").status_code in (302, 403)
    assert Practice.objects.filter(pk=practice.pk).exists()
    practice.delete()
    assert "cannot be undone" in said(get(admin, gone).main)
    assert admin.post(gone).status_code == 302
    assert not RegionSection.objects.exists() and not type(region.workflow).objects.exists()
    assert not type(region.correspondents).objects.filter(name__startswith="West Africa").exists()


def test_the_command_does_the_same(administrator: User) -> None:
    call_command("make_region", "Golfe", countries="bj,TG", verbosity=0)
    section = RegionSection.objects.get(slug="golfe")
    assert section.countries == ("BJ", "TG") and section.get_workflow() is not None
    assert not publish_alone(section.setup.correspondents, section)
    with pytest.raises(CommandError, match="XX"):
        call_command("make_region", "Elsewhere", countries="XX")


# --- people --------------------------------------------------------------------------------------------


def test_a_new_letter_ends_the_link_before_and_old_links_say_so(admin: Client, region: Region) -> None:
    admin.post(address(region), invited())
    person = User.objects.get(email="aminata@example.org")
    assert "invited, not yet here" in said(get(admin, address(region)).main)
    assert admin.post(person_address(region, person), {"action": "letter"}).status_code == 302
    first, second = (link_in(each) for each in mail.outbox)
    over = Client().get(first)
    assert over.status_code == 404 and "This link is over" in said(parsed(over).main)
    assert Client().get(second).status_code == 200
    Link.objects.filter(purpose=PURPOSE).update(expires_at=timezone.now())
    assert Client().get(second).status_code == 404
    assert "the link is too old" in said(get(admin, address(region)).main)
    assert "no-store" in over["Cache-Control"] and over["Referrer-Policy"] == "no-referrer"


def test_somebody_with_an_account_gets_the_part_and_a_letter_without_a_link(
    admin: Client, region: Region
) -> None:
    there = factories.make_region("andes", "Andes")
    person = factories.make_correspondent(there, email="aminata@example.org", language="es")
    assert admin.post(address(region), invited(role="moderator")).status_code == 302
    person.refresh_from_db()
    assert set(person.groups.all()) == {there.correspondents, region.moderators}
    assert person.language == "es" and not LINK.search(mail.outbox[0].body)
    twice = admin.post(address(region), invited())
    assert twice.status_code == 422 and "is here already" in said(parsed(twice).main)


def test_a_role_is_changed(admin: Client, region: Region) -> None:
    person = factories.make_correspondent(region)
    changed = admin.post(person_address(region, person), {"action": "role", "role": "moderator"})
    assert changed.status_code == 302
    assert list(person.groups.all()) == [region.moderators]


def test_nobody_takes_their_own_rights_away(admin: Client, administrator: User) -> None:
    mine = f"{INDEX}site/people/{administrator.pk}/"
    assert "This is you" in said(get(admin, mine).main)
    for action in ({"action": "leave"}, {"action": "role", "role": "newsletter_editor"}):
        assert admin.post(mine, action).status_code == 404
    administrator.refresh_from_db()
    assert administrator.is_superuser and administrator.is_active


def test_newsletter_editors_and_administrators_are_invited_too(admin: Client) -> None:
    assert admin.post(f"{INDEX}site/", invited(role="newsletter_editor")).status_code == 302
    person = User.objects.get(email="aminata@example.org")
    assert list(person.groups.all()) == [newsletter_editors()] and not person.is_superuser


# --- leaving -------------------------------------------------------------------------------------------


def hand_in(region: Region, person: User, **fields: Any) -> Practice:
    page = factories.make_practice(region.section, live=False, owner=person, **fields)
    page.save_revision(user=person)
    region.workflow.start(page, person)
    return page


def test_who_leaves_passes_on_what_was_under_way(admin: Client, region: Region) -> None:
    leaving, heir = (factories.make_correspondent(region) for _ in range(2))
    session = browser(leaving)
    draft = factories.make_practice(region.section, live=False, owner=leaving)
    draft.save_revision(user=leaving)
    published = factories.make_practice(region.section, owner=heir)
    published.name_en = "Begun to change"
    published.save_revision(user=leaving)
    waiting = hand_in(region, leaving)
    page = said(get(admin, person_address(region, leaving)).main)
    assert "3 practices with unpublished work" in page and "1 practice handed in" in page
    assert "The account is closed" in page
    unchosen = admin.post(person_address(region, leaving), {"action": "leave"})
    assert unchosen.status_code == 422
    leaving.refresh_from_db()
    assert leaving.is_active
    done = admin.post(person_address(region, leaving), {"action": "leave", "heir": heir.pk})
    assert done.status_code == 302
    leaving.refresh_from_db()
    assert not leaving.is_active and not leaving.groups.exists()
    assert session.get("/admin/").status_code == 302, "signed out"
    passed = Practice.objects.filter(pk__in=(draft.pk, published.pk, waiting.pk))
    assert set(passed.values_list("owner", flat=True)) == {heir.pk}
    assert WorkflowState.objects.get().requested_by == heir
    desk = said(get(browser(heir), "/admin/desk/drafts/").main)
    assert "Stone lines" in desk and "Begun to change" in desk
    assert "Stone lines" in said(get(browser(heir), "/admin/desk/handed-in/").main)
    assert "Left" in said(get(admin, "/admin/reports/site-history/").main)


def test_an_account_with_another_region_stays_open(admin: Client, region: Region) -> None:
    there = factories.make_region("andes", "Andes")
    person = factories.UserFactory(groups=[region.correspondents, there.correspondents])
    theirs = factories.make_practice(there.section, live=False, owner=person)
    assert "The account stays open" in said(get(admin, person_address(region, person)).main)
    assert admin.post(person_address(region, person), {"action": "leave"}).status_code == 302
    person.refresh_from_db()
    theirs.refresh_from_db()
    assert person.is_active and list(person.groups.all()) == [there.correspondents]
    assert theirs.owner == person


# --- whom readers may ask ------------------------------------------------------------------------------


def account_form(client: Client, **typed: str) -> Any:
    data = form_data(client.get("/admin/account/").content.decode())
    data = {name: value for name, value in data.items() if name not in PASSWORDS}
    return client.post("/admin/account/", {**data, **{f"public_contact-{key}": typed[key] for key in typed}})


def test_readers_see_a_contact_only_where_the_person_agreed(region: Region, client: Client) -> None:
    person = factories.make_correspondent(region, email="private@example.org", language="en")
    mine = browser(person)
    address_of_region = factories.url_in(region.section, "fr")

    def shown() -> str:
        return str(get(client, address_of_region).main)

    assert "Whom to ask" not in shown()
    unticked = account_form(mine, name="Aminata K.", phone="+229 01 23 45 67")
    assert "Without this tick nothing of it is kept" in said(parsed(unticked).main)
    told = {"name": "Aminata K.", "phone": "+229 01 23 45 67", "has_whatsapp": "on", "agreed": "on"}
    assert account_form(mine, **told).status_code == 302
    page = shown()
    assert "Aminata K." in page and "tel:+22901234567" in page and "https://wa.me/22901234567" in page
    assert "private@example.org" not in page
    contact = PublicContact.objects.get()
    assert (contact.text, contact.given) == ("region-contact-2026-11", "form") and contact.agreed_on
    person.groups.clear()
    assert "Aminata K." not in shown()
    person.groups.add(region.correspondents)
    data = form_data(mine.get("/admin/account/").content.decode())
    data = {name: value for name, value in data.items() if name not in (*PASSWORDS, "public_contact-agreed")}
    assert mine.post("/admin/account/", data).status_code == 302
    assert not PublicContact.objects.exists() and "Aminata K." not in shown()


# --- walls and numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["moderators", "correspondents"])
def test_to_others_nothing_of_it_is_there(region: Region, role: str) -> None:
    colleague = factories.make_correspondent(region)
    person = factories.UserFactory(groups=[getattr(region, role)])
    client = browser(person)
    assert INDEX not in client.get("/admin/").content.decode()
    for path in (INDEX, NEW, f"{INDEX}site/", address(region), person_address(region, colleague)):
        assert client.get(path).status_code == 404
        assert client.post(path, {"action": "leave"}).status_code == 404


def test_queries_do_not_grow_with_regions_and_people(admin: Client, region: Region) -> None:
    factories.make_correspondent(region)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(path).status_code == 200
        return len(captured)

    paths = (INDEX, address(region))
    for path in paths:
        queries(path)
    before = [queries(path) for path in paths]
    for number in range(3):
        another = factories.make_region(f"region-{number}", f"Region {number}")
        factories.make_practice(another.section)
        factories.make_correspondent(region)
    assert [queries(path) for path in paths] == before
    assert max(before) <= 35, before
