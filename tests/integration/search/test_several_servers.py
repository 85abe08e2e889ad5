"""Several web servers on one database: each copy of the index follows every change by itself."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from practices.regions import Region
from search.engines.base import EMBEDDED
from search.engines.registry import copy_name, embedded_engine, embedded_writer
from search.indexing import copies, outbox
from search.indexing.check import differences
from search.indexing.worker import drain_outbox, repair
from search.models import IndexCopy, OutboxRow
from tests import factories


@pytest.fixture
def servers(region: Region, settings: Settings, tmp_path: Path) -> SimpleNamespace:
    """`on(name)`: as that server, with a data folder of its own. `work(name)`: a turn of its worker."""

    @contextmanager
    def on(name: str) -> Iterator[None]:
        before = settings.SEARCH
        settings.SEARCH = {**before, "INDEX_DIR": tmp_path / name}
        try:
            yield
        finally:
            settings.SEARCH = before

    def work(name: str) -> set[int]:
        with on(name):
            copies.keep_alive()
            repair(embedded_writer())
            while drain_outbox(embedded_writer()):
                pass
            return set(embedded_engine().fingerprints())

    IndexCopy.objects.all().delete()
    for name in ("first", "second"):
        work(name)
    return SimpleNamespace(on=on, work=work, section=region.section, folder=tmp_path)


def test_both_copies_see_what_is_published_and_what_is_taken_back(servers: SimpleNamespace) -> None:
    practice = factories.make_practice(servers.section)
    assert servers.work("first") == servers.work("second") == {practice.pk}
    practice.unpublish()
    assert servers.work("first") == set()
    assert servers.work("second") == set(), "the first worker has not taken its rows away"
    for name in ("first", "second"):
        with servers.on(name):
            assert not differences()
            assert outbox.waiting() == 0


def test_a_worker_that_was_away_finds_its_changes(servers: SimpleNamespace, client: Client) -> None:
    practice = factories.make_practice(servers.section)
    servers.work("second")
    practice.unpublish()
    other = factories.make_practice(servers.section, name_en="Half-moons")
    servers.work("second")
    with servers.on("first"):
        assert client.get("/health/ready").json()["indexes"][EMBEDDED]["waiting"] > 0
    with servers.on("second"):
        assert client.get("/health/ready").json()["indexes"][EMBEDDED]["waiting"] == 0
    assert servers.work("first") == servers.work("second") == {other.pk}


def test_a_copy_away_for_too_long_is_forgotten_and_built_anew_when_it_is_back(
    servers: SimpleNamespace, client: Client
) -> None:
    practice = factories.make_practice(servers.section)
    servers.work("first")
    with servers.on("first"):
        lost = copy_name()
    IndexCopy.objects.filter(name=lost).update(
        seen_at=timezone.now() - copies.EXPIRES_AFTER - timedelta(minutes=1)
    )
    practice.unpublish()
    with servers.on("second"):
        assert copies.remove_expired() == 1
    assert not OutboxRow.objects.filter(target=lost).exists(), "nothing piles up for it"
    with servers.on("first"):
        assert client.get("/health/ready").json()["indexes"][EMBEDDED]["followed"] is False
        with pytest.raises(CommandError, match="not written down"):
            call_command("check_index")
    assert servers.work("first") == set()
    with servers.on("first"):
        assert client.get("/health/ready").json()["indexes"][EMBEDDED]["followed"] is True


def test_a_worker_never_forgets_the_copy_that_it_keeps(servers: SimpleNamespace) -> None:
    IndexCopy.objects.update(seen_at=timezone.now() - timedelta(days=99))
    with servers.on("first"):
        assert copies.remove_expired() == 1
        assert copies.is_followed()


def test_a_data_folder_that_was_copied_is_another_copy(servers: SimpleNamespace) -> None:
    shutil.copytree(servers.folder / "first", servers.folder / "third")
    with servers.on("third"):
        assert copy_name() == ""
    practice = factories.make_practice(servers.section)
    assert servers.work("third") == {practice.pk}
    with servers.on("first"):
        first = copy_name()
    with servers.on("third"):
        assert copy_name() not in ("", first)
    practice.unpublish()
    assert servers.work("third") == servers.work("first") == set()


def test_what_one_copy_would_not_take_is_told_with_its_machine(servers: SimpleNamespace) -> None:
    factories.make_practice(servers.section, name_en="Bad pits")
    with servers.on("second"):
        bad = copy_name()
    OutboxRow.objects.filter(target=bad).update(failed_at=timezone.now(), error="disk full")
    IndexCopy.objects.filter(name=bad).update(host="web-2")
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))
    with servers.on("first"):
        page = client.get("/admin/reports/not-in-the-search/").content.decode()
    assert "Bad pits" in page
    assert "web-2" in page


def test_a_change_after_the_name_was_lost_is_not_missed(servers: SimpleNamespace) -> None:
    """The folder of the index is deleted while the site runs: the next turn of the worker builds it anew."""
    practice = factories.make_practice(servers.section)
    servers.work("first")
    os.rename(servers.folder / "first", servers.folder / "gone")
    assert servers.work("first") == {practice.pk}
