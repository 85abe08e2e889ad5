"""What stands on a desk, and how it gets there."""

from collections.abc import Callable

from bs4 import Tag
from django.test import Client
from wagtail.models import TaskState

from kb.models import User
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get, said, section

SignIn = Callable[[User], Client]
HOME = "/admin/"


def draft(region: Region, owner: User, name: str = "Half moons") -> Practice:
    """A practice as the editor saves it for the first time."""
    page = factories.make_practice(region.section, live=False, name_en=name, owner=owner)
    page.save_revision(user=owner)
    return page


def hand_in(region: Region, page: Practice, person: User) -> TaskState:
    state = region.workflow.start(page, person)
    return state.current_task_state


def decide(state: TaskState, person: User, action: str, words: str = "") -> None:
    task = state.specific.task.specific
    task.on_action(state.specific, person, action, comment=words)


def card(client: Client, heading: str) -> Tag:
    return section(get(client, HOME), heading)


def headings(client: Client) -> str:
    return " ".join(said(each) for each in get(client, HOME).find_all("h2"))
