"""An issue is looked at once more, closed, and then says what has changed since."""

import pytest
from django.http import HttpResponse
from django.test import Client

from exchange.erasing import erase_item
from exchange.models import Report, State
from kb.models import User
from newsletter import building
from newsletter.content import issue_content, public_content
from newsletter.freezing import close
from newsletter.models import EntryKind, Issue
from practices.models import Practice
from practices.regions import Region
from tests.forms import form_data
from tests.html import get, parsed, said, section
from tests.integration.exchange.told import told
from tests.integration.newsletter.conftest import address, fill


@pytest.fixture
def filled(editor: User, issue: Issue, zai: Practice, lines: Practice) -> Issue:
    issue.subject_fr, issue.intro_fr = "Décembre", "Bonjour,"
    issue.save()
    fill(issue, editor, zai, lines)
    return issue


def press_close(desk: Client, issue: Issue) -> HttpResponse:
    return desk.post(address(issue, "close/"), form_data(desk.get(address(issue, "close/")).content.decode()))  # type: ignore[return-value]


def test_the_second_look_says_count_languages_and_first_lines(desk: Client, filled: Issue) -> None:
    page = get(desk, address(filled, "close/"))
    french, english = said(section(page, "French")), said(section(page, "English"))
    assert "2 entries" in french and "another" not in french
    assert "Décembre" in french and "Bonjour," in french and "Zaï" in french
    assert "1 of them in another language" in english
    assert "The subject is not written in this language" in english
    filled.refresh_from_db()
    assert not filled.is_frozen, "looking closes nothing"


def test_what_is_closed_stays_as_it_was(desk: Client, editor: User, filled: Issue, zai: Practice) -> None:
    issue = filled
    before = {code: issue_content(issue, code).entries for code in ("en", "fr", "es")}
    assert press_close(desk, issue).status_code == 302
    issue.refresh_from_db()
    assert issue.is_frozen and issue.closed_by == editor
    Practice.objects.filter(pk=zai.pk).update(outcome="abandoned", place_name="Ailleurs")
    assert {code: issue_content(issue, code).entries for code in ("en", "fr", "es")} == before
    assert desk.post(address(issue, "pick/practice/"), {"pick": [zai.pk]}).status_code == 302
    assert issue.entries.count() == 2
    assert not get(desk, address(issue)).find_all("textarea")


def test_it_says_which_entries_changed_or_vanished(
    desk: Client, filled: Issue, zai: Practice, lines: Practice
) -> None:
    issue = filled
    press_close(desk, issue)
    assert "still the same on the site" in said(get(desk, address(issue)))
    zai.summary_fr = "Les trous gardent l’eau et le fumier."
    zai.save()
    lines.unpublish()
    page = get(desk, address(issue))
    assert "Planting pits" in said(section(page, "Changed on the site since"))
    assert "Cordons pierreux" in said(section(page, "Taken off the site since"))
    assert len(issue_content(Issue.objects.get(), "fr").entries) == 2
    assert [each.heading for each in public_content(Issue.objects.get(), "fr").entries] == ["Zaï"]


def test_an_entry_unpublished_before_closing_is_named_and_left_out(
    desk: Client, filled: Issue, lines: Practice
) -> None:
    issue = filled
    seen = form_data(desk.get(address(issue, "close/")).content.decode())
    lines.unpublish()
    answer = desk.post(address(issue, "close/"), seen)
    assert answer.status_code == 409
    words = said(parsed(answer))
    assert "Something changed since you looked" in words and "Cordons pierreux" in words
    issue.refresh_from_db()
    assert not issue.is_frozen
    assert "Nobody can read this on the site any more" in said(get(desk, address(issue)))
    press_close(desk, issue)
    issue.refresh_from_db()
    assert [each.heading for each in issue_content(issue, "fr").entries] == ["Zaï"]


def test_an_issue_that_somebody_deleted_meanwhile_is_not_there(desk: Client, issue: Issue) -> None:
    issue.delete()
    assert desk.post(address(issue, "close/"), {"seen": "x"}).status_code == 404


def test_without_subject_or_entries_nothing_is_closed(desk: Client, issue: Issue) -> None:
    page = get(desk, address(issue, "close/"))
    assert "no subject yet" in said(page) and "no entry yet" in said(page)
    assert not page.select("main button[type=submit]")
    assert desk.post(address(issue, "close/"), {"seen": "x"}).status_code == 422
    issue.refresh_from_db()
    assert not issue.is_frozen


def test_words_that_a_peer_takes_back_are_kept_nowhere(
    desk: Client, editor: User, issue: Issue, region: Region, zai: Practice
) -> None:
    report = told(
        Report, region, practice=zai, outcome="worked", since="longer", changed="Mes mots à moi"
    ).item
    Report.objects.filter(pk=report.pk).update(state=State.PUBLISHED)
    issue.subject_fr = "Décembre"
    issue.save()
    building.add_sources(issue, EntryKind.REPORT, [report.pk], editor)
    close(issue, editor)
    following = building.begin(editor)
    building.add_sources(following, EntryKind.REPORT, [report.pk], editor)
    report.refresh_from_db()
    erase_item(report)
    issue.refresh_from_db()
    assert "Mes mots" not in str(issue.frozen) and not following.entries.exists()
    assert "an entry whose words were taken back" in said(get(desk, address(issue)))
    assert public_content(issue, "fr").entries == ()
