"""A region with an index in a folder of its own, and a worker's turn at will."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from kb.models import User
from practices.regions import Region
from search.engines.base import EMBEDDED
from search.engines.registry import embedded_writer
from search.indexing.rebuilding import rebuild
from search.indexing.worker import drain_outbox
from tests import factories


@pytest.fixture(autouse=True)
def the_language_is_left_as_it_was() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test must not notice."""
    with translation.override("en"):
        yield


@pytest.fixture
def region(db: None, settings: Settings, tmp_path: Path) -> Region:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "index"}
    made = factories.make_region()
    rebuild(EMBEDDED)
    return made


@pytest.fixture
def work(region: Region) -> Callable[[], None]:
    """One turn of the worker."""

    def turn() -> None:
        while drain_outbox(embedded_writer()):
            pass

    return turn


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which the person is signed in; the admin speaks the person's language."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as processes do: SQLite's in the memory locks whole tables."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, named = connections["default"], connections.settings["default"]["NAME"]
    with contextlib.closing(sqlite3.connect(tmp_path / "site.sqlite3")) as file:
        in_memory.ensure_connection()
        in_memory.connection.backup(file)
    connections.settings["default"]["NAME"] = tmp_path / "site.sqlite3"
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = in_memory
    connections.settings["default"]["NAME"] = named
