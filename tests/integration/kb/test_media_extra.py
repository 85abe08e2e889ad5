"""ffmpeg is installed beside the site, from a package index that is a folder: no network."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pytest_django import Settings

from kb.bootstrap import media_extra
from kb.bootstrap.media_extra import Failure, MediaExtra
from media import ffmpeg

ROOT = Path(media_extra.__file__).resolve().parents[2]
NAME = "imageio_ffmpeg"
RUNS, RUNS_NOT = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 1\n"


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MediaExtra:
    """An extra without its package, on a machine that has no other ffmpeg."""
    monkeypatch.setattr(ffmpeg, "in_environment", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    (tmp_path / "index").mkdir()
    (tmp_path / "data").mkdir()
    made = MediaExtra(tmp_path / "data", tmp_path / "media.lock")
    write_lock(made, "1.0", "0" * 64)
    return made


def write_lock(extra: MediaExtra, version: str, digest: str) -> None:
    extra.lock.write_text(f"imageio-ffmpeg=={version} \\\n    --hash=sha256:{digest}\n")


def offer(extra: MediaExtra, version: str = "1.0", program: str = RUNS) -> None:
    """Puts a wheel with a program into the index, and its hash into the lock."""
    wheel = extra.lock.parent / "index" / f"{NAME}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        info = f"{NAME}-{version}.dist-info"
        entry = zipfile.ZipInfo(f"{NAME}/binaries/ffmpeg-test-v{version}")
        entry.external_attr = 0o100755 << 16
        archive.writestr(f"{NAME}/__init__.py", "")
        archive.writestr(entry, program)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: imageio-ffmpeg\nVersion: {version}\n"
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    write_lock(extra, version, hashlib.sha256(wheel.read_bytes()).hexdigest())


def noted(extra: MediaExtra) -> dict[str, str]:
    return dict(json.loads(extra.state.read_text())) if extra.state.exists() else {}


def program_of(extra: MediaExtra) -> str:
    return ffmpeg.find("", extra.folder) or ""


@pytest.mark.slow
class TestInstalling:
    def test_it_is_found_at_once_and_not_installed_again(self, extra: MediaExtra) -> None:
        offer(extra)
        extra.ensure()
        assert program_of(extra).endswith("ffmpeg-test-v1.0")
        assert not extra.state.exists()
        before = os.stat(program_of(extra)).st_ino
        extra.ensure()
        assert os.stat(program_of(extra)).st_ino == before

    def test_a_new_lock_brings_the_new_program_and_lets_the_old_one_go(self, extra: MediaExtra) -> None:
        offer(extra)
        extra.ensure()
        offer(extra, "2.0")
        extra.ensure()
        assert program_of(extra).endswith("ffmpeg-test-v2.0")
        assert len(list(extra.folder.iterdir())) == 1

    def test_what_fails_is_noted_keeps_the_old_program_and_is_tried_again(self, extra: MediaExtra) -> None:
        offer(extra)
        extra.ensure()
        write_lock(extra, "2.0", "0" * 64)
        with pytest.raises(Failure):
            extra.ensure()
        assert (noted(extra)["state"], noted(extra)["why"]) == ("failed", "no_package")
        assert program_of(extra).endswith("ffmpeg-test-v1.0")
        assert len(list(extra.folder.iterdir())) == 1, "nothing is left half done"
        offer(extra, "2.0")
        extra.ensure()
        assert program_of(extra).endswith("ffmpeg-test-v2.0")
        assert not extra.state.exists()

    def test_another_package_than_the_one_of_the_lock_is_refused(self, extra: MediaExtra) -> None:
        offer(extra)
        write_lock(extra, "1.0", "0" * 64)
        with pytest.raises(Failure):
            extra.ensure()
        assert noted(extra)["why"] == "wrong_hash"
        assert not program_of(extra)

    def test_a_program_that_does_not_run_here_is_not_taken(self, extra: MediaExtra) -> None:
        offer(extra, program=RUNS_NOT)
        with pytest.raises(Failure):
            extra.ensure()
        assert noted(extra)["why"] == "does_not_run"
        assert not program_of(extra)

    def test_what_was_interrupted_is_taken_up(
        self, extra: MediaExtra, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        offer(extra)
        left = extra.folder / f".{extra.made.name}" / NAME / "binaries"
        left.mkdir(parents=True)
        half = left / "ffmpeg-half"
        half.write_text(RUNS)
        half.chmod(0o755)
        assert not program_of(extra)
        extra.ensure()
        assert program_of(extra).endswith("ffmpeg-test-v1.0")


def test_where_a_program_is_named_nothing_is_installed(extra: MediaExtra) -> None:
    named = MediaExtra(extra.data, extra.lock, named="/usr/bin/ffmpeg")
    named.ensure()
    assert not extra.folder.exists()


def test_what_is_left_out_is_noted(extra: MediaExtra) -> None:
    extra.leave_out()
    assert noted(extra)["state"] == "left_out"


def test_a_program_of_another_kind_of_machine_is_not_taken(extra: MediaExtra) -> None:
    binaries = extra.folder / "0123-plan9-mips" / NAME / "binaries"
    binaries.mkdir(parents=True)
    (binaries / "ffmpeg-plan9").write_text(RUNS)
    (binaries / "ffmpeg-plan9").chmod(0o755)
    assert not program_of(extra)


@pytest.mark.parametrize("noted", ["", "{", "[]", '{"state": "failed"}'])
def test_a_note_that_cannot_be_read_says_no_more_than_that_it_is_missing(
    noted: str, settings: Settings, tmp_path: Path
) -> None:
    settings.FFMPEG, settings.MEDIA_EXTRA_DIR = "", tmp_path / "media-extra"
    (tmp_path / "media-extra.json").write_text(noted)
    assert ffmpeg.why_missing() == ("missing", "")


@pytest.mark.slow
def test_a_stop_ends_the_installation_and_says_so(tmp_path: Path) -> None:
    """Whoever stops the site does not leave pip behind."""
    script = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from kb.bootstrap import media_extra\n"
        "from media import ffmpeg\n"
        "ffmpeg.in_environment = lambda: None\n"
        "signal.signal(signal.SIGTERM, media_extra.end)\n"
        "wait = 'import time; print(1, flush=True); time.sleep(60)'\n"
        "media_extra.pip_install = lambda python: [python, '-c', wait]\n"
        "media_extra.Progress.read = lambda self, line: print('begun', flush=True)\n"
        "media_extra.MediaExtra(Path(sys.argv[1])).ensure()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.terminate()
    assert process.wait(20) == 1
    process.stdout.close()
    assert json.loads((tmp_path / "media-extra.json").read_text())["why"] == "interrupted"
