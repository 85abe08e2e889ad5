"""A correspondent brings a table: looked at first, drafts of all rows or of none, undone as a whole."""

import csv
import io
import json
from collections.abc import Callable
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import PageLogEntry

from kb.models import User
from practices.models import ImportBatch, Practice
from practices.regions import Region
from tests import factories
from tests.examples.practice_record import practice_record
from tests.html import controls, parsed, said
from tests.integration.practices.importing import (
    GOOD,
    HEADINGS,
    INDEX,
    can_make,
    press,
    send,
    sent,
    shown,
    table,
)

pytestmark = pytest.mark.django_db


def test_a_table_is_looked_at_and_becomes_drafts(desk: Client, region: Region, person: User) -> None:
    address = sent(desk, region, table(*GOOD))
    looked_at = desk.get(address)
    assert can_make(looked_at)
    assert "Zaï au champ" in shown(looked_at)
    assert not Practice.objects.exists()

    press(desk, address, "make")
    zai, half_moons = Practice.objects.order_by("path")
    assert (zai.name_fr, zai.place_name, zai.country) == (*GOOD[0][:2], "BF")
    assert (zai.summary_fr, zai.land_uses, zai.outcome) == (GOOD[0][5], ("cropland",), "adopted")
    assert (zai.slug, zai.external_id) == ("zai-au-champ", "zai-au-champ")
    assert half_moons.get_parent().specific == region.section
    for practice in (zai, half_moons):
        assert not practice.live
        assert practice.owner == person
        assert practice.latest_revision.user == person
        made = PageLogEntry.objects.get(page=practice.pk, action="wagtail.create")
        assert made.user == person
    page = desk.get(address)
    assert "Demi-lunes" in shown(page)
    assert PageLogEntry.objects.filter(
        action="practices.import", page=region.section.pk, user=person
    ).exists()


def test_drafts_are_made_once_however_often_it_is_pressed(desk: Client, region: Region) -> None:
    address = sent(desk, region, table(*GOOD))
    for _press in range(3):
        assert press(desk, address, "make").status_code == 302
    assert Practice.objects.count() == len(GOOD)


def test_what_is_wrong_stands_at_its_row_and_column_and_nothing_is_made(desk: Client, region: Region) -> None:
    bad = ("Zaï", "", "Burkina Faso", "jardin sur la lune", "adopted", "")
    address = sent(desk, region, table(GOOD[0], bad))
    looked_at = desk.get(address)
    assert not can_make(looked_at)
    row = next(item for item in parsed(looked_at).find_all("li") if "Zaï" in said(item) and item.find("ul"))
    problems = [said(problem) for problem in row.find_all("li")]
    assert len(problems) == 2
    assert problems[0].startswith("Lieu")
    assert problems[1].startswith("Usage de la terre")
    assert "pâturage" in problems[1]
    assert "jardin sur la lune" in problems[1]
    assert press(desk, address, "make").status_code == 422
    assert not Practice.objects.exists()


def test_what_the_site_itself_refuses_leaves_nothing_behind(desk: Client, region: Region) -> None:
    record = practice_record(id="taken", region="elsewhere")
    batch = sent(desk, region, json.dumps([practice_record(), record]).encode(), "a.json")
    assert can_make(desk.get(batch))
    factories.make_practice(region.section, external_id="taken")
    before = Practice.objects.count()
    response = press(desk, batch, "make")
    assert response.status_code == 422
    assert "taken" in shown(response)
    assert Practice.objects.count() == before


def test_numbers_that_mean_two_things_are_asked(desk: Client, region: Region) -> None:
    headings = (*HEADINGS, "Surface en hectares", "Altitude en mètres")
    address = sent(desk, region, table((*GOOD[0], "1,200", "1 200"), headings=headings))
    looked_at = desk.get(address)
    assert not can_make(looked_at)
    assert "1200" in shown(looked_at)
    fine = sent(desk, region, table((*GOOD[0], "1,5", "1 200"), headings=headings))
    press(desk, fine, "make")
    practice = Practice.objects.get()
    assert (practice.area_ha, practice.altitude_m) == (1.5, 1200)


def test_a_doubtful_position_is_asked_and_can_be_confirmed(desk: Client, region: Region) -> None:
    headings = (*HEADINGS, "latitude", "longitude", "position_confirmed")
    asked = sent(desk, region, table((*GOOD[0], "48,8", "2,3", ""), headings=headings))
    assert not can_make(desk.get(asked))
    said_so = sent(desk, region, table((*GOOD[0], "48,8", "2,3", "oui"), headings=headings))
    assert can_make(desk.get(said_so))


