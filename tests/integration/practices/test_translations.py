"""Languages of one record: what is missing, out of date or a machine's, and how people put it in order."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.models import User
from practices.freshness import EditKind, State
from practices.models import PendingEdit, Practice, PracticeStep, TranslationState
from practices.models.freshness import note_edit, standings
from practices.regions import Region, set_up
from practices.translated_passages import write_texts
from tests import factories
from tests.forms import form_data
from tests.html import controls, get, link, parsed, said

SignIn = Callable[[User], Client]
BOARD = "/admin/translations/"
MOST_QUERIES = 35


@pytest.fixture
def person(region: Region) -> User:
    return factories.make_correspondent(region)


@pytest.fixture
def lines(region: Region) -> Practice:
    """A practice with a step, in French and English."""
    page = factories.make_practice(
        region.section,
        name_fr="Cordons pierreux",
        name_en="Stone lines",
        summary_fr="Des pierres en lignes de 30 cm.",
        summary_en="Stones in lines of 30 cm.",
    )
    page.steps.add(PracticeStep(text_fr="Ramasser les pierres.", text_en="Gather the stones."))
    page.save()
    page.save_revision().publish()
    return Practice.objects.get(pk=page.pk)


def states(page: Practice) -> dict[str, str]:
    return {code: each.state.value for code, each in standings(page.pk).items()}


def edit(page: Practice, kind: EditKind | None, **texts: str) -> Practice:
    """Publishes a change of texts as the form would."""
    latest = Practice.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, text in texts.items():
        setattr(latest, name, text)
    latest.edit_kind = kind
    latest.save_revision().publish()
    return Practice.objects.get(pk=page.pk)


def side_by_side(page: Practice, language: str) -> str:
    return reverse("translations_compare", args=[page.pk, language])


def opened(client: Client, page: Practice, language: str) -> dict[str, Any]:
    return form_data(client.get(side_by_side(page, language)).content.decode())


def mark(row: Tag, language: str) -> str:
    return next(said(each) for each in row.select(".language-mark") if said(each).startswith(language))


# --- states follow what is published -------------------------------------------------------------------


def test_states_follow_the_kind_of_edit(region: Region, lines: Practice) -> None:
    before = {"en": "current", "fr": "current", "es": "missing"}
    assert states(lines) == before
    edit(lines, EditKind.TYPO, summary_fr="Des pierres, en lignes de 30 cm.")
    assert states(lines) == before
    edit(lines, EditKind.MAJOR, summary_fr="Des pierres en lignes de 50 cm.")
    assert states(lines) == {**before, "en": "stale"}
    found = standings(lines.pk)
    assert found["fr"].is_source and found["en"].kind is EditKind.MAJOR
    edit(lines, None, summary_en="Stones in lines of 50 cm.")
    assert states(lines) == before


def test_facts_and_drafts_leave_states_alone_and_what_was_said_of_a_draft_counts_at_its_publishing(
    region: Region, lines: Practice
) -> None:
    edit(lines, EditKind.MAJOR, place_name="Djougou")
    assert states(lines)["en"] == "current"
    latest = Practice.objects.get(pk=lines.pk).get_latest_revision_as_object()
    write_texts(latest, "fr", {f"steps.{lines.steps.get().pk}.text": "Ramasser de grandes pierres."})
    latest.edit_kind = EditKind.MAJOR
    latest.save_revision()
    assert states(lines)["en"] == "current"
    # Somebody else's fact comes on top before it is published.
    edit(lines, None, place_name="Parakou")
    assert standings(lines.pk)["en"].kind is EditKind.MAJOR
    assert not PendingEdit.objects.exists()


def test_a_step_that_goes_leaves_no_language_behind(region: Region, lines: Practice) -> None:
    latest = lines.get_latest_revision_as_object()
    latest.steps.clear()
    latest.save_revision().publish()
    assert states(lines)["en"] == states(lines)["fr"] == "current"


def test_what_changed_while_it_was_not_public_counts_when_it_comes_back(
    region: Region, lines: Practice
) -> None:
    lines.unpublish()
    page = Practice.objects.get(pk=lines.pk)
    page.summary_fr = "Des pierres en lignes de 50 cm."
    page.save()
    assert states(page)["en"] == "current"
    page.save_revision().publish()
    assert states(page)["en"] == "stale"


# --- side by side --------------------------------------------------------------------------------------


def test_spanish_is_added_side_by_side_and_nothing_else_is_touched(
    region: Region, lines: Practice, desk: Client
) -> None:
    page = get(desk, side_by_side(lines, "es"))
    assert "Ramasser les pierres." in said(page) or "Gather the stones." in said(page)
    step = lines.steps.get()
    texts = {
        "text-name": "Cordones de piedra",
        "text-summary": "=Piedras en líneas",
        f"text-steps.{step.pk}.text": "Recoger las piedras.",
    }
    response = desk.post(
        side_by_side(lines, "es"), {**opened(desk, lines, "es"), **texts, "action": "publish"}
    )
    assert response.status_code == 302
    now = Practice.objects.get(pk=lines.pk)
    assert (now.name_es, now.summary_es) == ("Cordones de piedra", "=Piedras en líneas")
    assert now.steps.get().text_es == "Recoger las piedras."
    assert (now.name_fr, now.summary_en) == (lines.name_fr, lines.summary_en)
    assert states(now) == {"en": "current", "fr": "current", "es": "current"}


def test_a_translation_is_published_later_unless_something_else_of_the_page_waits(
    region: Region, lines: Practice, desk: Client, person: User
) -> None:
    def buttons() -> set[Any]:
        return {each.get("value") for each in controls(get(desk, side_by_side(lines, "es")), "action")}

    step = lines.steps.get()
    texts = {"text-name": "Cordones", f"text-steps.{step.pk}.text": "Recoger las piedras."}
    desk.post(side_by_side(lines, "es"), {**opened(desk, lines, "es"), **texts, "action": "save"})
    assert buttons() == {"publish", "save"}
    latest = Practice.objects.get(pk=lines.pk).get_latest_revision_as_object()
    latest.place_name = "Djougou"
    latest.save_revision()
    assert "publish" not in buttons()
    form = {**opened(desk, lines, "es"), "text-summary": "Piedras", "action": "publish"}
    desk.post(side_by_side(lines, "es"), form)
    assert Practice.objects.get(pk=lines.pk).place_name == "Kopargo"
    set_up(region.section, correspondents_publish=False)
    region.workflow.start(Practice.objects.get(pk=lines.pk), person)
    assert "a moderator has still to decide" in said(get(desk, side_by_side(lines, "es")))
    assert buttons() == set(), "what would be refused is not offered"
    boxes = get(desk, side_by_side(lines, "es")).select(".passage textarea")
    assert boxes and all(box.has_attr("readonly") for box in boxes)


def test_whoever_decides_is_led_from_the_texts_to_the_decision(
    region: Region, lines: Practice, person: User, sign_in: SignIn
) -> None:
    region.workflow.start(lines, person)
    moderator = sign_in(factories.UserFactory(groups=[region.moderators]))
    page = get(moderator, side_by_side(lines, "es"))
    assert link(page, "Publish it or send it back") == f"/admin/pages/{lines.pk}/edit/"
    assert {each.get("value") for each in controls(page, "action")} >= {"save"}
    assert not page.select("textarea[readonly]")


def test_what_changed_in_the_original_is_shown_word_by_word_until_it_was_compared(
    region: Region, lines: Practice, desk: Client
) -> None:
    edit(lines, EditKind.MAJOR, summary_fr="Des pierres en lignes de 50 cm.")
    page = get(desk, side_by_side(lines, "en"))
    assert [said(each) for each in page.find_all("del")] == ["30"]
    assert [said(each) for each in page.find_all("ins")] == ["50"]
    response = desk.post(
        side_by_side(lines, "en"), {**opened(desk, lines, "en"), "action": "still-right"}, follow=True
    )
    assert "Noted" in said(parsed(response))
    assert states(lines) == {"en": "current", "fr": "current", "es": "missing"}
    assert TranslationState.objects.get(page=lines.pk, language="en").before == {}
    assert not get(desk, side_by_side(lines, "en")).find_all("del")


def test_a_colleague_in_another_language_is_not_undone_and_one_in_the_same_is_shown(
    region: Region, lines: Practice, desk: Client, sign_in: SignIn
) -> None:
    other = sign_in(factories.make_correspondent(region, display_name="Moussa"))
    mine, theirs = opened(desk, lines, "en"), opened(other, lines, "es")
    assert other.post(side_by_side(lines, "es"), {**theirs, "text-name": "Cordones"}).status_code == 302
    assert desk.post(side_by_side(lines, "en"), {**mine, "text-name": "Rows of stone"}).status_code == 302
    latest = Practice.objects.get(pk=lines.pk).get_latest_revision_as_object()
    assert (latest.name_es, latest.name_en) == ("Cordones", "Rows of stone")

    stale = {**mine, "text-name": "Walls of stone", "text-summary": "A long new text"}
    revisions = lines.revisions.count()
    response = other.post(side_by_side(lines, "en"), stale)
    assert response.status_code == 409 and lines.revisions.count() == revisions
    shown = parsed(response)
    assert "Rows of stone" in said(shown)
    again = form_data(response.content.decode())
    assert (again["text-name"], again["text-summary"]) == ("Walls of stone", "A long new text")
    assert other.post(side_by_side(lines, "en"), again).status_code == 302
    latest = Practice.objects.get(pk=lines.pk).get_latest_revision_as_object()
    assert (latest.name_es, latest.name_en) == ("Cordones", "Walls of stone")


def test_an_original_that_changes_meanwhile_is_shown_before_anything_is_saved(
    region: Region, lines: Practice, desk: Client
) -> None:
    form = {**opened(desk, lines, "es"), "text-name": "Cordones"}
    step = lines.steps.get()
    form[f"text-steps.{step.pk}.text"] = "Recoger las piedras."
    latest = lines.get_latest_revision_as_object()
    latest.name_en, latest.name_fr = "Lines of stone", "Lignes de pierre"
    latest.steps.clear()
    latest.save_revision()
    response = desk.post(side_by_side(lines, "es"), form)
    assert response.status_code == 409
    assert "Recoger las piedras." in said(parsed(response))
    assert form_data(response.content.decode())["text-name"] == "Cordones"


def test_a_text_that_is_too_long_is_said_beside_it_and_stays(
    region: Region, lines: Practice, desk: Client
) -> None:
    form = {**opened(desk, lines, "es"), "text-name": "x" * 121}
    response = desk.post(side_by_side(lines, "es"), form)
    assert response.status_code == 422
    assert "at most 120 letters" in said(parsed(response))
    assert form_data(response.content.decode())["text-name"] == "x" * 121


def test_a_machines_text_is_named_so_until_somebody_has_read_it(
    region: Region, lines: Practice, desk: Client
) -> None:
    form = {**opened(desk, lines, "es"), "text-name": "Cordones", "text-summary": "Piedras"}
    desk.post(side_by_side(lines, "es"), {**form, "machine": "on", "action": "publish"})
    assert states(lines)["es"] == "machine"
    assert states(lines)["fr"] == "current"
    desk.post(
        side_by_side(lines, "es"), {**opened(desk, lines, "es"), "machine": [], "action": "still-right"}
    )
    assert states(lines)["es"] == "current"


# --- the form ------------------------------------------------------------------------------------------


def test_the_form_asks_how_large_the_change_is_and_the_answer_reaches_readers(
    region: Region, lines: Practice, desk: Client
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[lines.pk])
    html = desk.get(address).content.decode()
    form = form_data(html)
    assert form["edit_kind"] == "medium"
    assert "How large is the change" in html
    changed = {**form, "summary_fr": "Des pierres en lignes de 50 cm.", "edit_kind": "major"}
    assert desk.post(address, {**changed, "action-publish": "1"}).status_code == 302
    assert standings(lines.pk)["en"].kind is EditKind.MAJOR


def test_nobody_is_asked_where_there_is_one_language(region: Region, desk: Client) -> None:
    page = factories.make_practice(region.section, name_fr="Zaï")
    assert "edit_kind" not in form_data(
        desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )


# --- the board -----------------------------------------------------------------------------------------


def test_the_board_leads_from_what_readers_lack_to_its_two_languages(
    region: Region, lines: Practice, desk: Client
) -> None:
    edit(lines, EditKind.MAJOR, name_fr="Cordons")
    page = get(desk, f"{BOARD}?language=en&state=stale")
    (row,) = page.select(".translations-rows > li")
    assert "out of date since" in mark(row, "English")
    assert mark(row, "French") == "French · original"
    assert mark(row, "Spanish") == "Spanish · missing"
    assert link(row, "English") == side_by_side(lines, "en")
    assert "Stone lines" not in said(get(desk, f"{BOARD}?language=es&state=stale").find("main"))
    assert "Stone lines" in said(get(desk, f"{BOARD}?language=xx&state=nonsense").find("main"))


def test_what_is_wrong_comes_before_what_is_not_there(region: Region, lines: Practice, desk: Client) -> None:
    factories.make_practice(region.section, name_fr="Zaï", name_en="Zai pits")
    edit(lines, EditKind.MAJOR, name_fr="Cordons")
    titles = [said(row.find("a")) for row in get(desk, BOARD).select(".translations-rows > li")]
    assert titles.index("Stone lines") < titles.index("Zai pits")


def test_nothing_of_another_region_can_be_seen_or_written(region: Region, desk: Client, person: User) -> None:
    there = factories.make_region("andes", "Andes")
    page = factories.make_practice(there.section, name_es="BMARK terrazas")
    assert "BMARK" not in str(get(desk, BOARD))
    for address in (side_by_side(page, "fr"), side_by_side(there.section, "fr")):
        assert desk.get(address).status_code == desk.post(address, {"text-name": "x"}).status_code == 404
    assert desk.get(side_by_side(page, "xx")).status_code == 404


def test_the_board_asks_as_often_for_fifty_pages_as_for_five(region: Region, desk: Client) -> None:
    asked = []
    for number in (5, 45):
        for each in range(number):
            page = factories.make_practice(region.section, name_fr=f"Zaï {each}")
            note_edit(page.save_revision(), EditKind.MAJOR)
        get(desk, BOARD)
        with CaptureQueriesContext(connection) as queries:
            page = get(desk, BOARD)
        asked.append(len(queries))
    assert len(page.select(".translations-rows > li")) == 25
    assert asked[0] == asked[1] <= MOST_QUERIES, asked


def test_a_copy_stands_as_its_original_did(region: Region, lines: Practice, sign_in: SignIn) -> None:
    edit(lines, EditKind.MAJOR, name_fr="Cordons")
    client = sign_in(factories.UserFactory(groups=[region.moderators]))
    address = reverse("wagtailadmin_pages:copy", args=[lines.pk])
    form = {"new_title": "Walls", "new_slug": "walls", "new_parent_page": region.section.pk}
    assert client.post(address, form).status_code == 302
    copy = Practice.objects.get(slug="walls")
    assert states(copy)["en"] == State.STALE
