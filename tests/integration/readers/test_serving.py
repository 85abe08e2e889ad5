"""Each page of the tree reaches its reader's page, and a place that is only typed is found first."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import get_template
from django.test import Client
from wagtail.models import Page, get_page_models

from practices.models import TrilingualPage
from practices.regions import Region
from practices.serving import reader_page
from tests import factories

pytestmark = pytest.mark.django_db

OURS = [model for model in get_page_models() if issubclass(model, TrilingualPage)]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_model_has_a_readers_page(model: type[TrilingualPage]) -> None:
    assert get_template(reader_page(model).template)


def test_a_model_without_one_is_an_error() -> None:
    with pytest.raises(ImproperlyConfigured, match="Page"):
        reader_page(Page)


def test_a_typed_place_is_found_before_the_practice_is_shown(region: Region, client: Client) -> None:
    practice = factories.make_practice(region.section, name_en="Stone lines")
    answer = client.get(f"{factories.url_in(practice, 'en')}?place=Copargo&texture=sandy")
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{factories.url_in(practice, 'en')}?place=")
    assert "texture=sandy" in answer["Location"]
    assert "Stone lines" in client.get(answer["Location"]).content.decode()


def test_other_pages_leave_a_typed_place_alone(region: Region, client: Client) -> None:
    assert client.get("/en/west-africa/?place=Copargo").status_code == 200


def test_a_preview_of_an_unpublished_practice_shows_it(region: Region) -> None:
    practice = factories.make_practice(region.section, name_en="Stone lines", live=False)
    answer = practice.make_preview_request(preview_mode="en")
    assert answer.status_code == 200
    assert "Stone lines" in answer.content.decode()
