"""Runs PostgreSQL's own programs: `pg_dump` out, `pg_restore` and `psql` back in."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from django.db import connection, connections
from django.db.backends.postgresql.client import DatabaseClient

from kb.backup import BackupRefused

# Debian keeps the programs of each version here, whether or not one of them is on the path.
DEBIAN: Final = Path("/usr/lib/postgresql")
LOCK_TIMEOUT: Final = "10s"


class PostgresDatabase:
    engine = "postgresql"
    file_name = "database.pgdump"

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema(), pg_database_size(current_database())")
            self.schema, self._size = cursor.fetchone()
            cursor.execute("SHOW server_version_num")
            self._server = int(cursor.fetchone()[0]) // 10_000
        connections.close_all()

    def size(self) -> int:
        return int(self._size)

    def dump(self, target: Path, leave_empty: str) -> None:
        done = subprocess.run(
            [
                *self._command("pg_dump"),
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f'--schema="{self.schema}"',
                f'--exclude-table-data="{self.schema}"."{leave_empty}"',
                f"--file={target}",
            ],
            env=self._environ(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BackupRefused(f"pg_dump failed: {_last_line(done.stderr)}")

    def load(self, source: Path) -> None:
        """Loads in one transaction of psql, which is committed only when pg_restore has come to its end."""
        restore = [program("pg_restore", self._server), "--file=-", "--no-owner", "--no-privileges"]
        restore += [f"--schema={self.schema}", str(source)]
        psql = [*self._command("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        begin = f"BEGIN; SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; {self._drop_everything()}\n"
        with (
            subprocess.Popen(restore, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader,
            subprocess.Popen(
                psql,
                env=self._environ(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            ) as writer,
        ):
            assert reader.stdout and reader.stderr and writer.stdin and writer.stderr
            try:
                writer.stdin.write(begin.encode())
                shutil.copyfileobj(reader.stdout, writer.stdin)
                if reader.wait() == 0:
                    writer.stdin.write(b"\nCOMMIT;\n")
                writer.stdin.close()
            except BrokenPipeError:  # psql has ended; it says why
                reader.kill()
            said = (writer.stderr.read() or reader.stderr.read()).decode(errors="replace")
        if writer.returncode or reader.returncode:
            raise BackupRefused(f"The database took nothing of the backup: {_first_line(said)}")

    def _drop_everything(self) -> str:
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
        connections.close_all()
        tables = ", ".join(connection.ops.quote_name(name) for name in names)
        return f"DROP TABLE {tables} CASCADE;" if tables else ""

    def _command(self, name: str) -> list[str]:
        arguments, _environ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
        return [program(name, self._server), *arguments[1:]]

    def _environ(self) -> dict[str, str]:
        _arguments, environ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
        return {**os.environ, "LC_ALL": "C.UTF-8", **(environ or {})}


def program(name: str, server: int) -> str:
    """Return the oldest program of that name which is no older than the server. Raises BackupRefused."""
    candidates = [found] if (found := shutil.which(name)) else []
    candidates += [str(path) for path in DEBIAN.glob(f"*/bin/{name}")]
    versions = [(version, path) for path in candidates if (version := _version(path))]
    if fitting := [each for each in versions if each[0] >= server]:
        return min(fitting)[1]
    there = f" (only {max(versions)[0]} is there)" if versions else ""
    raise BackupRefused(
        f"{name} of PostgreSQL {server} or newer is needed{there}: install its client,"
        f" on Debian and Ubuntu postgresql-client-{server}."
    )


def _version(path: str) -> int:
    """Return the major version that a program tells, 0 when it does not run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0] if lines else "no reason given"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no reason given"
