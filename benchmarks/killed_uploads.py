"""Uploads and public copies, killed in the middle: nothing acknowledged is lost, no file left without a name.

    python -m benchmarks.killed_uploads [--kills 100] [--seed 1]

Two processes take turns at being killed by SIGKILL at a random moment. One uploads photos through the admin's
own view, which writes each anew, and lets the admin make a size of it. The other publishes practices with a
photo, makes the public copies as the worker does, and withdraws about every second. After each kill, by child
processes: every acknowledged photo is there under its title, upright in its size and of its colour; every
acknowledged public copy is whole, and gone where it was withdrawn; and after a sweep without grace every file
on the disk is named by a row, every row's file is there, every public folder has its row.
"""

import argparse
import io
import json
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Final

from benchmarks.killed_site import in_child, kill, make_administrator, start, wait_for
from benchmarks.killed_writer import warm_up
from benchmarks.temporary_site import publish, temporary_site

UPLOADED: Final = "uploaded"
COPIED: Final = "copied"
WITHDRAWN: Final = "withdrawn"
KINDS: Final = ("upload", "copy")
# Longest wait after the first acknowledgement before the kill; about as long as two of them take.
WITHIN_S: Final = 1.5
# What the camera held; turned, as the file says, it is 600 wide.
CAMERA_SIZE: Final = (450, 600)
UPRIGHT_SIZE: Final = (600, 450)
ORIENTATION, TURNED = 0x0112, 6
# How far the middle of a colour may move by being written anew.
COLOUR_STEPS: Final = 12


