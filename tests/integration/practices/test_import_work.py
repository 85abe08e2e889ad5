"""Drafts of a table are made by the worker, undone as a whole, and are nobody else's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from jobs.models import Job
from kb.models import User
from practices.interchange import drafts
from practices.jobs import forget_imports
from practices.models import ImportBatch, Practice
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.practices.importing import (
    GOOD,
    HEADINGS,
    INDEX,
    can_make,
    do_import_work,
    press,
    send,
    sent,
    shown,
    table,
)

pytestmark = pytest.mark.django_db


def test_undoing_takes_back_what_nobody_touched(desk: Client, region: Region, person: User) -> None:
    rows = [(f"Essai {number}", *GOOD[0][1:]) for number in range(4)]
    address = sent(desk, region, table(*rows))
    press(desk, address, "make")
    first, second, third, _fourth = Practice.objects.order_by("path")
    first.publication_agreed = True
    first.save_revision(user=person).publish(user=person)
    first.unpublish()
    second.summary_fr = "Plus long."
    second.save_revision(user=person)
    for _press in range(2):
        assert press(desk, address, "undo").status_code == 302
        assert set(Practice.objects.values_list("pk", flat=True)) == {first.pk, second.pk}
    page = shown(desk.get(address))
    assert "Essai 0" in page
    assert "Essai 1" in page
    assert third.title not in page
    logged = PageLogEntry.objects.filter(action="practices.undo_import", page=region.section.pk)
    assert logged.count() == 1
    assert PageLogEntry.objects.filter(action="wagtail.delete", user=person).count() == 2
    assert not ModelLogEntry.objects.filter(action="wagtail.delete").exists()


def test_the_page_says_how_far_it_is_and_looks_again_by_itself(desk: Client, region: Region) -> None:
    address = sent(desk, region, table(*GOOD))
    for _press in range(2):
        assert desk.post(address, {"action": "make"}).status_code == 302
    job = Job.objects.get(kind="practices.make_drafts")
    waiting = desk.get(address)
    assert parsed(waiting).find("meta", attrs={"http-equiv": "refresh"}) is not None
    assert not can_make(waiting)
    # While it waits for the worker, nothing else can be done with the file.
    for action in ("drop", "columns", "undo"):
        assert desk.post(address, {"action": action}).status_code in (302, 404)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, progress="25/500")
    words = shown(desk.get(address))
    assert "25" in words
    assert "500" in words
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    do_import_work()
    done = desk.get(address)
    assert parsed(done).find("meta", attrs={"http-equiv": "refresh"}) is None
    assert Practice.objects.count() == len(GOOD)


def test_a_worker_that_dies_half_way_leaves_nothing_and_another_makes_all(
    desk: Client, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = sent(desk, region, table(*GOOD))
    desk.post(address, {"action": "make"})

    def die(*args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        # The pages are written by then.
        patch.setattr(drafts, "_insert_revisions", die)
        with pytest.raises(SystemExit):
            do_import_work()
    assert not Practice.objects.exists()
    region.section.refresh_from_db()
    assert region.section.numchild == 0
    Job.objects.filter(kind="practices.make_drafts").update(
        leased_until=timezone.now() - timedelta(seconds=1)
    )
    do_import_work()
    assert Practice.objects.count() == len(GOOD)


def test_what_fails_for_good_is_said_and_can_be_asked_again(desk: Client, region: Region) -> None:
    address = sent(desk, region, table(*GOOD))
    desk.post(address, {"action": "make"})
    Job.objects.update(state=Job.State.FAILED)
    page = desk.get(address)
    assert parsed(page).find("main").find(role="alert") is not None  # type: ignore[union-attr]
    assert can_make(page)
    press(desk, address, "make")
    assert Practice.objects.count() == len(GOOD)


def test_drafts_are_like_those_of_the_form(desk: Client, region: Region, person: User) -> None:
    factories.make_practice(region.section, name_fr="Zaï au champ", slug="zai-au-champ")
    headings = (*HEADINGS, "Mots-clés", "Sources, une par ligne", "Étapes, une par ligne")
    row = (*GOOD[0], "eau, fumier", "Example (2001). A report.\nExample (2002). Another.", "Creuser\nSemer")
    address = sent(desk, region, table(row, row, headings=headings))
    keys = ImportBatch.objects.get().columns
    assert {"tags", "citations", "steps_fr"} <= set(keys)
    press(desk, address, "make")
    made = list(Practice.objects.filter(live=False).order_by("path"))
    assert [practice.slug for practice in made] == ["zai-au-champ-2", "zai-au-champ-3"]
    assert len({practice.external_id for practice in Practice.objects.all()}) == 3
    for practice in made:
        assert {tag.name for tag in practice.tags.all()} == {"eau", "fumier"}
        assert practice.citations.count() == 2
        assert desk.get(f"/admin/pages/{practice.pk}/edit/").status_code == 200
        newest = practice.get_latest_revision_as_object()
        assert [step.text_fr for step in newest.steps.all()] == ["Creuser", "Semer"]
        assert newest.serializable_data() | {"latest_revision": None} == {
            **practice.serializable_data(),
            "latest_revision": None,
            "latest_revision_created_at": newest.serializable_data()["latest_revision_created_at"],
        }
    first = made[0]
    first.publication_agreed = True
    first.save_revision(user=person).publish(user=person)
    assert factories.is_public(Practice.objects.get(pk=first.pk))
    assert not Page.find_problems()[0]
    assert all(not problems for problems in Page.find_problems())


def test_a_dropped_file_is_gone(desk: Client, region: Region) -> None:
    address = sent(desk, region, table(*GOOD))
    assert press(desk, address, "drop").status_code == 302
    assert desk.get(address).status_code == 404
    assert not ImportBatch.objects.exists()


def test_another_region_and_another_person_have_no_part_in_it(
    desk: Client, region: Region, sign_in: Callable[[User], Client]
) -> None:
    there = factories.make_region("andes", "Andes")
    address = sent(desk, region, table(*GOOD))
    for other in (factories.make_correspondent(there), factories.make_correspondent(region)):
        client = sign_in(other)
        assert client.get(address).status_code == 404
        for action in ("make", "drop", "undo", "columns"):
            assert press(client, address, action).status_code == 404
        assert "pratiques.csv" not in shown(client.get(INDEX))
    # Nor may the person write to the other region.
    response = send(desk, there, table(*GOOD))
    assert response.status_code == 422
    assert "Andes" not in shown(desk.get(INDEX))
    assert Practice.objects.count() == 0


def test_who_lost_the_right_makes_nothing_more(desk: Client, region: Region, person: User) -> None:
    address = sent(desk, region, table(*GOOD))
    person.groups.clear()
    assert press(desk, address, "make").status_code in (302, 403, 404)
    assert not Practice.objects.exists()


def test_who_may_add_nothing_has_no_import(region: Region, sign_in: Callable[[User], Client]) -> None:
    factories.make_home()
    reader = factories.UserFactory()
    assert sign_in(reader).get(INDEX).status_code in (302, 403)


def test_the_menu_leads_there(desk: Client) -> None:
    assert INDEX in desk.get("/admin/").content.decode()


def test_files_are_forgotten_after_30_days_and_drafts_stay(desk: Client, region: Region) -> None:
    address = sent(desk, region, table(*GOOD))
    press(desk, address, "make")
    later = sent(desk, region, table(*GOOD))
    ImportBatch.objects.filter(made_at__isnull=False).update(sent_at=timezone.now() - timedelta(days=31))
    forget_imports()
    assert desk.get(address).status_code == 404
    assert desk.get(later).status_code == 200
    assert Practice.objects.count() == len(GOOD)


def test_questions_to_the_database_do_not_grow_with_the_rows(
    desk: Client, region: Region, django_assert_max_num_queries: Any
) -> None:
    rows = [(f"Essai {number}", *GOOD[0][1:]) for number in range(60)]
    small, large = sent(desk, region, table(*rows[:1])), sent(desk, region, table(*rows))
    desk.get(small)
    with django_assert_max_num_queries(60) as one:
        desk.get(small)
    with django_assert_max_num_queries(len(one)):
        desk.get(large)


def test_each_draft_more_asks_the_database_little(desk: Client, region: Region) -> None:
    """Nobody else writes meanwhile on SQLite: it was some 56 questions a draft, and a tenth of a second."""
    asked = []
    for count in (5, 25):
        rows = [(f"Essai {count} {number}", *GOOD[0][1:]) for number in range(count)]
        address = sent(desk, region, table(*rows))
        with CaptureQueriesContext(connection) as making:
            press(desk, address, "make")
        with CaptureQueriesContext(connection) as undoing:
            press(desk, address, "undo")
        asked.append((len(making), len(undoing)))
    (few, few_undone), (many, many_undone) = asked
    # And a few that are asked once, or not, by what was read before.
    assert many - few <= 3 * 20 + 5
    assert many_undone - few_undone <= 7 * 20 + 5
    assert not Practice.objects.exists()


def test_rows_with_a_name_that_is_there_are_pointed_out(desk: Client, region: Region) -> None:
    factories.make_practice(region.section, name_fr="Zaï au champ", place_name="Kaya", country="BF")
    address = sent(desk, region, table(*GOOD))
    rows = [item for item in parsed(desk.get(address)).find_all("li") if "Zaï au champ" in said(item)]
    plain = [item for item in parsed(desk.get(address)).find_all("li") if "Demi-lunes" in said(item)]
    assert can_make(desk.get(address))
    assert len(said(rows[0])) > len(said(plain[0])) + 30


def test_the_command_does_the_same(region: Region, tmp_path: Any) -> None:
    file = tmp_path / "pratiques.csv"
    file.write_bytes(table(*GOOD))
    slug = region.section.slug
    call_command("import_records", file, region=slug, dry_run=True)
    assert not Practice.objects.exists()
    call_command("import_records", file, region=slug)
    assert Practice.objects.filter(live=False).count() == len(GOOD)
    file.write_bytes(table(("", "Kaya", "BF", "cropland", "adopted", "")))
    with pytest.raises(CommandError, match="Nothing was made"):
        call_command("import_records", file, region=slug)
    with pytest.raises(CommandError):
        call_command("import_records", file, region="nowhere")
    assert Practice.objects.count() == len(GOOD)
