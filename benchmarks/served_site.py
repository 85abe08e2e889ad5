"""The site as it runs in production, in a folder of its own, with generated practices beside the rest."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60
SERVER = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "kb.wsgi:application")


@dataclass(frozen=True)
class ServedSite:
    url: str
    pid: int
    # For other processes of the site.
    environ: dict[str, str]


@contextmanager
def served_site(generated: int = 0) -> Iterator[ServedSite]:
    folder = Path(tempfile.mkdtemp(prefix="twinfields-served-"))
    environ = os.environ | {
        "TWINFIELDS_DATA_DIR": str(folder),
        "TWINFIELDS_BOOTSTRAP": "off",
        "TWINFIELDS_SECRET_KEY": "benchmark-" * 8,
        "TWINFIELDS_INSECURE_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "kb.settings.production",
        "PORT": str(free_port()),
    }
    environ.pop("DATABASE_URL", None)
    try:
        run(environ, "manage.py", "up", "--setup-only", "--lean")
        if generated:
            run(environ, "-m", "benchmarks.fill", str(generated))
        server = subprocess.Popen(
            [sys.executable, *SERVER],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            site = ServedSite(f"http://127.0.0.1:{environ['PORT']}", server.pid, environ)
            wait_until_up(site.url)
            yield site
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def run(environ: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)


def wait_until_up(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health/live", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
