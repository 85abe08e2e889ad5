import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb import supervisor

ROOT = Path(supervisor.__file__).resolve().parents[1]
ON_LINUX = sys.platform.startswith("linux")
CHILD = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(float(sys.argv[2]))"
)
PARENT = """
import sys
from kb.supervisor import Child, Supervisor, say
children = [Child(path, [sys.executable, "-c", sys.argv[1], path, sys.argv[2]]) for path in sys.argv[4:]]
Supervisor(children, say, use_guard=sys.argv[3] == "guard").run()
"""


def wait_for(fact: Callable[[], object], patience_s: float = 20) -> None:
    deadline = time.monotonic() + patience_s
    while not fact():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def pids_in(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Family:
    """A supervisor in a process of its own, with two children that only wait."""

    def __init__(self, folder: Path, mode: str, child_life_s: float = 60) -> None:
        self.files = [folder / "web", folder / "worker"]
        self.parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, CHILD, str(child_life_s), mode, *map(str, self.files)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        wait_for(lambda: all(pids_in(file) for file in self.files))

    @property
    def children(self) -> list[int]:
        return [pids_in(file)[-1] for file in self.files]


@pytest.fixture
def family(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Family]]:
    made: list[Family] = []

    def make(mode: str, **options: float) -> Family:
        made.append(Family(tmp_path, mode, **options))
        return made[-1]

    yield make
    for one in made:
        one.parent.terminate()
        one.parent.wait(30)
        one.parent.stdout.close()


@pytest.mark.skipif(not ON_LINUX, reason="reads /proc")
@pytest.mark.parametrize("mode", ["kernel", "guard"])
def test_children_die_with_a_parent_that_was_killed(family: Callable[..., Family], mode: str) -> None:
    killed = family(mode)
    killed.parent.kill()
    wait_for(lambda: not any(map(is_alive, killed.children)))


@pytest.mark.skipif(not ON_LINUX, reason="reads /proc")
@pytest.mark.parametrize("mode", ["kernel", "guard"])
def test_a_stop_signal_ends_parent_and_children(family: Callable[..., Family], mode: str) -> None:
    stopped = family(mode)
    stopped.parent.terminate()
    assert stopped.parent.wait(20) == 0
    assert not any(map(is_alive, stopped.children))


def test_a_child_that_ends_is_started_again(family: Callable[..., Family]) -> None:
    restless = family("kernel" if ON_LINUX else "guard", child_life_s=0)
    wait_for(lambda: all(len(pids_in(file)) > 1 for file in restless.files))
    assert "starts again in 1 s" in restless.parent.stdout.readline()


def test_pauses_grow_up_to_half_a_minute_and_start_over_after_a_healthy_life() -> None:
    child = supervisor.Child("web server", [])
    assert [child.pause_s(0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert child.pause_s(supervisor.HEALTHY_AFTER_S) == 1


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OSError) as refused:
            supervisor.open_port(port)
    sentence = supervisor.port_problem(port, refused.value)
    assert str(port) in sentence
    assert "--port" in sentence
    assert os.linesep not in sentence


def test_a_child_in_the_foreground_shares_the_session_and_is_ended_alone() -> None:
    """Its session is that of the tests, which must outlive it."""
    child = supervisor.Child(
        "server", [sys.executable, "-c", "import time; time.sleep(60)"], in_foreground=True
    )
    family = supervisor.Supervisor([child], say=lambda _text: None)
    family._start(child)
    process = child.process
    assert process is not None
    assert os.getsid(process.pid) == os.getsid(0)
    supervisor.end_group(process.pid, signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL
    if family.guard and family.guard.stdin:
        family.guard.stdin.close()
        family.guard.wait()


def test_what_is_done_once_waits_for_its_moment_and_is_not_done_again(tmp_path: Path) -> None:
    """An installation begins when the site answers, and its end is no failure."""
    done, answers, said = tmp_path / "done", threading.Event(), []
    child = supervisor.Child(
        "installation", [sys.executable, "-c", CHILD, str(done), "0"], once_after=answers
    )
    family = supervisor.Supervisor([child], say=said.append, use_guard=not ON_LINUX)
    family._start_if_ended(child)
    assert child.process is None
    answers.set()
    family._start_if_ended(child)
    assert child.process is not None
    assert child.process.wait(20) == 0
    family._start_if_ended(child)
    family._end_all()
    assert len(pids_in(done)) == 1
    assert not said
