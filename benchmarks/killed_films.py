"""Films sent and made small, killed in the middle: nothing acknowledged is lost, nothing is left behind.

    python -m benchmarks.killed_films [--kills 100] [--seed 1]

Two processes take turns at being killed by SIGKILL at a random moment. One sends films through the admin's
own form. The other does what waits in the media lane, as the worker does. After each kill, by child
processes: every acknowledged film is there under its title, as it was sent or whole in all its parts; nothing
was refused; no ffmpeg goes on; and after a sweep without grace every file on the disk is named by a row and
every row's file is there. At the end all that waits is made, and every film can be played.
"""

import argparse
import os
import random
import subprocess
import time
from pathlib import Path
from typing import Final

from benchmarks.killed_site import in_child, kill, make_administrator, start, wait_for
from benchmarks.killed_uploads import Log
from benchmarks.killed_writer import warm_up
from benchmarks.temporary_site import temporary_site

SENT: Final = "sent"
MADE: Final = "made"
KINDS: Final = ("send", "make")
# Longest wait after the first acknowledgement before the kill; about as long as making two of them takes.
WITHIN_S: Final = 4.0
SECONDS: Final = 6
FILMS: Final = 3


def film_of(name: str, folder: Path) -> bytes:
    """Returns one of a few films, made before the first kill: none shall fall while one is made up."""
    from media.ffmpeg import program

    number = random.Random(name).randrange(FILMS)
    path = folder / f"film-{number}.mp4"
    if path.exists():
        return path.read_bytes()
    colour = f"0x{random.Random(number).randrange(0x202020, 0xE0E0E0):06x}"
    pictures = f"color=c={colour}:s=1280x720:r=25:d={SECONDS},noise=alls=30:allf=t"
    command = [str(program()), "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", pictures]
    command += ["-f", "lavfi", "-i", f"sine=d={SECONDS}", "-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([*command, "-c:a", "aac", str(path)], check=True)
    return path.read_bytes()


def send_one(log: Log, name: str, folder: Path) -> None:
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Collection

    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(is_superuser=True))
    sent = {
        "title_en": name,
        "received": SimpleUploadedFile(f"{name}.mp4", film_of(name, folder), "video/mp4"),
        "collection": str(Collection.get_first_root_node().pk),
    }
    answer = client.post(reverse("clips:add"), sent)
    if answer.status_code != 302:
        raise SystemExit(f"the film was not taken: {answer.status_code} {answer.content[:2000]!r}")
    log.acknowledge(SENT, name)


def make_one(log: Log, name: str, folder: Path) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from jobs.models import Job
    from jobs.registry import Lane, discover
    from jobs.worker import Leases, run_next
    from media.models import Clip, ClipState

    # Whoever was killed holds its lease for half a minute more; nobody waits for that here.
    Job.objects.filter(state=Job.State.RUNNING).update(
        leased_until=timezone.now() - timedelta(seconds=1), attempts=1
    )
    Job.objects.filter(kind="media.sweep").delete()
    if not Clip.objects.filter(state=ClipState.WAITING).exists():
        # The kill shall fall while one is made.
        send_one(log, name, folder)
    before = Clip.objects.filter(state=ClipState.READY).count()
    run_next(discover(), Lane.MEDIA, Leases())
    if Clip.objects.filter(state=ClipState.READY).count() > before:
        log.acknowledge(MADE, name)


def wrong(log: Log) -> list[str]:
    """Returns what is lost, and what was left behind."""
    from datetime import timedelta

    from django.conf import settings

    from media import orphans, space
    from media.models import Clip, ClipState

    orphans.sweep(timedelta(0))
    sizes = space.sizes_on_disk()
    balance = space.balance(sizes)
    problems = [f"a row's file is missing: {name}" for name in balance.missing]
    if balance.unnamed:
        problems.append(f"{balance.unnamed} files that no row names")
    folders = [path for path in (Path(settings.MEDIA_ROOT) / "clips").glob("*") if path.is_dir()]
    problems += [f"a folder is left: {path.name}" for path in folders]
    if left := at_work(Path(settings.MEDIA_ROOT)):
        problems.append(f"programs that go on: {left}")
    clips = {clip.title_en: clip for clip in Clip.objects.all()}
    for kind, name in log.lines():
        clip = clips.get(name)
        if kind == SENT and clip is None:
            problems.append(f"acknowledged and lost: {name}")
        elif kind == SENT and clip is not None and clip.state == ClipState.REFUSED:
            problems.append(f"refused though whole: {name} {clip.refusal}")
    for clip in clips.values():
        parts = (clip.video, clip.poster, clip.sound) if clip.state == ClipState.READY else (clip.received,)
        if not all(sizes.get(part.name) for part in parts):
            problems.append(f"not whole: {clip.title_en} {clip.state}")
    return problems


def at_work(folder: Path) -> list[str]:
    """Returns the numbers of processes that work in a folder below this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(process.name)
        except OSError:
            # Gone since it was listed, or somebody else's.
            continue
    return found


def left_behind() -> list[str]:
    """Notes, in a file, how many files this kill left that the sweep has to remove."""
    from media import space

    with (Path(os.environ["TWINFIELDS_DATA_DIR"]) / "left").open("a") as handle:
        handle.write(f"{space.balance(space.sizes_on_disk()).unnamed}\n")
    return []


def make_the_rest(log: Log, folder: Path) -> list[str]:
    """Makes all that waits; returns the films that cannot be played after that."""
    from media.models import Clip, ClipState

    for number in range(2 * Clip.objects.count() + 10):
        if not Clip.objects.filter(state=ClipState.WAITING).exists():
            break
        make_one(log, f"rest-{number}", folder)
    return [f"cannot be played: {clip.title_en}" for clip in Clip.objects.exclude(state=ClipState.READY)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    with temporary_site() as environ:
        folder = Path(environ["TWINFIELDS_DATA_DIR"])
        log = Log(folder)
        in_child(make_administrator)
        warm_up()
        for number in range(20 * FILMS):
            film_of(f"{number}", folder)
        work = {
            "send": lambda name: send_one(log, name, folder),
            "make": lambda name: make_one(log, name, folder),
        }
        for number in range(options.kills):
            kind, seed = KINDS[number % len(KINDS)], options.seed * 1000 + number
            pid, heard = start(work[kind], f"{kind}-{seed}")
            wait_for(heard)
            time.sleep(random.Random(seed).uniform(0, WITHIN_S))
            kill(pid, heard)
            in_child(left_behind)
            in_child(lambda: wrong(log))
        in_child(lambda: make_the_rest(log, folder))
        in_child(lambda: wrong(log))
        left = [int(line) for line in (folder / "left").read_text().split()]
        kinds = [kind for kind, _name in log.lines()]
    print(
        f"{options.kills} kills (seed {options.seed}), half while sending films, half while making them small"
    )
    print(f"acknowledged: {kinds.count(SENT)} films sent, {kinds.count(MADE)} made in one go")
    print(
        f"lost 0, refused 0; {sum(map(bool, left))} kills left {sum(left)} files that no row named, after a "
        f"sweep 0; {time.perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
