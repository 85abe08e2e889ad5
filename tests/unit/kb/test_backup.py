"""The parts of a backup that need no site: what is whole, what is not, and which files come along."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.backup import BackupRefused, folders, manifest, media, postgresql, restoring
from kb.backup.manifest import Manifest, StoredFile

MOMENT = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)


def store(folder: Path, files: dict[str, str]) -> Manifest:
    """A backup of these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    kept = {name: manifest.stored(folder / name) for name in files}
    contents = Manifest("2026-11-28T21:00:00+00:00", "sqlite", "", ("kb.0001_initial",), kept)
    manifest.write(contents, folder)
    return contents


def a_backup(parent: Path, moment: str, text: str = "rows") -> Path:
    folder = parent / f"{folders.PREFIX}{moment}"
    folder.mkdir(parents=True)
    store(folder, {"database.sqlite3": text})
    return folder


class TestManifest:
    def test_it_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        contents = store(tmp_path, {"database.sqlite3": "rows", "media/é 1.png": "picture"})
        assert manifest.read(tmp_path) == contents
        assert contents.size == 11

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda text: text[: len(text) // 2],
            lambda text: text.replace("0001_initial", "0001_initiaL"),
            lambda text: text.replace('"size": 4', '"size": 5'),
            lambda text: "[]",
            lambda text: "",
        ],
    )
    def test_one_that_was_cut_or_changed_is_refused(
        self, tmp_path: Path, spoil: Callable[[str], str]
    ) -> None:
        store(tmp_path, {"database.sqlite3": "rows"})
        path = tmp_path / manifest.FILE_NAME
        path.write_text(spoil(path.read_text()))
        with pytest.raises(BackupRefused, match="no whole backup"):
            manifest.read(tmp_path)

    @pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "media/../../outside", ""])
    def test_a_file_outside_of_the_backup_is_refused(self, tmp_path: Path, name: str) -> None:
        contents = store(tmp_path, {"database.sqlite3": "rows"})
        files = {name: StoredFile(4, "0" * 64)}
        manifest.write(Manifest(contents.made_at, contents.engine, "", (), files), tmp_path)
        with pytest.raises(BackupRefused, match="outside"):
            manifest.read(tmp_path)

    def test_a_newer_format_asks_for_newer_code(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as later:
            later.setattr(manifest, "FORMAT", 2)
            store(tmp_path, {"database.sqlite3": "rows"})
        with pytest.raises(BackupRefused, match="update the code"):
            manifest.read(tmp_path)


class TestStaging:
    def test_every_file_is_copied_with_its_time(self, tmp_path: Path) -> None:
        contents = store(tmp_path / "backup", {"database.sqlite3": "rows", "media/a/b.png": "picture"})
        os.utime(tmp_path / "backup/media/a/b.png", (1_700_000_000, 1_700_000_000))
        restoring.stage(tmp_path / "backup", contents, tmp_path / "staged")
        copied = tmp_path / "staged/media/a/b.png"
        assert copied.read_text() == "picture"
        assert copied.stat().st_mtime == 1_700_000_000

    def test_a_changed_byte_is_refused(self, tmp_path: Path) -> None:
        contents = store(tmp_path / "backup", {"database.sqlite3": "rows", "media/b.png": "picture"})
        (tmp_path / "backup/media/b.png").write_text("picturE")
        with pytest.raises(BackupRefused, match=r"media/b\.png is not as it was written"):
            restoring.stage(tmp_path / "backup", contents, tmp_path / "staged")

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        contents = store(tmp_path / "backup", {"database.sqlite3": "rows", "media/b.png": "picture"})
        (tmp_path / "backup/media/b.png").unlink()
        with pytest.raises(BackupRefused, match=r"media/b\.png cannot be read"):
            restoring.stage(tmp_path / "backup", contents, tmp_path / "staged")


class TestFolders:
    def test_the_newest_whole_backup_is_found(self, tmp_path: Path) -> None:
        a_backup(tmp_path, "20261127T210000Z")
        newest = a_backup(tmp_path, "20261128T210000Z-10")
        a_backup(tmp_path, "20261128T210000Z-9")
        (a_backup(tmp_path, "20261129T210000Z") / manifest.FILE_NAME).unlink()
        a_backup(tmp_path, "20261130T210000Z.unfinished")
        assert folders.find(tmp_path) == newest
        assert folders.find(newest) == newest

    @pytest.mark.parametrize("name", ["20261130T210000Z.unfinished", "nowhere"])
    def test_an_interrupted_backup_and_a_missing_folder_are_refused(self, tmp_path: Path, name: str) -> None:
        a_backup(tmp_path, "20261130T210000Z.unfinished")
        with pytest.raises(BackupRefused):
            folders.find(tmp_path / f"{folders.PREFIX}{name}")

    def test_a_folder_without_a_whole_backup_is_refused(self, tmp_path: Path) -> None:
        a_backup(tmp_path, "20261130T210000Z.unfinished")
        with pytest.raises(BackupRefused, match="no whole backup"):
            folders.find(tmp_path)

    def test_a_folder_gets_its_name_when_all_is_written(self, tmp_path: Path) -> None:
        with folders.new_folder(tmp_path, folders.PREFIX, MOMENT) as folder:
            assert folders.finished(tmp_path) == []
            (folder / "file").write_text("whole")
        (made,) = folders.finished(tmp_path)
        assert made.name == "twin-fields-20261128T210000Z"
        assert made.stat().st_mode & 0o077 == 0
        with folders.new_folder(tmp_path, folders.PREFIX, MOMENT):
            pass
        assert folders.finished(tmp_path)[0].name == "twin-fields-20261128T210000Z-2"

    def test_nothing_is_left_of_one_that_failed(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="full"), folders.new_folder(tmp_path, folders.PREFIX, MOMENT):
            raise OSError("disk full")
        assert list(tmp_path.iterdir()) == []

    def test_what_a_killed_backup_left_goes_but_not_while_one_is_written(self, tmp_path: Path) -> None:
        a_backup(tmp_path, "20261130T210000Z.unfinished")
        (tmp_path / "somebody.unfinished").mkdir()
        with folders.alone_in(tmp_path):
            assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "somebody.unfinished"]
            with pytest.raises(BackupRefused, match="Another backup"), folders.alone_in(tmp_path):
                pass

    def test_only_the_newest_are_kept(self, tmp_path: Path) -> None:
        kept = [a_backup(tmp_path, f"2026112{day}T210000Z") for day in (9, 8)]
        old = a_backup(tmp_path, "20261127T210000Z")
        (tmp_path / "notes").mkdir()
        assert folders.forget_older(tmp_path, 2) == [old]
        assert folders.finished(tmp_path) == kept
        assert (tmp_path / "notes").exists()

    def test_too_little_room_is_told_before_anything_is_written(self, tmp_path: Path) -> None:
        folders.check_space(tmp_path / "not" / "there", 1)
        with pytest.raises(BackupRefused, match="Too little room"):
            folders.check_space(tmp_path / "not" / "there", 10**18)


