"""The spreadsheet of countries: out, filled in, back in; what is wrong names its sheet and its cell."""

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from network.countries.rules import changed, rule_problems
from network.countries.sheets import Placed, read
from network.countries.stated import newest
from network.countries.workbooks import workbook
from network.models import Origin, StatedValue
from practices.interchange.tables.cells import FileRefusedError
from tests.integration.network.stating import filled, published, stated
from zones.countries import STATES

pytestmark = pytest.mark.django_db

SOURCED: dict[str, Any] = {"year": 2024, "source_text": "A report for tests"}


def found(content: bytes, countries: Iterable[str] = ("BJ",)) -> tuple[list[Placed], list[str]]:
    """What differs, and all that is wrong, as a person reads it."""
    known = newest(tuple(countries))
    sheets = read(content, tuple(countries))
    rows = changed(sheets.placed, known)
    return rows, [str(problem) for problem in (*sheets.problems, *rule_problems(rows, known))]


def test_out_and_in_again_changes_nothing_in_any_language() -> None:
    published("BJ", "soc_in_ndc", choice="measure")
    published("BJ", "farmers_total", low=800_000, best=900_000.5, high=1_000_000, tier=2, note="estimate")
    stated("BJ", "farmers_total", origin=Origin.MEASURED, best=870_000)
    stated("BJ", "women_share_pct", low=30.25, high=41, source_url="https://example.org/a?b=1")
    published("BJ", "cropland_ha", best=0.1)
    for out in ("en", "fr", "es"):
        with translation.override(out):
            content = workbook(["BJ"])
        for back in ("en", "fr", "es"):
            with translation.override(back):
                assert found(content) == ([], [])


def test_every_country_goes_out_and_comes_back_unchanged() -> None:
    published("TG", "soil_law_or_plan", choice="planned")
    assert found(workbook(STATES), STATES) == ([], [])


def test_three_wrong_cells_are_three_messages() -> None:
    content = filled(
        "BJ",
        women_share_pct={"best": 140, **SOURCED},
        soc_in_ndc={"best": "perhaps", **SOURCED},
        organisations={"best": "many", **SOURCED},
        farmers_total={"best": 900_000, **SOURCED},
    )
    _rows, problems = found(content)
    assert problems == [
        "Sheet “BJ Benin”, cell D2: “perhaps” is not one of the answers:"
        " not named · named · named with a measure · named with a measure and a number.",
        "Sheet “BJ Benin”, cell D11: 140 is not between 0 and 100.",
        "Sheet “BJ Benin”, cell D12: “many” is not a number.",
    ]


def test_an_area_above_the_cropland_is_refused() -> None:
    land = {"cropland_ha": {"best": 1_000_000, **SOURCED}}
    _rows, problems = found(filled("BJ", **land, area_no_till_ha={"best": 1_200_000, **SOURCED}))
    assert problems == [
        "Sheet “BJ Benin”, cell D17: “No tillage”: 1,200,000 ha are more than the country’s cropland, "
        "1,000,000 ha."
    ]
    # Trees stand on pastures as well.
    trees = {"area_agroforestry_ha": {"best": 1_200_000, **SOURCED}}
    assert len(found(filled("BJ", **land, **trees))[1]) == 1
    assert found(filled("BJ", **land, **trees, grassland_ha={"best": 500_000, **SOURCED}))[1] == []


def test_an_area_is_compared_with_cropland_that_was_stated_before() -> None:
    published("BJ", "cropland_ha", best=100_000)
    assert len(found(filled("BJ", area_cover_crops_ha={"best": 120_000, **SOURCED}))[1]) == 1


def test_more_farmers_with_practices_than_farmers_are_refused() -> None:
    content = filled(
        "BJ",
        farmers_total={"best": 1000, **SOURCED},
        farmers_in_practices={"low": 500, "high": 1500, **SOURCED},
    )
    assert [text.partition(": ")[0] for text in found(content)[1]] == [
        "Sheet “BJ Benin”, cell E10",
    ]


def test_a_leap_asks_why() -> None:
    published("BJ", "organisations", best=10)
    (problem,) = found(filled("BJ", organisations={"best": 31}))[1]
    assert problem.startswith("Sheet “BJ Benin”, cell L12:")
    rows, problems = found(filled("BJ", organisations={"best": 31, "note": "A new count"}))
    assert problems == []
    assert [row.entry.best for row in rows] == [31]
    assert found(filled("BJ", organisations={"best": 30}))[1] == []


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"low": 5, "best": 4, "high": 9}, "D12"),
        ({"low": 5}, "E12"),
        ({"best": 5, "year": 2200}, "G12"),
        ({"best": 5, "origin": "guessed"}, "H12"),
        ({"best": 5, "tier": 7}, "I12"),
        ({"best": 5, "source_url": "javascript:alert(1)"}, "K12"),
        ({"best": 5, "source_text": "x" * 400}, "J12"),
        ({"best": "=1+1"}, "D12"),
        ({"best": -1}, "D12"),
        ({"best": 1e300}, "D12"),
        ({"year": 2020}, "D12"),
    ],
)
def test_a_wrong_cell_is_named(cells: dict[str, Any], cell: str) -> None:
    rows, problems = found(filled("BJ", organisations=cells))
    assert [text.partition(": ")[0] for text in problems] == [f"Sheet “BJ Benin”, cell {cell}"]
    assert rows == []


def test_money_needs_its_year() -> None:
    (problem,) = found(filled("BJ", public_funding_usd_per_year={"best": 5_000_000}))[1]
    assert problem.startswith("Sheet “BJ Benin”, cell G6: Money needs its year")


def test_numbers_are_read_as_people_write_them() -> None:
    rows, problems = found(filled("BJ", farmers_total={"best": "1 234 567", **SOURCED}))
    assert (problems, [row.entry.best for row in rows]) == ([], [1_234_567])


def test_a_sheet_of_another_country_is_not_yours() -> None:
    for country in ("TG", "XX"):
        book = openpyxl.load_workbook(io.BytesIO(filled("BJ", organisations={"best": 5})))
        book.worksheets[1].title = f"{country} Somewhere"
        out = io.BytesIO()
        book.save(out)
        rows, problems = found(out.getvalue())
        assert rows == []
        assert len(problems) == 1


def test_a_value_that_stands_twice_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled("BJ", organisations={"best": 5})))
    sheet = book.worksheets[1]
    sheet.append([cell.value for cell in sheet[12]])
    out = io.BytesIO()
    book.save(out)
    assert len(found(out.getvalue())[1]) == 1


def test_another_workbook_is_no_spreadsheet_of_countries() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append([1, 2])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileRefusedError):
        read(out.getvalue(), ["BJ"])


def test_reading_stores_nothing() -> None:
    found(filled("BJ", organisations={"best": 5}))
    assert not StatedValue.objects.exists()
