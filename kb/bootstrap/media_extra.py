"""Installs the extra `media`, which is ffmpeg, for sound: 68 MB that no page waits for.

`up` has it started by the supervisor once the site answers: `python -m kb.bootstrap.media_extra`. It goes to
a folder of its own in the data folder: `.venv`, from which the site is running, is never touched, and a new
lock of the site does not take it away. How it went stands in `media-extra.json` beside it, for the admin;
what failed is tried again at the next start.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kb.bootstrap.environment import pip_environ, pip_install
from kb.bootstrap.pip_output import Progress
from kb.settings.environment import BASE_DIR, DATA_DIR, env
from media import ffmpeg

LOCK = BASE_DIR / "requirements-media.lock"
# Of a site that people use.
NICENESS = 10
TRIAL_S = 60


class Failure(Exception):
    """Raised with a word for the cause, which the admin translates, and a sentence for the terminal."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class MediaExtra:
    """The extra of one data folder."""

    data: Path
    lock: Path = LOCK
    named: str = ""

    @property
    def folder(self) -> Path:
        return self.data / "media-extra"

    @property
    def state(self) -> Path:
        return self.data / "media-extra.json"

    @property
    def made(self) -> Path:
        """Returns the folder of what this lock names, for this kind of machine."""
        digest = hashlib.sha256(self.lock.read_bytes()).hexdigest()[:16]
        return self.folder / f"{digest}{ffmpeg.folder_suffix()}"

    def is_there(self) -> bool:
        """Returns whether nothing is to be done: a program was named, or ours is as the lock says."""
        return bool(self.named or self.made.is_dir() or ffmpeg.in_environment())

    def leave_out(self) -> None:
        """Notes that nobody wants it."""
        self._note("left_out")

    def ensure(self) -> None:
        """Installs the extra where it is missing, and notes how that goes. Raises Failure."""
        if self.is_there():
            self.state.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._note("installing")
            try:
                self._install()
            except Failure as failure:
                self._note("failed", failure.code)
                raise
            except OSError as error:
                self._note("failed", "disk_full" if error.errno == errno.ENOSPC else "other")
                raise Failure("other", f"{error.strerror}.") from error
            except BaseException:
                self._note("failed", "interrupted")
                raise
            self.state.unlink(missing_ok=True)

    def _install(self) -> None:
        draft = self.folder / f".{self.made.name}"
        # What an earlier call left half done.
        shutil.rmtree(draft, ignore_errors=True)
        try:
            self._run_pip(draft)
            program = next(draft.glob(ffmpeg.BINARIES), None)
            if program is None or not answers(program):
                raise Failure("does_not_run", "there is no ffmpeg for this kind of machine.")
            draft.rename(self.made)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        # What was made for another lock or another machine; a program at work keeps its file.
        for old in self.folder.iterdir():
            if old != self.made:
                shutil.rmtree(old, ignore_errors=True)

    def _run_pip(self, target: Path) -> None:
        """Raises Failure where pip does not bring the packages of the lock."""
        progress = Progress(self.lock.read_text(), lambda _text: None)
        command = [*pip_install(sys.executable), "--no-deps", "--no-compile", "--target", str(target)]
        with subprocess.Popen(
            [*command, "--requirement", str(self.lock)],
            env=pip_environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as pip:
            try:
                for line in pip.stdout or ():
                    progress.read(line)
            except BaseException:
                # It would go on alone, with nobody to use what it brings.
                pip.terminate()
                raise
        if pip.returncode:
            raise Failure(progress.code or "other", progress.failure())

    def _note(self, state: str, why: str = "") -> None:
        draft = self.state.with_name(f"{self.state.name}.{os.getpid()}")
        draft.write_text(json.dumps({"state": state, "why": why, "since": int(time.time())}))
        draft.replace(self.state)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.data / "media-extra.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def answers(program: Path) -> bool:
    """Returns whether the program runs on this machine."""
    try:
        asked = subprocess.run([program, "-version"], capture_output=True, timeout=TRIAL_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def of_this_site() -> MediaExtra:
    return MediaExtra(DATA_DIR, named=env.str("TWINFIELDS_FFMPEG", default=""))


def end(*_signal: object) -> NoReturn:
    """Ends with whoever started this; what was half done goes."""
    sys.exit(1)


def main() -> None:
    """Installs the extra and says so; a failure is a sentence, and keeps nobody from anything else."""
    extra = of_this_site()
    if not extra.is_there():
        say("Videos and voices: the programme for them is being installed in the background (about 70 MB) …")
    try:
        extra.ensure()
    except Failure as failure:
        say(f"New videos and voices cannot be played yet: {failure} It is tried again at the next start.")
    else:
        say("Videos and voices can be played.")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    os.nice(NICENESS)
    main()
