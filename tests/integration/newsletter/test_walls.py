"""Only editors of the newsletter and the coordination come to its pages in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from kb.models import User
from newsletter.models import Issue
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get
from tests.integration.newsletter.conftest import LIST, address

PAGES = (
    "",
    "pick/practice/",
    "pick/report/",
    "pick/question/",
    "pick/event/",
    "pick/press/",
    "preview/",
    "preview/mail/",
    "close/",
    "delete/",
)


@pytest.mark.parametrize("role", ["correspondent", "moderator"])
def test_people_of_a_region_find_nothing_there(
    region: Region, issue: Issue, zai: Practice, sign_in: Callable[[User], Client], role: str
) -> None:
    group = {"correspondent": region.correspondents, "moderator": region.moderators}[role]
    client = sign_in(factories.UserFactory(groups=[group]))
    for page in (LIST, f"{LIST}add/{zai.pk}/", *(address(issue, rest) for rest in PAGES)):
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code in (404, 405), page
    assert LIST not in str(get(client, "/admin/"))
    assert Issue.objects.count() == 1 and not issue.entries.exists()


def test_who_is_not_signed_in_is_asked_to(issue: Issue, zai: Practice, client: Client) -> None:
    for page in (LIST, f"{LIST}add/{zai.pk}/", *(address(issue, rest) for rest in PAGES)):
        answer = client.get(page)
        assert answer.status_code == 302 and "/admin/login/" in answer.headers["location"], page


def test_editors_and_administrators_come_to_every_page(
    desk: Client, issue: Issue, zai: Practice, sign_in: Callable[[User], Client]
) -> None:
    for client in (desk, sign_in(factories.UserFactory(is_superuser=True))):
        for page in (LIST, f"{LIST}add/{zai.pk}/", *(address(issue, rest) for rest in PAGES)):
            assert client.get(page).status_code == 200, page


def test_an_editor_opens_no_draft_and_no_queue(desk: Client, region: Region) -> None:
    draft = factories.make_practice(region.section, live=False, name_fr="Brouillon")
    assert desk.get(f"/admin/pages/{draft.pk}/edit/").status_code in (302, 403, 404)
    assert desk.get("/admin/queue/").status_code == 404


def test_the_desk_of_an_editor_leads_to_the_issue(desk: Client, issue: Issue) -> None:
    page = str(get(desk, "/admin/"))
    assert address(issue) in page
