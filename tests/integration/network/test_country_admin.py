"""Countries in the admin: the spreadsheet out, looked at, saved; published by the coordination; walls."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from kb.models import User
from network.models import StatedValue, ValueSheet
from practices.regions import Region
from tests import factories, html
from tests.integration.network.stating import changed, published, stated
from zones.countries import STATES

BOARD = "/admin/countries/"
GOOD: dict[str, dict[str, Any]] = {
    "organisations": {"best": 5, "year": 2024, "source_text": "A report for tests"},
    "farmers_total": {"low": 10, "high": 20},
}

SignIn = Callable[[User], Client]


@pytest.fixture
def benin(db: None) -> Region:
    return factories.make_region("benin", "Benin", ("BJ", "RE"))


@pytest.fixture
def desk(benin: Region, sign_in: SignIn) -> Client:
    """The browser of Benin's correspondent."""
    return sign_in(factories.make_correspondent(benin))


@pytest.fixture
def office(db: None, sign_in: SignIn) -> Client:
    """The browser of the coordination."""
    return sign_in(User.objects.create_superuser(email="office@example.org", password=factories.PASSWORD))


def taken(client: Client, address: str = f"{BOARD}all.xlsx") -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def send(client: Client, content: bytes) -> HttpResponse:
    return client.post(BOARD, {"file": SimpleUploadedFile("countries.xlsx", content)})  # type: ignore[return-value]


def titles(content: bytes) -> list[str]:
    return [sheet.title[:2] for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets[1:]]


def test_a_spreadsheet_is_refused_then_accepted_and_published(desk: Client, office: Client) -> None:
    wrong = changed(
        taken(desk),
        "BJ",
        organisations={"best": "many"},
        women_share_pct={"best": 300},
        farmers_total={"low": 20, "high": 10},
    )
    refused = send(desk, wrong)
    assert refused.status_code == 422
    said = [html.said(each) for each in html.parsed(refused).select(".countries-bad li")]
    assert [text.partition(": ")[0] for text in said] == [
        f"Sheet “BJ Benin”, cell {cell}" for cell in ("C9", "D11", "D12")
    ]
    assert not StatedValue.objects.exists()
    assert not ValueSheet.objects.exists()

    waiting = send(desk, changed(taken(desk), "BJ", **GOOD))
    assert waiting.status_code == 302
    preview = html.said(html.get(desk, waiting["Location"]).main)
    assert "2 values would change" in preview
    assert "Without its year and its source it cannot be published." in preview
    assert not StatedValue.objects.exists()

    assert desk.post(waiting["Location"], {"action": "save"})["Location"] == f"{BOARD}BJ/"
    assert "5 organisations" not in html.said(html.get(Client(), "/en/countries/bj/").main)
    numbers = [str(value.pk) for value in StatedValue.objects.all()]
    assert desk.post(f"{BOARD}BJ/", {"value": numbers}).status_code == 404
    told = office.post(f"{BOARD}BJ/", {"value": numbers}, follow=True)
    assert "It has no source" in told.content.decode()
    shown = html.said(html.get(Client(), "/en/countries/bj/").main)
    assert "5 organisations" in shown
    assert "10–20 farmers" not in shown

    again = send(desk, taken(desk))
    assert again.status_code == 422
    assert "Nothing in this file differs" in again.content.decode()


def test_each_has_the_sheets_of_their_own_countries(desk: Client, office: Client) -> None:
    assert titles(taken(desk)) == ["BJ"]
    assert len(titles(taken(office))) == len(STATES)
    assert titles(taken(office, f"{BOARD}TG.xlsx")) == ["TG"]


def test_other_countries_are_not_there(desk: Client, office: Client) -> None:
    secret = stated("TG", "organisations", best=4711)
    public = published("TG", "farmers_total", best=99)
    for address in (f"{BOARD}TG/", f"{BOARD}TG.xlsx", f"{BOARD}XX/"):
        assert desk.get(address).status_code == 404
    assert desk.post(f"{BOARD}TG/", {"value": str(secret.pk)}).status_code == 404
    # Not by way of one's own country either.
    office.post(f"{BOARD}BJ/", {"value": str(secret.pk)})
    assert office.post(f"{BOARD}BJ/", {"withdraw": str(public.pk)}).status_code == 404
    secret.refresh_from_db()
    assert secret.published_at is None
    foreign = send(desk, changed(taken(office, f"{BOARD}TG.xlsx"), "TG", **GOOD))
    assert "This is not one of your countries." in foreign.content.decode()


