"""Rules for every test: which run when, nothing is skipped in CI, chance is reproducible.

Without paths and `-m`, pytest runs the lower tier only: what every change should pass, in minutes. The upper
one (`UPPER_TIER`) runs with `--all`, when a path names it, or by `-m`.
"""

import contextlib
import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.template import Template
from django.test import client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from benchmarks import migrated
from kb import catalogues

IN_CI = os.environ.get("CI", "").lower() in ("true", "1")

# A busy machine draws slowly, which is no fault of a test.
settings.register_profile(
    "dev", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", settings.get_profile("dev"), max_examples=600, derandomize=True, print_blob=True
)
# Where the same tests run with all their cases in another step.
settings.register_profile("brief", settings.get_profile("ci"), max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


UPPER_TIER = frozenset({"browser", "campaign", "judged", "mutants", "slow"})
# Folders of tests/ that belong to it as a whole.
MARKED_FOLDERS = {"browser": "browser", "mutants": "mutants", "reliability": "campaign"}
FIXTURES_OF_DATABASE = frozenset({"db", "transactional_db"})
# They look at pages: what these ask of the database, the tests of other folders ask too.
FOLDERS_OF_PAGES = frozenset({"field_parity", "readers"})
# They look at what is in a file, and write the same few rows as the tests beside them.
MODULES_OF_FILES = frozenset(
    {
        "test_bad_files",
        "test_broken_pictures",
        "test_damaged_uploads",
        "test_document_kinds",
        "test_phone_files",
    }
)
# They look at what a form shows and takes; test_saving, test_creating and test_typed_values write the same.
MODULES_OF_FORMS = frozenset(
    {
        "test_consent",
        "test_editing",
        "test_names_in_any_script",
        "test_practice_form",
        "test_region_forms",
        "test_translation_traps",
        "test_typed_text",
    }
)
TESTS = Path(__file__).parent
# Tests of which one case has run in this process.
MEASURED: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="run every tier: browser, campaigns, judged, mutants, slow"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Takes named paths for the wish to run all that is there; workers get the options of this process."""
    if not hasattr(config, "workerinput") and config.args_source is not config.ArgsSource.TESTPATHS:
        config.option.all = True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks tests by folder and fixtures, then leaves the upper tier out unless somebody asked for it.

    Of the cases of a test the first alone is marked `database`: the others ask the same with other values.
    Where the values matter to a database, a test or its module says `database` itself, and all its cases run.
    """
    asking: set[str] = set()
    for item in items:
        folders = item.path.relative_to(TESTS).parts[:-1]
        if folder := MARKED_FOLDERS.get(folders[0] if folders else ""):
            item.add_marker(folder)
        fixtures: list[str] = getattr(item, "fixturenames", [])
        mark = item.get_closest_marker("django_db")
        asks = bool(mark) or not FIXTURES_OF_DATABASE.isdisjoint(fixtures)
        name = item.nodeid.partition("[")[0]
        is_other = not FOLDERS_OF_PAGES.isdisjoint(folders) or item.path.stem in (
            MODULES_OF_FILES | MODULES_OF_FORMS
        )
        if asks and not is_other and name not in asking:
            asking.add(name)
            item.add_marker("database")
        if "transactional_db" in fixtures or (mark and mark.kwargs.get("transaction")):
            # First of all, so that it is the last to end.
            fixtures.insert(0, "database_as_migrated")
    if config.option.all or config.option.markexpr:
        return
    upper = [item for item in items if not UPPER_TIER.isdisjoint(mark.name for mark in item.iter_markers())]
    if upper:
        config.hook.pytest_deselected(items=upper)
        left_out = set(upper)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spares the collector what imports made: 200,000 objects that stay, and that it would walk each time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[object]:
    """Measures coverage in one case of each integration test: the others walk the same code, only slower."""
    measured = Coverage.current() if item.path.is_relative_to(TESTS / "integration") else None
    name = item.nodeid.partition("[")[0]
    if measured is None or name not in MEASURED:
        MEASURED.add(name)
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


def fill_with_migrated(connection: BaseDatabaseWrapper, **_others: object) -> None:
    """Brings the migrated tables into the tests' database before `migrate` looks for what is left to do."""
    connection_created.disconnect(fill_with_migrated)
    migrated.copy_into(connection.connection)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Has each process copy what one has migrated, where the database of the tests is one in memory."""
    if connection.vendor == "sqlite":
        connection_created.connect(fill_with_migrated)


@pytest.fixture(scope="session")
def migrated_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """Returns the rows that migrations wrote, before the first test that commits."""
    with django_db_blocker.unblock():
        return connection.creation.serialize_db_to_string()


@pytest.fixture
def database_as_migrated(migrated_rows: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Brings back what migrations wrote after a test that commits, since Django then empties every table.

    Otherwise the tests of the next file in the same process would find no root page.
    """
    yield
    with django_db_blocker.unblock():
        # Django has made content types and permissions anew, under other numbers.
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(migrated_rows)
        # The rows bring their numbers along; PostgreSQL would give the same ones out again.
        models = apps.get_models(include_auto_created=True)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


# A form of the admin is made of some 2,000 of these, and copies of their contexts take a third of its time.
PARTS_OF_FORMS = ("django/forms/", "wagtailadmin/panels/", "wagtailadmin/shared/")


@pytest.fixture(scope="session", autouse=True)
def no_contexts_of_parts_of_forms() -> Iterator[None]:
    """Lets `response.context` hold what pages were rendered with, not what each box and icon on them was."""
    keep = client.store_rendered_templates

    def keep_if_whole(
        store: Any, signal: Any, sender: Any, template: Template, *others: Any, **more: Any
    ) -> None:
        if not (template.name or "").startswith(PARTS_OF_FORMS):
            keep(store, signal, sender, template, *others, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", keep_if_whole)
        yield


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compiles the translations: a fresh clone has none, and Django reads them once."""
    catalogues.compile_all()


# A process that all workers share leaves a file in the session's folder, named by its id and this.
LEFT_RUNNING = ".pid"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that started the workers ends what they share: any of them may still have used it."""
    if hasattr(session.config, "workerinput"):
        return
    for file in session.config._tmp_path_factory.getbasetemp().glob(f"*{LEFT_RUNNING}"):
        process = int(file.stem)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped test is a failed one: what it needs is missing there, and nobody would notice."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if IN_CI and report.skipped:
        forbid_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests measured (`record_property`), one line each."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in getattr(report, "user_properties", ()):
            terminalreporter.write_line(f"{name}: {value}")


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"nothing may be skipped in CI: {reason}"
