"""Two people decide on the same page; and what Wagtail brings with it decides nothing."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.test import Client
from wagtail import hooks
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kb.models import User
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.practices.test_editing import form_data

SignIn = Callable[[User], Client]
SENTENCE = "Somebody else decided on this while you were looking at it. Nothing was changed."


@pytest.fixture
def submitted(region: Region) -> Practice:
    page = factories.make_practice(region.section, live=False, name_en="Stone lines")
    page.save_revision()
    region.workflow.start(page, factories.make_correspondent(region))
    return page


def state(page: Page) -> TaskState:
    return TaskState.objects.get(workflow_state__object_id=str(page.pk))


@pytest.mark.database
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_second_decision_gets_a_sentence(
    region: Region, submitted: Practice, sign_in: SignIn, action: str
) -> None:
    first, second = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    address = f"/admin/pages/workflow/action/{submitted.pk}/{action}/{state(submitted).pk}/"
    assert first.post(address, {"comment": "seen"}).status_code == 302
    decided = state(submitted).status
    assert decided != TaskState.STATUS_IN_PROGRESS
    response = second.post(address, {"comment": "seen"}, follow=True)
    assert response.status_code == 200 and SENTENCE in response.content.decode()
    assert state(submitted).status == decided


def test_sending_back_needs_words(region: Region, submitted: Practice, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    in_window = {"X-Requested-With": "XMLHttpRequest"}
    for kind in ("action", "collect_action_data"):
        address = f"/admin/pages/workflow/{kind}/{submitted.pk}/reject/{state(submitted).pk}/"
        answer = browser.post(address, {"comment": " "}, headers=in_window).json()
        assert answer["step"] == "action" and "Write what should be changed" in answer["html"]
    assert state(submitted).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.database
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_editor_says_so_too_and_keeps_what_was_typed(
    region: Region, submitted: Practice, sign_in: SignIn, action: str
) -> None:
    colleague = factories.make_correspondent(region)
    browser = sign_in(factories.make_correspondent(region))
    address = f"/admin/pages/{submitted.pk}/edit/"
    data: dict[str, Any] = {
        **form_data(browser.get(address).content.decode()),
        "name_en": "Typed meanwhile",
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "workflow-action-extra-data": '{"comment": ""}',
    }

    def decide_first(request: HttpRequest, page: Page) -> None:
        """Runs when Wagtail has looked the page up and before it decides."""
        if request.method == "POST":
            state(page).specific.task.specific.on_action(state(page), colleague, action)

    with hooks.register_temporarily("before_edit_page", decide_first):
        response = browser.post(address, data)
    html = response.content.decode()
    assert response.status_code == 200 and SENTENCE in html and "Typed meanwhile" in html
    submitted.refresh_from_db()
    assert "Typed meanwhile" not in str(submitted.get_latest_revision().content)
    assert state(submitted).finished_by == colleague


def test_one_decision_counts(region: Region, submitted: Practice, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    address = f"/admin/pages/{submitted.pk}/edit/"
    data = {
        **form_data(browser.get(address).content.decode()),
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    assert browser.post(address, data).status_code == 302
    submitted.refresh_from_db()
    assert submitted.live and state(submitted).status == TaskState.STATUS_APPROVED


@pytest.mark.django_db
def test_nobody_has_rights_on_every_region_but_administrators() -> None:
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert not Group.objects.filter(page_permissions__page__depth=1).exists()
    assert not Group.objects.filter(collection_permissions__collection__depth=1).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not WorkflowPage.objects.filter(page__depth=1).exists()


def test_the_user_form_offers_regions_only(region: Region, sign_in: SignIn) -> None:
    html = sign_in(factories.UserFactory(is_superuser=True)).get("/admin/users/new/").content.decode()
    assert "West Africa moderators" in html
    assert ">Moderators<" not in html.replace("\n", "").replace("  ", "") and "Editors" not in html


def test_the_error_on_purpose_is_not_there(region: Region, sign_in: SignIn) -> None:
    for person in (factories.make_correspondent(region), factories.UserFactory(is_superuser=True)):
        assert sign_in(person).get("/admin/failwhale/").status_code == 404


def test_a_filled_database_loses_the_stock_groups_too(region: Region) -> None:
    root = Page.get_first_root_node()
    editors = Group.objects.create(name="Editors")
    member = factories.UserFactory(groups=[editors, region.correspondents])
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=editors, page=root, permission=publish)
    workflow = Workflow.objects.create(name="Moderators approval")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    decided = factories.make_practice(region.section)
    decided.save_revision()
    workflow.start(decided, member)
    import_module("kb.migrations.0003_without_stock_groups").remove(apps, None)
    assert set(member.groups.all()) == {region.correspondents}
    assert not GroupPagePermission.objects.filter(page=root).exists()
    assert not WorkflowPage.objects.filter(workflow=workflow).exists()
    assert not Workflow.objects.get(name="Moderators approval").active
    assert decided.get_workflow() == region.workflow
