"""How soon a publish is found and an unpublish is gone, with the real worker process; and without it.

    python -m benchmarks.freshness [--publishes 20]

Prints medians and worst cases in seconds, from the moment the publish (unpublish) has returned until the
index that this process reads has (no longer has) the practice. Then the worker is killed, publishing goes on,
and a new worker catches up.
"""

import argparse
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.temporary_site import ROOT, publish, temporary_site

GOAL_S = 2.0
PATIENCE_S = 60.0


@contextmanager
def worker(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Killed at the end of the block, without a chance to tidy up."""
    log = Path(environ["TWINFIELDS_DATA_DIR"]) / "worker.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
    try:
        yield process
    except BaseException:
        print(log.read_text()[-4000:], file=sys.stderr)
        raise
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def indexed() -> set[int]:
    from search.engines.registry import embedded_engine

    return set(embedded_engine().fingerprints())


def shown() -> set[int]:
    from search import service
    from zones.land import Land

    return {result.practice.pk for result in service.match(Land(), size=1000).results}


def seconds_until(holds: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > PATIENCE_S:
            raise SystemExit(f"not after {PATIENCE_S:.0f} s")
        time.sleep(0.01)
    return time.monotonic() - started


def tell(what: str, times: list[float], goal_s: float = GOAL_S) -> None:
    print(f"{what:<26} {len(times)} times: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    if max(times) > goal_s:
        sys.exit(f"{what}: more than {goal_s} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=20)
    options = parser.parse_args()
    with temporary_site() as environ:
        found, gone, hidden = [], [], []
        with worker(environ):
            first = publish("Practice 0")
            seconds_until(lambda: first.pk in indexed())
            for number in range(1, options.publishes + 1):
                practice = publish(f"Practice {number}")
                found.append(seconds_until(lambda pk=practice.pk: pk in indexed()))
                practice.unpublish()
                hidden.append(seconds_until(lambda pk=practice.pk: pk not in shown()))
                gone.append(seconds_until(lambda pk=practice.pk: pk not in indexed()))
        tell("found after a publish", found)
        tell("hidden after an unpublish", hidden)
        tell("out of the index", gone)
        waited = []
        for number in range(options.publishes):
            started = time.monotonic()
            publish(f"Without a worker {number}")
            waited.append(time.monotonic() - started)
        if shown() != {first.pk}:
            sys.exit("readers see something else than before the worker died")
        tell("publish without a worker", waited)
        with worker(environ):
            took = seconds_until(lambda: len(indexed()) == options.publishes + 1)
        print(f"a new worker               caught up {took:.2f} s after its process was started")


if __name__ == "__main__":
    main()
