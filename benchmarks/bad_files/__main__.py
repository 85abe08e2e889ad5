"""Sends every bad file through the admin's own form of a temporary site, and prints what came back.

    python -m benchmarks.bad_files

Exits with 1 where a file was answered with anything but its sentence, something typed was lost, or a file stayed.
"""

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bad_files import CORPUS
from benchmarks.bad_files.bad_file import FOREIGN, PICTURE, BadFile
from benchmarks.temporary_site import REGION, temporary_site

REFUSED_STATUS = 200
TAKEN_STATUS = 302
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    file: BadFile
    status: int
    sentence: str
    seconds: float
    decoder_mb: int
    wrong: str

    def __str__(self) -> str:
        said = self.sentence or "–"
        return (
            f"| {self.file.name} | {self.file.code or 'taken'} | {self.status} | {said} "
            f"| {self.seconds:.1f} | {self.decoder_mb or ''} | {self.wrong} |"
        )


def main() -> int:
    with temporary_site():
        lines = []
        print("| file | what must happen | answer | sentence | s | decoder, MB | wrong |")
        print("|---|---|---|---|---|---|---|")
        for line in sent():
            lines.append(line)
            print(line, flush=True)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wrong = sum(bool(line.wrong) for line in lines)
    refused = sum(bool(line.file.code) for line in lines)
    print(f"\n{len(lines)} files, {refused} refused, {len(lines) - refused} taken and harmless; {wrong} wrong.")
    print(f"Slowest {max(line.seconds for line in lines):.1f} s. This process at most {own} MB.")
    return 1 if wrong else 0


def sent() -> Iterator[Line]:
    from django.conf import settings
    from django.test import Client
    from wagtail.models import Collection

    from benchmarks.bad_files.sending import send
    from kb.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    user = User.objects.create_superuser(email="awa@example.org", password=None, preferred_language="fr")
    collection = Collection.objects.get(name="Measured").pk
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for file in CORPUS:
        # Made before the clock starts.
        content = file.content
        reset_peak()
        start = time.perf_counter()
        answer = send(client, file, collection)
        seconds = time.perf_counter() - start
        wrong = what_is_wrong(file, answer.status, answer.sentence, answer.is_kept)
        yield Line(file, answer.status, answer.sentence, seconds, peak_mb(file), wrong)
        del content
