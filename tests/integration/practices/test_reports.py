"""Reports on a region: what is covered, what readers ask for, what was not confirmed for long."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from kb.models import User
from practices.demand import counting
from practices.demand.counting import Kind
from practices.models import Practice
from practices.regions import Region
from search.models import IndexCopy, OutboxRow
from tests import factories
from tests.html import get, link, parsed, said, section
from zones.values import Classes

SignIn = Callable[[User], Client]
STILL_SO = "/admin/reports/still-so/"
COVERAGE = "/admin/reports/coverage/"
LONG_AGO = timezone.now() - timedelta(days=1000)


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region(countries=("BJ", "NE"))


@pytest.fixture
def there(db: None) -> Region:
    return factories.make_region("andes", "Andes", countries=("PE",))


@pytest.fixture
def author(region: Region) -> User:
    return factories.make_correspondent(region)


def asked(country: str, *codes: tuple[str, str], times: int = 1) -> None:
    for _time in range(times):
        counting.count_search(country=country, language="fr", codes=codes)
    counting.write()


def old(region: Region, name: str = "Stone lines", **fields: Any) -> Practice:
    return factories.make_practice(region.section, name_en=name, confirmed_at=LONG_AGO, **fields)


def rows_of(page: Any, heading: str) -> dict[str, list[str]]:
    found = section(page, heading).select("tbody tr")
    return {said(row.th): [said(cell) for cell in row.find_all("td")] for row in found}


# --- still so? -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["/admin/", "/admin/desk/confirm/", STILL_SO])
def test_one_tap_says_that_it_is_still_so(region: Region, author: User, sign_in: SignIn, start: str) -> None:
    page = old(region)
    client = sign_in(author)
    form = get(client, start).find("form", action=f"{STILL_SO}{page.pk}/")
    answer = client.post(
        form["action"], {"next": form.find("input", attrs={"name": "next"})["value"]}, follow=True
    )
    assert answer.redirect_chain == [(start, 302)]
    assert "“Stone lines”: still so" in said(parsed(answer))
    assert not parsed(answer).find("form", action=form["action"])
    page.refresh_from_db()
    assert timezone.now() - page.confirmed_at < timedelta(minutes=1)
    assert PageLogEntry.objects.get(page=page, action="practices.confirm").user == author
    assert "Said that it is still so" in said(get(client, f"/admin/pages/{page.pk}/history/"))


def test_readers_see_the_day_and_a_draft_that_waits_stays_a_draft(
    region: Region, author: User, sign_in: SignIn
) -> None:
    page = old(region)
    page.save_revision().publish()
    page.refresh_from_db()
    page.name_en = "Not yet for readers"
    page.save_revision(user=author)
    IndexCopy.objects.create(name="somewhere")
    sign_in(author).post(f"{STILL_SO}{page.pk}/")
    page.refresh_from_db()
    assert page.name_en == "Stone lines" and page.has_unpublished_changes
    assert OutboxRow.objects.exists(), "the index learns of it"
    page.latest_revision.publish()
    page.refresh_from_db()
    assert page.name_en == "Not yet for readers"
    assert timezone.now() - page.confirmed_at < timedelta(minutes=1)


def test_what_was_never_confirmed_is_asked_about_after_two_years(
    region: Region, author: User, sign_in: SignIn
) -> None:
    factories.make_practice(region.section, name_en="Of old", first_published_at=LONG_AGO)
    factories.make_practice(region.section, name_en="Just begun", first_published_at=timezone.now())
    old(region, "Withdrawn", live=False)
    listed = said(get(sign_in(author), STILL_SO).find("main"))
    assert "Of old" in listed and "never confirmed" in listed
    assert "Just begun" not in listed and "Withdrawn" not in listed


def test_nobody_says_so_of_another_region_or_by_following_a_link(
    region: Region, there: Region, author: User, sign_in: SignIn
) -> None:
    page, own = old(there), old(region)
    client = sign_in(author)
    assert client.post(f"{STILL_SO}{page.pk}/").status_code == 404
    assert client.get(f"{STILL_SO}{own.pk}/").status_code == 405
    assert client.post(f"{STILL_SO}{own.pk}/", {"next": "https://elsewhere.example/"}).url == STILL_SO
    page.refresh_from_db()
    assert page.confirmed_at == LONG_AGO


# --- what is covered -----------------------------------------------------------------------------------


def test_what_readers_ask_for_and_nobody_told_stands_first(
    region: Region, there: Region, author: User, sign_in: SignIn
) -> None:
    factories.make_practice(
        region.section, crops=Classes.of("maize"), zone_tags=("sub_humid-hot-sandy",), zones_are_stated=True
    )
    factories.make_practice(there.section, crops=Classes.of("cattle"), name_fr="Là-bas")
    asked("BJ", (Kind.CROP, "rice"), (Kind.ZONE, "semi_arid-hot"), (Kind.CELL, "11,2"), times=4)
    asked("NE", (Kind.CROP, "maize"))
    asked("PE", (Kind.CROP, "cattle"), times=9)
    page = get(sign_in(author), COVERAGE)
    gaps = said(section(page, "Asked for, and nobody has told it yet"))
    assert "Rice 4 searches" in gaps and "Kandi, Benin and around 4 searches" in gaps
    crops = rows_of(page, "Crops and animals")
    assert crops["Maize"] == ["1", "1"] and crops["Rice"] == ["none yet", "4"]
    assert crops["Cattle"] == ["none yet", "0"] and next(iter(crops)) == "Rice"
    zones = rows_of(page, "Zones")
    assert [values for name, values in zones.items() if values[0] == "1"] == [["1", "0"]]
    assert len(zones) == 3, "the climates of Benin and Niger are there without any practice"
    assert rows_of(page, "Languages")["French"] == ["none yet", "5"]
    assert rows_of(page, "How it went")["Adopted"] == ["1"]


def test_a_region_is_chosen_among_ones_own(region: Region, there: Region, sign_in: SignIn) -> None:
    factories.make_practice(there.section, crops=Classes.of("cattle"))
    asked("BJ", (Kind.CROP, "rice"))
    user = factories.UserFactory(groups=[region.correspondents, there.correspondents])
    client = sign_in(user)
    crops = rows_of(get(client, COVERAGE + link(get(client, COVERAGE), "Andes")), "Crops and animals")
    assert crops["Cattle"] == ["1", "0"] and crops["Rice"] == ["none yet", "0"]
    assert client.get(f"{COVERAGE}?region={region.section.pk}").status_code == 200
    single = sign_in(factories.make_correspondent(region))
    for address in (COVERAGE, STILL_SO):
        assert single.get(f"{address}?region={there.section.pk}").status_code == 404
        assert not get(single, address).select(".report-choices")


@pytest.mark.parametrize("address", [COVERAGE, STILL_SO])
def test_whoever_looks_after_no_region_has_no_reports(region: Region, sign_in: SignIn, address: str) -> None:
    from kb.management.commands.make_accounts import newsletter_editors

    assert sign_in(factories.UserFactory(groups=[newsletter_editors()])).get(address).status_code == 404


# --- tables to take away -------------------------------------------------------------------------------


def test_a_table_taken_away_holds_no_formula(region: Region, author: User, sign_in: SignIn) -> None:
    old(region, "=HYPERLINK(1)", place_name="@SUM(A1)")
    old(region, " +1", place_name="Parakou")
    client = sign_in(author)
    text = b"".join(client.get(f"{STILL_SO}?export=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Practice"], row["Place"], row["Country"]) for row in rows] == [
        ("'=HYPERLINK(1)", "'@SUM(A1)", "Benin"),
        ("'+1", "Parakou", "Benin"),
    ]
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{STILL_SO}?export=xlsx").streaming_content)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= {"=HYPERLINK(1)", "@SUM(A1)"}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_coverage_is_taken_away_as_one_table(region: Region, author: User, sign_in: SignIn) -> None:
    asked("BJ", (Kind.CROP, "rice"))
    text = b"".join(sign_in(author).get(f"{COVERAGE}?export=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"Seen by": "Crops and animals", "Name": "Rice", "Practices": "0"}.items() <= next(
        row for row in rows if row["Name"] == "Rice"
    ).items()


@pytest.mark.parametrize("address", [COVERAGE, STILL_SO])
def test_a_report_asks_as_often_for_many_practices(
    region: Region, author: User, sign_in: SignIn, address: str
) -> None:
    client = sign_in(author)
    numbers = []
    for more in (2, 20):
        for number in range(more):
            old(region, crops=Classes.of("maize"), latitude=9.0 + number / 10, longitude=2.0)
        get(client, address)
        with CaptureQueriesContext(connection) as queries:
            get(client, address)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 25, numbers
