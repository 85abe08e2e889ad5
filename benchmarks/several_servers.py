"""Two web servers with a data folder each, two workers, one database; one worker is killed and comes back.

    python -m benchmarks.several_servers [--publishes 10] [--database postgres://…]

Without an address the database is a file of SQLite. After each publish and unpublish it is measured how long
until the results page of either server and the index of either copy say the same as the database. While the
second worker is dead the first goes on; afterwards both copies equal the database.
"""

import argparse
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.temporary_site import ROOT, publish, temporary_site

GOAL_S = 2.0
PATIENCE_S = 90.0


@dataclass(frozen=True)
class Server:
    """One machine's part of the site: a data folder, a web server, a worker at times."""

    name: str
    environ: dict[str, str]
    port: int

    @property
    def folder(self) -> Path:
        return Path(self.environ["TWINFIELDS_DATA_DIR"])

    def indexed(self) -> set[int]:
        from search.engines.base import EngineUnavailable
        from search.engines.embedded.engine import EmbeddedEngine

        try:
            return set(EmbeddedEngine(self.folder / "search-index").fingerprints())
        except EngineUnavailable:
            return {-1}

    def page(self) -> str:
        address = f"http://127.0.0.1:{self.port}/en/practices/"
        with urllib.request.urlopen(address, timeout=30) as answer:
            text: str = answer.read().decode()
        return text

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    @contextmanager
    def web_server(self) -> Iterator[None]:
        bind = ("--bind", f"127.0.0.1:{self.port}", "--workers", "1")
        process = self.start("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", *bind, "kb.wsgi")
        try:
            yield
        finally:
            process.terminate()
            process.wait()

    @contextmanager
    def worker(self) -> Iterator[None]:
        """Killed at the end of the block, without a chance to tidy up."""
        process = self.start("manage.py", "work")
        try:
            yield
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def until(holds: Callable[[], bool], what: str) -> float:
    """Returns the seconds it took."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > PATIENCE_S:
            raise SystemExit(f"not after {PATIENCE_S:.0f} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - started


def answers(server: Server) -> bool:
    try:
        return "</html>" in server.page()
    except OSError:
        return False


def public() -> set[int]:
    from practices.models import Practice

    return set(Practice.objects.public().values_list("pk", flat=True))


def equal(*servers: Server) -> bool:
    """Whether these copies hold what is public, and nothing else."""
    wanted = public()
    return all(server.indexed() == wanted for server in servers)


def try_out(servers: list[Server], publishes: int, goal_s: float) -> None:
    first, second = servers
    times: dict[str, list[float]] = {"published": [], "unpublished": []}
    with ExitStack() as running:
        for server in servers:
            running.enter_context(server.web_server())
        with first.worker():
            with second.worker():
                until(lambda: equal(*servers), "both copies are built")
                until(lambda: all(map(answers, servers)), "both web servers answer")
                for number in range(publishes):
                    practice = publish(f"Terrace number {number}")
                    times["published"].append(until(lambda: equal(*servers), "published"))
                    for server in servers:
                        until(
                            lambda s=server, n=practice.name_en: n in s.page(), f"shown by the {server.name}"
                        )
                    practice.unpublish()
                    times["unpublished"].append(until(lambda: equal(*servers), "unpublished"))
                    if any(practice.name_en in server.page() for server in servers):
                        raise SystemExit("an unpublished practice is shown")
            kept, gone = publish("Kept"), publish("Gone")
            gone.unpublish()
            until(lambda: equal(first), "the first goes on without the second")
            if second.indexed() == public():
                raise SystemExit("the copy of a dead worker cannot be up to date")
            with second.worker():
                took = until(lambda: equal(*servers), "the second is back")
            for server in servers:
                until(lambda s=server, n=kept.name_en: n in s.page(), f"shown by the {server.name}")
        with second.worker():
            last = publish("After the first died")
            until(lambda: equal(second), "the second goes on without the first")
        with first.worker():
            until(lambda: equal(*servers), "the first is back")
            until(lambda: last.name_en in first.page(), "shown by the first")
    for what, seconds in times.items():
        median, worst = statistics.median(seconds), max(seconds)
        print(f"{what:<12} {len(seconds)} times, in both copies: median {median:.2f} s, worst {worst:.2f} s")
        if worst > goal_s:
            sys.exit(f"{what}: more than {goal_s} s")
    print(f"a worker that was killed caught up {took:.2f} s after its process was started")
    print("both copies equal the database at the end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=10)
    parser.add_argument("--database", default="", help="address of an empty database")
    parser.add_argument("--goal", type=float, default=GOAL_S, help="seconds from a change to both copies")
    options = parser.parse_args()
    with temporary_site(options.database) as environ:
        root = Path(environ["TWINFIELDS_DATA_DIR"])
        servers = []
        for name in ("first", "second"):
            (root / name).mkdir()
            own = environ | {"TWINFIELDS_DATA_DIR": str(root / name)}
            servers.append(Server(name, own, free_port()))
        try:
            try_out(servers, options.publishes, options.goal)
        except SystemExit:
            for server in servers:
                print((server.folder / "log").read_text()[-3000:], file=sys.stderr)
            raise


if __name__ == "__main__":
    main()
