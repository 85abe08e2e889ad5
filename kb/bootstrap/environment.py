"""Makes the project's own virtual environment `.venv` from a lock file with hashes.

A stamp in `.venv` names the locks that are installed, by hash, and is written last: no stamp, no trust.
A mark left by an interrupted installation makes the next call start afresh. Standard library only.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.bootstrap.pip_output import Progress

# Installing a lock makes these current as well: the test lock holds every pin of the other one.
INCLUDED = {"requirements-test.lock": ("requirements.lock", "requirements-test.lock")}


class SetupError(Exception):
    """Raised with one sentence for the person at the terminal."""


class Environment:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.stamp = self.folder / "twin-fields.json"
        self.unfinished = self.folder / "twin-fields.unfinished"

    def is_active(self) -> bool:
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def ensure(self, lock: str) -> bool:
        """Make the environment hold `lock`; True when something had to be done. Raises SetupError."""
        if self.holds(lock):
            return False
        with self._alone():
            if self.holds(lock):  # somebody else has just done it
                return True
            self._make()
            self._install(lock)
        return True

    def holds(self, lock: str) -> bool:
        if not self.python.exists() or self.unfinished.exists():
            return False
        if self.is_active() and self._version() != "{}.{}".format(*sys.version_info):
            return False  # the system's Python has moved on beneath the environment
        stamped = self._read_stamp()
        return stamped.get(lock) == self._hash(lock) and stamped.get("python") == self._version()

    def _read_stamp(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.stamp.read_text()))
        except (OSError, ValueError):
            return {}

    def _hash(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def _version(self) -> str:
        """Returns the version of Python the environment was made for, as its own record says."""
        for folder in sorted((self.folder / "lib").glob("python3.*")):
            return folder.name.removeprefix("python")
        return ""

    def _make(self) -> None:
        is_sound = not self.unfinished.exists() and self._answers()
        if is_sound:
            return
        missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
        if missing:
            package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            raise SetupError(
                f"This Python lacks its module {' and '.join(missing)}: on Debian and Ubuntu install"
                f" {package}, elsewhere a complete Python 3.11 or newer, and run the command again."
            )
        say("Making a Python environment in .venv …")
        # From inside .venv the base interpreter has to do it: this one is about to vanish.
        base = getattr(sys, "_base_executable", None) or sys.executable
        made = subprocess.run(
            [base, "-m", "venv", "--clear", str(self.folder)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise SetupError(
                f"The Python environment could not be made in {self.folder}:"
                f" {last_line(made.stderr or made.stdout)}"
            )

    def _answers(self) -> bool:
        """Returns whether pip runs there, under the Python that the environment was made for."""
        if not self.python.exists():
            return False
        question = "import sys, pip; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
        answer = subprocess.run(
            [self.python, "-I", "-c", question], capture_output=True, text=True, check=False
        )
        return answer.returncode == 0 and answer.stdout.strip() == self._version()

    def _install(self, lock: str) -> None:
        started = time.monotonic()
        self.stamp.unlink(missing_ok=True)
        self.unfinished.touch()
        path = self.root / lock
        progress = Progress(path.read_text(), say)
        command = [*pip_install(str(self.python)), "--requirement", str(path)]
        try:
            with subprocess.Popen(
                command,
                env=pip_environ(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            ) as pip:
                for line in pip.stdout or ():
                    progress.read(line)
        finally:
            if not progress.is_unpacking:
                self.unfinished.unlink()  # nothing was touched: what stood here before still works
        if pip.returncode:
            raise SetupError(progress.failure())
        installed = {name: self._hash(name) for name in INCLUDED.get(lock, (lock,))}
        self.stamp.write_text(json.dumps(installed | {"python": self._version()}, indent=1))
        self.unfinished.unlink(missing_ok=True)
        say(f"Python packages are installed ({time.monotonic() - started:.0f} s).")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Locks: of two calls at once the second waits.

        The kernel gives the lock back when a process dies.
        """
        with (self.root / ".venv.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another call is setting up this folder; waiting for it …")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def pip_install(python: str) -> list[str]:
    """Returns the beginning of a call of pip: ready-made packages only, each checked against a lock."""
    quiet = ["--no-input", "--progress-bar", "off", "--disable-pip-version-check"]
    return [python, "-I", "-m", "pip", "install", *quiet, "--only-binary", ":all:", "--require-hashes"]


def pip_environ() -> dict[str, str]:
    """Returns the environment for pip.

    Index, certificates, cache and time limits of the machine stay in force, its target folders do not.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX")}
    return kept | {"PIP_USER": "0", "LC_ALL": "C.UTF-8"}


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no reason given"
