"""A mark in every field that a peer fills in is in no file of the site once its author erased it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.kb.stored_site import ROOT, StoredSite

MARK = "Qzxwvmarke"
# Sends one of each kind with the mark in every field, has a page made of it with versions and mails, lets the
# worker have its turn, then says so; erases at the word "erase".
SCRIPT = f"""
import sys
from datetime import timedelta
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from benchmarks import temporary_site
temporary_site.fill()
temporary_site.publish("Stone lines")
from exchange.deciding import take_step
from exchange.erasing import erase_author
from exchange.models import Action, Answer, Contribution, Question, Report
from exchange.sending import send
from exchange.stamps import Stamp
from jobs import mail, queue
from media.models import Clip, Image
from practices.models import Practice, RegionSection
from search.engines.registry import embedded_writer
from search.indexing.worker import drain_outbox
from tests.integration.media.conftest import picture_bytes
from tests.media_work import do_media_work

MARK = {MARK!r}
practice = Practice.objects.get()
region = RegionSection.objects.get()

def drain():
    while drain_outbox(embedded_writer()):
        pass
    do_media_work()

def common(letter):
    image = Image(title=MARK, file=ContentFile(picture_bytes() + MARK.encode(), name=f"{{MARK}}.jpg"))
    image.save()
    clip = Clip.objects.create(title=MARK, transcript=MARK)
    return {{"photo": image, "voice": clip, "name": MARK, "place_name": MARK, "naming_version": "x",
            "land_pairs": [["place_name", MARK], ["texture", "sandy"]], "region": region}}

def stamp(letter):
    return Stamp(letter * 32, timedelta(seconds=9))

sent = send(Report, stamp("a"), {{**common("a"), "practice": practice, "outcome": "worked", "since": "longer",
            "changed": MARK}}, language="en")
token, author = sent.token, sent.item.author
author.email, author.phone = f"{{MARK.lower()}}@example.org", MARK
author.save()
take_step(sent.item, Action.ASKED, words=MARK)
take_step(sent.item, Action.ANSWERED, words=MARK)
take_step(sent.item, Action.PUBLISHED, words=MARK)
question = send(Question, stamp("b"), {{**common("b"), "text": MARK}}, language="en", token=token).item
take_step(question, Action.PUBLISHED)
send(Answer, stamp("c"), {{**common("c"), "question": question, "text": MARK}}, language="en", token=token)
page = Practice(live=False, name_en=MARK, place_name=MARK, contributor_name=MARK, summary_en=MARK)
region.add_child(instance=page)
for _time in range(3):
    page.save_revision(clean=False, log_action=True)
send(Contribution, stamp("d"), {{**common("d"), "answers": {{"sentence": MARK}}, "practice": page}},
     language="en", token=token)
message = EmailMessage(MARK, MARK * 3000, to=[author.email])
mail.store(message)
mail.FolderBackend().send_messages([message])
drain()
# What is changed leaves its earlier text in a database as well.
Report.objects.update(changed="short")
from django.db import connection
connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
author.refresh_from_db()
author.save()
print("told", flush=True)
sys.stdin.readline()
erase_author(author)
drain()
print("erased", flush=True)
sys.stdin.readline()
"""


def files_with_mark(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and (MARK.lower() in path.name.lower() or MARK.lower().encode() in path.read_bytes().lower())
    ]


@pytest.mark.slow
def test_no_file_of_the_site_holds_what_was_erased(tmp_path: Path) -> None:
    site = StoredSite.on_sqlite(tmp_path / "site")
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=site.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdin is not None and worker.stdout is not None
        assert worker.stdout.readline() == "told\n"
        assert {Path(name).suffix for name in files_with_mark(site.folder)} >= {".sqlite3", ".eml"}
        worker.stdin.write("erase\n")
        worker.stdin.flush()
        assert worker.stdout.readline() == "erased\n"
        # The process runs on, as a site does: nothing is tidied up by its end.
        assert files_with_mark(site.folder) == []
        worker.communicate("end\n")
    assert files_with_mark(site.folder) == []
