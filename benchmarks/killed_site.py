"""Publishing, uploading and backing up, each killed in the middle: what was acknowledged is there afterwards.

    python -m benchmarks.killed_site [--kills 20] [--seed 1]

Three processes take turns at being killed by SIGKILL at a random moment. One publishes practices; one uploads
pictures through the admin's own view; one makes backups while another publishes and uploads. After each kill
it is checked that every change that was acknowledged is in the database, that every picture's file is there
as it was stored, that the page tree is sound, and that every folder named as a backup is whole. At the
end the last backup is restored into a new site, which must hold what was acknowledged before it began.
"""

import argparse
import hashlib
import io
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.killed_writer import warm_up
from benchmarks.temporary_site import ROOT, publish, temporary_site

PUBLISH, UPLOAD, BACKUP = "publish", "upload", "backup"
KINDS: Final = (PUBLISH, UPLOAD, BACKUP)
PATIENCE_S = 60.0
# Longest wait after the first acknowledgement before the kill; about as long as one of them takes.
WITHIN_S: Final = {PUBLISH: 0.4, UPLOAD: 0.4, BACKUP: 0.6}
# Who writes beside a backup: SQLite's queue of writers is not fair to others where one never pauses.
PAUSE_S: Final = 0.2
# What is acknowledged.
UPLOADED: Final = "uploaded"
PUBLISHED: Final = "published"


class Log:
    """What was acknowledged, a line each, written before the next change begins."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "acknowledged"
        self._path.touch()

    def acknowledge(self, kind: str, name: str, sha256: str = "") -> None:
        with self._path.open("a") as handle:
            handle.write(json.dumps([kind, name, sha256]) + "\n")

    def lines(self) -> list[tuple[str, str, str]]:
        return [
            (kind, name, sha256)
            for kind, name, sha256 in map(json.loads, self._path.read_text().splitlines())
        ]


def publish_one(log: Log, name: str) -> None:
    from django.db import transaction

    # One transaction, as in every view of the admin.
    with transaction.atomic():
        publish(name)
    log.acknowledge(PUBLISHED, name)


def upload_one(log: Log, name: str) -> None:
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse
    from PIL import Image as Picture
    from wagtail.models import Collection

    from media.models import Image

    data, dice = io.BytesIO(), random.Random(name)
    Picture.frombytes("RGB", (200, 150), dice.randbytes(200 * 150 * 3)).save(data, "PNG")
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(is_superuser=True))
    sent = {
        "title": name,
        "file": SimpleUploadedFile(f"{name}.png", data.getvalue(), "image/png"),
        "collection": str(Collection.get_first_root_node().pk),
    }
    answer = client.post(reverse("wagtailimages:add"), sent)
    if answer.status_code != 302:
        raise SystemExit(f"the upload was not taken: {answer.status_code} {answer.content[:2000]!r}")
    # What is stored is written anew, so its own hash is what has to be found again.
    with Image.objects.get(title=name).file.open() as stored:
        log.acknowledge(UPLOADED, name, hashlib.sha256(stored.read()).hexdigest())


def backup_one(log: Log, name: str, backups: Path) -> None:
    from django.core.management import call_command

    held = len(log.lines())
    call_command("backup", str(backups), stdout=io.StringIO())
    with (backups / "acknowledged").open("a") as handle:
        handle.write(f"{held}\n")


def start(do: Callable[[str], None], name: str, pause_s: float = 0) -> tuple[int, int]:
    """A process that does it for ever and says so each time on a pipe: its id and the end to read from."""
    heard, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        try:
            number = 0
            while True:
                number += 1
                do(f"{name}-{number}")
                os.write(says, b".")
                time.sleep(pause_s)
        except BaseException:  # noqa: BLE001  the parent only sees that it ended
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(says)
    return pid, heard


def wait_for(heard: int) -> None:
    if not select.select([heard], [], [], PATIENCE_S)[0]:
        raise SystemExit("a process does not move")
    if not os.read(heard, 1):
        raise SystemExit("a process ended by itself")


def kill(pid: int, heard: int) -> int:
    """How often it had said that it was done, beside what was read already."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    said = 0
    while more := os.read(heard, 1000):
        said += len(more)
    os.close(heard)
    return said


def in_child(check: Callable[[], list[str]]) -> None:
    """Stops at what a check finds. Not in this process: whoever forks opens no database."""
    heard, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(says, "\n".join(check()).encode()[:60_000])
        except BaseException as error:  # noqa: BLE001  told by the parent
            os.write(says, repr(error).encode())
        finally:
            os._exit(0)
    os.close(says)
    with os.fdopen(heard, "rb") as pipe:
        found = pipe.read().decode()
    os.waitpid(pid, 0)
    if found:
        raise SystemExit(found)


