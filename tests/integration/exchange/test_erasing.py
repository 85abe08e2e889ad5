"""Who asks to be erased is erased: rows, files, mails, links, pages made of it, also after a restore."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db.models import CharField, EmailField, Field, JSONField, TextField
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageLogEntry, Revision

from exchange import erasures
from exchange.deciding import take_step
from exchange.erasing import PERSONAL, apply_again, erase_author, erase_item
from exchange.items import MODELS
from exchange.models import (
    Action,
    Answer,
    Author,
    Contribution,
    Decision,
    Flag,
    PracticeReports,
    Question,
    Report,
)
from exchange.sending import send
from exchange.stamps import Stamp
from jobs import mail
from jobs.models import Link, OutgoingMail
from media.models import Image
from practices.models import Practice, RegionExport
from practices.regions import Region
from tests import factories
from tests.integration.exchange.test_tried import OURS, post
from tests.integration.media.conftest import picture_bytes

# What no person wrote: numbers, codes and times.
NOT_PERSONAL = frozenset(
    (
        *(
            "id",
            "state",
            "language",
            "kind",
            "version",
            "held",
            "outcome",
            "since",
            "reads",
            "region",
            "reason",
        ),
        *("publication_version", "naming_version", "item_kind", "item_number", "action", "by", "helped"),
        *("about_kind", "about_number", "wished", "earlier_wishes"),
    )
)


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai")


@pytest.mark.database
@pytest.mark.parametrize("model", PERSONAL, ids=lambda model: model.__name__)
def test_every_field_that_may_tell_of_a_person_is_known_as_such(model: type) -> None:
    """A new field belongs into `PERSONAL`, and then into what is erased, or into the list above."""
    kinds = (CharField, TextField, EmailField, JSONField)
    fields = {
        field.name
        for field in model._meta.get_fields()  # type: ignore[attr-defined]
        if isinstance(field, Field) and isinstance(field, kinds)
    }
    assert fields <= {*PERSONAL[model], *NOT_PERSONAL}


def test_all_models_that_hold_what_peers_sent_are_listed() -> None:
    from django.apps import apps

    models = {model for model in apps.get_app_config("exchange").get_models() if model is not PracticeReports}
    assert models == set(PERSONAL)
    assert set(MODELS.values()) <= models


def test_nothing_of_an_author_is_left_and_others_stay(
    client: Client, practice: Practice, data_folder: Path
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")
    done = post(client, practice, changed="Mine", email="ana@example.org", photo=photo, people_agreed="1")
    post(client, practice, changed="Another's")
    report = Report.objects.get(changed="Mine")
    take_step(report, Action.ASKED, words="Ana, how many?")
    flag = Flag.objects.create(
        about_kind="report", about_number=report.pk, reason="wrong", language="en", form_id="f"
    )
    Decision.objects.create(item_kind="flag", item_number=flag.pk, action="kept", words="It is Ana's.")
    message = EmailMessage("Ana", "Dear Ana", to=["ana@example.org"])
    mail.store(message)
    mail.FolderBackend().send_messages([message])
    address = done["Location"].partition("?")[0]
    erased = client.post(f"{address}erase/", **OURS)
    assert erased.status_code == 200
    assert [each.changed for each in Report.objects.all()] == ["Another's"]
    assert Author.objects.count() == 1 == Link.objects.count()
    assert not Image.objects.exists() and not Flag.objects.exists() and not OutgoingMail.objects.exists()
    assert not Decision.objects.exclude(words="").exists()
    assert not list((data_folder / "mail").glob("*.eml"))
    assert client.get(address).status_code == 404
    (line,) = (data_folder / erasures.FILE_NAME).read_text().splitlines()
    assert set(json.loads(line)) == {"id", "kind", "time"}


def test_a_published_report_vanishes_from_all_pages_at_once(client: Client, practice: Practice) -> None:
    done = post(client, practice, changed="For everybody")
    take_step(Report.objects.get(), Action.PUBLISHED)
    page = factories.url_in(practice, "en")
    assert "For everybody" in client.get(page).content.decode()
    client.post(f"{done['Location'].partition('?')[0]}erase/", **OURS)
    for below in ("", "peers/"):
        assert "For everybody" not in client.get(f"{page}{below}").content.decode()
    assert PracticeReports.objects.get().lands == []


def test_one_thing_is_erased_and_the_rest_stays(client: Client, practice: Practice) -> None:
    done = post(client, practice)
    address = done["Location"].partition("?")[0]
    token = address.split("/mine/")[1].strip("/")
    asked = send(
        Question,
        Stamp("q" * 32, timedelta(seconds=9)),
        {"text": "Which seed?", "practice": practice},
        language="en",
        token=token,
    ).item
    gone = client.post(f"{address}question/{asked.pk}/erase/", **OURS)
    assert gone.status_code == 303
    assert not Question.objects.exists() and Report.objects.exists()
    last = client.post(f"{address}report/{Report.objects.get().pk}/erase/", **OURS)
    assert last.status_code == 200
    assert not Author.objects.exists()


def test_answers_of_others_go_with_the_question(practice: Practice) -> None:
    asked = send(Question, Stamp("q" * 32, timedelta(seconds=9)), {"text": "?"}, language="en").item
    answer = {"question": asked, "text": "Answer"}
    other = send(Answer, Stamp("a" * 32, timedelta(seconds=9)), answer, language="en").item
    erase_author(asked.author)
    assert not Answer.objects.exists()
    assert not Decision.objects.exists()
    assert Author.objects.filter(pk=other.author_id).exists()


def contributed(region: Region, *, live: bool) -> tuple[Contribution, Practice]:
    page = factories.make_practice(
        region.section, name_en="Told by Ana", contributor_name="Ana", naming_agreed=True, live=False
    )
    page.save_revision(log_action=True)
    if live:
        page.save_revision().publish()
    told = send(
        Contribution,
        Stamp("c" * 32, timedelta(seconds=9)),
        {"answers": {"sentence": "Told by Ana"}, "practice": page},
        language="en",
    ).item
    return told, page


def test_an_unpublished_page_made_of_it_goes_with_its_versions_and_its_log(region: Region) -> None:
    told, page = contributed(region, live=False)
    assert PageLogEntry.objects.filter(page=page.pk).exists()
    erase_item(told)
    assert not Practice.objects.filter(pk=page.pk).exists()
    assert not any("Ana" in json.dumps(each.content) for each in Revision.objects.all())
    assert not PageLogEntry.objects.filter(label__contains="Ana").exists()


def test_a_published_page_made_of_it_is_unpublished_and_loses_the_name(region: Region) -> None:
    told, page = contributed(region, live=True)
    # What a correspondent took along of the region names her too.
    RegionExport.objects.create(user=factories.make_correspondent(region), section=region.section)
    elsewhere = factories.make_region("andes", "Andes")
    RegionExport.objects.create(user=factories.make_correspondent(elsewhere), section=elsewhere.section)
    erase_item(told)
    assert [table.section for table in RegionExport.objects.all()] == [elsewhere.section]
    page = Practice.objects.get(pk=page.pk)
    assert not page.live and not page.contributor_name
    assert not page.naming_agreed and not page.publication_agreed
    assert all(each.content["contributor_name"] == "" for each in page.revisions.all())


def test_what_was_erased_is_erased_again_after_a_restore_and_nobody_else(
    client: Client, practice: Practice
) -> None:
    post(client, practice)
    author = Author.objects.get()
    number = author.pk
    erase_author(author)
    # The backup brings the author back, and later the number is given out anew.
    again = Author.objects.create(pk=number, language="en", code_hash="x")
    Author.objects.filter(pk=number).update(created_at=timezone.now() - timedelta(days=9))
    assert apply_again(erasures.noted()) == 1
    assert not Author.objects.filter(pk=number).exists()
    assert len(erasures.noted()) == 1
    younger = Author.objects.create(pk=number, language="en", code_hash="y")
    assert apply_again(erasures.noted()) == 0
    assert Author.objects.filter(pk=younger.pk).exists()
    assert again.pk == younger.pk


def test_a_line_that_was_cut_short_is_left_out(data_folder: Path) -> None:
    (data_folder / erasures.FILE_NAME).write_text('{"id": 1, "kind": "author", "ti\n')
    assert erasures.noted() == []