def test_unknown_columns_are_named_by_the_person(desk: Client, region: Region) -> None:
    headings = ("Pratique du village", *HEADINGS[1:])
    address = sent(desk, region, table(*GOOD, headings=headings))
    page = parsed(desk.get(address))
    assert not can_make(desk.get(address))
    (field,) = controls(page, "column_0")
    assert field.name == "select"
    chosen = {
        str(control["name"]): str(option["value"])
        if (option := control.find("option", selected=True))
        else ""
        for control in page.select("select")
    }
    twice = press(desk, address, "columns", **chosen | {"column_0": "place_name"})
    assert twice.status_code == 422
    assert press(desk, address, "columns", **chosen | {"column_0": "name_fr"}).status_code == 302
    assert can_make(desk.get(address))
    press(desk, address, "make")
    assert Practice.objects.filter(name_fr="Demi-lunes").exists()


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_filled_template_comes_in(
    extension: str, language: str, region: Region, sign_in: Callable[[User], Client]
) -> None:
    desk = sign_in(factories.make_correspondent(region, language=language))
    response = desk.get(f"{INDEX}template.{extension}")
    assert response.status_code == 200
    row = ["Zaï", "Kaya", "BF", "cropland", "adopted", "Trous", "Creuser\nRemplir"]
    if extension == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        book.worksheets[0].append(row)
        written = io.BytesIO()
        book.save(written)
        content = written.getvalue()
    else:
        separator = ";" if b";" in response.content else ","
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerow(row)
        content = response.content + text.getvalue().encode()
    address = sent(desk, region, content, f"a.{extension}")
    assert can_make(desk.get(address)), shown(desk.get(address))
    press(desk, address, "make")
    practice = Practice.objects.get()
    assert getattr(practice, f"name_{language}") == "Zaï"
    assert [getattr(step, f"text_{language}") for step in practice.steps.all()] == ["Creuser", "Remplir"]


def test_a_refused_file_says_why_and_is_not_kept(desk: Client, region: Region) -> None:
    for content, name in ((b"PK\x03\x04", "a.xlsm"), (b"x" * 5_000_001, "a.csv"), (b"", "a.csv")):
        response = send(desk, region, content, name)
        assert response.status_code == 422
        assert parsed(response).find(role="alert") is not None
    assert not ImportBatch.objects.exists()


def edited_xlsx(headings: list[str], row: list[object], number: bytes, instead: bytes) -> bytes:
    """A workbook with a number that no library writes."""
    book, written, edited = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(headings)
    book.active.append(row)
    book.save(written)
    with ZipFile(written) as source, ZipFile(edited, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(number, instead))
    return edited.getvalue()


def test_what_no_database_keeps_is_said_and_is_no_fault_of_the_site(desk: Client, region: Region) -> None:
    too_large = edited_xlsx([*HEADINGS, "altitude_m"], [*GOOD[0], 7777], b"7777", b"1e999")
    looked_at = desk.get(sent(desk, region, too_large, "a.xlsx"))
    assert looked_at.status_code == 200 and not can_make(looked_at)
    for text in (r"a\u0000b", r"a\ud800b"):
        refused = send(desk, region, f'[{{"name": {{"fr": "{text}"}}}}]'.encode(), "a.json")
        assert refused.status_code == 422
    assert send(desk, region, b'[{"altitude_m": 1e999}]', "a.json").status_code == 422
    # A word is no number.
    assert send(desk, region, b'[{"name": {"fr": "Infinity, NaN"}}]', "a.json").status_code == 302


def test_numbers_that_no_page_has_are_not_found(
    desk: Client, region: Region, sign_in: Callable[[User], Client]
) -> None:
    number = "9" * 22
    assert send(desk, region, table(*GOOD)).status_code == 302
    file = SimpleUploadedFile("a.csv", table(*GOOD))
    assert desk.post(INDEX, {"file": file, "section": number}).status_code == 422
    assert desk.post(f"{INDEX}export/", {"exported": number}).status_code == 404
    assert desk.get(f"/admin/practices/{number}/cost/").status_code == 404
    assert desk.post(f"/admin/reports/still-so/{number}/").status_code == 404
    admin = sign_in(factories.UserFactory(is_superuser=True))
    for path in (f"{number}/", f"{number}/delete/", f"{number}/people/1/"):
        assert admin.get(f"/admin/regions/{path}").status_code == 404
