"""An editor with that role alone, practices to pick from, and an issue as the editor's browser sends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from kb.accounts.groups import newsletter_editors
from kb.models import User
from newsletter import building
from newsletter.models import Entry, EntryKind, Issue
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.forms import form_data

LIST = "/admin/newsletter/"


def make_editor(**fields: Any) -> User:
    return factories.UserFactory(groups=[newsletter_editors()], **fields)


@pytest.fixture
def editor(db: None) -> User:
    return make_editor(display_name="Aminata")


@pytest.fixture
def desk(editor: User) -> Client:
    """The editor's browser."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def zai(region: Region) -> Practice:
    return factories.make_practice(
        region.section,
        name_en="Planting pits",
        name_fr="Zaï",
        name_es="Hoyos de siembra",
        summary_en="Pits hold water.",
        summary_fr="Les trous gardent l’eau.",
        summary_es="Los hoyos guardan el agua.",
        did_not_work_fr="Creuser demande trop de bras.",
        drawing="zai-yatenga",
    )


@pytest.fixture
def lines(region: Region) -> Practice:
    """A practice that is written in French alone."""
    return factories.make_practice(
        region.section, name_fr="Cordons pierreux", summary_fr="Des pierres en ligne."
    )


@pytest.fixture
def issue(editor: User) -> Issue:
    return building.begin(editor)


def fill(issue: Issue, user: User, *practices: Practice) -> list[Entry]:
    return building.add_sources(issue, EntryKind.PRACTICE, [each.pk for each in practices], user)


def address(issue: Issue, rest: str = "") -> str:
    return f"{LIST}{issue.pk}/{rest}"


def opened(client: Client, issue: Issue) -> dict[str, Any]:
    """Returns what the form of an issue sends as it is opened."""
    return form_data(client.get(address(issue)).content.decode())


@pytest.fixture
def save(desk: Client, issue: Issue) -> Callable[..., HttpResponse]:
    """Opens the issue, types into boxes by their names, and presses a button."""

    def typed(do: str = "save", /, **boxes: Any) -> HttpResponse:
        return desk.post(address(issue), {**opened(desk, issue), **boxes, "do": do})  # type: ignore[return-value]

    return typed
