"""Tables of partners are tried out, then taken whole or not at all; what goes out comes back unchanged."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from network.models import Partner
from practices.regions import Region
from tests.html import get, parsed, said
from tests.integration.network.conftest import make_partner

FILES = "/admin/partners/files/"
THE_TABLE_OF_2021 = Path("tests/data/partners-2021.csv").read_text()


def send(client: Client, content: str | bytes, name: str = "partners.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(FILES, {"action": "send", "file": SimpleUploadedFile(name, data)})
    return parsed(client.get(FILES)) if answer.status_code == 302 else parsed(answer)


def take(client: Client) -> int:
    return client.post(FILES, {"action": "take"}).status_code


def problems(page: Any) -> list[tuple[str, str, str]]:
    """Row, column and sentence of each problem that a page tells."""
    rows = page.select(".imports-bad ~ ol > li")
    found = []
    for row in rows:
        number = row.select_one(".imports-number")
        found.append((said(number) if number else "", said(row.strong), said(row.select("span")[-1])))
    return found


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_table_of_2021_gives_107_partners_of_which_42_are_members(coordination: Client) -> None:
    page = send(coordination, THE_TABLE_OF_2021)
    assert "New: 107. Changed: 0. Left as they are: 0." in said(page)
    assert not Partner.objects.exists(), "only tried out"
    assert take(coordination) == 302
    kinds = Counter(Partner.objects.values_list("kind", flat=True))
    members = Counter(Partner.objects.filter(is_member=True).values_list("kind", flat=True))
    assert (kinds.total(), members.total()) == (107, 42)
    assert {kind: (kinds[kind], members[kind]) for kind in kinds} == {
        "state_or_province": (2, 2),
        "international_organisation": (2, 1),
        "foundation": (2, 1),
        "producer_organisation": (8, 5),
        "research_or_university": (4, 3),
        "civil_society": (43, 30),
        "for_profit": (46, 0),
    }


def test_the_same_table_again_changes_nothing(coordination: Client) -> None:
    send(coordination, THE_TABLE_OF_2021)
    take(coordination)
    ids = dict(Partner.objects.values_list("name", "external_id"))
    page = send(coordination, THE_TABLE_OF_2021)
    assert "New: 0. Changed: 0. Left as they are: 107." in said(page)
    assert not page.select("button[value=take]"), "there is nothing to take"
    assert dict(Partner.objects.values_list("name", "external_id")) == ids


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_is_taken_along_comes_back_unchanged(coordination: Client, extension: str) -> None:
    make_partner(
        1,
        name="=1+1 Association",
        place_name="Copargo",
        offers=("research", "finance"),
        joined_on="2020-02-03",
    )
    make_partner(
        2, contact_name="A person", contact_email="person@example.org", about_fr="Deux lignes,\n« ici »"
    )
    content = coordination.get(f"{FILES}all.{extension}").content
    page = send(coordination, content, f"partners.{extension}")
    assert "New: 0. Changed: 0. Left as they are: 2." in said(page)


def test_a_table_to_take_along_calculates_nothing(coordination: Client) -> None:
    make_partner(1, name="=1+1 Association")
    sheet = load_workbook(io.BytesIO(coordination.get(f"{FILES}all.xlsx").content)).active
    assert sheet is not None and sheet["B2"].data_type == "s" and sheet["B2"].value == "=1+1 Association"
    assert b"'=1+1 Association" in coordination.get(f"{FILES}all.csv").content


def test_a_company_that_would_be_a_member_is_refused_with_its_row(coordination: Client) -> None:
    table = THE_TABLE_OF_2021.replace(
        "Partner 100,for_profit,checked,no", "Partner 100,for_profit,checked,yes"
    )
    page = send(coordination, table)
    assert problems(page) == [("Row 101", "is_member", "A company can be a partner, never a member.")]
    assert take(coordination) == 422
    assert not Partner.objects.exists()


def test_every_wrong_cell_is_named_and_nothing_is_taken(coordination: Client) -> None:
    table = (
        "name,kind,state,is_member,country,place_name,latitude,longitude,offers,joined_on,contact_email\n"
        "Partner 001,civil_society,checked,no,BJ,Copargo,,,research,,\n"
        "Partner 002,club,checked,no,BJ,,,,,,\n"
        "Partner 003,civil_society,checked,yes,BJ,,,,,,\n"
        "Partner 004,civil_society,checked,no,BJ,Bamako,,,,,\n"
        "Partner 005,civil_society,checked,no,BJ,,1.5,9.8,,,\n"
        "Partner 006,civil_society,checked,no,BJ,,,,magic,,\n"
        "Partner 007,civil_society,checked,no,BJ,,,,,3/2/2020,\n"
        "Partner 008,civil_society,checked,no,Atlantis,,,,,,nobody\n"
        ",civil_society,checked,no,BJ,,,,,,\n"
        "partner 001,civil_society,checked,no,BJ,,,,,,\n"
        "Partner 011,civil_society,checked,no,BJ,,,,,,nobody\n"
    )
    found = problems(send(coordination, table))
    assert [(row, column) for row, column, _text in found] == [
        ("Row 3", "kind"),
        ("Row 4", "is_member"),
        ("Row 5", "place_name"),
        ("Row 6", "latitude"),
        ("Row 7", "offers"),
        ("Row 8", "joined_on"),
        ("Row 9", "country"),
        ("Row 10", "name"),
        ("Row 11", "name"),
        ("Row 12", "contact_email"),
    ]
    texts = {column + row: text for row, column, text in found}
    assert "farmers" not in texts["kindRow 3"] and "civil_society" in texts["kindRow 3"]
    assert "swapped" in texts["latitudeRow 6"]
    assert "row 2" in texts["nameRow 11"]
    assert take(coordination) == 422 and not Partner.objects.exists()


def test_words_of_three_languages_and_days_of_a_spreadsheet_are_read(coordination: Client) -> None:
    from datetime import datetime

    rows = [
        ["name", "kind", "country", "offers", "joined_on", "state"],
        ["Partner 001", "Association or NGO", "Bénin", "research; finance", datetime(2020, 2, 3), ""],
    ]
    send(coordination, workbook(rows), "partners.xlsx")
    take(coordination)
    partner = Partner.objects.get()
    assert (partner.kind, partner.country, partner.offers) == ("civil_society", "BJ", ("research", "finance"))
    assert str(partner.joined_on) == "2020-02-03" and partner.state == "applied"


def test_a_formula_is_named_not_calculated(coordination: Client) -> None:
    page = send(coordination, workbook([["name", "kind", "country"], ["=1+1", "foundation", "BJ"]]), "p.xlsx")
    ((row, column, text),) = problems(page)
    assert (row, column) == ("Row 2", "name") and "formula" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.xlsx", b"PK\x03\x04 no zip"),
        ("p.xls", b"\xd0\xcf\x11\xe0"),
        ("p.xlsm", b"PK\x03\x04"),
        ("p.csv", b""),
        ("p.pdf", b"%PDF-1.7"),
        ("p.json", b'[{"name": "Partner 001"}]'),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(
    coordination: Client, name: str, content: bytes
) -> None:
    answer = coordination.post(FILES, {"action": "send", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert parsed(answer).select(".imports-field .imports-bad")


def test_what_is_no_table_is_told_which_files_are(coordination: Client) -> None:
    sent = SimpleUploadedFile("p.pdf", b"%PDF-1.7")
    words = said(parsed(coordination.post(FILES, {"action": "send", "file": sent})))
    assert "Send a CSV or an XLSX file." in words and "GeoJSON" not in words


def test_a_refused_file_takes_the_place_of_the_one_before(coordination: Client) -> None:
    send(coordination, "title\nPartner 001\n")
    answer = coordination.post(FILES, {"action": "send", "file": SimpleUploadedFile("p.pdf", b"%PDF-1.7")})
    assert "partners.csv" not in said(parsed(answer)) and not problems(parsed(answer))


def test_marks_that_nobody_sees_are_left_out_and_others_are_named(coordination: Client) -> None:
    send(
        coordination,
        workbook([["name", "kind", "country"], ["Partner\u202e 001\ufeff", "foundation", "BJ"]]),
        "p.xlsx",
    )
    take(coordination)
    assert Partner.objects.get().name == "Partner 001"
    ((_row, column, text),) = problems(send(coordination, "name,kind,country\nPart\x08ner,foundation,BJ\n"))
    assert column == "name" and "U+0008" in text


def test_names_in_other_scripts_are_told_apart(coordination: Client) -> None:
    table = "name,kind,country,website\nشبكة التربة,foundation,EG,\nجمعية المزارعين,foundation,EG,\n"
    assert "New: 2." in said(send(coordination, table))
    assert take(coordination) == 302
    changed = table.replace("المزارعين,foundation,EG,", "المزارعين,foundation,EG,https://example.org/")
    assert "New: 0. Changed: 1. Left as they are: 1." in said(send(coordination, changed))


@pytest.mark.parametrize("cell", ["✓", "نعم", "perhaps"])
def test_what_is_neither_yes_nor_no_is_asked_for(coordination: Client, cell: str) -> None:
    table = f"name,kind,country,state,is_member\nPartner 001,foundation,BJ,bureau_validated,{cell}\n"
    assert problems(send(coordination, table)) == [("Row 2", "is_member", "Write yes or no.")]


def doubles(page: Any) -> list[list[str]]:
    """What a page says of rows that may be there already: row, name, others."""
    return [
        [said(cell) for cell in row.select("span, strong")]
        for row in page.select("ol.imports-rows:not(.imports-files) > li")
    ]


def test_what_may_be_there_already_is_told_and_can_be_taken(coordination: Client) -> None:
    make_partner(1, name="Partner 001", website="https://www.example.org/one/")
    make_partner(2, name="Soils of Benin Network", country="TG", place_name="", latitude=6.1, longitude=1.2)
    page = send(
        coordination,
        "external_id,name,kind,country,website\n"
        ",Network soils of Bénin,civil_society,BJ,\n"
        "another-one,Partner 001,civil_society,BJ,\n"
        ",Partner of the same site,foundation,ML,http://example.org/one\n"
        ",Partner 004,foundation,BJ,https://example.org/two\n"
        ",Partner 004,foundation,ML,\n",
    )
    assert doubles(page) == [
        ["Row 2", "Network soils of Bénin", "Soils of Benin Network (Togo)"],
        ["Row 3", "Partner 001", "Partner 001 (Benin)"],
        ["Row 4", "Partner of the same site", "Partner 001 (Benin)"],
        ["Row 6", "Partner 004", "Partner 004 (Benin)"],
    ]
    assert take(coordination) == 302 and Partner.objects.count() == 7
    assert not doubles(get(coordination, FILES))


def test_what_is_taken_in_again_is_no_double(coordination: Client) -> None:
    make_partner(1, website="https://example.org/")
    table = coordination.get(f"{FILES}all.csv").content.decode("utf-8-sig")
    assert not doubles(send(coordination, table.replace("checked", "applied")))


def test_nobody_learns_of_drafts_of_others_by_a_double(correspondent: Client, mali: Region) -> None:
    make_partner(9, name="Soil Network", country="ML", latitude=12.6, longitude=-8.0, state="applied")
    table = "name,kind,country\nSoil Network,civil_society,BJ\n"
    assert not doubles(send(correspondent, table))
    Partner.objects.update(state="checked")
    assert doubles(send(correspondent, table)) == [["Row 2", "Soil Network", "Soil Network (Mali)"]]


def test_a_table_without_its_columns_says_which(coordination: Client) -> None:
    page = send(coordination, "title\nPartner 001\n")
    assert [column for _row, column, _text in problems(page)] == ["name", "kind", "country"]


def test_a_correspondent_takes_in_only_own_countries_and_makes_nobody_a_member(
    correspondent: Client, mali: Region
) -> None:
    other = make_partner(9, country="ML", latitude=12.6, longitude=-8.0)
    table = (
        "external_id,name,kind,state,is_member,country\n"
        ",Partner 001,civil_society,checked,no,BJ\n"
        ",Partner 002,civil_society,checked,no,ML\n"
        f"{other.external_id},Taken over,civil_society,checked,no,BJ\n"
        ",Partner 004,civil_society,consortium_confirmed,yes,TG\n"
    )
    found = problems(send(correspondent, table))
    assert [(row, column) for row, column, _text in found] == [
        ("Row 3", "country"),
        ("Row 4", "external_id"),
        ("Row 5", "is_member"),
        ("Row 5", "state"),
    ]
    assert take(correspondent) == 422
    assert b"Partner 009" not in correspondent.get(f"{FILES}all.csv").content
    send(correspondent, table.splitlines()[0] + "\n,Partner 001,civil_society,checked,no,BJ\n")
    assert take(correspondent) == 302
    assert Partner.objects.filter(name="Partner 001").exists()


def test_a_file_is_seen_by_nobody_else(coordination: Client, correspondent: Client) -> None:
    send(coordination, THE_TABLE_OF_2021)
    assert "partners.csv" not in said(get(correspondent, FILES))
    assert take(correspondent) == 302 and not Partner.objects.exists()
    coordination.post(FILES, {"action": "drop"})
    assert "partners.csv" not in said(get(coordination, FILES))
