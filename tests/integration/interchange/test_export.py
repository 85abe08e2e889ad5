"""What is public is given away in files that can be brought back, and nothing else is."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from practices.interchange.public_records import public_records
from practices.interchange.record_files import FORMATS, Head, number_text, write_files
from practices.interchange.record_json import dump
from practices.interchange.tables.checking import Checked, check
from practices.interchange.tables.columns import columns, recognised
from practices.interchange.tables.files import read_contents
from practices.interchange.tables.filling import cells_of
from practices.models import Practice, RegionSection
from practices.regions import Region
from tests import factories
from tests.examples.practice_record import practice_record

pytestmark = pytest.mark.django_db
NAME = "Aïssata Example"


def files() -> dict[str, bytes]:
    handles = {name: io.BytesIO() for name in FORMATS}
    write_files(handles, Head(timezone.now(), "https://example.org"), public_records())
    return {name: handle.getvalue() for name, handle in handles.items()}


def tried_out(content: bytes, name: str, section: RegionSection) -> Checked:
    contents = read_contents(content, name)
    return check(contents, recognised(contents.table.headings) if contents.table else [], section)


@pytest.mark.slow
def test_the_starter_collection_comes_back_as_it_went(db: None) -> None:
    factories.make_home()
    call_command("load_starter", verbosity=0)
    there = {record.data["id"]: record.data for record in public_records()}
    assert len(there) > 40
    assert_it_comes_back(there, files())


def test_a_full_record_comes_back_as_it_went(db: None, tmp_path: Path) -> None:
    factories.make_home()
    (tmp_path / "one.json").write_text(json.dumps(practice_record()))
    call_command("load_starter", str(tmp_path), verbosity=0)
    assert_it_comes_back({record.data["id"]: record.data for record in public_records()}, files())


def assert_it_comes_back(there: dict[str, dict[str, Any]], made: dict[str, bytes]) -> None:
    """Every record is known here, and elsewhere it would become what it was, as far as there are columns."""
    sections = list(RegionSection.objects.all())
    for name, content in made.items():
        here = tried_out(content, f"a.{name}", sections[0])
        assert {(problem.code, problem.path) for problem in here.problems} == {("known_record", "id")}
        assert len(here.problems) == len(there)
    for practice in Practice.objects.all():
        practice.delete()
    for name, content in made.items():
        elsewhere = tried_out(content, f"a.{name}", sections[0])
        assert [str(problem) for problem in elsewhere.problems] == []
        back = {entry.record.id: dump(entry.record) for entry in elsewhere.entries}
        assert back.keys() == there.keys()
        for key, record in back.items():
            assert cells_of(record) == cells_of(there[key])
            if name == "json":
                assert record | {"region": ""} == record | there[key] | {"region": ""}


def test_columns_are_those_of_an_import(region: Region) -> None:
    factories.make_practice(region.section)
    made = files()
    (headings, row) = csv.reader(io.StringIO(made["csv"].decode("utf-8-sig"), newline=""))
    assert headings == [column.key for column in columns()]
    assert made["csv"].startswith(b"\xef\xbb\xbf")
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    assert [cell.value for cell in sheet[1]] == headings
    assert ["" if cell.value is None else str(cell.value) for cell in sheet[2]] == row


@pytest.mark.parametrize("text", ["=1+1", "+22", "-x", "@a", " =SUM(A1)", "'=1", "l’eau", "'quoted'"])
def test_no_text_is_calculated_and_each_comes_back(text: str, region: Region) -> None:
    factories.make_practice(region.section, name_fr=text, local_names=text)
    stored = Practice.objects.get().name_fr
    made = files()
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"), newline="")))
    assert not rows[0]["name_fr"].lstrip().startswith(("=", "+", "-", "@"))
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    for name in ("csv", "xlsx"):
        contents = read_contents(made[name], f"a.{name}")
        assert contents.table is not None
        place = contents.table.headings.index("name_fr")
        assert contents.table.lines[0].cells[place] == stored


def test_what_is_private_stays(region: Region) -> None:
    shown = factories.make_practice(
        region.section,
        slug="shown",
        contributor_name=NAME,
        contributor_role="Example role",
        latitude=9.6789,
        longitude=1.6543,
    )
    factories.make_practice(region.section, live=False, slug="draft", name_en="Draft example")
    closed = factories.make_practice(region.section, slug="closed", name_en="Closed example")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    hidden = factories.make_region("hidden", "Hidden").section
    factories.make_practice(hidden, slug="below", name_en="Below example")
    hidden.unpublish()

    def texts() -> str:
        made = files()
        book = openpyxl.load_workbook(io.BytesIO(made.pop("xlsx")))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        return b"\n".join(made.values()).decode() + "\n".join(cells)

    told = texts()
    assert "Stone lines" in told
    for word in ("Draft example", "Closed example", "Below example", NAME, "Example role", "agreed", "9.67"):
        assert word not in told, word
    shown.naming_agreed = True
    shown.save()
    assert NAME in texts()


def test_what_cannot_be_read_is_left_out(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    from practices.interchange import public_records as reading

    factories.make_practice(region.section, name_en="Broken example")
    factories.make_practice(region.section)
    read = reading.export

    def failing(practice: Practice, section: str) -> dict[str, Any]:
        if practice.name_en == "Broken example":
            raise ValueError("unreadable")
        return read(practice, section)

    monkeypatch.setattr(reading, "export", failing)
    assert [record.data["name"]["en"] for record in public_records()] == ["Stone lines"]


def test_points_are_coarse_and_files_say_what_they_are(region: Region) -> None:
    factories.make_practice(region.section, latitude=9.6789, longitude=1.6543)
    factories.make_practice(region.section, place_name="Nowhere at all", name_en="Without a point")
    made = files()
    points = json.loads(made["geojson"])
    assert "crs" not in points
    first, second = points["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [1.7, 9.7]}
    assert second["geometry"] is None
    assert first["properties"]["url"].startswith("https://example.org/en/")
    for head in (points, json.loads(made["json"])):
        assert "CC BY 4.0" in head["licence"]["fr"]
        assert "https://example.org" in head["citation"]["es"]
        assert head["made_at"]
        assert head["format"] == 2
    about = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))["about"]
    assert any("CC BY" in str(cell.value) for row in about.iter_rows() for cell in row)


def test_questions_do_not_grow_with_the_practices(region: Region, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        factories.make_practice(region.section, name_en=f"Example {number}", tags=["water"])
    with django_assert_max_num_queries(14):
        assert len(list(public_records())) == 12


def test_numbers_are_read_in_one_way() -> None:
    assert [number_text(number) for number in (1.5, 1.234, 1200.0, 0.1234)] == [
        "1.5",
        "1.2340",
        "1200",
        "0.1234",
    ]


def test_the_command_writes_a_whole_file_or_none(region: Region, tmp_path: Any) -> None:
    factories.make_practice(region.section)
    file = tmp_path / "practices.json"
    call_command("export_records", file, verbosity=0)
    assert len(json.loads(file.read_bytes())["practices"]) == 1
    call_command("export_records", tmp_path / "data", format="csv")
    with pytest.raises(CommandError):
        call_command("export_records", tmp_path / "data.txt")
    assert {path.name for path in tmp_path.iterdir()} - {"index"} == {"practices.json", "data"}
    assert practice_record()["id"] not in file.read_text()
