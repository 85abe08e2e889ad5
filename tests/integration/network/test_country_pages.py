"""Pages of countries: what the base knows first, what they state with its source, nothing not public."""

import csv
import io
import re
import time

import brotli
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from exchange.models import PracticeReports
from network.countries.indicators import INDICATORS
from network.countries.stated import NotReadyError, publish, withdraw
from network.models import Origin, Partner, StatedValue
from practices.regions import Region
from tests import factories, html
from tests.integration.network.conftest import make_partner
from tests.integration.network.stating import published, stated
from zones.countries import STATES

MOST_BYTES = 14_000
# Of the processor, five times what is wished for: a machine beside its other work is slower, and a page that
# asks for each country or value is slower by far.
MOST_SECONDS = 1.0
MOST_SECONDS_OF_THE_FILE = 5.0


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a person had compared the tables with the print."""
    for module in (
        "network.countries.stated",
        "readers.presenters.network.country_carbon",
        "zones.carbon_sentences",
    ):
        monkeypatch.setattr(f"{module}.are_tables_checked", lambda: True)


def words(client: Client, address: str) -> str:
    return html.said(html.get(client, address).main)


def test_a_page_opens_with_what_the_base_knows(client: Client, region: Region) -> None:
    region.section.countries = ("BJ",)
    region.section.save_revision().publish()
    zai = factories.make_practice(region.section, name_en="Planting pits", country="BJ", outcome="adopted")
    factories.make_practice(region.section, name_en="Dams", country="BJ", outcome="abandoned")
    factories.make_practice(region.section, name_en="Not yet", country="BJ", live=False)
    factories.make_practice(region.section, name_en="Elsewhere", country="TG")
    PracticeReports.objects.create(practice=zai, total=3)
    page = html.get(client, "/en/countries/bj/")
    assert html.said(page.h1) == "Benin"
    facts = html.section(page, "What this site knows")
    assert [html.said(each) for each in facts.find_all("dd")] == [
        *("2", "Adopted 1 · Abandoned 1", "3", "0", "West Africa")
    ]
    assert "Tropical, moist 81 %" in html.said(html.section(page, "Climate of the land"))
    said = html.said(page.main)
    assert "Planting pits" in said
    assert "Elsewhere" not in said
    assert "Not yet" not in said


def test_partners_of_a_country_are_counted_and_listed(client: Client, region: Region) -> None:
    common = {"country": "BJ", "kind": "civil_society", "latitude": 9.8, "longitude": 1.5}
    Partner.objects.create(name="Partner 001", state="checked", **common)
    Partner.objects.create(name="Partner 002", state="applied", **common)
    (link,) = html.get(client, "/en/countries/bj/").main.find_all("a", string="1 partner")
    assert link["href"] == "/en/partners/?country=BJ"
    assert "Benin 1 partner" in words(client, "/en/countries/")
    assert client.get("/api/v1/countries/BJ").json()["partners"] == 1


def test_an_empty_base_has_no_entry_in_the_menu(client: Client, region: Region) -> None:
    assert "/en/countries/" not in client.get("/en/ask/").content.decode()
    factories.make_practice(region.section, country="BJ")
    assert "/en/countries/" in client.get("/en/ask/").content.decode()


@pytest.mark.parametrize("asked", ["BJ", "benin"])
def test_a_country_is_found_by_its_name_too(client: Client, region: Region, asked: str) -> None:
    response = client.get(f"/fr/countries/{asked}/")
    assert (response.status_code, response["Location"]) == (301, "/fr/countries/bj/")
    assert client.get("/fr/countries/cote-d-ivoire/")["Location"] == "/fr/countries/ci/"
    assert client.get("/fr/countries/atlantis/").status_code == 404


def test_a_value_stands_with_its_range_year_origin_and_source(client: Client, region: Region) -> None:
    published(
        "BJ",
        "farmers_total",
        low=800_000,
        best=900_000,
        high=1_000_000,
        tier=2,
        source_url="https://example.org/report",
    )
    page = html.get(client, "/en/countries/bj/")
    value = html.said(html.section(page, "What the country states"))
    assert "800,000–1,000,000 farmers" in value
    assert "best value 900,000" in value
    assert "2024, reported, tier 2 · A report for tests, page 1" in value
    assert "Cropland" in value[value.index("Not stated") :]
    assert page.find("a", href="https://example.org/report") is not None


def test_drafts_are_nowhere_public(client: Client, region: Region) -> None:
    published("BJ", "organisations", best=12)
    stated("BJ", "farmers_total", best=777_777)
    stated("TG", "farmers_total", best=777_777)
    gone = published("BJ", "sampling_sites", best=777_777)
    assert withdraw(gone.pk)
    addresses = [
        *("/en/countries/", "/en/countries/bj/", "/en/countries/tg/", "/en/dashboard/", "/countries.csv"),
        *("/api/v1/countries", "/api/v1/countries/BJ"),
    ]
    for address in addresses:
        said = client.get(address).content.decode()
        assert "777777" not in said
        assert "777,777" not in said
    book = openpyxl.load_workbook(io.BytesIO(client.get("/countries-wide.xlsx").content))
    assert list(book["countries"].values) == [
        ("country", "country_name", "organisations"),
        ("BJ", "Benin", 12),
    ]


def test_a_correction_keeps_the_old_value_with_its_date(client: Client, region: Region) -> None:
    first = published("BJ", "organisations", best=12)
    published("BJ", "organisations", best=15)
    first.refresh_from_db()
    assert first.best == 12
    assert first.replaced_at is not None
    said = words(client, "/en/countries/bj/")
    assert "15 organisations" in said
    assert f"Until {date_format(timezone.localdate(), 'DATE_FORMAT')}: 12 organisations" in said
    whole = client.get("/api/v1/countries/BJ").json()
    assert [value["best"] for value in whole["values"]] == [15]
    assert [value["best"] for value in whole["earlier"]] == [12]


def test_a_stated_value_is_never_edited(region: Region) -> None:
    value = published("BJ", "organisations", best=12)
    value.best = 13
    with pytest.raises(ValueError, match="never edited"):
        value.save()
    with pytest.raises(ValueError, match="never edited"):
        value.save(update_fields=["best"])


def test_possible_reported_and_measured_stand_apart(client: Client, region: Region) -> None:
    published("BJ", "reported_t_c_per_year", best=5000)
    published("BJ", "reported_t_c_per_year", origin=Origin.MEASURED, best=4000)
    published("BJ", "area_no_till_ha", best=100_000)
    carbon = html.section(html.get(client, "/en/countries/bj/"), "Carbon in the soil")
    assert [html.said(each) for each in carbon.find_all("dt")] == [
        "Possible, calculated",
        "Reported",
        "Measured",
    ]
    said = html.said(carbon)
    assert "Not shown until the tables of the method were compared with the print." in said
    assert "5,000 t of carbon a year" in said
    assert "4,000 t of carbon a year" in said
    assert "9,000" not in words(client, "/en/dashboard/")


def test_the_potential_is_shown_once_the_tables_are_checked(
    client: Client, region: Region, checked: None
) -> None:
    published("BJ", "area_no_till_ha", best=100_000)
    published("BJ", "area_cover_crops_ha", best=100_000)
    said = html.said(html.section(html.get(client, "/en/countries/bj/"), "Carbon in the soil"))
    found = re.search(r"([\d,]+)–([\d,]+) t of carbon a year, about ([\d,]+), for 20 years", said)
    assert found is not None
    low, high, best = (int(text.replace(",", "")) for text in found.groups())
    assert 0 < low < best < high
    # Both practices on the same hectares: no more than once.
    assert "Calculated for 100,000 ha" in said
    assert "not yet compared with the print" not in said


def test_land_that_cannot_be_calculated_is_named(client: Client, region: Region, checked: None) -> None:
    published("UG", "area_no_till_ha", best=100_000)
    said = words(client, "/en/countries/ug/")
    assert "83 % of the land could not be calculated: tropical mountains." in said


def test_coverage_comes_first_and_countries_by_name(client: Client, region: Region) -> None:
    published("TG", "farmers_total", best=10)
    published("BJ", "farmers_total", best=99)
    factories.make_practice(region.section, country="DE")
    page = html.get(client, "/en/countries/")
    assert "Values from 2 of 196 countries." in html.said(page.main)
    names = [html.said(each.a) for each in page.select(".countries__list > li")]
    assert names == ["Benin", "Germany", "Togo"]
    french = html.get(client, "/fr/countries/")
    assert [html.said(each.a) for each in french.select(".countries__list > li")] == [
        "Allemagne",
        "Bénin",
        "Togo",
    ]
    stating = html.get(client, "/en/countries/?continent=africa&with=values")
    assert [html.said(each.a) for each in stating.select(".countries__list > li")] == ["Benin", "Togo"]
    assert "Germany" not in words(client, "/en/countries/?continent=africa")
    assert "Germany" in words(client, "/en/countries/?continent=nonsense")


def test_totals_are_the_sums_of_the_file_with_their_countries(client: Client, region: Region) -> None:
    published("BJ", "farmers_total", best=900_000)
    published("TG", "farmers_total", low=500_000, high=700_000, year=2020)
    published("BJ", "farmers_total", origin=Origin.MEASURED, best=880_000)
    published("BJ", "public_funding_usd_per_year", best=1_000_000.5)
    published("BJ", "organisations", best=3)
    published("BJ", "organisations", best=4)
    content = client.get("/countries.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(content)) if row["origin"] == "reported"]
    figures = html.get(client, "/en/dashboard/").select("dl.facts")
    page = {html.said(dt): html.said(dd) for dl in figures for dt, dd in zip(dl("dt"), dl("dd"), strict=True)}
    for code in ("farmers_total", "public_funding_usd_per_year", "organisations"):
        of_code = [row for row in rows if row["indicator"] == code]
        low = sum(float(row["low"] or row["best"]) for row in of_code)
        high = sum(float(row["high"] or row["best"]) for row in of_code)
        shown = f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"
        countries = "1 country" if len(of_code) == 1 else f"{len(of_code)} countries"
        told = page[str(INDICATORS[code].label)]
        assert told.startswith(shown)
        assert countries in told
    assert "1,400,000–1,600,000 farmers 2 countries, 2020–2024" in page["Farmers"]


def test_the_dashboard_opens_with_all_that_the_base_knows(client: Client, region: Region) -> None:
    for country in ("BJ", "TG"):
        factories.make_practice(region.section, country=country, outcome="mixed")
    region.section.countries = ("BJ", "TG", "NE")
    region.section.save()
    make_partner(1)
    make_partner(2, country="ML", latitude=12.6, longitude=-8.0)
    known = html.get(client, "/en/dashboard/").select_one("dl.facts")
    assert known is not None
    told = {html.said(dt): html.said(dd) for dt, dd in zip(known("dt"), known("dd"), strict=True)}
    assert told["Practices"] == "2 2 countries"
    assert told["How it went"] == "Mixed 2"
    assert told["Partners"] == "2 2 countries"
    assert told["Regions"] == "1 3 countries"


def test_every_country_with_every_value_fits_a_page(client: Client, region: Region) -> None:
    now = timezone.now()
    StatedValue.objects.bulk_create(
        StatedValue(
            country=country,
            indicator=each.code,
            choice=next(iter(each.choices), "") if each.choices else "",
            best=None if each.choices else 2020 if each.kind == "year" else 10 + number * 1000 % 97,
            year=2024,
            source_text="A report for tests",
            published_at=now,
        )
        for number, country in enumerate(STATES)
        for each in INDICATORS.values()
    )
    for address in ("/en/countries/", "/en/countries/bj/", "/en/dashboard/"):
        client.get(address)
        begun = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            content = client.get(address).content
        assert time.process_time() - begun < MOST_SECONDS, address
        assert len(brotli.compress(content, quality=5)) <= MOST_BYTES, address
        assert len(captured) < 20
    begun = time.process_time()
    content = client.get("/countries.csv").content.decode("utf-8-sig")
    assert time.process_time() - begun < MOST_SECONDS_OF_THE_FILE
    assert len(list(csv.DictReader(io.StringIO(content)))) == len(STATES) * len(INDICATORS)
    followed, found = "/api/v1/countries?limit=100", 0
    while followed:
        answer = client.get(followed).json()
        found += len(answer["results"])
        followed = answer["next"] and answer["next"].partition("//")[2].partition("/")[2]
        followed = followed and f"/{followed}"
    assert (found, answer["count"]) == (len(STATES), len(STATES))


def test_a_file_holds_nothing_that_a_spreadsheet_calculates(client: Client, region: Region) -> None:
    published("BJ", "organisations", best=1, source_text='=HYPERLINK("http://example.org")')
    row = next(csv.DictReader(io.StringIO(client.get("/countries.csv").content.decode("utf-8-sig"))))
    assert row["source_text"].startswith("'=")


def test_a_draft_without_source_or_year_cannot_be_published(region: Region) -> None:
    for fields in ({"source_text": ""}, {"year": None}):
        value = stated("BJ", "organisations", best=1, **fields)
        with pytest.raises(NotReadyError):
            publish(value.pk, None)


def test_words_of_markets_stand_on_no_page(client: Client, region: Region) -> None:
    published("BJ", "public_funding_usd_per_year", best=5)
    for address in ("/en/countries/", "/en/countries/bj/", "/en/dashboard/"):
        said = words(client, address).casefold()
        for forbidden in ("credit", "offset", "neutral", "rank", "guarantee"):
            assert forbidden not in said
