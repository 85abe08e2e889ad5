"""Runs the web server and the worker as two children of one small process, and ends both with it.

Used by `manage.py up` as `python -m kb.supervisor PORT` (`lean` before the port: nothing is installed), by
`manage.py dev` with `dev` before it.
The parent loads no Django, so it waits for months in a few megabytes. A child that ends is started again,
each time a little later; Ctrl-C and SIGTERM end both in good order. Children follow even a parent that was
killed: on Linux the kernel sees to it, elsewhere a guard that notices its pipe close.
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
POLL_S = 0.2
# A child that lived this long is taken as healthy again.
HEALTHY_AFTER_S = 60.0
LONGEST_PAUSE_S = 30.0
# gunicorn itself gives requests 20 s to finish.
PATIENCE_S = 25.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """Holds how one process is started, and what became of it."""

    name: str
    command: Sequence[str]
    pass_fds: tuple[int, ...] = ()
    # Reads the keyboard, for a debugger, and shares the session of the parent; so Ctrl-C reaches it as well.
    in_foreground: bool = False
    # Started when this is set, and not again once it has ended.
    once_after: threading.Event | None = None
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    due_at: float = 0.0

    def pause_s(self, lived_s: float) -> float:
        """Returns the seconds until the next start: 1, 2, 4 … 30, and 1 again after a healthy life."""
        self.failures = 1 if lived_s >= HEALTHY_AFTER_S else self.failures + 1
        return min(LONGEST_PAUSE_S, 2.0 ** (self.failures - 1))


@dataclass
class Supervisor:
    """Starts its children, starts again what ended, and ends all with itself."""

    children: Sequence[Child]
    say: Callable[[str], None]
    use_guard: bool = not sys.platform.startswith("linux")
    stop: threading.Event = field(default_factory=threading.Event)
    guard: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Keeps the children running; returns once a signal has set `stop` and all have ended."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stop.set())
        try:
            while not self.stop.is_set():
                for child in self.children:
                    self._start_if_ended(child)
                self.stop.wait(POLL_S)
        finally:
            self._end_all()

    def _start_if_ended(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due_at and (child.once_after is None or child.once_after.is_set()):
                self._start(child)
        elif child.once_after is None and (code := child.process.poll()) is not None:
            pause_s = child.pause_s(now - child.started_at)
            self._notify_guard("-", child.process.pid)
            child.process, child.due_at = None, now + pause_s
            self.say(f"The {child.name} ended ({describe(code)}); it starts again in {pause_s:.0f} s.")

    def _start(self, child: Child) -> None:
        follow = [] if self.use_guard else [sys.executable, "-m", "kb.supervisor", "follow", str(os.getpid())]
        child.process = subprocess.Popen(
            [*follow, *child.command],
            cwd=ROOT,
            stdin=None if child.in_foreground else subprocess.DEVNULL,
            pass_fds=child.pass_fds,
            # A session of its own: Ctrl-C reaches the parent alone, which ends the children in order.
            start_new_session=not child.in_foreground,
        )
        child.started_at = time.monotonic()
        self._notify_guard("+", child.process.pid)

    def _notify_guard(self, sign: str, pid: int) -> None:
        if not self.use_guard:
            return
        if self.guard is None:
            command = [sys.executable, "-m", "kb.supervisor", "guard"]
            self.guard = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
        assert self.guard.stdin is not None
        self.guard.stdin.write(f"{sign}{pid}\n".encode())
        self.guard.stdin.flush()

    def _end_all(self) -> None:
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + PATIENCE_S
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                end_group(process.pid, signal.SIGKILL)
                process.wait()
        if self.guard and self.guard.stdin:
            self.guard.stdin.write(b"end\n")
            self.guard.stdin.close()
            self.guard.wait()


def follow(parent: int, command: list[str]) -> NoReturn:
    """Replaces this process by `command`, which Linux ends when the parent dies; never returns."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("The parent died before its child had started.")
    os.execv(command[0], command)


def guard(lines: IO[bytes]) -> None:
    """Ends the processes named on the pipe when it closes without a farewell: the parent was killed."""
    pids: set[int] = set()
    for line in lines:
        if line == b"end\n":
            return
        pid = int(line[1:])
        (pids.add if line.startswith(b"+") else pids.discard)(pid)
    for pid in pids:
        end_group(pid, signal.SIGTERM)


def end_group(pid: int, number: signal.Signals) -> None:
    """Sends the signal to the session that `pid` leads; to `pid` alone where it leads none."""
    for send in (os.killpg, os.kill):
        try:
            send(pid, number)
        except ProcessLookupError:
            continue
        return


def describe(code: int) -> str:
    """Returns how a child ended, in words; a negative code is a signal."""
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def open_port(port: int) -> socket.socket:
    """Returns the listening socket, held by the parent so that a restart refuses nobody. Raises OSError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def announce(port: int, say: Callable[[str], None], stop: threading.Event, answers: threading.Event) -> None:
    """Says once that the site answers, and sets `answers`; returns then, or when `stop` is set."""
    while not stop.wait(POLL_S):
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/health/live")
            if connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                say(f"Twin Fields is ready: http://localhost:{port}/  (Ctrl-C ends it)")
                answers.set()
                return
        except OSError:
            continue
        finally:
            connection.close()


def say(text: str) -> None:
    """Writes a line to standard output at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(port: int, *, lean: bool = False) -> None:
    """Runs gunicorn and the worker, and has the extras installed unless the site is to stay lean.

    Raises SystemExit with an explanation where the port cannot be used.
    """
    try:
        listener = open_port(port)
    except OSError as error:
        sys.exit(port_problem(port, error))
    fd = listener.fileno()
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "--bind",
        f"fd://{fd}",
    ]
    answers = threading.Event()
    children = [
        Child("web server", [*gunicorn, "kb.wsgi:application"], pass_fds=(fd,)),
        Child("worker", [sys.executable, "manage.py", "work"]),
    ]
    if not lean:
        install = [sys.executable, "-m", "kb.bootstrap.media_extra"]
        children.append(Child("installation", install, once_after=answers))
    supervisor = Supervisor(children, say)
    threading.Thread(target=announce, args=(port, say, supervisor.stop, answers), daemon=True).start()
    supervisor.run()
    say("Twin Fields has ended.")


def develop(port: int) -> None:
    """Runs Django's server and the worker, both of which start anew when a file of the code changes."""
    manage = [sys.executable, "manage.py"]
    Supervisor(
        [
            Child("web server", [*manage, "runserver", f"{HOST}:{port}"], in_foreground=True),
            Child("worker", [*manage, "work", "--reload"]),
        ],
        say,
    ).run()


def port_problem(port: int, error: OSError) -> str:
    """Returns why the port cannot be used, and what to do."""
    return (
        f"Port {port} cannot be used ({error.strerror}): end what runs there, or choose another with --port."
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["guard"]:
            guard(sys.stdin.buffer)
        case ["follow", parent, *command]:
            follow(int(parent), command)
        case ["dev", port]:
            develop(int(port))
        case ["lean", port]:
            main(int(port), lean=True)
        case [port]:
            main(int(port))
