"""Texts that go out as a table and come back: what changed meanwhile is asked, all is saved or nothing."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.worksheet.worksheet import Worksheet

from kb.models import User
from practices.models import Practice, PracticeStep, TranslationFile
from practices.models.freshness import standings
from practices.regions import Region
from tests import factories
from tests.html import controls, parsed, said

TABLE = "/admin/translations/table.xlsx"
FILES = "/admin/translations/files/"
KEY, CHECK, STATE, ORIGINAL, NEW, MACHINE = 0, 1, 4, 5, 7, 8


@pytest.fixture
def lines(region: Region) -> Practice:
    page = factories.make_practice(
        region.section, name_fr="Cordons", summary_fr="=SOMME(A1) de pierres", external_id="cordons"
    )
    page.steps.add(PracticeStep(text_fr="Ramasser les pierres."))
    page.save()
    page.save_revision().publish()
    return Practice.objects.get(pk=page.pk)


def taken_out(client: Client, language: str = "es") -> openpyxl.Workbook:
    response = client.get(f"{TABLE}?language={language}")
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content))


def row_of(sheet: Worksheet, original: str) -> Any:
    return next(row for row in sheet.iter_rows(min_row=2) if row[ORIGINAL].value == original)


def brought_back(client: Client, book: openpyxl.Workbook) -> Any:
    content = io.BytesIO()
    book.save(content)
    return client.post(FILES, {"file": SimpleUploadedFile("textes.xlsx", content.getvalue())})


def sent(client: Client, book: openpyxl.Workbook) -> str:
    response = brought_back(client, book)
    assert response.status_code == 302, said(parsed(response).find("main"))
    return str(response["Location"])


def filled(client: Client, texts: Mapping[str, str]) -> openpyxl.Workbook:
    book = taken_out(client)
    for original, text in texts.items():
        row_of(book.active, original)[NEW].value = text
    return book


def shown(response: Any) -> str:
    return said(parsed(response).find("main"))


def choices(response: Any) -> dict[str, str]:
    """What the form says of the texts beside which a choice is offered."""
    boxes = parsed(response).find_all(
        "input", attrs={"name": lambda name: name and name.startswith("shown-")}
    )
    return {str(box["name"]): str(box["value"]) for box in boxes}


TEXTS = {"Cordons": "Cordones", "=SOMME(A1) de pierres": "Piedras", "Ramasser les pierres.": "Recoger."}


def test_texts_go_out_as_texts_come_back_and_are_published(
    region: Region, lines: Practice, desk: Client
) -> None:
    book = filled(desk, TEXTS)
    cell = row_of(book.active, "=SOMME(A1) de pierres")[ORIGINAL]
    assert cell.data_type == "s"
    assert row_of(book.active, "Cordons")[KEY].value == "cordons | name | fr > es"
    address = sent(desk, book)
    looked_at = desk.get(address)
    assert "Recoger." in shown(looked_at)
    assert Practice.objects.get(pk=lines.pk).name_es in (None, "")
    for _press in range(2):
        assert desk.post(address, {"action": "out"}).status_code == 302
    now = Practice.objects.get(pk=lines.pk)
    assert (now.name_es, now.summary_es, now.steps.get().text_es) == ("Cordones", "Piedras", "Recoger.")
    assert now.latest_revision_id == now.live_revision_id
    assert standings(now.pk)["es"].state == "current"


def test_drafts_are_made_where_that_is_asked_and_a_machines_text_is_marked(
    region: Region, lines: Practice, desk: Client
) -> None:
    book = filled(desk, TEXTS)
    row_of(book.active, "Cordons")[MACHINE].value = "oui"
    desk.post(sent(desk, book), {"action": "save"})
    page = Practice.objects.get(pk=lines.pk)
    assert not page.name_es
    assert page.get_latest_revision_as_object().name_es == "Cordones"
    page.get_latest_revision().publish()
    assert standings(page.pk)["es"].state == "machine"


@pytest.mark.parametrize("side", ["source", "target"])
def test_what_changed_meanwhile_is_shown_on_both_sides_and_the_person_chooses(
    region: Region, lines: Practice, desk: Client, side: str
) -> None:
    address = sent(desk, filled(desk, TEXTS))
    latest = lines.get_latest_revision_as_object()
    if side == "source":
        latest.name_fr = "Cordons pierreux"
    else:
        latest.name_es = "Hileras"
    latest.save_revision().publish()
    looked_at = desk.get(address)
    assert ("Cordons pierreux" if side == "source" else "Hileras") in shown(looked_at)
    assert "Cordones" in shown(looked_at)
    (name,) = choices(looked_at)
    number = name.removeprefix("shown-")
    assert desk.post(address, {"action": "save"}).status_code == 422
    # A choice that was made beside other texts is none.
    old = {"action": "out", name: "other-texts", f"choice-{number}": "take"}
    assert desk.post(address, old).status_code == 422
    assert not Practice.objects.get(pk=lines.pk).summary_es
    keep = {"action": "out", **choices(looked_at), f"choice-{number}": "keep"}
    assert desk.post(address, keep).status_code == 302
    now = Practice.objects.get(pk=lines.pk)
    assert (now.name_es or "") == ("" if side == "source" else "Hileras")
    assert now.summary_es == "Piedras"


def test_one_bad_row_holds_all_of_them_back(region: Region, lines: Practice, desk: Client) -> None:
    there = factories.make_region("andes", "Andes")
    factories.make_practice(there.section, name_fr="BMARK", external_id="bmark")
    book = filled(desk, {**TEXTS, "Cordons": "x" * 121})
    sheet = book.active
    first = row_of(sheet, "Ramasser les pierres.")
    sheet.append(["bmark | name | fr > es", first[CHECK].value, "", "", "", "", "", "Taken over"])
    sheet.append(["cordons | gone | fr > es", "", "", "", "", "", "", "Nowhere"])
    sheet.append([first[KEY].value, first[CHECK].value, "", "", "", "", "", "Twice"])
    address = sent(desk, book)
    looked_at = desk.get(address)
    words = shown(looked_at)
    assert "BMARK" not in words
    assert "too long" in words or "trop long" in words
    rows = parsed(looked_at).find(id="rows-problems").find_parent("section").find_all("li")
    assert len(rows) == 4
    assert [each for each in rows if "cordons | gone | fr > es" in said(each)]
    assert parsed(looked_at).select(f".translations-buttons a[href='{FILES}']"), (
        "the mended file is sent here"
    )
    assert not [each for each in controls(parsed(looked_at), "action") if each.get("value") == "out"]
    assert desk.post(address, {"action": "out"}).status_code == 422
    assert not Practice.objects.get(pk=lines.pk).summary_es


def test_other_tables_and_other_people_get_nothing(
    region: Region, lines: Practice, desk: Client, sign_in: Callable[[User], Client]
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Place"])
    book.active.append(["Zai", "Kaya"])
    assert brought_back(desk, book).status_code == 422
    assert brought_back(desk, filled(desk, {})).status_code == 422
    assert desk.get(TABLE).status_code == 404
    address = sent(desk, filled(desk, TEXTS))
    other = sign_in(factories.make_correspondent(region))
    assert other.get(address).status_code == other.post(address, {"action": "save"}).status_code == 404
    assert sign_in(factories.UserFactory()).get(FILES).status_code != 200
    desk.post(address, {"action": "drop"})
    assert not TranslationFile.objects.exists()


def test_a_table_of_many_pages_asks_the_database_as_often_as_one_of_few(
    region: Region, lines: Practice, desk: Client
) -> None:
    asked = []
    for number in (3, 20):
        for each in range(number):
            factories.make_practice(region.section, name_fr=f"Zaï {number} {each}").save_revision()
        with CaptureQueriesContext(connection) as queries:
            assert taken_out(desk).active.max_row > number
        asked.append(len(queries))
    assert asked[0] == asked[1]
