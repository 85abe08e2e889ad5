"""A correspondent takes the table of their region along: drafts too, for themselves alone, for a day."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from kb.models import User
from practices.interchange.tables.checking import check
from practices.interchange.tables.columns import recognised
from practices.interchange.tables.files import read_contents
from practices.jobs import forget_exports
from practices.models import RegionExport
from practices.regions import Region
from tests import factories
from tests.html import links, parsed, said

pytestmark = pytest.mark.django_db
INDEX = "/admin/import/"


def ask(client: Client, region: Region) -> Any:
    response = client.post(f"{INDEX}export/", {"exported": region.section.pk})
    leases = Leases()
    while run_next(discover(), Lane.IMPORTS, leases):
        pass
    return response


def listed(client: Client) -> list[str]:
    page = parsed(client.get(INDEX))
    return [path for path, _query in links(page) if path.startswith(f"{INDEX}export/")]


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)


def test_the_table_has_drafts_and_the_newest_versions_and_comes_back(
    desk: Client, region: Region, person: User
) -> None:
    factories.make_practice(region.section, name_fr="Zaï", live=False, tags=["eau"])
    shown = factories.make_practice(region.section, name_fr="Demi-lunes", contributor_name="Somebody")
    shown.name_fr = "=Demi-lunes neuves"
    shown.save_revision()
    there = factories.make_region("andes", "Andes")
    factories.make_practice(there.section, name_fr="Ailleurs")
    assert ask(desk, region).status_code == 302
    (address,) = listed(desk)
    table = content(desk, address)
    sheet = openpyxl.load_workbook(io.BytesIO(table)).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    told = "\n".join(" ".join(row) for row in rows[1:])
    for word in ("Zaï", "=Demi-lunes neuves", "Somebody", "cultures", "Bénin"):
        assert word in told, word
    assert "Ailleurs" not in told
    assert "cropland" not in told
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    # It can be mended and sent again: all that is in the way is that these are there already.
    contents = read_contents(table, "a.xlsx")
    assert contents.table is not None
    problems = check(contents, recognised(contents.table.headings), region.section).problems
    assert {problem.code for problem in problems} == {"known_record"}


def test_it_is_nobody_elses_and_goes_after_a_day(
    desk: Client,
    region: Region,
    person: User,
    sign_in: Callable[[User], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    factories.make_practice(region.section)
    there = factories.make_region("andes", "Andes")
    ask(desk, region)
    (address,) = listed(desk)
    for other in (factories.make_correspondent(region), factories.make_correspondent(there)):
        client = sign_in(other)
        assert client.get(address).status_code == 404
        assert listed(client) == []
    assert ask(desk, there).status_code == 404
    assert RegionExport.objects.count() == 1
    (name,) = RegionExport.objects.values_list("file", flat=True)
    person.groups.clear()
    assert desk.get(address).status_code in (302, 403, 404)
    RegionExport.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        forget_exports()
    assert not RegionExport.objects.exists()
    assert not default_storage.exists(name)


def test_who_lost_the_right_gets_no_table(desk: Client, region: Region, person: User) -> None:
    desk.post(f"{INDEX}export/", {"exported": region.section.pk})
    person.groups.clear()
    leases = Leases()
    while run_next(discover(), Lane.IMPORTS, leases):
        pass
    assert RegionExport.objects.get().file == ""


def test_a_table_asked_for_twice_is_made_once_and_the_page_says_so(desk: Client, region: Region) -> None:
    for _press in range(2):
        desk.post(f"{INDEX}export/", {"exported": region.section.pk})
    assert RegionExport.objects.count() == 1
    assert desk.get(f"{INDEX}export/").status_code == 405
    assert listed(desk) == []
    assert "XLSX" in said(parsed(desk.get(INDEX)).find("main"))
