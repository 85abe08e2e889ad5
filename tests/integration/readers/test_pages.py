"""The home page, plain pages, and the addresses that the site keeps for itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.models import RegionSection
from practices.slugs import reserved_slugs
from readers.models import HomePage, PlainPage
from tests import factories

pytestmark = pytest.mark.django_db

OWN = (
    "admin",
    "api",
    "health",
    "static",
    "media",
    "documents",
    "practices",
    "land",
    "zones",
    "en",
    "fr",
    "es",
)


@pytest.fixture
def home() -> HomePage:
    return factories.make_home()


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))
    return client


def test_every_address_of_the_site_itself_is_reserved() -> None:
    assert set(OWN) <= reserved_slugs()
    assert {"sitemap.xml", "robots.txt"} <= reserved_slugs()
    assert "west-africa" not in reserved_slugs()


@pytest.mark.parametrize("slug", OWN)
def test_no_page_takes_an_address_of_the_site(home: HomePage, slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        home.add_child(instance=PlainPage(name_en="Mine", slug=slug))
    assert "slug" in refused.value.message_dict


def test_the_form_says_why(home: HomePage, office: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=("readers", "plainpage", home.pk))
    empty = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    response = office.post(address, {**empty, "name_en": "Mine", "slug": "practices", "body_en": "null"})
    assert response.status_code == 200
    assert "“practices”" in response.context["form"].errors["slug"][0]


def test_a_name_like_an_address_of_the_site_gets_another_one(home: HomePage) -> None:
    page = home.add_child(instance=PlainPage(name_es="Zones"))
    assert page.slug == "zones-2"


def test_deeper_pages_may_be_called_so(home: HomePage) -> None:
    section = home.add_child(instance=RegionSection(name_en="Sahel"))
    assert factories.make_practice(section, name_en="Land").slug == "land"


def test_there_is_one_home_page(home: HomePage) -> None:
    assert not HomePage.can_create_at(home.get_parent())
    assert not RegionSection.can_create_at(factories.make_region().section)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_plain_page_in_one_language_is_read_in_all(
    home: HomePage, office: Client, client: Client, language: str
) -> None:
    page = home.add_child(
        instance=PlainPage(
            name_fr="À propos", intro_fr="Qui fait ce site", body_fr="<p>Nous <b>tous</b>.</p>"
        )
    )
    assert office.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code == 200
    html = client.get(f"/{language}/a-propos/").content.decode()
    assert "À propos" in html and "Nous <b>tous</b>." in html


def test_every_practice_has_its_week_on_the_home_page(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    region = factories.make_region()
    names = [
        factories.make_practice(region.section, name_en=f"Practice number {n}").name_en for n in (1, 2, 3)
    ]
    monday = datetime(2024, 12, 30, tzinfo=UTC)
    shown = []
    for days in (0, 6, 7, 14, 21):
        monkeypatch.setattr(timezone, "now", lambda days=days: monday + timedelta(days=days))
        page = client.get("/en/").content.decode()
        shown.append(min(names, key=page.index))
    assert shown[0] == shown[1] == shown[4], (
        "one week, and the turn of the year, change nothing by themselves"
    )
    assert set(shown) == set(names)


def test_home_shows_how_much_there_is(home: HomePage, client: Client) -> None:
    assert "from 0" not in client.get("/en/").content.decode()
    region = factories.make_region()
    factories.make_practice(region.section, name_en="One", country="BJ")
    assert "1 practice from 1 country." in client.get("/en/").content.decode()
    factories.make_practice(region.section, name_en="Two", country="BO")
    factories.make_practice(region.section, name_en="Three", country="")
    factories.make_practice(region.section, name_en="Hidden", country="IN", live=False)
    assert "3 practices from 2 countries." in client.get("/en/").content.decode()


def test_home_shows_what_went_otherwise_and_elsewhere(home: HomePage, client: Client) -> None:
    """Of many successes in one country, what failed on another continent is among those of the week."""
    region = factories.make_region()
    for number in range(12):
        factories.make_practice(region.section, name_en=f"Alike {number}", country="BJ", outcome="adopted")
    factories.make_practice(region.section, name_en="Given up", country="BO", outcome="abandoned")
    first, second = client.get("/en/"), client.get("/en/")
    assert "Given up" in first.content.decode()
    assert first.content.decode().count('class="card"') == 4
    assert first["ETag"] == second["ETag"]
