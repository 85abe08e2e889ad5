"""Correspondents hand in, moderators publish unless the region chose otherwise; nobody approves their own."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from kb.models import User
from practices.models import Practice, RegionReview, RegionSetup
from practices.regions import Region, publish_alone, set_up
from tests import factories
from tests.forms import form_data
from tests.html import parsed

SignIn = Callable[[User], Client]


@pytest.fixture
def region(db: None) -> Region:
    """A region in which moderators publish."""
    return factories.make_region(correspondents_publish=False)


@pytest.fixture
def author(region: Region) -> User:
    return factories.make_correspondent(region)


@pytest.fixture
def moderator(region: Region) -> User:
    return factories.UserFactory(groups=[region.moderators])


def edit_address(page: Practice) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def buttons(client: Client, address: str) -> set[str]:
    """Returns the ways out of a form that are offered."""
    page = parsed(client.get(address))
    named = {str(each.get("name") or "") for each in page.find_all("button")}
    marker = "data-workflow-action-name"
    decisions = {str(each[marker]) for each in page.select(f"[{marker}]")}
    return {name for name in named | decisions if name.startswith("action-") or name in ("approve", "reject")}


def send(client: Client, page: Practice, button: str, **values: Any) -> Any:
    data = form_data(client.get(edit_address(page)).content.decode())
    return client.post(edit_address(page), {**data, button: button, **values})


def said(client: Client, response: Any) -> str:
    """Returns the message at the top of the page that follows."""
    assert response.status_code == 302
    return parsed(client.get(response.url)).select(".messages")[0].get_text()


def draft(region: Region, person: User | None, **fields: Any) -> Practice:
    page = factories.make_practice(region.section, live=False, owner=person, **fields)
    page.save_revision(user=person)
    return page


def test_one_way_out_is_offered_to_each(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    ways = {"action-submit", "action-publish", "action-restart-workflow", "approve"}
    new = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    writing, deciding = sign_in(author), sign_in(moderator)
    for address in (new, edit_address(page)):
        assert buttons(writing, address) & ways == {"action-submit"}
        assert buttons(deciding, address) & ways == {"action-publish"}
    assert send(writing, page, "action-submit").status_code == 302
    assert not buttons(writing, edit_address(page)) & ways
    assert buttons(deciding, edit_address(page)) & ways == {"approve"}
    decided = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    assert "is sent back" in said(deciding, send(deciding, page, "save", **decided))
    assert buttons(writing, edit_address(page)) & ways == {"action-submit"}
    set_up(region.section, correspondents_publish=True)
    alone = factories.make_correspondent(region)
    assert buttons(sign_in(alone), new) & ways == {"action-publish"}


def in_sight(client: Client, address: str) -> list[str]:
    """Returns the buttons of a form that lie open, from the left."""
    nav = parsed(client.get(address)).select_one("footer nav")
    assert nav is not None
    hidden = {id(each) for each in nav.select("[data-w-dropdown-target=content] button")}
    shown = [
        each
        for each in nav.select("button[type=submit], button[data-workflow-action-name]")
        if id(each) not in hidden
    ]
    return [str(each.get("name") or each.get("data-workflow-action-name") or "save") for each in shown]


def test_what_is_to_be_done_lies_open_beside_saving(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    new = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    writing, deciding = sign_in(author), sign_in(moderator)
    for address in (new, edit_address(page)):
        assert in_sight(writing, address) == ["save", "action-submit"]
        assert in_sight(deciding, address) == ["save", "action-publish"]
    send(writing, page, "action-submit")
    assert in_sight(deciding, edit_address(page)) == ["save", "reject", "approve"]
    assert in_sight(writing, edit_address(page)) == ["action-cancel-workflow"]


def test_the_way_out_leads_to_the_desk_with_words_about_what_comes_next(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    client = sign_in(author)
    for name in ("Stone bunds", "Lines of stone"):
        response = send(client, page, "action-submit", name_en=name)
        assert response.url == reverse("wagtailadmin_home")
        words = said(client, response)
        assert (
            name in words and "Somebody else of your region reads it" in words and "moderation" not in words
        )
        decided = {"action-workflow-action": "1", "workflow-action-name": "reject"}
        assert send(sign_in(moderator), page, "save", **decided).url == reverse("wagtailadmin_home")
    new = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(client.get(new).content.decode())
    typed = {"name_en": "Stone bunds again", "place_name": "Kopargo", "outcome": "mixed"}
    typed |= {"publication_agreed": "on", "land_uses": ["cropland"]}
    response = client.post(new, {**data, **typed, "action-submit": "1"})
    assert "Stone bunds again" in said(client, response)


def test_what_is_handed_in_is_published_by_a_moderator(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    client = sign_in(author)
    send(client, page, "action-publish")
    page.refresh_from_db()
    assert not page.live, "a button that is not offered does not work either"
    send(client, page, "action-submit")
    decided = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    # A moderator may put a word right on the way.
    deciding = sign_in(moderator)
    assert "is published" in said(deciding, send(deciding, page, "save", name_en="Stone bunds", **decided))
    page.refresh_from_db()
    assert (page.live, page.name_en) == (True, "Stone bunds")
    # Changes of what is published go the same way.
    assert send(client, page, "action-submit", name_en="Lines of stone").status_code == 302
    page.refresh_from_db()
    assert page.name_en == "Stone bunds" and page.workflow_in_progress


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_nobody_decides_about_their_own(region: Region, author: User, sign_in: SignIn, action: str) -> None:
    set_up(region.section, correspondents_publish=True)
    colleague = factories.make_correspondent(region)
    page = draft(region, author)
    region.workflow.start(page, colleague)
    state = page.current_workflow_task_state
    for person in (author, colleague):
        assert not buttons(sign_in(person), edit_address(page)) & {"approve", "reject"}
        address = f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
        sign_in(person).post(address, {"comment": "mine"})
        with pytest.raises(PermissionDenied):
            state.task.specific.on_action(state, person, action)
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
    state.task.specific.on_action(state, factories.UserFactory(is_superuser=True), action)
    assert TaskState.objects.get().status != TaskState.STATUS_IN_PROGRESS


def test_a_correspondent_takes_a_practice_of_the_region_off_the_site(
    region: Region, author: User, sign_in: SignIn
) -> None:
    there = factories.make_region("andes", "Andes", correspondents_publish=False)
    own, other = factories.make_practice(region.section), factories.make_practice(there.section)
    client = sign_in(author)
    for page in (own, other, region.section):
        client.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
        page.refresh_from_db()
    assert [own.live, other.live, region.section.live] == [False, True, True]
    assert "action-publish" not in buttons(client, edit_address(own))


def test_what_was_published_is_deleted_by_those_who_may_publish(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    unpublished, never = draft(region, moderator), draft(region, author)
    unpublished.get_latest_revision().publish()
    Practice.objects.get(pk=unpublished.pk).unpublish()
    addresses = (
        *(reverse("wagtailadmin_pages:delete", args=(page.pk,)) for page in (unpublished, never)),
        f"{reverse('wagtail_bulk_action', args=('wagtailcore', 'page', 'delete'))}?id={unpublished.pk}",
    )
    for address in addresses:
        sign_in(author).post(address)
    assert list(Practice.objects.all()) == [unpublished]
    sign_in(moderator).post(addresses[0])
    assert not Practice.objects.exists()


def test_many_at_once_are_published_by_those_who_may(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    for person, is_live in ((author, False), (moderator, True)):
        sign_in(person).post(f"{address}?id={page.pk}")
        page.refresh_from_db()
        assert page.live is is_live


def test_what_a_farmer_told_is_completed_and_handed_in(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = factories.make_practice(region.section, live=False, land_uses=())
    page.save_revision(clean=False)
    region.workflow.start(page, None)
    client = sign_in(author)
    assert buttons(client, edit_address(page)) >= {"action-submit"}
    assert send(client, page, "action-submit", land_uses=["cropland"]).status_code == 302
    state = Practice.objects.get(pk=page.pk).current_workflow_state
    assert state is not None and state.requested_by == author
    assert not buttons(client, edit_address(page)) & {"action-submit", "approve"}
    decided = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert send(sign_in(moderator), page, "save", **decided).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_an_update_leaves_the_regions_there_are_their_rights(region: Region) -> None:
    set_up(region.section, correspondents_publish=True)
    # As a release before this one had it.
    review = RegionReview.objects.get()
    RegionSetup.objects.all().delete()
    review.delete()
    old = GroupApprovalTask.objects.create(name="West Africa")
    old.groups.add(region.correspondents, region.moderators)
    WorkflowTask.objects.create(workflow=region.workflow, task=old)
    assert WorkflowPage.objects.get().workflow == Workflow.objects.get()
    groups = set(Group.objects.values_list("pk", flat=True))
    import_module("practices.migrations.0019_region_setup").find_parts(apps, None)
    setup = RegionSetup.objects.get()
    assert (setup.correspondents, setup.moderators) == (region.correspondents, region.moderators)
    assert (setup.collection, setup.workflow) == (region.collection, region.workflow)
    assert type(Task.objects.get(pk=old.pk).specific) is RegionReview
    assert set_up(region.section) == region
    assert set(Group.objects.values_list("pk", flat=True)) == groups
    assert publish_alone(region.correspondents, region.section)
    assert RegionReview.objects.get().groups.count() == 2
