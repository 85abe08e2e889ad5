"""Two processes on the database of the test, which begin at the same moment."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from benchmarks import migrated

ROOT = Path(__file__).resolve().parents[3]


def environ_of_database(folder: Path) -> dict[str, str]:
    """Returns the environment of processes on the test's database; with SQLite, on one in the folder."""
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "kb.settings.test", "TWINFIELDS_BOOTSTRAP": "off"}
    if connection.vendor == "sqlite":
        # The tests' database is in memory, which no other process sees.
        shared = folder / "shared.sqlite3"
        migrated.copy_to(shared)
        environ["DATABASE_URL"] = f"sqlite:///{shared}"
    else:
        server = environ["DATABASE_URL"].rpartition("/")[0]
        environ["DATABASE_URL"] = f"{server}/{connection.settings_dict['NAME']}"
    return environ


def run_two(script: str, environ: dict[str, str]) -> list[str]:
    """Runs a script in two processes; returns what each prints. The script waits for a line on its input."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    return outputs
