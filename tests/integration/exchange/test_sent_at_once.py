"""One form that twenty connections send at the same moment makes one report, and every one the same link."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.kb.stored_site import ROOT, StoredSite

SCRIPT = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
import django
django.setup()
from benchmarks import temporary_site
temporary_site.fill()
practice = temporary_site.publish("Stone lines")
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone
from exchange.models import Author, Decision, Report
from exchange.stamps import new_stamp
from jobs.models import Link
from media.models import Image
from tests.integration.media.conftest import picture_bytes

stamp = new_stamp(f"report {practice.pk}", timezone.now() - timedelta(seconds=30))
address = f"/es/{practice.get_url().split('/', 2)[2]}tried/"
photo = picture_bytes()

def send(number):
    told = {"stamp": stamp, "outcome": "stopped", "since": "longer", "changed": "Same words"}
    if number % 4 == 0:
        told["photo"] = SimpleUploadedFile("a.jpg", photo, "image/jpeg")
        told["people_agreed"] = "1"
        told["stamp"] = with_photo
    try:
        answer = Client(SERVER_NAME="localhost").post(address, told, HTTP_SEC_FETCH_SITE="same-origin")
        return [answer.status_code, answer.get("Location", "")]
    finally:
        connections.close_all()

with_photo = new_stamp(f"report {practice.pk}", timezone.now() - timedelta(seconds=30))
with ThreadPoolExecutor(20) as threads:
    answers = list(threads.map(send, range(25)))
print(json.dumps({
    "answers": answers, "reports": Report.objects.count(), "authors": Author.objects.count(),
    "links": Link.objects.count(), "steps": list(Decision.objects.values_list("action", flat=True)),
    "images": Image.objects.count(),
}))
"""


@pytest.mark.slow
def test_twenty_at_once_make_one_report(tmp_path: Path) -> None:
    site = StoredSite.on_sqlite(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=site.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert {status for status, _where in found["answers"]} == {303}, found["answers"]
    # One form without a photo and one with: two reports.
    assert len({where for _status, where in found["answers"]}) == 2
    assert (found["reports"], found["authors"], found["links"]) == (2, 2, 2)
    assert found["steps"] == ["received", "received"]
    assert found["images"] == 1
