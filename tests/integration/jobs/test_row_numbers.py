"""A number that no row can have finds nothing, wherever it is written: nobody gets a page that failed."""

from collections.abc import Callable

import pytest
from django.test import Client

from jobs.row_numbers import row_number, row_numbers
from kb.models import User
from newsletter import building
from practices.models import Practice
from practices.regions import Region
from tests import factories

# One that no column has room for, and one that Python itself does not read.
HUGE = 10**30
ENDLESS = "9" * 5000

pytestmark = pytest.mark.database


def test_texts_that_are_no_number_name_no_row() -> None:
    assert row_number("12") == 12
    for odd in ("", "-1", "1.5", "²", "٣", " 1", ENDLESS):
        assert row_number(odd) == 0, odd[:10]
    assert row_numbers(["2", "x", "1", ENDLESS]) == [2, 1]


@pytest.mark.parametrize("name", ["pk", "id", "steps", "lead_image"])
def test_the_database_is_not_asked_for_what_it_cannot_hold(region: Region, name: str) -> None:
    known = factories.make_practice(region.section)
    assert not Practice.objects.filter(**{name: HUGE}).exists()
    assert not Practice.objects.filter(**{f"{name}__in": [HUGE, -HUGE]}).exists()
    assert list(Practice.objects.exclude(**{f"{name}__in": [HUGE]})) == [known]
    assert list(Practice.objects.filter(pk__in=[HUGE, known.pk])) == [known]


def test_a_short_address_of_no_practice_is_not_there(client: Client, region: Region) -> None:
    for address in ("/p/zzzzzzzzzzzzz", "/p/zzzzzzzzzzzzz/fr"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/bulk/wagtailcore/page/delete/?id={HUGE}",
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={HUGE}",
        f"/admin/bulk/media/image/delete/?id={HUGE}",
        f"/admin/bulk/kb/user/delete/?id={HUGE}",
        f"/admin/pages/add/practices/practice/{HUGE}/",
        f"/admin/choose-page/{HUGE}/",
        f"/admin/choose-page/chosen-multiple/?id={HUGE}",
        f"/admin/clips/chooser/chosen-multiple/?id={HUGE}",
        f"/admin/images/chooser/chosen-multiple/?id={HUGE}",
        f"/admin/snippets/choose/practices/concept/chosen-multiple/?id={HUGE}",
        f"/admin/practices/alike/?name=planting+pits&besides={HUGE}",
    ],
)
def test_addresses_of_the_admin_answer(
    region: Region, sign_in: Callable[[User], Client], address: str
) -> None:
    desk = sign_in(factories.UserFactory(is_superuser=True))
    # An answer: anything but an error of the site.
    assert desk.get(address).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", [str(HUGE), ENDLESS])
def test_buttons_of_the_newsletter_find_no_entry(
    region: Region, sign_in: Callable[[User], Client], number: str
) -> None:
    editor = factories.UserFactory(is_superuser=True)
    desk, issue = sign_in(editor), building.begin(editor)
    here = f"/admin/newsletter/{issue.pk}/"
    for do in ("up", "out"):
        assert desk.post(here, {"do": f"{do}:{number}"}).status_code == 302
    assert desk.post(f"{here}pick/practice/", {"pick": [number]}).status_code == 302
    assert not issue.entries.exists()


def test_a_value_of_no_country_is_neither_published_nor_withdrawn(
    region: Region, sign_in: Callable[[User], Client]
) -> None:
    desk = sign_in(factories.UserFactory(is_superuser=True))
    assert desk.post("/admin/countries/BJ/", {"value": [str(HUGE), ENDLESS]}).status_code == 302
    assert desk.post("/admin/countries/BJ/", {"withdraw": ENDLESS}).status_code == 404