class TestUploads:
    def test_a_half_written_file_is_copied_again_and_a_deleted_one_stays(self, tmp_path: Path) -> None:
        source = tmp_path / "media"
        (source / "images").mkdir(parents=True)
        (source / "images/half.png").write_text("pict")
        (source / "images/soon gone.png").write_text("gone")
        uploads = media.Collected(source, tmp_path / "copy")
        uploads.round()
        (source / "images/half.png").write_text("picture")
        (source / "images/soon gone.png").unlink()
        (source / "new.png").write_text("new")
        uploads.round()
        assert media.names(tmp_path / "copy") == {"images/half.png", "images/soon gone.png", "new.png"}
        assert uploads.files == {
            name: manifest.stored(tmp_path / "copy" / name) for name in media.names(tmp_path / "copy")
        }
        assert (tmp_path / "copy/images/half.png").read_text() == "picture"

    def test_a_linked_folder_comes_along_and_a_circle_ends(self, tmp_path: Path) -> None:
        (tmp_path / "bigger disk").mkdir()
        (tmp_path / "bigger disk/a.png").write_text("a")
        (tmp_path / "media").mkdir()
        (tmp_path / "media/images").symlink_to(tmp_path / "bigger disk")
        (tmp_path / "media/again").symlink_to(tmp_path / "media")
        assert media.names(tmp_path / "media") == {"images/a.png"}

    def test_a_link_keeps_what_is_replaced_later(self, tmp_path: Path) -> None:
        root, staged = tmp_path / "media", tmp_path / "staged"
        for folder, text in ((root, "old"), (staged, "new")):
            folder.mkdir()
            (folder / "a.png").write_text(text)
        (root / "only old.png").write_text("old")
        kept = media.Collected(root, tmp_path / "kept", media.link)
        kept.round()
        media.put_in_place(staged, root, replace=False)
        assert (root / "a.png").read_text() == "old"
        media.put_in_place(staged, root, replace=True)
        media.remove_others(root, {"a.png"})
        assert (root / "a.png").read_text() == "new"
        assert media.names(root) == {"a.png"}
        assert (tmp_path / "kept/a.png").read_text() == "old"
        assert media.names(tmp_path / "kept") == {"a.png", "only old.png"}


class TestPrograms:
    @pytest.fixture
    def debian(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for version in (14, 16, 17):
            path = tmp_path / str(version) / "bin" / "pg_dump"
            path.parent.mkdir(parents=True)
            path.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.3 (Debian {version}.3-1)'\n")
            path.chmod(0o755)
        monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", "/nowhere:/bin")
        monkeypatch.setattr(postgresql.shutil, "which", lambda name: None)
        return tmp_path

    def test_the_program_nearest_to_the_server_but_not_older_is_taken(self, debian: Path) -> None:
        assert postgresql.program("pg_dump", 15) == str(debian / "16/bin/pg_dump")
        assert postgresql.program("pg_dump", 17) == str(debian / "17/bin/pg_dump")

    def test_an_older_program_is_refused_in_words(self, debian: Path) -> None:
        with pytest.raises(BackupRefused, match=r"PostgreSQL 18 or newer is needed \(only 17 is there\)"):
            postgresql.program("pg_dump", 18)

    def test_a_missing_program_is_named_with_its_package(self, debian: Path) -> None:
        with pytest.raises(BackupRefused, match=r"psql of PostgreSQL 15 .*postgresql-client-15"):
            postgresql.program("psql", 15)


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    store(tmp_path, {"database.sqlite3": "rows"})
    assert json.loads((tmp_path / manifest.FILE_NAME).read_text())["engine"] == "sqlite"
