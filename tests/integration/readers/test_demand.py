"""What readers look for is counted by day, and nothing of it tells who they are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from practices.demand import counting, reading
from practices.models import DemandCount, Opening, Practice, TypedTerm
from practices.regions import Region
from tests import factories

PHONE = "Mozilla/5.0 (Linux; Android 9; Mobile) Firefox/128.0"
ADDRESS = "192.0.2.77"
LAND = "lat=9.8&lon=1.6&crops=maize"


@pytest.fixture(autouse=True)
def nothing_counted_before() -> Iterator[None]:
    counting._waiting = counting.Counts()
    yield
    counting._waiting = counting.Counts()


@pytest.fixture
def practice(region: Region, work: Callable[[], None]) -> Practice:
    made = factories.make_practice(region.section, name_en="Stone lines", slug="stone-lines")
    work()
    return made


@pytest.fixture
def reader(practice: Practice) -> Client:
    return Client(headers={"user-agent": PHONE}, REMOTE_ADDR=ADDRESS)


def searched(reader: Client, query: str, **more: Any) -> None:
    assert reader.get(f"/en/practices/?{query}", **more).status_code == 200
    counting.write()


def a_day_passes(days: int = 1) -> None:
    """Everything that was counted becomes so much older."""
    for model in (DemandCount, Opening):
        # In two steps: on the way no row may take the day of another.
        model.objects.update(day=F("day") - timedelta(days=1000))
        model.objects.update(day=F("day") + timedelta(days=1000 - days))


def in_vain(countries: tuple[str, ...] | None = None) -> dict[str, int]:
    return {term.text: term.times for term in reading.searches_without_results(countries)}


def unknown(countries: tuple[str, ...] | None = None) -> dict[str, int]:
    return {term.text: term.times for term in reading.unknown_places(countries)}


def test_a_search_is_counted_by_coarse_conditions_one_by_one(reader: Client) -> None:
    searched(reader, LAND)
    searched(reader, f"{LAND}&texture=sandy")
    rows = DemandCount.objects.values_list("kind", "code", "country", "asked")
    zone = DemandCount.objects.get(kind="zone").code
    assert set(rows) == {
        ("cell", "9,1", "BJ", 2),
        ("zone", zone, "BJ", 2),
        ("crop", "maize", "BJ", 2),
        ("language", "en", "BJ", 2),
    }
    assert reading.asked_for("crop", ["BJ", "TG"]) == {"maize": 2} and not reading.asked_for("crop", ["TG"])


def test_nothing_of_the_reader_is_kept(reader: Client) -> None:
    """Not the exact place, not the words of one day, not the browser."""
    searched(
        reader, f"{LAND}&q=my+neighbour+Bio", headers={"cookie": "theme=dark", "referer": "https://x.org/"}
    )
    tables = (DemandCount, TypedTerm, Opening)
    kept = repr([list(model.objects.values()) for model in tables]).lower()
    assert "crop" in kept
    for told in ("neighbour", "bio", "9.8", "1.6", ADDRESS, "android", "dark", "x.org"):
        assert told not in kept, told


def test_words_are_kept_from_the_third_day_on(reader: Client) -> None:
    for day, spelling in enumerate(("Biochar kiln", "biochar  KILN", "biochar kiln", "Biochar Kiln")):
        assert in_vain() == ({} if day < 3 else {"biochar kiln": 3})
        searched(reader, f"q={spelling}")
        a_day_passes()
    assert in_vain() == {"biochar kiln": 4}
    assert not in_vain(("BJ",)), "nobody told of which land"


def test_the_same_day_counts_once_however_often(reader: Client) -> None:
    for _each in range(5):
        searched(reader, "q=biochar+kiln")
    assert not TypedTerm.objects.exists()


def test_words_that_practices_have_are_no_gap(reader: Client) -> None:
    for _day in range(3):
        searched(reader, f"q=stone&{LAND}")
        searched(reader, f"q=stone&{LAND}&only_outcome=abandoned")
        searched(reader, f"q=biochar&{LAND}")
        a_day_passes()
    assert in_vain(("BJ",)) == {"biochar": 3}
    assert set(TypedTerm.objects.values_list("text", flat=True)) == {"stone", "biochar"}


@pytest.mark.parametrize(
    "typed", ["aicha@example.org", "call +229 97123456", "a" * 41, "2026 11 29", "12345", "!!!"]
)
def test_what_may_be_a_person_is_not_counted_at_all(reader: Client, typed: str) -> None:
    counting.count_search(country="BJ", language="en", words=typed, no_practice_has_words=True)
    counting.count_unknown_place(typed, country="BJ", language="en")
    counting.write()
    assert set(DemandCount.objects.values_list("kind", flat=True)) == {"language"}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "curl/8.5"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
    ],
)
def test_programs_and_what_is_fetched_ahead_are_not_counted(reader: Client, headers: dict[str, str]) -> None:
    for address in (
        f"/en/practices/?{LAND}",
        "/en/west-africa/stone-lines/",
        "/en/practices/?place=Nowhereham",
    ):
        reader.get(address, headers=headers)
        reader.head(address)
    counting.write()
    assert not DemandCount.objects.exists() and not Opening.objects.exists()


def test_people_of_the_site_are_not_counted_nor_anybody_where_it_is_off(
    reader: Client, settings: Settings
) -> None:
    settings.DEMAND_COUNTED = False
    searched(reader, LAND)
    settings.DEMAND_COUNTED = True
    reader.force_login(factories.UserFactory(is_superuser=True))
    searched(reader, LAND)
    reader.get("/en/west-africa/stone-lines/")
    counting.write()
    assert not DemandCount.objects.exists() and not Opening.objects.exists()


def test_later_pages_of_a_search_and_the_bare_list_are_no_search(reader: Client) -> None:
    searched(reader, "")
    searched(reader, "sort=land")
    assert not DemandCount.objects.exists()


def test_a_page_that_was_opened_is_counted(reader: Client, practice: Practice) -> None:
    other = factories.make_practice(practice.get_parent().specific, name_en="Never read")
    for _day in range(2):
        assert reader.get("/en/west-africa/stone-lines/").status_code == 200
        assert reader.get(f"/fr/west-africa/stone-lines/?{LAND}").status_code == 200
        counting.write()
        a_day_passes(60)
    assert reading.openings([practice.pk, other.pk]) == {practice.pk: 2}
    assert reading.openings([practice.pk], days=10) == {}
    assert Opening.objects.aggregate(Sum("number"))["number__sum"] == 4


def test_what_is_gone_when_it_is_written_keeps_nothing_else_back(reader: Client, practice: Practice) -> None:
    reader.get("/en/west-africa/stone-lines/")
    reader.get(f"/en/practices/?{LAND}")
    practice.delete()
    counting.write()
    assert DemandCount.objects.exists() and not Opening.objects.exists()


def test_places_that_the_list_lacks_belong_to_the_country_that_was_told(reader: Client) -> None:
    for _day in range(3):
        for place in ("Qqxville, Bénin", "qqxville (BENIN)", "Zzqtown", "Kopargo, Benin", "Paris"):
            reader.get("/fr/practices/", {"place": place})
        counting.write()
        a_day_passes()
    assert {name.lower(): times for name, times in unknown(("BJ",)).items()} == {"qqxville": 6}
    assert set(map(str.lower, unknown())) == {"qqxville", "zzqtown"}


def test_all_is_gone_after_ninety_days(reader: Client) -> None:
    for _day in range(3):
        searched(reader, "q=biochar+kiln")
        reader.get("/en/west-africa/stone-lines/")
        a_day_passes()
    a_day_passes(85)
    reading.forget_old()
    assert TypedTerm.objects.exists() and Opening.objects.exists()
    a_day_passes()
    a_day_passes()
    reading.forget_old()
    assert not TypedTerm.objects.exists(), "typed on two of the days that are left"
    a_day_passes(2)
    reading.forget_old()
    assert not DemandCount.objects.exists() and not Opening.objects.exists()


@pytest.mark.parametrize("address", [f"/en/practices/?{LAND}&q=stone", "/en/west-africa/stone-lines/"])
def test_a_page_costs_and_says_the_same(reader: Client, settings: Settings, address: str) -> None:
    seen = []
    for is_counted in (True, True, False):
        settings.DEMAND_COUNTED = is_counted
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(address)
        seen.append((answer.content, answer["ETag"], len(queries)))
        assert "Set-Cookie" not in answer
    assert seen[1] == seen[2]
    assert counting._waiting


def test_thousands_of_texts_fill_neither_memory_nor_disk(db: None) -> None:
    for number in range(counting.MOST_WAITING + 100):
        counting.count_search(country="", language="en", words=f"word {number:05d}")
    assert len(counting._waiting.asked) <= counting.MOST_WAITING + 2
    today = timezone.now().date()
    DemandCount.objects.bulk_create(
        DemandCount(day=today, kind="words", code=str(number)) for number in range(counting.MOST_OF_A_DAY)
    )
    counting._waiting = counting.Counts()
    counting.count_search(country="", language="en", words="one more")
    counting.write()
    assert DemandCount.objects.count() == counting.MOST_OF_A_DAY
