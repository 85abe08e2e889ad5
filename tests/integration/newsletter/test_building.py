"""An editor with that role alone builds an issue."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from exchange.models import Question, Report, State
from kb.models import User
from newsletter import building
from newsletter.content import issue_content
from newsletter.freezing import close
from newsletter.models import EntryKind, Issue
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get, link, parsed, said
from tests.integration.exchange.told import told
from tests.integration.newsletter.conftest import LIST, address, fill, make_editor, opened

Save = Callable[..., HttpResponse]


def headings(issue: Issue, language: str = "fr") -> list[str]:
    return [entry.heading for entry in issue_content(issue, language).entries]


# --- picking ---------------------------------------------------------------------------------------------


def test_practices_are_found_by_words_ticked_and_added(
    desk: Client, issue: Issue, zai: Practice, lines: Practice, work: Callable[[], None]
) -> None:
    work()
    found = get(desk, address(issue, "pick/practice/?q=trous"))
    (box,) = found.select("input[name=pick]")
    assert box["value"] == str(zai.pk)
    added = desk.post(address(issue, "pick/practice/"), {"pick": [zai.pk, lines.pk]})
    assert added.status_code == 302
    assert headings(issue) == ["Zaï", "Cordons pierreux"]
    again = get(desk, address(issue, "pick/practice/"))
    assert all("disabled" in each.attrs for each in again.select("input[name=pick]"))


def test_an_entry_begins_with_name_and_summary_in_each_language(
    editor: User, issue: Issue, zai: Practice
) -> None:
    fill(issue, editor, zai)
    for language, heading, text in (
        ("en", "Planting pits", "Pits hold water."),
        ("fr", "Zaï", "Les trous gardent l’eau."),
        ("es", "Hoyos de siembra", "Los hoyos guardan el agua."),
    ):
        (entry,) = issue_content(issue, language).entries
        assert (entry.heading, entry.text, entry.language) == (heading, text, language)
        assert entry.url.endswith(f"/{language}/west-africa/zai/") or f"/{language}/" in entry.url
        assert entry.picture == "zai-yatenga" and entry.picture_alt


def test_the_facts_say_place_outcome_and_what_did_not_work(editor: User, issue: Issue, zai: Practice) -> None:
    fill(issue, editor, zai)
    facts = issue_content(issue, "fr").entries[0].facts
    assert "Kopargo" in facts[0]
    assert any("Creuser demande trop de bras." in fact for fact in facts)


def test_drafts_restricted_pages_and_what_waits_cannot_be_picked(
    desk: Client, issue: Issue, region: Region, zai: Practice, work: Callable[[], None]
) -> None:
    draft = factories.make_practice(region.section, live=False, name_fr="Brouillon secret")
    waiting = told(Report, region, practice=zai, outcome="worked", since="longer", changed="Attend").item
    work()
    for kind, pk, words in (("practice", draft.pk, "Brouillon"), ("report", waiting.pk, "Attend")):
        assert words not in said(get(desk, address(issue, f"pick/{kind}/")))
        desk.post(address(issue, f"pick/{kind}/"), {"pick": [pk]})
    assert desk.post(f"{LIST}add/{draft.pk}/").status_code == 404
    assert not issue.entries.exists()


def test_peers_words_come_without_their_names(
    desk: Client, issue: Issue, region: Region, zai: Practice
) -> None:
    report = told(
        *(Report, region),
        practice=zai,
        outcome="did_not_work",
        since="longer",
        changed="Trop de cailloux.",
        name="Kofi Mensah",
        naming_version="peer-naming-2026-11",
    ).item
    question = told(Question, region, text="Et sur l’argile ? Chez moi elle fend.", name="Kofi Mensah").item
    for item in (report, question):
        type(item).objects.filter(pk=item.pk).update(state=State.PUBLISHED)
    for kind, item in (("report", report), ("question", question)):
        page = said(get(desk, address(issue, f"pick/{kind}/")))
        assert "Kofi" not in page and "Kopargo" in page
        desk.post(address(issue, f"pick/{kind}/"), {"pick": [item.pk]})
    tried, asked = issue_content(issue, "fr").entries
    assert (tried.heading, tried.text) == ("Zaï", "Trop de cailloux.")
    assert "peers/#report-" in tried.url
    assert (asked.heading, asked.text) == ("Et sur l’argile ?", "Chez moi elle fend.")
    assert "Kofi" not in str([tried, asked])


def test_a_new_issue_is_promised_the_last_intro_only_where_there_is_one(desk: Client) -> None:
    Issue.objects.create(slug="2026-01", closed_at=timezone.now(), is_example=True)
    assert "the intro of the last one" not in said(get(desk, "/admin/newsletter/"))
    Issue.objects.create(slug="2026-02", closed_at=timezone.now())
    assert "the intro of the last one" in said(get(desk, "/admin/newsletter/"))


def test_a_published_practice_is_added_from_the_list_of_them(
    desk: Client, editor: User, zai: Practice
) -> None:
    page = get(desk, "/admin/published/")
    (form,) = page.select("main form[action^='/admin/newsletter/add/']")
    assert "Add to the newsletter" in said(form)
    answer = desk.post(str(form["action"]), {"next": "/admin/published/"})
    assert answer.headers["location"] == "/admin/published/"
    issue = building.open_issue()
    assert issue is not None and headings(issue) == ["Zaï"]
    page = get(desk, "/admin/published/")
    assert not page.select("main form[action^='/admin/newsletter/add/']")
    assert link(page, "In the newsletter") == f"{address(issue)}#entry-{issue.entries.get().pk}"
    desk.post(str(form["action"]))
    assert issue.entries.count() == 1, "an entry is never twice in an issue"


def test_a_link_to_add_asks_and_does_not_act(desk: Client, zai: Practice) -> None:
    page = get(desk, f"{LIST}add/{zai.pk}/")
    assert "Planting pits" in said(page)
    assert building.open_issue() is None
    elsewhere = desk.post(f"{LIST}add/{zai.pk}/", {"next": "https://example.org/"})
    assert elsewhere.headers["location"].startswith(LIST)


def test_the_page_of_a_practice_offers_it_to_who_writes_the_newsletter(
    region: Region, zai: Practice, sign_in: Callable[[User], Client]
) -> None:
    both = make_editor()
    both.groups.add(region.correspondents)
    for user, is_offered in ((both, True), (factories.make_correspondent(region), False)):
        page = sign_in(user).get(f"/admin/pages/{zai.pk}/edit/").content.decode()
        assert (f"{LIST}add/{zai.pk}/" in page) is is_offered


# --- writing ---------------------------------------------------------------------------------------------


def test_a_text_is_edited_for_this_issue_alone(editor: User, issue: Issue, zai: Practice, save: Save) -> None:
    fill(issue, editor, zai)
    (entry,) = issue.entries.all()
    assert save(**{f"entry-{entry.pk}-text_fr": "Pour ce numéro."}).status_code == 302
    assert issue_content(issue, "fr").entries[0].text == "Pour ce numéro."
    zai.refresh_from_db()
    assert zai.summary_fr == "Les trous gardent l’eau."


@pytest.mark.parametrize(("choice", "seen"), [("other", [("fr", "In French")]), ("leave_out", [])])
def test_an_entry_that_lacks_a_language_is_shown_marked_or_left_out(
    issue: Issue, lines: Practice, save: Save, choice: str, seen: list[tuple[str, str]]
) -> None:
    (entry,) = building.add_sources(issue, EntryKind.PRACTICE, [lines.pk], None)
    save(**{f"entry-{entry.pk}-where_missing": choice})
    assert [(each.language, each.note) for each in issue_content(issue, "en").entries] == seen
    assert headings(issue, "fr") == ["Cordons pierreux"]


def test_blocks_of_press_and_events_say_who_printed_it_and_when_it_is(issue: Issue, save: Save) -> None:
    for kind in ("press", "event", "free"):
        assert "open=" in save(f"add:{kind}").headers["location"]
    press, event, free = (f"entry-{entry.pk}" for entry in issue.entries.all())
    answer = save(
        **{
            f"{press}-title": "Les sols qui revivent",
            f"{press}-outlet": "Un journal",
            f"{press}-title_language": "fr",
            f"{press}-url": "example.org/sols",
            f"{press}-text_en": "What the article says. Why it matters.",
            f"{press}-where_missing": "leave_out",
            f"{event}-heading_en": "Field day",
            f"{event}-starts_on": "2027-03-12",
            f"{event}-ends_on": "2027-03-13",
            f"{event}-place": "Kopargo",
            f"{free}-text_en": "A word of ours.",
        }
    )
    assert answer.status_code == 302
    read, comes, own = issue_content(issue, "en").entries
    assert (read.heading, read.heading_language) == ("Les sols qui revivent", "fr")
    assert read.url == "https://example.org/sols"
    assert "Un journal" in read.note and "in French" in read.note
    assert comes.note.startswith("Mar 12\N{THIN SPACE}–\N{THIN SPACE}13, 2027") and "Kopargo" in comes.note
    assert own.text == "A word of ours."
    assert [entry.kind for entry in issue_content(issue, "fr").entries] == ["event", "free"]


def test_entries_move_by_buttons_and_by_a_hand_that_drags(
    editor: User, issue: Issue, zai: Practice, lines: Practice, save: Save
) -> None:
    fill(issue, editor, zai, lines)
    first, second = (entry.pk for entry in issue.entries.all())
    answer = save(f"up:{second}")
    assert answer.headers["location"].endswith(f"#down-{second}"), "it is the first now: its up button is off"
    assert headings(issue) == ["Cordons pierreux", "Zaï"]
    save(f"down:{second}")
    assert headings(issue) == ["Zaï", "Cordons pierreux"]
    save(f"up:{first}")
    assert headings(issue) == ["Zaï", "Cordons pierreux"], "the first stays first"
    save("save", order=[second, first], moved="1")
    assert headings(issue) == ["Cordons pierreux", "Zaï"]
    save(f"out:{second}")
    assert headings(issue) == ["Zaï"]


def test_every_button_saves_what_was_typed(issue: Issue, save: Save) -> None:
    save("add:free", **{"issue-subject_fr": "Décembre"})
    save("pick:practice", **{"issue-intro_fr": "Bonjour à toutes et à tous"})
    issue.refresh_from_db()
    assert (issue.subject_fr, issue.intro_fr) == ("Décembre", "Bonjour à toutes et à tous")


# --- the next issue --------------------------------------------------------------------------------------


def test_a_new_issue_begins_with_the_intro_and_own_headings_of_the_last(
    desk: Client, editor: User, issue: Issue, zai: Practice, save: Save
) -> None:
    fill(issue, editor, zai)
    save("add:free")
    block = issue.entries.last()
    assert block is not None
    save(
        **{
            "issue-subject_fr": "Décembre",
            "issue-intro_fr": "Bonjour,",
            f"entry-{block.pk}-heading_fr": "Mot de la rédaction",
            f"entry-{block.pk}-text_fr": "Le froid est là.",
        }
    )
    close(issue, editor)
    assert desk.post(LIST).status_code == 302
    following = building.open_issue()
    assert following is not None and following.slug != issue.slug
    assert (following.intro_fr, following.subject_fr) == ("Bonjour,", None)
    (kept,) = following.entries.all()
    assert (kept.kind, kept.heading_fr, kept.text_fr) == (EntryKind.FREE, "Mot de la rédaction", None)


def test_only_one_issue_is_open_at_a_time(desk: Client, issue: Issue) -> None:
    desk.post(LIST)
    assert Issue.objects.count() == 1


def test_an_open_issue_is_deleted_after_a_question_a_closed_one_never(
    desk: Client, editor: User, issue: Issue
) -> None:
    assert "cannot be brought back" in said(get(desk, address(issue, "delete/")))
    assert Issue.objects.exists()
    close(issue, editor)
    desk.post(address(issue, "delete/"))
    assert Issue.objects.exists()
    other = building.begin(editor)
    desk.post(address(other, "delete/"))
    assert list(Issue.objects.all()) == [issue]


# --- bad input -------------------------------------------------------------------------------------------


def test_a_long_intro_is_refused_in_the_editors_language_and_nothing_is_lost(
    desk: Client, editor: User, issue: Issue, save: Save
) -> None:
    editor.language = "fr"
    editor.save()
    long = "Très long. " * 500
    answer = save(**{"issue-intro_fr": long, "issue-subject_fr": "Décembre"})
    assert answer.status_code == 422
    page = parsed(answer)
    assert "3000" in said(page.find(id="head").find_parent("section"))  # type: ignore[union-attr]
    assert "at most" not in said(page)
    assert long.strip() in page.find("textarea", attrs={"name": "issue-intro_fr"}).text  # type: ignore[union-attr]
    assert page.find("input", attrs={"name": "issue-subject_fr"})["value"] == "Décembre"  # type: ignore[index]
    assert "maxlength" not in page.find("textarea", attrs={"name": "issue-intro_fr"}).attrs  # type: ignore[union-attr]
    issue.refresh_from_db()
    assert not issue.subject_fr, "all or nothing"


def test_writing_from_right_to_left_keeps_its_direction(issue: Issue, desk: Client, save: Save) -> None:
    save("add:free")
    (entry,) = issue.entries.all()
    name = "مزرعة الحفر"
    save(**{"issue-subject_fr": name, f"entry-{entry.pk}-heading_fr": f"\u202e{name}"})
    issue.refresh_from_db()
    content = issue_content(issue, "fr")
    assert (content.subject, content.entries[0].heading) == (name, name)
    box = get(desk, address(issue)).find("input", attrs={"name": "issue-subject_fr"})
    assert box is not None and box["dir"] == "auto"  # type: ignore[index]


def test_a_bad_link_or_day_is_said_at_its_box(issue: Issue, save: Save) -> None:
    save("add:event")
    (entry,) = issue.entries.all()
    prefix = f"entry-{entry.pk}"
    answer = save(
        **{
            f"{prefix}-heading_fr": "Journée",
            f"{prefix}-url": "javascript:alert(1)",
            f"{prefix}-starts_on": "2027-03-12",
            f"{prefix}-ends_on": "2027-03-01",
        }
    )
    assert answer.status_code == 422
    page = parsed(answer)
    assert "Enter a valid URL." in said(page) and "must not come before the first" in said(page)
    first = page.find(id=link(page, "Go to the first one").removeprefix("#"))
    assert first is not None and first["name"] == f"{prefix}-ends_on"


def test_a_drawing_that_is_missing_leaves_no_hole(editor: User, issue: Issue, zai: Practice) -> None:
    Practice.objects.filter(pk=zai.pk).update(drawing="not-there")
    fill(issue, editor, zai)
    assert issue_content(issue, "fr").entries[0].picture == ""


def test_an_issue_holds_so_many_entries(desk: Client, editor: User, issue: Issue) -> None:
    for _number in range(building.MOST_ENTRIES):
        building.add_block(issue, EntryKind.FREE, editor)
    desk.post(address(issue), {**opened(desk, issue), "do": "add:free"})
    assert issue.entries.count() == building.MOST_ENTRIES
    assert "as many as an issue holds" in said(get(desk, address(issue)))
