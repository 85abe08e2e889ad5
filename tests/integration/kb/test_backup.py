"""`manage.py backup` and `restore` as an operator runs them, on the database that the tests run on."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.backup import manifest
from tests.integration.kb.stored_site import ROOT, StoredSite

MakeSite = Callable[[], StoredSite]
pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredSite]:
    site = StoredSite.new(tmp_path_factory.mktemp("backup") / "filled")
    site.process("fill")
    yield site
    site.end()


@pytest.fixture(scope="module")
def backup(filled: StoredSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.backup(tmp_path_factory.mktemp("backups"))


@pytest.fixture(scope="module")
def facts(filled: StoredSite) -> dict[str, Any]:
    return filled.facts()


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[MakeSite]:
    made: list[StoredSite] = []

    def make() -> StoredSite:
        made.append(StoredSite.new(tmp_path / f"site-{len(made)}"))
        return made[-1]

    yield make
    for site in made:
        site.end()


@pytest.mark.slow
def test_a_restored_site_equals_the_old_one_but_nobody_is_signed_in(
    facts: dict[str, Any], backup: Path, new_site: MakeSite
) -> None:
    site = new_site()
    done = site.manage("restore", str(backup.parent))
    assert done.returncode == 0, done.stderr
    assert str(backup) in done.stdout
    assert facts["sessions"] == 1
    assert site.facts() == facts | {"sessions": 0}
    assert facts["lacking"] == []
    assert len(facts["files"]) >= 3


@pytest.mark.slow
def test_a_site_that_holds_data_is_replaced_only_when_told_and_can_be_had_back(
    facts: dict[str, Any], backup: Path, new_site: MakeSite
) -> None:
    site = new_site()
    site.restore(backup)
    site.process("change")
    changed = site.facts()
    asked = site.manage("restore", str(backup))
    assert asked.returncode == 1
    assert "say --yes" in asked.stderr
    site.restore(backup)
    assert site.facts() == facts | {"sessions": 0}
    (kept,) = site.folder.glob("before-restore-*")
    site.restore(kept)
    assert site.facts() == changed


@pytest.mark.slow
def test_a_damaged_backup_is_refused_and_changes_nothing(
    filled: StoredSite, facts: dict[str, Any], backup: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / backup.name
    shutil.copytree(backup, damaged)
    picture = next((damaged / "media").rglob("*.png"))
    picture.write_bytes(picture.read_bytes()[:-1] + b"?")
    done = filled.manage("restore", str(damaged), "--yes")
    assert done.returncode == 1
    assert picture.name in done.stderr
    assert "Nothing was changed" in done.stderr
    assert filled.facts() == facts
    assert not list(filled.folder.glob("before-restore-*"))


@pytest.mark.slow
def test_a_backup_of_a_newer_version_or_another_database_is_refused(
    filled: StoredSite, backup: Path, tmp_path: Path
) -> None:
    listed = manifest.read(backup)
    for change, reason in (
        ({"migrations": (*listed.migrations, "kb.9999_later")}, "update the code first"),
        ({"engine": "another"}, "DATABASE_URL"),
    ):
        folder = tmp_path / next(iter(change))
        folder.mkdir()
        body = {name: getattr(listed, name) for name in listed.__slots__} | change
        manifest.write(manifest.Manifest(**body), folder)
        done = filled.manage("restore", str(folder), "--yes")
        assert done.returncode == 1
        assert reason in done.stderr


@pytest.mark.slow
def test_an_older_backup_is_brought_up_to_this_version(
    backup: Path, new_site: MakeSite, tmp_path: Path
) -> None:
    older, site = new_site(), new_site()
    older.restore(backup)
    # Nothing else leans on it.
    assert older.manage("migrate", "wagtailredirects", "zero").returncode == 0
    assert site.manage("restore", str(older.backup(tmp_path / "older"))).returncode == 0
    assert site.manage("migrate", "--check").returncode == 0


@pytest.mark.slow
def test_a_backup_under_writes_is_of_one_moment(backup: Path, new_site: MakeSite, tmp_path: Path) -> None:
    busy, site = new_site(), new_site()
    busy.restore(backup)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.integration.kb.site_process", "write"],
        cwd=ROOT,
        env=busy.environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        try:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline().strip()]
            taken = [busy.backup(tmp_path / "taken") for _number in range(2)]
        finally:
            writer.kill()
    site.restore(taken[-1])
    facts = site.facts()
    assert facts["lacking"] == []
    assert not facts["tree"]
    assert facts["index"] == "Differences(missing=(), surplus=(), stale=(), unreadable=())"
    titles = json.dumps(facts["rows"])
    assert all(title in titles for title in acknowledged)


@pytest.mark.slow
def test_a_killed_restore_leaves_a_whole_site_and_the_next_call_finishes_it(
    facts: dict[str, Any], backup: Path, new_site: MakeSite
) -> None:
    site = new_site()
    site.restore(backup)
    site.process("change")
    old = site.facts()
    with subprocess.Popen(
        [sys.executable, "manage.py", "restore", str(backup), "--yes"],
        cwd=ROOT,
        env=site.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stdout is not None
        assert any("is kept in" in line for line in killed.stdout)
        killed.kill()
    left = site.facts()
    assert left["rows"] in (old["rows"], facts["rows"])
    assert left["lacking"] == []
    site.restore(backup)
    assert site.facts() == facts | {"sessions": 0}


@pytest.mark.slow
def test_the_site_must_not_run_during_a_restore(filled: StoredSite, backup: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import kb.wsgi; print('serving', flush=True); input()"],
        cwd=ROOT,
        env=filled.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "serving\n"
        done = filled.manage("restore", str(backup), "--yes")
        server.communicate("\n")
    assert done.returncode == 1
    assert "The web server runs" in done.stderr


@pytest.mark.slow
def test_without_a_site_there_is_nothing_to_back_up(new_site: MakeSite, tmp_path: Path) -> None:
    done = new_site().manage("backup", str(tmp_path / "backups"))
    assert done.returncode == 1
    assert "no site to back up yet" in done.stderr
    assert not list((tmp_path / "backups").glob("twin-fields*"))


@pytest.mark.slow
def test_what_was_erased_is_noted_for_good(backup: Path, new_site: MakeSite, tmp_path: Path) -> None:
    """A backup takes the notes along; a restore adds those that it lacks, and never takes its own back."""
    line = '{"id": 7, "kind": "author", "time": "2026-11-29T08:00:00+00:00"}'
    other = line.replace("7", "8")
    site = new_site()
    site.restore(backup)
    notes = site.folder / "erasures.jsonl"
    notes.write_text(f"{line}\n")
    taken = site.backup(tmp_path / "taken")
    assert (taken / notes.name).read_text() == f"{line}\n"
    notes.write_text(f"{other}\n")
    site.restore(taken)
    assert notes.read_text().splitlines() == [other, line]
    site.restore(backup)
    assert notes.read_text().splitlines() == [other, line]
