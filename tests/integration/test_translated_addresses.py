"""One page, three addresses: what leads to a page, and what leads on when it has moved."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from practices.regions import Region
from tests import factories

LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region()


def test_a_page_has_an_address_in_every_language(region: Region) -> None:
    page = factories.make_practice(region.section, name_fr="Cordons")
    assert {code: factories.url_in(page, code) for code in LANGUAGES} == {
        code: f"/{code}/west-africa/cordons/" for code in LANGUAGES
    }
    with translation.override("es"):
        assert page.url == "/es/west-africa/cordons/"


def test_the_sitemap_names_every_language_and_its_alternates(region: Region) -> None:
    page = factories.make_practice(region.section, name_fr="Cordons")
    entries = page.get_sitemap_urls(RequestFactory().get("/"))
    assert [entry["location"].removeprefix("http://localhost") for entry in entries] == [
        f"/{code}/west-africa/cordons/" for code in LANGUAGES
    ]
    for entry in entries:
        assert [alternate["lang_code"] for alternate in entry["alternates"]] == [*LANGUAGES, "x-default"]


@pytest.mark.database
@pytest.mark.parametrize("language", LANGUAGES)
def test_old_addresses_lead_on_in_every_language(
    region: Region, client: Client, django_capture_on_commit_callbacks: Any, language: str
) -> None:
    page = factories.make_practice(region.section, name_fr="Cordons")
    with translation.override(language), django_capture_on_commit_callbacks(execute=True):
        page.slug = "pierres"
        page.save()
    for code in LANGUAGES:
        response = client.get(f"/{code}/west-africa/cordons/")
        assert (response.status_code, response.url) == (301, f"/{code}/west-africa/pierres/")


def test_a_moved_page_is_found_in_every_language(
    region: Region, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    other = factories.make_region("andes", "Andes")
    page = factories.make_practice(region.section, name_fr="Cordons")
    with translation.override("es"), django_capture_on_commit_callbacks(execute=True):
        page.move(other.section, "last-child")
    assert Redirect.objects.filter(redirect_page=page).count() == len(LANGUAGES)
    for code in LANGUAGES:
        response = client.get(f"/{code}/west-africa/cordons/")
        assert (response.status_code, response.url) == (301, f"/{code}/andes/cordons/")
