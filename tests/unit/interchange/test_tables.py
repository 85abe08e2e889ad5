"""Files of spreadsheets, CSV and points become plain tables, or are refused with a reason."""

import csv
import io
import json
import zipfile
from datetime import date
from time import process_time
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from openpyxl.styles import Font

from practices.interchange.problems import Problem
from practices.interchange.tables import columns
from practices.interchange.tables.cells import MOST_ROWS, FileRefusedError, Table
from practices.interchange.tables.files import read_contents
from practices.interchange.tables.rows import rows_of
from practices.interchange.tables.templates import csv_template, xlsx_template
from practices.interchange.tables.workbooks import read_sheets


def table(content: bytes, name: str = "practices.csv") -> Table:
    found = read_contents(content, name).table
    assert found is not None
    return found


def refusal(content: bytes, name: str = "practices.csv") -> str:
    with pytest.raises(FileRefusedError) as refused:
        read_contents(content, name)
    error = refused.value
    # Each has a sentence that can be filled in.
    assert Problem("", 0, "", error.code, error.values).message
    return str(error.code)


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_entry(content: bytes, name: str, data: bytes) -> bytes:
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return written.getvalue()


def data(text: str, **cells: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What one row with these columns becomes, and what is wrong with its cells."""
    found = table(f"{text}\n".encode())
    rows, problems = rows_of(found, columns.recognised(found.headings), "")
    return rows[0].data, [(problem.path, problem.code) for problem in problems]


def test_xml_of_spreadsheets_is_read_without_entities() -> None:
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_with_any_separator(separator: str) -> None:
    found = table(
        f"name{separator}place\nZaï{separator}Kaya\n\n  {separator}\nDemi-lunes{separator}Tahoua".encode()
    )
    assert found.headings == ("name", "place")
    assert [(line.number, line.cells) for line in found.lines] == [
        (2, ("Zaï", "Kaya")),
        (5, ("Demi-lunes", "Tahoua")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_what_spreadsheets_write(encoding: str) -> None:
    found = table("nom;lieu\nForêt d’œillets à 5 €;Ségou\n".encode(encoding))
    assert found.lines[0].cells == ("Forêt d’œillets à 5 €", "Ségou")


def test_a_line_for_excel_is_no_heading() -> None:
    found = table(b"sep=;\r\nname;place\r\nZai;Kaya\r\n")
    assert (found.headings, found.lines[0].number) == (("name", "place"), 3)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        ("nom;lieu\nForêt;Ségou\n".encode("mac_roman"), "a.csv", "strange_encoding"),
        ("nom;lieu\nЛес;Кая\n".encode("cp1251"), "a.csv", "strange_encoding"),
        (b"name\0;place\n1;2\n", "a.csv", "strange_encoding"),
        (b'name;place\n"open;2\n', "a.csv", "damaged_table"),
        (b"", "a.csv", "no_records"),
        (b"name;place\n", "a.csv", "headings_alone"),
        (b"name\n" + b"x\n" * (MOST_ROWS + 1), "a.csv", "too_many_records"),
        (b"name\n" + b"x\n" * 100_000, "a.csv", "too_many_records"),
        (b"x" * 5_000_001, "a.csv", "file_too_big"),
        (b"name\n" + b"x" * 30_000, "a.csv", "cell_too_long"),
        (b"PK\x03\x04 and more", "a.csv", "unknown_kind"),
        (b"%PDF-1.7", "a.pdf", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0 old", "a.xlsx", "old_sheet_file"),
        (b"anything", "a.xls", "old_sheet_file"),
        (b"anything", "a.xlsm", "macro_file"),
        (b"PK\x03\x04 broken", "a.xlsx", "damaged_table"),
        (b"{", "a.json", "unreadable"),
        (b'[{"a": NaN}]', "a.json", "unreadable"),
    ],
)
def test_files_that_cannot_be_taken_are_refused(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name) == code


def test_dangerous_workbooks_are_refused() -> None:
    plain = workbook(["name"], ["Zaï"])
    assert refusal(with_entry(plain, "xl/vbaProject.bin", b"macro"), "a.xlsx") == "macro_file"
    bomb = with_entry(plain, "xl/worksheets/sheet9.xml", b" " * 30_000_000)
    assert len(bomb) < 100_000
    assert refusal(bomb, "a.xlsx") == "unpacks_too_large"
    many = io.BytesIO(plain)
    with zipfile.ZipFile(many, "a") as packed:
        for number in range(1001):
            packed.writestr(f"x{number}", b"")
    assert refusal(many.getvalue(), "a.xlsx") == "unpacks_too_large"
    assert refusal(plain[: len(plain) // 2], "a.xlsx") == "damaged_table"
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    assert refusal(document.getvalue(), "a.xlsx") == "unknown_kind"


def test_entities_in_a_sheet_are_refused() -> None:
    plain = io.BytesIO(workbook(["name"], ["Zaï"]))
    bad = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(bad, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/workbook.xml":
                text = content.decode().partition("?>")[2] or content.decode()
                content = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]>{text}'.encode()
            new.writestr(entry.filename, content)
    assert refusal(bad.getvalue(), "a.xlsx") == "damaged_table"


def test_merged_cells_are_refused_with_their_place() -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_contents(workbook(["name", "place"], ["Zaï", "Kaya"], ["x"], merge="A3:B3"), "a.xlsx")
    assert (refused.value.code, refused.value.values) == ("merged_cells", {"where": "A3:B3"})


def test_what_only_begins_like_a_merged_cell_is_read_in_seconds() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    bad = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["name"], ["Zaï"]))) as old, zipfile.ZipFile(bad, "w") as new:
        for entry in old.infolist():
            behind = b"<!--" + b"<mergeCell " * 90_000 + b"-->" if entry.filename == sheet else b""
            new.writestr(entry.filename, old.read(entry) + behind)
    began = process_time()
    assert [line.cells for line in table(bad.getvalue(), "a.xlsx").lines] == [("Zaï",)]
    # It is hundreds of seconds where each beginning is followed to the end.
    assert process_time() - began < 20


def test_empty_cells_far_to_the_right_end_at_a_limit() -> None:
    book = openpyxl.Workbook()
    for number in range(2):
        sheet: Any = book.create_sheet(f"Sheet {number}")
        sheet.append(["name"])
        for row in range(2, 90):
            # A format without a value, as whole rows get it.
            sheet.cell(row, 16_384).font = Font(bold=True)
    with pytest.raises(FileRefusedError) as refused:
        read_sheets(saved(book))
    assert refused.value.code == "too_many_columns"


def test_a_long_sheet_ends_at_the_limit() -> None:
    rows = [["x"]] * (MOST_ROWS + 2)
    assert refusal(workbook(["name"], *rows), "a.xlsx") == "too_many_records"


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["B1"] = "name", "since"
    sheet["A1"].font = Font(bold=True)
    sheet["A4"], sheet["B4"] = "Zaï", 1998
    found = table(saved(book), "a.xlsx")
    assert [(line.number, line.cells) for line in found.lines] == [(4, ("Zaï", 1998))]


def test_dates_formulas_and_faults_are_problems_of_their_cells() -> None:
    found = table(
        workbook(["name", "since", "altitude_m", "area_ha"], ["Zaï", date(2024, 5, 3), "=1+1", "#N/A"]),
        "a.xlsx",
    )
    rows, problems = rows_of(found, columns.recognised(found.headings), "")
    assert rows[0].data["name"] == {"en": "Zaï"}
    assert [(problem.row, problem.path, problem.code) for problem in problems] == [
        (2, "since_year", "date_cell"),
        (2, "altitude_m", "formula_cell"),
        (2, "area_ha", "fault_cell"),
    ]
    assert "2024-05-03" in problems[0].message


def test_cells_become_what_a_record_holds() -> None:
    text = (
        "name;nom;land use;how it went;country;months of work;Frost;since;tags;Crops or animals\n"
        'Zai;Zaï;"cultures;grazing";adopted;Burkina Faso;"11-2, juin";oui;1998;"a, b";maize'
    )
    record, problems = data(text)
    assert problems == []
    assert record["name"] == {"en": "Zai", "fr": "Zaï"}
    assert record["country"] == "BF"
    assert record["labour_months"] == [11, 12, 1, 2, 6]
    assert record["conditions"]["frost"] == {"value": True}
    assert record["since_year"] == "1998"
    assert record["tags"] == ["a", "b"]


def test_steps_and_sources_stand_in_lines() -> None:
    record, _problems = data(
        'name;"steps, one in each line";sources_\nZai;"1. Dig\n2. Fill";x'.replace("sources_", "citations")
    )
    assert record["steps"] == [{"text": {"en": "Dig"}}, {"text": {"en": "Fill"}}]
    assert record["citations"] == [{"key": "c1", "text": "x"}]


def test_an_unclear_yes_is_a_problem() -> None:
    assert data("name;Frost\nZai;perhaps")[1] == [("conditions.frost.value", "yes_or_no")]


def test_points_give_latitude_and_longitude() -> None:
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [-2.4, 13.6]},
        "properties": {"name_fr": "Zaï", "land_uses": ["cropland", "grazing"]},
    }
    found = table(json.dumps({"type": "FeatureCollection", "features": [point]}).encode(), "a.geojson")
    rows, _problems = rows_of(found, columns.recognised(found.headings), "")
    assert rows[0].data["latitude"] == 13.6
    assert rows[0].data["longitude"] == -2.4
    assert rows[0].data["name"] == {"fr": "Zaï"}
    line = {**point, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    assert (
        refusal(json.dumps({"type": "FeatureCollection", "features": [line]}).encode(), "a.json")
        == "no_point"
    )
    other = {"type": "FeatureCollection", "features": [point], "crs": {"properties": {"name": "EPSG:32630"}}}
    assert refusal(json.dumps(other).encode(), "a.geojson") == "other_system"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_heading_of_a_template_is_recognised_whoever_opens_it(language: str) -> None:
    with translation.override(language):
        expected = [column.key for column in columns.template_columns()]
        every = [column.heading for column in columns.columns()]
        book = openpyxl.load_workbook(io.BytesIO(xlsx_template()))
        headings = [str(cell.value) for cell in book.worksheets[0][1]]
        explained = {str(row[0].value) for row in book.worksheets[1].iter_rows() if row[0].value}
        text = csv_template().decode("utf-8-sig")
    assert headings == next(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert set(headings) < explained
    for reader in ("en", "fr", "es"):
        with translation.override(reader):
            assert columns.recognised(headings) == expected
    with translation.override(language):
        assert columns.recognised(every) == [column.key for column in columns.columns()]


def test_one_heading_twice_is_read_once() -> None:
    with translation.override("en"):
        assert columns.recognised(["Name", "name", "nonsense", ""]) == ["name_en", "", "", ""]


def test_points_have_no_more_columns_than_a_table() -> None:
    keys = ({f"{letter}{number}": "x" for number in range(200)} for letter in "ab")
    points = [{"type": "Feature", "geometry": None, "properties": each} for each in keys]
    content = json.dumps({"type": "FeatureCollection", "features": points}).encode()
    assert refusal(content, "a.geojson") == "too_many_columns"
