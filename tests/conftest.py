"""Rules for every test: nothing is skipped in CI, chance is reproducible."""

import contextlib
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from kb import catalogues

IN_CI = os.environ.get("CI", "").lower() in ("true", "1")

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


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
