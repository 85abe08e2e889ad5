"""A site as `manage.py up` serves it, with the starter practices, and a small phone to visit it with."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks import migrated
from tests.conftest import LEFT_RUNNING

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "no Chromium found: install one (Debian: apt install chromium) or name it in TWINFIELDS_CHROMIUM"
# A machine that does other things is slow, and nothing here measures speed: for the start of the site, and
# for one step of a test.
SETUP_PATIENCE_S = 900
PATIENCE_S = 120
LINES_OF_LOG = 60
# Kept, so that a running site does not look like a forgotten process when its handle goes.
STARTED: list[subprocess.Popen[bytes]] = []
SMALL_PHONE = {"width": 360, "height": 640}

expect.set_options(timeout=PATIENCE_S * 1000)

# Beside the accounts that the site is made with, which read English. No test changes the language of one.
FRENCH_PASSWORD = "sept champs de mil"
IN_FRENCH = {"correspondent": "correspondante@example.org", "moderator": "moderatrice@example.org"}
MAKE_FRENCH_ACCOUNTS = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for role, email in {IN_FRENCH}.items():
    user = get_user_model().objects.create_user(
        email=email, password="{FRENCH_PASSWORD}", display_name="Test", language="fr"
    )
    user.groups.add(Group.objects.get(name=f"West Africa {{role}}s"))
"""


@dataclass(frozen=True)
class Account:
    email: str
    password: str


@dataclass(frozen=True)
class RunningSite:
    url: str
    pid: int
    data_dir: Path
    log: Path
    # Where the mail server keeps what it received, one file a letter.
    letters: Path
    accounts: dict[str, Account]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[pytest.TestReport]:
    """Shows the end of the site's log beside a failure, which tells what the site did meanwhile."""
    report = yield
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and site:
        lines = site.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG:]
        report.sections.append(("end of the site's log", "\n".join(lines)))
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; skips, or in CI fails, where there is none."""
    named = os.environ.get("TWINFIELDS_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or pytest.skip(INSTALL)


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> RunningSite:
    """One site for all workers: the first to come starts it, behind a lock."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    record = shared / "site.json"
    with migrated.alone(shared / "site.lock"):
        if not record.exists():
            started = start_site(shared)
            record.write_text(json.dumps(asdict(started), default=str))
            for process in STARTED:
                (shared / f"{process.pid}{LEFT_RUNNING}").touch()
    known = json.loads(record.read_text())
    accounts = {role: Account(**account) for role, account in known["accounts"].items()}
    folders = {name: Path(known[name]) for name in ("data_dir", "log", "letters")}
    return RunningSite(known["url"], known["pid"], accounts=accounts, **folders)


def environ_of(data_dir: Path) -> dict[str, str]:
    """Returns the environment of the site whose data lie there."""
    others = ("TWINFIELDS_", "ELASTICSEARCH_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    key = data_dir / "secret-key"
    if key.exists():
        # What `up` says to its own processes.
        environ |= {"TWINFIELDS_SECRET_KEY": key.read_text(), "TWINFIELDS_INSECURE_HTTP": "1"}
    return environ | {
        "TWINFIELDS_BOOTSTRAP": "off",
        "TWINFIELDS_DATA_DIR": str(data_dir),
        "TWINFIELDS_WEB_PROCESSES": "1",
        "DATABASE_URL": f"sqlite:///{data_dir / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "kb.settings.production",
    }


def start_mail_server(folder: Path) -> int:
    """Returns the port of a mail server that takes every letter and keeps it in the folder."""
    port = free_port()
    STARTED.append(
        subprocess.Popen(
            [
                *(sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{port}"),
                *("--class", "aiosmtpd.handlers.Mailbox", str(folder)),
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    )
    return port


def start_site(folder: Path) -> RunningSite:
    port, data_dir, log, letters = free_port(), folder / "site-data", folder / "site.log", folder / "letters"
    data_dir.mkdir()
    migrated.copy_to(data_dir / "site.sqlite3")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--lean", "--port", str(port)],
            cwd=ROOT,
            env=environ_of(data_dir)
            | {
                "TWINFIELDS_EMAIL_URL": f"smtp://127.0.0.1:{start_mail_server(letters)}",
                "TWINFIELDS_NEWSLETTER_SENDING": "True",
                "TWINFIELDS_NEWSLETTER_MAILS_PER_MINUTE": "0",
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    STARTED.append(process)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + SETUP_PATIENCE_S
    while not answers(f"{url}/health/live"):
        if process.poll() is not None or time.monotonic() > deadline:
            end(process.pid)
            pytest.fail(f"the site did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.2)
    run_in(data_dir, MAKE_FRENCH_ACCOUNTS)
    accounts = accounts_in(log.read_text())
    accounts |= {f"{role} in French": Account(email, FRENCH_PASSWORD) for role, email in IN_FRENCH.items()}
    return RunningSite(url, process.pid, data_dir, log, letters, accounts)


def run_in(data_dir: Path, words: str) -> None:
    """Runs words of Python beside the site whose data lie there."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", words],
        cwd=ROOT,
        env=environ_of(data_dir),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def accounts_in(output: str) -> dict[str, Account]:
    """What `make_accounts` printed: one line for each, with role, e-mail address and password."""
    lines = re.findall(r"^ +([\w -]+?)  +(\S+@\S+)  +(\S+)$", output, re.MULTILINE)
    return {role: Account(email, password) for role, email, password in lines}


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  (our own loopback address)
            return True
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        pass


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Closed after each module: its event loop would keep later tests of this worker from the database."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


@pytest.fixture
def phone(site: RunningSite, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`phone(language="fr", javascript=False)` opens a tab on a small phone; script errors and content that
    the policy blocked fail the test at its end."""
    contexts, complaints = [], []

    def open_tab(*, language: str = "en", javascript: bool = True, **options: object) -> Page:
        usual = {
            "base_url": site.url,
            "viewport": SMALL_PHONE,
            "is_mobile": True,
            "has_touch": True,
            # What one test keeps is none of another's business; test_offline.py allows them.
            "service_workers": "block",
        }
        context = browser.new_context(locale=language, java_script_enabled=javascript, **(usual | options))
        context.set_default_timeout(PATIENCE_S * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: is_blocked(said.text) and complaints.append(said.text))
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert not complaints


def is_blocked(said: str) -> bool:
    return "Content Security Policy" in said
