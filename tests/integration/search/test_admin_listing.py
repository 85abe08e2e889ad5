"""The list of practices in the admin finds what readers find, and drafts of the person’s own regions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from practices.regions import Region, set_up
from tests import factories
from tests.html import get, said

Work = Callable[[], None]
MOST_QUERIES = 35
# Wagtail's own, which shows the region's page above it.
MOST_QUERIES_OF_EXPLORER = 45


@pytest.fixture
def desk(region: Region) -> Client:
    client = Client()
    client.force_login(factories.make_correspondent(region, language="en"))
    return client


def columns(client: Client) -> set[str]:
    found = get(client, reverse("practices:index")).find_all("td")
    return {str(cell.get("data-label")) for cell in found}


def test_the_region_is_named_to_those_who_have_several(region: Region, desk: Client) -> None:
    factories.make_practice(region.section)
    assert "Place" in columns(desk) and "Parent" not in columns(desk)
    there = factories.make_region("andes", "Andes")
    both = factories.UserFactory(groups=[region.moderators, there.moderators], language="en")
    client = Client()
    client.force_login(both)
    assert "Parent" in columns(client)


def listed(client: Client, **query: str) -> list[str]:
    response = client.get(reverse("practices:index_results"), query)
    assert response.status_code == 200
    shown = response.content.decode()
    titles = [page.title for page in response.context["object_list"]]
    assert all(title in shown for title in titles)
    return titles


def test_it_finds_as_readers_do_and_drafts_too(region: Region, work: Work, desk: Client) -> None:
    factories.make_practice(region.section, name_en="Stone lines", summary_en="Manure is kept in rows.")
    factories.make_practice(region.section, name_en="Manure heaps")
    factories.make_practice(region.section, name_en="Manure pits, unfinished", live=False)
    factories.make_practice(region.section, name_en="A fence")
    work()
    assert listed(desk, q="manure") == ["Manure heaps", "Stone lines", "Manure pits, unfinished"]
    assert listed(desk, q="mnaure")[:2] == ["Manure heaps", "Stone lines"]
    assert listed(desk, q="unfin") == ["Manure pits, unfinished"]
    assert len(listed(desk)) == 4


def test_drafts_of_other_regions_stay_hidden(region: Region, work: Work, desk: Client) -> None:
    other = factories.make_region("andes", "Andes")
    factories.make_practice(other.section, name_en="Manure of the Andes", live=False)
    factories.make_practice(other.section, name_en="Manure for all")
    work()
    assert "Manure of the Andes" not in listed(desk, q="manure")
    assert "Manure of the Andes" not in listed(desk)


def test_it_still_finds_names_while_no_index_answers(
    region: Region, desk: Client, settings: Settings, tmp_path: Path
) -> None:
    factories.make_practice(region.section, name_en="Stone lines")
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "nothing"}
    assert listed(desk, q="stone") == ["Stone lines"]


@pytest.mark.parametrize("publishes", [True, False])
def test_a_long_list_asks_the_database_no_more_often_and_each_cell_says_what_it_is(
    region: Region, desk: Client, django_assert_max_num_queries: Any, publishes: bool
) -> None:
    set_up(region.section, correspondents_publish=publishes)

    def make(first: int, last: int) -> None:
        for number in range(first, last):
            named = {"name_en": f"Stone lines {number}", "outcome": "mixed"}
            factories.make_practice(region.section, **named)
            draft = factories.make_practice(region.section, live=False, **named)
            draft.save_revision()
            region.workflow.start(draft, None)

    make(0, 2)
    addresses = (reverse("practices:index"), reverse("wagtailadmin_explore", args=[region.section.pk]))
    for address in addresses:
        desk.get(address)
    counted = []
    for address, most in zip(addresses, (MOST_QUERIES, MOST_QUERIES_OF_EXPLORER), strict=True):
        with django_assert_max_num_queries(most) as queries:
            page = get(desk, address)
        counted.append(len(queries))
    cells = {str(cell.get("data-label")): said(cell) for cell in page.find_all("td")}
    assert "live" in cells["Status"].lower() and "Stone lines" in cells["Title"]
    make(2, 12)
    for address, before in zip(addresses, counted, strict=True):
        with django_assert_max_num_queries(before):
            assert "Stone lines 11" in said(get(desk, address))