def test_nobody_else_sees_countries(db: None, sign_in: SignIn) -> None:
    for person in (
        factories.make_correspondent(factories.make_region("andes", "Andes")),
        factories.make_correspondent(factories.make_region("islands", "Islands", ("RE",))),
    ):
        client = sign_in(person)
        for address in (BOARD, f"{BOARD}all.xlsx", f"{BOARD}BJ/", f"{BOARD}file/1/"):
            assert client.get(address).status_code == 404
        assert BOARD not in client.get("/admin/").content.decode()


def test_a_file_is_seen_by_whoever_sent_it_alone(desk: Client, office: Client) -> None:
    address = send(desk, changed(taken(desk), "BJ", **GOOD))["Location"]
    assert office.get(address).status_code == 404
    assert office.post(address, {"action": "save"}).status_code == 404
    assert desk.post(address, {"action": "drop"})["Location"] == BOARD
    assert desk.get(address).status_code == 404
    assert not StatedValue.objects.exists()


def test_a_file_that_could_not_be_saved_still_waits(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_given: object) -> int:
        raise OperationalError

    address = send(desk, changed(taken(desk), "BJ", **GOOD))["Location"]
    with monkeypatch.context() as broken, pytest.raises(OperationalError):
        broken.setattr("network.admin.sheet_view.enter", away)
        desk.post(address, {"action": "save"})
    assert desk.post(address, {"action": "save"}).status_code == 302
    assert StatedValue.objects.count() == len(GOOD)


def test_what_was_sent_for_a_country_that_was_lost_meanwhile_is_not_saved(
    desk: Client, benin: Region
) -> None:
    address = send(desk, changed(taken(desk), "BJ", **GOOD))["Location"]
    benin.section.countries = ("BJ", "TG")
    benin.section.save()
    benin.section.countries = ("TG",)
    benin.section.save()
    desk.post(address, {"action": "save"})
    assert not StatedValue.objects.exists()


def test_a_second_draft_takes_the_place_of_the_first(desk: Client) -> None:
    for best in (5, 7):
        cells = {"organisations": {"best": best, "year": 2024, "source_text": "A report"}}
        desk.post(send(desk, changed(taken(desk), "BJ", **cells))["Location"], {"action": "save"})
    page = html.get(desk, f"{BOARD}BJ/")
    assert "7 organisations" in html.said(html.section(page, "Drafts"))
    assert "5 organisations" not in html.said(html.section(page, "Drafts"))
    assert "5 organisations" in html.said(html.section(page, "Earlier values"))


def test_what_does_not_go_together_is_not_published(office: Client) -> None:
    published("BJ", "cropland_ha", best=1_000_000)
    area = stated("BJ", "area_cover_crops_ha", best=1_200_000)
    other = stated("BJ", "organisations", best=5)
    told = office.post(f"{BOARD}BJ/", {"value": [str(area.pk), str(other.pk)]}, follow=True)
    assert "1,200,000 ha are more than the country’s cropland, 1,000,000 ha." in told.content.decode()
    area.refresh_from_db()
    other.refresh_from_db()
    assert area.published_at is None and other.published_at is not None
    # With more cropland, published together, it goes.
    land = stated("BJ", "cropland_ha", best=1_500_000)
    office.post(f"{BOARD}BJ/", {"value": [str(area.pk), str(land.pk)]})
    area.refresh_from_db()
    assert area.published_at is not None


def test_a_value_is_taken_off_the_site(office: Client) -> None:
    value = published("BJ", "organisations", best=5)
    assert office.post(f"{BOARD}BJ/", {"withdraw": str(value.pk)}).status_code == 302
    assert "5 organisations" not in html.said(html.get(Client(), "/en/countries/bj/").main)
    assert "5 organisations" in html.said(html.section(html.get(office, f"{BOARD}BJ/"), "Earlier values"))


@pytest.mark.parametrize(
    "content", [b"", b"not a table", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"], ids=len
)
def test_what_is_no_workbook_is_refused_in_words(desk: Client, content: bytes) -> None:
    response = send(desk, content)
    assert response.status_code == 422
    assert html.parsed(response).select(".countries-bad")
