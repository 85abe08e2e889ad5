"""The database is asked as often for twenty practices as for five, with the cache that lies in it too."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from kb.settings import base
from practices.models import Citation, Practice, PracticeImpact, PracticeStep
from practices.regions import Region
from tests import factories
from zones.values import Classes

Work = Callable[[], None]
FEW, MANY = 5, 20
LAND = "lat=9.8&lon=1.5&texture=sandy&crops=maize"
QUERIES = (
    "",
    LAND,
    "q=stone+lines",
    f"q=stnoes+lines&{LAND}&only_crops=maize",
    f"{LAND}&only_outcome=abandoned",
)
# What there is and a few to spare; the point is that it does not grow with the results.
MOST_RESULTS, MOST_PRACTICE = 18, 34


def add(region: Region, count: int, first: int = 0) -> Practice:
    """Practices with everything that hangs on one; the last of them."""
    for number in range(first, first + count):
        practice = factories.make_practice(
            region.section,
            name_en=f"Stone lines {number}",
            summary_en="Stones in lines slow the water.",
            latitude=9.8,
            longitude=1.5,
            texture=Classes.of("sandy"),
            crops=Classes.of("maize"),
            drawing="zai-yatenga",
        )
        practice.steps = [PracticeStep(text_en=f"Step {step}", sort_order=step) for step in range(4)]
        practice.impacts = [PracticeImpact(indicator="yield", score=2, sort_order=0)]
        practice.citations = [Citation(text="Somebody (2001). Stones.", sort_order=0)]
        practice.tags.add("stones", "water")
        practice.save()
    return Practice.objects.get(pk=practice.pk)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


def test_more_results_ask_no_more_questions(
    region: Region,
    work: Work,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    settings: Settings,
) -> None:
    settings.CACHES = base.CACHES
    practice = add(region, FEW)
    results = [f"/fr/practices/?{query}" for query in QUERIES]
    practices = [f"{factories.url_in(practice, 'fr')}?{query}" for query in ("", LAND)]
    addresses = [
        *results,
        *practices,
        "/en/",
        "/en/west-africa/",
        "/en/zones/sub_humid-hot-sandy/",
        "/en/what-did-not-work/",
        "/en/partners/?layer=practices",
        "/en/feeds/practices.atom",
    ]
    work()
    for address in addresses:
        client.get(address)
    few = {address: queries(client, address) for address in addresses}
    add(region, MANY - FEW, first=FEW)
    work()
    for address in addresses:
        most = MOST_PRACTICE if address in practices else MOST_RESULTS
        with django_assert_max_num_queries(most):
            shown = client.get(address).content.decode()
        assert address not in results or shown.count("Stone lines") >= MANY
    assert {address: queries(client, address) for address in addresses} == few
