"""What is published is found, what is withdrawn is not, whoever did it and however."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from practices.models import Practice, RegionSection
from practices.regions import Region
from search import service
from search.engines.base import Document, Selection
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.registry import embedded_engine, embedded_writer
from search.indexing import documents, outbox
from search.indexing.check import differences, reconcile
from search.indexing.documents import public_documents
from search.models import OutboxRow
from search.text.concepts import ConceptIndex
from tests import factories
from zones.land import Land

Work = Callable[[], None]


def found() -> set[int]:
    """Ids that a reader without a land sees."""
    return {result.practice.pk for result in service.match(Land()).results}


def indexed() -> set[int]:
    return set(embedded_engine().fingerprints())


def test_published_is_found_and_unpublished_is_gone(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    assert found() == indexed() == {practice.pk}
    practice.unpublish()
    assert found() == set(), "a reader must not see it even before the worker has come"
    work()
    assert indexed() == set()


def test_a_draft_is_found_by_nobody(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section, live=False)
    practice.save_revision()
    work()
    assert indexed() == set()


def test_an_edit_changes_the_index_when_it_is_published(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    practice.outcome = "abandoned"
    revision = practice.save_revision()
    work()
    abandoned = Selection({"outcome": frozenset({"abandoned"})})
    assert service.match(Land(), abandoned).relaxed, "the draft must not be found"
    revision.publish()
    work()
    answer = service.match(Land(), abandoned)
    assert [result.practice.pk for result in answer.results] == [practice.pk]
    assert not answer.relaxed


def test_a_deleted_practice_is_gone(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    Practice.objects.get(pk=practice.pk).delete()
    work()
    assert indexed() == set()


def test_a_deleted_section_takes_its_practices_along(region: Region, work: Work) -> None:
    factories.make_practice(region.section)
    work()
    RegionSection.objects.get(pk=region.section.pk).delete()
    work()
    assert indexed() == set()


def test_an_unpublished_section_hides_its_practices(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    region.section.unpublish()
    assert found() == set()
    work()
    assert indexed() == set()
    region.section.save_revision().publish()
    work()
    assert found() == indexed() == {practice.pk}


@pytest.mark.database
@pytest.mark.parametrize("restricted", ["section", "practice"])
def test_a_restricted_page_is_gone_and_comes_back(region: Region, work: Work, restricted: str) -> None:
    practice = factories.make_practice(region.section)
    work()
    page = region.section if restricted == "section" else practice
    restriction = PageViewRestriction.objects.create(
        page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    assert found() == set()
    work()
    assert indexed() == set()
    restriction.delete()
    work()
    assert found() == indexed() == {practice.pk}


def test_a_move_below_a_restricted_section_hides(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    other = factories.make_region("east-africa", "East Africa").section
    PageViewRestriction.objects.create(page=other.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    work()
    practice.move(other, pos="last-child")
    work()
    assert indexed() == set()


def test_what_is_scheduled_is_found_once_it_is_due(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section, live=False)
    practice.go_live_at = timezone.now() + timedelta(hours=1)
    practice.save_revision().publish()
    work()
    assert indexed() == set()
    revision = Practice.objects.get(pk=practice.pk).scheduled_revision
    past = timezone.now() - timedelta(seconds=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    call_command("publish_scheduled")
    work()
    assert indexed() == {practice.pk}


def test_what_expires_is_gone(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section, expire_at=timezone.now() - timedelta(seconds=1))
    work()
    assert indexed() == {practice.pk}
    call_command("publish_scheduled")
    work()
    assert indexed() == set()


def test_an_unpublished_home_page_hides_everything(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    home = factories.make_home()
    home.unpublish()
    work()
    assert indexed() == set()
    home.save_revision().publish()
    work()
    assert indexed() == {practice.pk}


def test_a_draft_of_a_section_troubles_nobody(region: Region, work: Work) -> None:
    factories.make_practice(region.section)
    work()
    region.section.save_revision()
    assert outbox.waiting() == 0


def test_an_update_that_changes_nothing_writes_nothing(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    version = embedded_engine().version
    practice.save()
    work()
    assert embedded_engine().version == version
    assert outbox.waiting() == 0


def test_a_change_that_is_rolled_back_leaves_no_row(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    with pytest.raises(RuntimeError), transaction.atomic():
        practice.save()
        assert outbox.waiting() == 1
        raise RuntimeError
    assert outbox.waiting() == 0


def test_many_changes_of_one_practice_are_one_look(region: Region) -> None:
    practice = factories.make_practice(region.section)
    for _ in range(5):
        practice.save()
    batch = outbox.read_batch()
    assert batch.practice_ids == (practice.pk,)
    assert len(batch.row_ids) >= 5


def test_a_failing_index_loses_nothing(region: Region, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = factories.make_practice(region.section)
    with monkeypatch.context() as broken:
        broken.setattr(
            "search.engines.embedded.writer.EmbeddedWriter.update",
            lambda *_args, **_how: (_ for _ in ()).throw(OSError("disk full")),
        )
        work()
    row = OutboxRow.objects.get()
    assert row.attempts == 1
    assert "disk full" in row.error
    assert row.next_try_at is not None
    OutboxRow.objects.update(next_try_at=None)
    work()
    assert indexed() == {practice.pk}


def test_a_row_that_always_fails_is_marked_as_failed(
    region: Region, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_practice(region.section)
    monkeypatch.setattr(
        "search.engines.embedded.writer.EmbeddedWriter.update",
        lambda *_args, **_how: (_ for _ in ()).throw(OSError("disk full")),
    )
    for _ in range(outbox.MAX_ATTEMPTS):
        work()
        OutboxRow.objects.update(next_try_at=None)
    assert OutboxRow.objects.get().failed_at is not None
    assert not outbox.read_batch()


def test_a_practice_that_cannot_be_read_does_not_hold_up_the_others(
    region: Region, work: Work, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    bad, good = (factories.make_practice(region.section, name_en=name) for name in ("Bad", "Good"))
    read = documents.document_of

    def reading(practice: Practice, index: ConceptIndex, heard: documents.Heard) -> Document:
        if practice.pk == bad.pk:
            raise ValueError("no such crop")
        return read(practice, index, heard)

    monkeypatch.setattr(documents, "document_of", reading)
    for _ in range(outbox.MAX_ATTEMPTS):
        work()
        OutboxRow.objects.update(next_try_at=None)
    assert indexed() == {good.pk}
    assert {(row.practice_id, row.error) for row in OutboxRow.objects.all()} == {
        (bad.pk, "ValueError('no such crop')")
    }
    assert client.get("/health/ready").json()["outbox_failed"] > 0

    call_command("rebuild_index", verbosity=0)
    assert indexed() == {good.pk}, "a rebuild goes on without it"
    assert differences().unreadable == (bad.pk,)
    assert reconcile() == 1
    monkeypatch.undo()
    work()
    assert indexed() == {good.pk, bad.pk}
    assert not differences()


def test_a_damaged_index_is_rebuilt_while_the_old_one_answers(
    region: Region, work: Work, settings: Settings
) -> None:
    practice = factories.make_practice(region.section)
    work()
    assert found() == {practice.pk}
    root = Path(settings.SEARCH["INDEX_DIR"])
    whole = root / (root / "CURRENT").read_text()
    damaged = root / "99999999-damaged"
    shutil.copytree(whole, damaged)
    (damaged / "columns.npy").write_bytes(b"cut off")
    (root / "CURRENT").write_text(damaged.name)
    assert found() == {practice.pk}, "what is open keeps answering"
    another = factories.make_practice(region.section, name_en="Half-moons")
    work()
    assert found() == {practice.pk, another.pk}
    assert EmbeddedEngine(root).count() == 2


def test_the_check_names_what_differs_and_reconciling_mends_it(region: Region, work: Work) -> None:
    practice = factories.make_practice(region.section)
    work()
    assert not differences()
    embedded_writer().update([], [practice.pk])
    assert differences().missing == (practice.pk,)
    reconcile()
    work()
    assert not differences()
    Practice.objects.filter(pk=practice.pk).update(outcome="mixed")
    assert differences().stale == (practice.pk,)


def test_rebuilding_gives_what_updating_gave(region: Region, work: Work) -> None:
    for number in range(3):
        factories.make_practice(region.section, name_en=f"Practice {number}", latitude=9.7, longitude=1.5)
    work()
    updated = embedded_engine().fingerprints()
    embedded_writer().rebuild(public_documents())
    assert embedded_engine().fingerprints() == updated


def test_health_tells_what_waits(region: Region, client: Client) -> None:
    factories.make_practice(region.section)
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["outbox_rows"] > 0
    assert client.get("/health/live").json() == {"status": "live"}
