"""Practices that may be the one that is being named: public ones and drafts of the own region, no others."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import link, parsed, said

Work = Callable[[], None]
ALIKE = "/admin/practices/alike/"


@pytest.fixture
def desk(region: Region) -> Client:
    client = Client()
    client.force_login(factories.make_correspondent(region, language="en"))
    return client


def asked(client: Client, **query: str) -> str:
    response = client.get(ALIKE, query)
    assert response.status_code == 200
    return said(parsed(response))


def test_those_of_all_regions_that_are_public_are_named_and_drafts_of_the_own_alone(
    region: Region, work: Work, desk: Client
) -> None:
    other = factories.make_region("andes", "Andes")
    theirs = factories.make_practice(
        other.section, name_en="Stone lines on slopes", name_fr="Cordons pierreux"
    )
    factories.make_practice(other.section, name_en="Stone lines, unripe", live=False)
    mine = factories.make_practice(region.section, name_en="Lines of stone", live=False)
    factories.make_practice(region.section, name_en="Manure heaps")
    work()
    page = parsed(desk.get(ALIKE, {"name": "stone lines"}))
    assert link(page, "Stone lines on slopes") == theirs.get_url()
    assert link(page, "Lines of stone") == f"/admin/pages/{mine.pk}/edit/"
    assert "draft" in said(page) and "unripe" not in said(page) and "Manure" not in said(page)
    assert "Lines of stone" not in asked(desk, name="stone lines", besides=str(mine.pk))


@pytest.mark.parametrize("name", ["", "st", "sto", "the of and", "a" * 5000, "fences of thorn"])
def test_nothing_is_said_where_nothing_is_alike(region: Region, work: Work, desk: Client, name: str) -> None:
    factories.make_practice(region.section, name_en="Stone lines")
    work()
    assert asked(desk, name=name) == ""


def test_three_letters_are_enough_where_they_are_a_whole_word(
    region: Region, work: Work, desk: Client
) -> None:
    factories.make_practice(region.section, name_en="Zaï pits with manure")
    factories.make_practice(region.section, name_en="Zaïre orchards")
    work()
    words = asked(desk, name="Zaï")
    assert "Zaï pits" in words and "orchards" not in words


def test_three_at_most_and_drafts_also_while_no_index_answers(
    region: Region, desk: Client, settings: Settings, tmp_path: object
) -> None:
    for number in range(5):
        factories.make_practice(region.section, name_en=f"Stone lines {number}", live=False)
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": f"{tmp_path}/nothing"}
    assert len(parsed(desk.get(ALIKE, {"name": "Stone lines"})).find_all("li")) == 3


def test_it_is_said_once_more_after_the_first_save(region: Region, desk: Client) -> None:
    there = factories.make_practice(region.section, name_en="Stone lines <b>", live=False)
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(desk.get(address).content.decode()) | {"name_en": "Stone lines"}
    saved = parsed(desk.post(address, data, follow=True))
    assert f"/admin/pages/{there.pk}/edit/" in [each["href"] for each in saved.find_all("a", href=True)]
    assert not saved.find("b", string="")
    new = Practice.objects.get(name_en="Stone lines")
    again = parsed(desk.get(reverse("wagtailadmin_pages:edit", args=[new.pk])))
    assert "Is it one of these?" not in said(again)
