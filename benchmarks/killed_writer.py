"""A writer that is killed in the middle: what is in the database, what is in the index, what lies about.

    python -m benchmarks.killed_writer [--kills 50] [--seed 1]

A process publishes, edits, withdraws and deletes practices and brings the index up to date after each, as
the web server and the worker do; it is killed by SIGKILL at a random moment. Then it is checked that
`CURRENT` names a whole generation, that the page tree is sound, that every change that was acknowledged is in
the database, that after one turn of the worker the index equals it, and that folders do not pile up.
"""

import argparse
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NoReturn

from benchmarks.temporary_site import publish, temporary_site

# What the writer says before and after each of its two kinds of commits.
IN_DATABASE, ACKNOWLEDGED, IN_INDEX, IDLE = b"d", b"a", b"i", b"-"
PATIENCE_S = 30.0


def write_for_ever(seed: int, says: int, log: int) -> NoReturn:
    """Says on `says` where it is; a line of `log` acknowledges a change, as an answer to a browser would."""
    from django.db import transaction

    from search.engines.registry import embedded_writer
    from search.indexing.documents import public_documents
    from search.indexing.worker import drain_outbox

    dice = random.Random(seed)
    writer = embedded_writer()
    number = 0
    while True:
        number += 1
        os.write(says, IN_DATABASE)
        # One transaction, as in every view of the admin.
        with transaction.atomic():
            said = change(dice, f"Practice {seed} {number}")
        os.write(log, f"{said}\n".encode())
        os.write(says, ACKNOWLEDGED)
        os.write(says, IN_INDEX)
        if dice.random() < 0.1:
            writer.rebuild(public_documents())
        else:
            drain_outbox(writer)
        os.write(says, IDLE)


def change(dice: random.Random, name: str) -> str:
    """One change of the database; the practice's id and how it is now."""
    from practices.models import Practice

    there = list(Practice.objects.order_by("pk"))
    kind = dice.choice(("new", "new", "edit", "withdraw", "delete")) if there else "new"
    if kind == "new":
        practice = publish(name)
        return f"{practice.pk} live {name}"
    practice = dice.choice(there)
    if kind == "edit":
        practice.name_en = name
        practice.save_revision().publish()
        return f"{practice.pk} live {name}"
    if kind == "withdraw":
        practice.unpublish()
        return f"{practice.pk} draft {practice.name_en}"
    said = f"{practice.pk} deleted"
    practice.delete()
    return said


def kill_one(seed: int, log_path: Path) -> bytes:
    """Start a writer, kill it at a moment drawn from `seed`; where it was."""
    dice = random.Random(seed)
    target = dice.choice((IN_DATABASE, IN_INDEX))
    wanted, delay_s = dice.randint(2, 5), dice.uniform(0, 0.12)
    heard, says = os.pipe()
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        try:
            write_for_ever(seed, says, log)
        finally:
            os._exit(1)
    os.close(says)
    os.close(log)
    last, seen, deadline = IDLE, 0, time.monotonic() + PATIENCE_S
    while seen < wanted:
        if not select.select([heard], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise SystemExit("the writer does not move")
        last = os.read(heard, 1)
        if not last:
            raise SystemExit("the writer ended by itself")
        seen += last == target
    time.sleep(delay_s)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while said := os.read(heard, 1):
        last = said
    os.close(heard)
    return last


def warm_up() -> None:
    """What every writer would read anew: places and the climate map. Neither starts a thread."""
    from search.indexing import worker  # noqa: F401  imports the rest
    from zones import gazetteer, grid

    gazetteer.find("Kopargo")
    grid.conditions_at(9.8, 1.5)


def in_child(check: str, log_path: Path) -> str:
    """Problems that a check finds, empty for none. Not in this process: whoever forks opens no database."""
    heard, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(says, "\n".join(CHECKS[check](log_path)).encode()[:60_000])
        except BaseException as error:  # noqa: BLE001  told by the parent
            os.write(says, repr(error).encode())
        finally:
            os._exit(0)
    os.close(says)
    with os.fdopen(heard, "rb") as pipe:
        found = pipe.read().decode()
    os.waitpid(pid, 0)
    return found


def folders() -> list[str]:
    root = Path(os.environ["TWINFIELDS_DATA_DIR"]) / "search-index"
    return sorted(path.name for path in root.iterdir() if path.is_dir())


def check_after_kill(log_path: Path) -> list[str]:
    """Before anybody repairs anything."""
    from wagtail.models import Page

    from practices.models import Practice
    from search.engines.embedded.engine import EmbeddedEngine
    from search.engines.registry import embedded_writer

    problems = []
    embedded_writer().check(whole=True)
    engine = EmbeddedEngine(Path(os.environ["TWINFIELDS_DATA_DIR"]) / "search-index")
    if not engine.is_current:
        problems.append("CURRENT names a generation that does not open")
    if any(Page.find_problems()):
        problems.append(f"page tree: {Page.find_problems()}")
    known = {practice.pk: practice for practice in Practice.objects.all()}
    last: dict[int, str] = {}
    for line in log_path.read_text().splitlines():
        pk, _, said = line.partition(" ")
        last[int(pk)] = said
    # The one change that was under way may be there or not.
    unlike = [pk for pk, said in last.items() if said != _state(known.get(pk))]
    unknown = known.keys() - last.keys()
    if len(unlike) + len(unknown) > 1:
        problems.append(f"acknowledged and lost: {unlike}, never acknowledged: {unknown}")
    # From here on what is there counts as acknowledged.
    log_path.write_text("".join(f"{pk} {_state(known.get(pk))}\n" for pk in last.keys() | known.keys()))
    return problems


def _state(practice: object) -> str:
    if practice is None:
        return "deleted"
    return f"{'live' if practice.live else 'draft'} {practice.name_en}"  # type: ignore[attr-defined]


def check_after_work(log_path: Path) -> list[str]:
    """After one turn of the worker."""
    from search.engines.registry import embedded_writer
    from search.indexing.check import differences
    from search.indexing.worker import drain_outbox

    drain_outbox(embedded_writer())
    found = differences()
    return [f"index and database differ: {found}"] if found else []


CHECKS = {"killed": check_after_kill, "worked": check_after_work}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    where, rubbish, most = Counter[bytes](), 0, 0
    with temporary_site() as environ:
        log_path = Path(environ["TWINFIELDS_DATA_DIR"]) / "acknowledged"
        warm_up()
        for number in range(options.kills):
            where[kill_one(options.seed * 1000 + number, log_path)] += 1
            most = max(most, len(folders()))
            rubbish += len(folders()) > 2
            for check in CHECKS:
                if problems := in_child(check, log_path):
                    raise SystemExit(f"kill {number}, {check}: {problems}")
    print(
        f"{options.kills} kills (seed {options.seed}): {where[IN_DATABASE]} while saving, "
        f"{where[IN_INDEX]} while writing the index, {where[IDLE] + where[ACKNOWLEDGED]} between; "
        f"{rubbish} left a half-written generation"
    )
    print(
        f"lost 0, index equal to database after each, CURRENT whole after each, "
        f"never more than {most} folders; {time.perf_counter() - started:.0f} s"
    )
    if most > 3:
        sys.exit("folders pile up: the generation in use, one before and one that was cut off are three")


if __name__ == "__main__":
    main()
