"""A served site whose web process and worker can be killed one by one, and come back at once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.served_site import SERVER, free_port, wait_until_up
from benchmarks.temporary_site import ROOT


class Processes:
    """The web server with one process that answers, and a worker: each killed, each back at once."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._environ = environ
        self._log = (Path(environ["TWINFIELDS_DATA_DIR"]) / "processes.log").open("ab")
        self._server = self._start(*SERVER)
        self._worker = self._start("manage.py", "work")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environ,
            stdout=self._log,
            stderr=self._log,
        )

    def kill_web(self) -> bool:
        """Kills the process that answers; its parent starts another. Returns whether there was one."""
        found = children(self._server.pid)
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return bool(found)

    def kill_worker(self) -> None:
        """Kills the worker, and starts another."""
        self._worker.kill()
        self._worker.wait()
        self._worker = self._start("manage.py", "work")

    def is_worker_at_work(self) -> bool:
        from jobs.models import Job

        return Job.objects.filter(state=Job.State.RUNNING, owner__contains=f" {self._worker.pid} ").exists()

    def end(self) -> None:
        self._worker.kill()
        self._worker.wait()
        self._server.terminate()
        self._server.wait(30)
        self._log.close()


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@contextmanager
def served(environ: dict[str, str]) -> Iterator[tuple[str, Processes]]:
    port = str(free_port())
    processes = Processes(
        environ | {"PORT": port, "TWINFIELDS_WEB_PROCESSES": "1", "TWINFIELDS_TRUSTED_PROXIES": "1"}
    )
    try:
        site = f"http://127.0.0.1:{port}"
        wait_until_up(site)
        yield site, processes
    except BaseException:
        log = Path(environ["TWINFIELDS_DATA_DIR"]) / "processes.log"
        print(log.read_text(errors="replace")[-4000:], file=sys.stderr)
        raise
    finally:
        processes.end()
