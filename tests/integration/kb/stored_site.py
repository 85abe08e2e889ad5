"""A site of its own, worked by processes as an operator would; on PostgreSQL where DATABASE_URL says so."""

import json
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 240
OTHERS = ("TWINFIELDS_", "DJANGO_", "ELASTICSEARCH_")


@dataclass(frozen=True)
class StoredSite:
    folder: Path
    database_url: str

    @classmethod
    def new(cls, folder: Path) -> "StoredSite":
        """Without tables yet."""
        server = os.environ.get("DATABASE_URL", "")
        if not server.startswith("postgres"):
            return cls.on_sqlite(folder)
        folder.mkdir()
        name = f"stored_{uuid.uuid4().hex}"
        _on_server(server, f'CREATE DATABASE "{name}"')
        return cls(folder, f"{server.rsplit('/', 1)[0]}/{name}")

    @classmethod
    def on_sqlite(cls, folder: Path) -> "StoredSite":
        """Returns a site without tables yet, on SQLite whatever database the tests run on."""
        folder.mkdir()
        return cls(folder, f"sqlite:///{folder / 'site.sqlite3'}")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
        return kept | {
            "TWINFIELDS_DATA_DIR": str(self.folder),
            "TWINFIELDS_BOOTSTRAP": "off",
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
        }

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run("manage.py", *arguments)

    def process(self, *arguments: str) -> str:
        """What a process of `site_process` printed."""
        done = self._run("-m", "tests.integration.kb.site_process", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def facts(self) -> dict[str, Any]:
        """Rows, files, pages and index, by name."""
        return dict(json.loads(self.process("facts")))

    def backup(self, folder: Path) -> Path:
        """The new backup in a folder of them."""
        done = self.manage("backup", str(folder))
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.split(":")[0])

    def restore(self, folder: Path) -> None:
        done = self.manage("restore", str(folder), "--yes")
        assert done.returncode == 0, done.stdout + done.stderr

    def end(self) -> None:
        """Its database goes; its folder belongs to pytest."""
        if not self.is_sqlite:
            name = self.database_url.rsplit("/", 1)[1]
            _on_server(os.environ["DATABASE_URL"], f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )


def _on_server(url: str, statement: str) -> None:
    import psycopg

    config = environ.Env.db_url_config(url)
    given = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    with psycopg.connect(
        **{key: config[name] for key, name in given.items() if config[name]}, autocommit=True
    ) as connection:
        connection.execute(statement)
