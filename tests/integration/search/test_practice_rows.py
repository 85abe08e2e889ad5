"""A practice in a list tells what its page object tells, at the same address."""

import pytest
from django.utils import translation
from wagtail.models import Site

from practices.models import Practice
from practices.regions import Region
from search import service
from search.indexing.documents import match_record
from search.practice_rows import PracticeRow, practice_rows
from tests import factories
from zones.land import land_at
from zones.values import Classes, Need
from zones.vocabulary import LANGUAGES

LAND = land_at(9.8, 1.5, stated={"texture": frozenset({"clay"}), "salinity": True, "frost": False})


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(
        region.section,
        name_fr="Cordons pierreux",
        latitude=13.6,
        longitude=-2.4,
        texture=Classes.of("sandy", "loamy"),
        land_uses=("cropland", "grazing"),
        needs=(Need("frost"), Need("maize")),
    )


def in_list(practice: Practice) -> PracticeRow:
    (found,) = practice_rows(Practice.objects.filter(pk=practice.pk))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_is_the_page_s(practice: Practice, language: str) -> None:
    with translation.override(language):
        assert in_list(practice).url == practice.get_url()


def test_with_several_sites_the_address_names_its_own(practice: Practice) -> None:
    other = factories.make_region("east-africa", "East Africa").section
    Site.objects.create(hostname="elsewhere.example", root_page=other)
    assert in_list(practice).url == practice.get_url()
    assert in_list(practice).url.startswith("http://localhost/")


def test_a_page_outside_every_site_has_no_address(practice: Practice) -> None:
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    assert practice.get_url() is None
    assert in_list(practice).url == ""


def test_it_compares_as_its_page_does(practice: Practice) -> None:
    practice = Practice.objects.get(pk=practice.pk)
    assert in_list(practice).record.values == match_record(practice).values
    assert in_list(practice).record.needs == match_record(practice).needs == {"frost", "maize"}
    assert service.explain(LAND, in_list(practice)) == service.explain(LAND, practice)
