"""The start page of the admin for each role, and everything there in the person's language."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kb.accounts.groups import newsletter_editors
from kb.models import User
from practices.demand import counting
from practices.regions import Region, set_up
from tests import factories
from tests.html import get, link, parsed, said, section
from tests.integration.kb.desk import HOME, SignIn, decide, draft, hand_in

# --- roles ----------------------------------------------------------------------------------------------


def test_a_newsletter_editor_reads_what_is_published_in_three_languages(
    region: Region, author: User, sign_in: SignIn
) -> None:
    factories.make_practice(region.section, name_en="Stone lines", name_fr="Cordons", slug="stone-lines")
    draft(region, author, "Not yet")
    client = sign_in(factories.UserFactory(groups=[newsletter_editors()]))
    for address in (HOME, "/admin/published/"):
        page = section(get(client, address), "Published practices 1")
        assert link(page, "English") == "/en/west-africa/stone-lines/"
        assert link(page, "Français") == "/fr/west-africa/stone-lines/"
        assert "Not yet" not in said(page)
    assert client.get("/admin/desk/drafts/").status_code == 404


def test_a_newsletter_editor_sees_what_is_read_most(region: Region, sign_in: SignIn) -> None:
    pages = [factories.make_practice(region.section, name_en=name) for name in ("Once", "Thrice", "Never")]
    hidden = factories.make_practice(region.section, live=False, name_en="Withdrawn")
    for page in (*pages[:2], pages[1], pages[1], hidden):
        counting.count_opening(page.pk)
    counting.write()
    read = section(
        get(sign_in(factories.UserFactory(groups=[newsletter_editors()])), HOME), "Read most often"
    )
    words = said(read)
    assert words.index("Thrice") < words.index("Once") and "opened 3 times" in words
    assert "Never" not in words and "Withdrawn" not in words


@pytest.mark.parametrize("role", ["correspondent", "moderator", "newsletter editor", "administrator"])
def test_no_item_of_the_menu_sends_its_reader_away(region: Region, sign_in: SignIn, role: str) -> None:
    groups = {
        "correspondent": [region.correspondents],
        "moderator": [region.moderators],
        "newsletter editor": [newsletter_editors()],
    }
    user = factories.UserFactory(groups=groups.get(role, []), is_superuser=role == "administrator")
    client = sign_in(user)
    addresses = menu_of(client)
    assert addresses
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert response.wsgi_request.path != HOME, address
    for each in get(client, HOME).select("main a[href^='/']"):
        response = client.get(str(each["href"]), follow=True)
        assert response.status_code == 200 and response.wsgi_request.path != HOME, each["href"]


def menu_of(client: Client) -> list[str]:
    """The addresses in the menu of the admin, those of its submenus too."""
    request = client.get(HOME).wsgi_request
    from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu

    def walk(items: list[MenuItem]) -> list[str]:
        found: list[str] = []
        for item in items:
            if isinstance(item, SubmenuMenuItem):
                found += walk(item.menu.menu_items_for_request(request))
            elif item.url != "#":
                found.append(str(item.url))
        return found

    return walk(admin_menu.menu_items_for_request(request))


# --- everything in the person's language ---------------------------------------------------------------


def test_mails_about_moderation_do_without_the_stored_name_of_the_region(
    region: Region, author: User, moderator: User, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.filter(pk__in=[author.pk, moderator.pk]).update(language="fr")
    for user in (author, moderator):
        user.refresh_from_db()
        user.save()
    page = draft(region, author, "Demi-lunes")
    with django_capture_on_commit_callbacks(execute=True):
        decide(hand_in(region, page, author), moderator, "reject", "Où est <ça> ?")
    mails = {message.to[0]: message for message in mail.outbox}
    assert set(mails) == {author.email, moderator.email}
    for message in mails.values():
        assert "Demi-lunes" in message.subject
        assert "West Africa" not in f"{message.subject} {message.body}"
        assert f"/admin/pages/{page.pk}/edit/" in message.body and "Modifiez vos préférences" in message.body
    assert "Où est <ça> ?" in mails[author.email].body
    assert "Aminata" in mails[moderator.email].body, "whoever reviews is told from whom it comes"


def test_the_mail_about_a_published_practice_leads_readers_to_it(
    region: Region, author: User, moderator: User, django_capture_on_commit_callbacks: Any
) -> None:
    page = draft(region, author, "Demi-lunes")
    with django_capture_on_commit_callbacks(execute=True):
        decide(hand_in(region, page, author), moderator, "approve")
    page.refresh_from_db()
    (body,) = (message.body for message in mail.outbox if author.email in message.to)
    assert page.live and f"{page.full_url}\n" in body and f"/admin/pages/{page.pk}/edit/" in body


def test_handing_in_does_not_name_the_region_in_another_language(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    set_up(region.section, correspondents_publish=False)
    page = draft(region, author)
    form = parsed(sign_in(author).get(f"/admin/pages/{page.pk}/edit/"))
    assert said(form.find("button", attrs={"name": "action-submit"})) == "Hand in to be reviewed"
    decide(hand_in(region, page, author), moderator, "reject", "More")
    form = parsed(sign_in(author).get(f"/admin/pages/{page.pk}/edit/"))
    assert "Hand in again" in said(form.find("footer")) and "West Africa" not in said(form.find("footer"))


def test_labels_that_are_made_once_are_translated_for_each_person(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    author.language = "fr"
    author.save()
    login = parsed(Client(headers={"accept-language": "fr"}).get("/admin/login/"))
    assert "Mot de passe" in said(login.find("label", attrs={"for": "id_password"}))
    client = sign_in(author)
    chooser = client.get("/admin/images/chooser/").json()["html"]
    assert "Chercher" in said(parsed(chooser).find(attrs={"role": "tablist"}))
    assert "Wagtail" not in said(parsed(client.get(HOME)).find("main"))


def test_a_page_that_is_not_there_leads_back_to_the_desk(author: User, sign_in: SignIn) -> None:
    response = sign_in(author).get("/admin/nothing/")
    page = parsed(response)
    assert response.status_code == 404 and "There is no such page" in said(page.find("main"))
    assert [each["href"] for each in page.select("main a")] == [HOME]
    assert "Wagtail" not in said(page.find("main"))