class Log:
    """What was acknowledged, a line each, written before the next change begins."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "acknowledged"
        self._path.touch()

    def acknowledge(self, kind: str, name: str) -> None:
        with self._path.open("a") as handle:
            handle.write(json.dumps([kind, name]) + "\n")

    def lines(self) -> list[tuple[str, str]]:
        return [(kind, name) for kind, name in map(json.loads, self._path.read_text().splitlines())]


def colour_of(name: str) -> tuple[int, int, int]:
    dice = random.Random(name)
    return dice.randrange(20, 230), dice.randrange(20, 230), dice.randrange(20, 230)


def photo_of(name: str) -> bytes:
    """Returns a photo in the colour of its name, with grain, lying on its side as telephones write it."""
    from PIL import Image as Picture

    width, height = CAMERA_SIZE
    grain = Picture.frombytes("RGB", CAMERA_SIZE, random.Random(name).randbytes(width * height * 3))
    picture = Picture.blend(Picture.new("RGB", CAMERA_SIZE, colour_of(name)), grain, 0.1)
    exif = Picture.Exif()
    exif[ORIENTATION] = TURNED
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=90, exif=exif)
    return content.getvalue()


def is_of(name: str, content: io.BufferedIOBase) -> bool:
    """Returns whether the stored picture is the one of that name, however it was written anew."""
    from PIL import Image as Picture
    from PIL import ImageOps, ImageStat

    with Picture.open(content) as stored:
        upright = ImageOps.exif_transpose(stored).convert("RGB")
    means = ImageStat.Stat(upright).mean
    wanted = [0.9 * part + 0.1 * 127.5 for part in colour_of(name)]
    is_near = all(abs(mean - part) <= COLOUR_STEPS for mean, part in zip(means, wanted, strict=True))
    return upright.size == UPRIGHT_SIZE and is_near


def upload_one(log: Log, name: str) -> None:
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Collection

    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(is_superuser=True))
    sent = {
        "title": name,
        "file": SimpleUploadedFile(f"{name}.jpg", photo_of(name), "image/jpeg"),
        "collection": str(Collection.get_first_root_node().pk),
    }
    answer = client.post(reverse("wagtailimages:add"), sent)
    if answer.status_code != 302:
        raise SystemExit(f"the upload was not taken: {answer.status_code} {answer.content[:2000]!r}")
    log.acknowledge(UPLOADED, name)
    # The list of pictures makes a size of it.
    client.get(reverse("wagtailimages:index"))


def copy_one(log: Log, name: str) -> None:
    from django.core.files.base import ContentFile
    from django.db import transaction

    from media import publishing
    from media.models import Image, PublicCopy
    from practices.models import Practice

    with transaction.atomic():
        image = Image.objects.create(title=name, file=ContentFile(photo_of(name), name=f"{name}.jpg"))
        practice = publish(name)
        Practice.objects.filter(pk=practice.pk).update(lead_image=image)
        practice.refresh_from_db()
        practice.save_revision().publish()
    publishing.follow_pages()
    # The job itself is left lying: its lease would have to end after each kill.
    publishing.make("image", image.pk)
    if not PublicCopy.objects.filter(image=image).exists():
        raise SystemExit(f"no public copy of {name}")
    log.acknowledge(COPIED, name)
    if random.Random(name).random() < 0.5:
        practice.refresh_from_db()
        practice.unpublish()
        log.acknowledge(WITHDRAWN, name)
        publishing.follow_pages()


def wrong(log: Log) -> list[str]:
    """Returns what is lost, and what was left behind."""
    from datetime import timedelta

    from media import orphans, publishing, space
    from media.models import Image, PublicCopy

    publishing.follow_pages()
    orphans.sweep(timedelta(0))
    problems = []
    sizes = space.sizes_on_disk()
    balance = space.balance(sizes)
    problems += [f"a row's file is missing: {name}" for name in balance.missing]
    if balance.unnamed:
        problems.append(f"{balance.unnamed} files that no row names")
    rows = {folder for _path, folder in space.public_folders()}
    found = {name.rpartition("/")[0] for name in sizes if name.startswith("public/")}
    problems += [f"public folder without a row, or the reverse: {folder}" for folder in rows ^ found]
    for copy in PublicCopy.objects.all():
        listed = {f"{copy.path}/{file['name']}": file["bytes"] for file in copy.files}
        if any(sizes.get(name) != size for name, size in listed.items()):
            problems.append(f"{copy.path} is not whole")
    lines = log.lines()
    withdrawn = {name for kind, name in lines if kind == WITHDRAWN}
    images = {image.title: image for image in Image.objects.select_related("public_copy")}
    for kind, name in lines:
        image = images.get(name)
        if image is None:
            problems.append(f"acknowledged and lost: {kind} {name}")
            continue
        if kind == UPLOADED:
            with image.file.open() as handle:
                if not is_of(name, handle):
                    problems.append(f"not the picture that was sent: {name}")
        elif kind == COPIED and hasattr(image, "public_copy") == (name in withdrawn):
            problems.append(f"public, though withdrawn, or the reverse: {name}")
    return problems


def left_behind() -> list[str]:
    """Notes, in a file, how many files this kill left that the sweep has to remove."""
    from media import space

    with (Path(os.environ["TWINFIELDS_DATA_DIR"]) / "left").open("a") as handle:
        handle.write(f"{space.balance(space.sizes_on_disk()).unnamed}\n")
    return []


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
        work = {
            "upload": lambda name: upload_one(log, name),
            "copy": lambda name: copy_one(log, name),
        }
        for number in range(options.kills):
            kind, seed = KINDS[number % len(KINDS)], options.seed * 1000 + number
            pid, heard = start(work[kind], f"{kind}-{seed}")
            wait_for(heard)
            time.sleep(random.Random(seed).uniform(0, WITHIN_S))
            kill(pid, heard)
            in_child(left_behind)
            in_child(lambda: wrong(log))
        left = [int(line) for line in (folder / "left").read_text().split()]
        done = Counter(kind for kind, _name in log.lines())
    print(
        f"{options.kills} kills (seed {options.seed}), half while uploading, half while making public copies"
    )
    print(
        f"acknowledged: {done[UPLOADED]} photos, {done[COPIED]} public copies, {done[WITHDRAWN]} withdrawals"
    )
    print(
        f"lost 0; {sum(map(bool, left))} kills left {sum(left)} files that no row named, after a sweep 0; "
        f"{time.perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
