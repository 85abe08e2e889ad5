"""Two editors at one issue see each other, and neither loses a word."""

from collections.abc import Callable

import pytest
from django.test import Client

from kb.models import User
from newsletter import building
from newsletter.freezing import close
from newsletter.models import EntryKind, Issue
from tests.html import get, parsed, said
from tests.integration.newsletter.conftest import address, make_editor, opened


@pytest.fixture
def other(sign_in: Callable[[User], Client]) -> Client:
    return sign_in(make_editor(display_name="Binta"))


def test_they_see_each_other(desk: Client, other: Client, issue: Issue) -> None:
    assert "has this issue open too" not in said(get(desk, address(issue)))
    assert "Aminata has this issue open too" in said(get(other, address(issue)))
    other.post(address(issue), {**opened(other, issue), "issue-subject_fr": "Décembre", "do": "save"})
    page = said(get(desk, address(issue)))
    assert "Binta has this issue open too" in page and "Last saved by Binta" in page


def test_the_same_box_is_not_overwritten_and_both_texts_stay(
    desk: Client, other: Client, issue: Issue
) -> None:
    mine, theirs = opened(desk, issue), opened(other, issue)
    other.post(address(issue), {**theirs, "issue-intro_fr": "Le texte de Binta", "do": "save"})
    answer = desk.post(address(issue), {**mine, "issue-intro_fr": "Le texte d’Aminata", "do": "save"})
    assert answer.status_code == 409
    page = parsed(answer)
    assert page.find("textarea", attrs={"name": "issue-intro_fr"}).text.strip() == "Le texte d’Aminata"  # type: ignore[union-attr]
    assert "Le texte de Binta" in said(page)
    issue.refresh_from_db()
    assert issue.intro_fr == "Le texte de Binta"
    from tests.forms import form_data

    again = {**form_data(answer.content.decode()), "do": "save"}
    assert desk.post(address(issue), again).status_code == 302, "having seen it, one decides"
    issue.refresh_from_db()
    assert issue.intro_fr == "Le texte d’Aminata"


def test_different_boxes_are_both_kept(desk: Client, other: Client, issue: Issue) -> None:
    mine, theirs = opened(desk, issue), opened(other, issue)
    other.post(address(issue), {**theirs, "issue-intro_es": "Hola", "do": "save"})
    assert (
        desk.post(address(issue), {**mine, "issue-intro_fr": "Bonjour", "do": "add:free"}).status_code == 302
    )
    issue.refresh_from_db()
    assert (issue.intro_fr, issue.intro_es) == ("Bonjour", "Hola")


def test_an_entry_that_came_meanwhile_is_left_alone(desk: Client, editor: User, issue: Issue) -> None:
    mine = opened(desk, issue)
    entry = building.add_block(issue, EntryKind.FREE, editor)
    entry.text_fr = "Arrivé entre-temps"
    entry.save()
    assert desk.post(address(issue), {**mine, "issue-intro_fr": "Bonjour", "do": "save"}).status_code == 302
    entry.refresh_from_db()
    assert entry.text_fr == "Arrivé entre-temps"


def test_what_was_typed_into_an_entry_that_is_gone_is_shown(desk: Client, editor: User, issue: Issue) -> None:
    entry = building.add_block(issue, EntryKind.FREE, editor)
    mine = opened(desk, issue)
    building.take_out(issue, entry.pk, editor)
    answer = desk.post(
        address(issue), {**mine, f"entry-{entry.pk}-text_fr": "Une heure de travail", "do": "save"}
    )
    assert answer.status_code == 409
    assert "Une heure de travail" in said(parsed(answer))


def test_what_was_typed_into_an_issue_that_was_closed_is_shown(
    desk: Client, editor: User, issue: Issue
) -> None:
    mine = opened(desk, issue)
    close(issue, editor)
    answer = desk.post(address(issue), {**mine, "issue-intro_fr": "Une heure de travail", "do": "save"})
    assert answer.status_code == 409
    words = said(parsed(answer))
    assert "was closed while you were writing" in words and "Une heure de travail" in words
    issue.refresh_from_db()
    assert not issue.intro_fr
