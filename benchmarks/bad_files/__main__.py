"""Sends every bad file through the admin's own form of a temporary site, and prints what came back.

    python -m benchmarks.bad_files

Exits with 1 where a file was not answered with its sentence, something typed was lost, or a file stayed.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bad_files import CORPUS, films
from benchmarks.bad_files.bad_file import DOCUMENT, FILM, FOREIGN, PICTURE, BadFile
from benchmarks.temporary_site import REGION, temporary_site

REFUSED_STATUS = 200
TAKEN_STATUS = 302
OWN_STATUS = Path("/proc/self/status")
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
# Runs the decoder and then tells what the system knows of its memory.
TELLING = f"""
import pathlib, runpy, sys
try:
    runpy.run_path(sys.argv[1], run_name="__main__")
except SystemExit:
    pass
sys.stderr.write(pathlib.Path("{OWN_STATUS}").read_text())
"""
BEFORE_DECODER = ("empty", "too_large", "kind_not_taken", "no_picture")


@dataclass(frozen=True, slots=True)
class Line:
    file: BadFile
    status: int
    sentence: str
    seconds: float
    decoder_mb: int
    web_mb: int
    wrong: str

    def __str__(self) -> str:
        said = self.sentence or "–"
        return (
            f"| {self.file.name} | {self.file.code or 'taken'} | {self.status} | {said} "
            f"| {self.seconds:.1f} | {self.decoder_mb or ''} | {self.web_mb} | {self.wrong} |"
        )


def main() -> int:
    with temporary_site():
        lines = []
        print("| file | what must happen | answer | sentence | s | decoder, MB | web, MB | wrong |")
        print("|---|---|---|---|---|---|---|---|")
        for line in sent():
            lines.append(line)
            print(line, flush=True)
    wrong = sum(bool(line.wrong) for line in lines)
    refused = sum(bool(line.file.code) for line in lines)
    print(
        f"\n{len(lines)} files, {refused} refused, {len(lines) - refused} taken and harmless; {wrong} wrong."
    )
    slowest, decoder, web = (
        max(getattr(line, name) for line in lines) for name in ("seconds", "decoder_mb", "web_mb")
    )
    print(f"Slowest {slowest:.1f} s. Memory at most: decoder {decoder} MB, web process {web} MB.")
    return 1 if wrong else 0


def sent() -> Iterator[Line]:
    from django.conf import settings
    from django.test import Client
    from django.utils import translation
    from wagtail.models import Collection

    from benchmarks.bad_files.sending import send
    from kb.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    user = User.objects.create_superuser(email="awa@example.org", password=None, language="fr")
    collection = Collection.objects.get(name=REGION.capitalize()).pk
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for file in CORPUS:
        # Made before the clock starts.
        _made = file.content
        memory_mb = decoder_mb(file) if file.door == PICTURE and file.code not in BEFORE_DECODER else 0
        # Sets back what the system counts as this process's highest memory.
        Path("/proc/self/clear_refs").write_text("5")
        start = time.perf_counter()
        answer = send(client, file, collection)
        seconds = time.perf_counter() - start
        web_mb = peak_mb(OWN_STATUS.read_text())
        translation.deactivate()
        said_later = made_small() if file.door == FILM and not file.code else ""
        kept = taken_back()
        wrong = [
            *(["status"] if answer.status != (REFUSED_STATUS if file.code else TAKEN_STATUS) else []),
            *(["no sentence"] if file.code and not answer.sentence else []),
            *(["typed text lost"] if not answer.is_kept else []),
            *(["file left behind"] if file.code and kept else []),
            *(["not refused later"] if said_later != films.LATER.get(file.name, "") else []),
            *(["foreign bytes"] if is_written_anew(file) and FOREIGN in b"".join(kept) else []),
        ]
        yield Line(file, answer.status, answer.sentence, seconds, memory_mb, web_mb, ", ".join(wrong))


def is_written_anew(file: BadFile) -> bool:
    """Returns whether nothing of what was sent may be kept: not of documents, nor of films refused later."""
    return file.door != DOCUMENT and file.name not in films.LATER


def made_small() -> str:
    """Does what waits in the media lane, as the worker does; returns the code with which it was refused."""
    from jobs.registry import Lane, discover
    from jobs.worker import Leases, run_next
    from media.models import Clip

    while run_next(discover(), Lane.MEDIA, Leases()):
        pass
    clip = Clip.objects.first()
    return clip.refusal if clip else ""


def taken_back() -> list[bytes]:
    """Returns what lies in the folder of media, and leaves it empty."""
    from django.conf import settings

    from media.models import Clip, Document, Image

    found = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    Image.objects.all().delete()
    Document.objects.all().delete()
    Clip.objects.all().delete()
    return found


def decoder_mb(file: BadFile) -> int:
    """Returns the memory that the decoder takes for the file, in a run of its own within the same limits."""
    from media import sandbox
    from media.intake import pictures

    with tempfile.TemporaryFile(buffering=0) as given:
        given.write(file.content)
        program = [sys.executable, "-I", "-c", TELLING, str(pictures.DECODER)]
        said = sandbox.run(program, given, None, pictures.LIMITS).said
    return peak_mb(said)


def peak_mb(status: str) -> int:
    found = PEAK.search(status)
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    sys.exit(main())