def lost(acknowledged: list[tuple[str, str, str]]) -> list[str]:
    """What a site lacks of it, and whatever else is not as it should be."""
    from wagtail.models import Page

    from media.models import Image
    from practices.models import Practice

    problems = [f"page tree: {Page.find_problems()}"] if any(Page.find_problems()) else []
    live = set(Practice.objects.live().values_list("name_en", flat=True))
    pictures = {}
    for picture in Image.objects.all():
        if not picture.file.storage.exists(picture.file.name):
            problems.append(f"{picture.title} has no file")
            continue
        with picture.file.open() as handle:
            pictures[picture.title] = hashlib.sha256(handle.read()).hexdigest()
    for kind, name, sha256 in acknowledged:
        if (kind == PUBLISHED and name not in live) or (kind == UPLOADED and pictures.get(name) != sha256):
            problems.append(f"acknowledged and lost: {kind} {name}")
    return problems


def damaged(backups: Path) -> list[str]:
    """Of the folders that are named as backups, those that are not whole."""
    from kb.backup import BackupRefused, folders, manifest

    problems = []
    for folder in folders.finished(backups):
        try:
            listed = manifest.read(folder)
        except BackupRefused as error:
            problems.append(str(error))
            continue
        for name, file in listed.files.items():
            if manifest.stored(folder / name) != file:
                problems.append(f"{folder}: {name} is not as it was written")
    return problems


def restore(backups: Path, environ: dict[str, str], acknowledged: list[tuple[str, str, str]]) -> float:
    """Seconds that the last backup took to be a site again, with all that was acknowledged before it."""
    with tempfile.TemporaryDirectory(prefix="twinfields-restored-") as folder:
        other = environ | {
            "TWINFIELDS_DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        }
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "manage.py", "restore", str(backups)],
            cwd=ROOT,
            env=other,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        took_s = time.monotonic() - began
        subprocess.run(
            [sys.executable, "-m", "benchmarks.killed_site", "--lost"],
            cwd=ROOT,
            env=other,
            check=True,
            text=True,
            input=json.dumps(acknowledged),
        )
        return took_s


def check_restored() -> None:
    """The other end of `restore`: a process of the restored site."""
    import django

    django.setup()
    from search.indexing.check import differences

    problems = lost([(kind, name, sha256) for kind, name, sha256 in json.load(sys.stdin)])
    if differences():
        problems.append(f"index and database differ: {differences()}")
    if problems:
        sys.exit("\n".join(problems))


def make_administrator() -> list[str]:
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_superuser(email="administrator@localhost", password="x" * 20)
    return []


def kill_one(kind: str, seed: int, log: Log, backups: Path) -> int:
    """Kill a process of that kind at a moment drawn from `seed`; how many things it had acknowledged."""
    dice = random.Random(seed)
    work: dict[str, Callable[[str], None]] = {
        PUBLISH: lambda name: publish_one(log, name),
        UPLOAD: lambda name: upload_one(log, name),
        BACKUP: lambda name: backup_one(log, name, backups),
    }
    beside = (PUBLISH, UPLOAD) if kind == BACKUP else ()
    others = [start(work[other], f"beside-{other}-{seed}", PAUSE_S) for other in beside]
    for _pid, heard in others:
        wait_for(heard)
    pid, heard = start(work[kind], f"{kind}-{seed}")
    wait_for(heard)
    time.sleep(dice.uniform(0, WITHIN_S[kind]))
    done = 1 + kill(pid, heard)
    for other in others:
        kill(*other)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lost", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lost:
        check_restored()
        return
    started = time.perf_counter()
    kills, done, interrupted = Counter[str](), Counter[str](), 0
    with temporary_site() as environ, tempfile.TemporaryDirectory(prefix="twinfields-backups-") as name:
        backups, log = Path(name), Log(Path(environ["TWINFIELDS_DATA_DIR"]))
        in_child(make_administrator)
        warm_up()
        for number in range(options.kills):
            kind = KINDS[number % len(KINDS)]
            done[kind] += kill_one(kind, options.seed * 1000 + number, log, backups)
            kills[kind] += 1
            interrupted += kind == BACKUP and any(backups.glob("*.unfinished"))
            in_child(lambda: lost(log.lines()))
            in_child(lambda: damaged(backups))
        held = [int(line) for line in (backups / "acknowledged").read_text().split()][-1]
        took_s = restore(backups, environ, log.lines()[:held])
        in_all = Counter(kind for kind, _name, _sha256 in log.lines())
    print(
        f"{options.kills} kills (seed {options.seed}): {kills[PUBLISH]} while publishing, "
        f"{kills[UPLOAD]} while uploading, {kills[BACKUP]} while backing up under writes "
        f"({done[BACKUP]} backups whole, {interrupted} interrupted)"
    )
    print(
        f"acknowledged: {in_all[PUBLISHED]} practices, {in_all[UPLOADED]} pictures; lost 0, "
        f"no picture without its file, page tree sound after each; every folder named as a backup whole; "
        f"the last one, restored in {took_s:.1f} s, holds the {held} things acknowledged before it began; "
        f"{time.perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
