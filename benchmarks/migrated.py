"""An SQLite database as migrations leave it, made once for a state of the code and copied from then on.

All migrations take some 15 s of processor, and a run of the tests wants the same tables in twenty places.
"""

import fcntl
import hashlib
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "migrated"
ROOMS = (
    "kb",
    "api",
    "newsletter",
    "readers",
    "search",
    "network",
    "exchange",
    "practices",
    "media",
    "jobs",
    "matching",
    "zones",
)
# What a process of the tests is told of its own place, and must not hand on.
OTHERS = ("TWINFIELDS_", "DJANGO_", "ELASTICSEARCH_", "COVERAGE_", "DATABASE_URL")


def state_of_code() -> str:
    """Returns a digest of all that decides what migrations write: our modules, packages, Python."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name, version in sorted((each.name, each.version) for each in distributions()):
        digest.update(f"{name} {version}\n".encode())
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def migrated_database() -> Path:
    """Returns the file for this state of the code; whoever comes first makes it, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{state_of_code()}.sqlite3"
    with alone(KEPT / "lock"):
        if not path.exists():
            for older in KEPT.glob("*.sqlite3"):
                older.unlink()
            _migrate(path)
    return path


def copy_into(target: sqlite3.Connection) -> None:
    """Writes the migrated tables into an empty database."""
    with closing(sqlite3.connect(migrated_database())) as source:
        source.backup(target)


def copy_to(path: Path) -> None:
    """Writes a new database file with the migrated tables."""
    with closing(sqlite3.connect(path)) as target:
        copy_into(target)


def _migrate(path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
    with tempfile.TemporaryDirectory(prefix="twinfields-migrated-") as folder:
        made, whole = Path(folder) / "made.sqlite3", path.with_suffix(".making")
        environ |= {
            "DATABASE_URL": f"sqlite:///{made}",
            "DJANGO_SETTINGS_MODULE": "kb.settings.test",
            "TWINFIELDS_BOOTSTRAP": "off",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the migrations failed:\n{done.stderr}")
        whole.unlink(missing_ok=True)
        # Through SQLite, which knows of what its log still holds.
        with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(whole)) as target:
            source.backup(target)
    whole.replace(path)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keeps other processes out of the block, by a lock on a file."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
