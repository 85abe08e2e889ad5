"""Whose tags and names are offered: those of one's own region; administrators see all."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageLogEntry

from kb.models import User
from media.models import Image
from practices.models import Practice
from practices.regions import Region
from tests import factories

SignIn = Callable[[User], Client]
LISTS = ("/admin/images/", "/admin/images/chooser/", "/admin/tag-autocomplete/?term=mil")
REPORTS = (
    "/admin/reports/site-history/",
    "/admin/reports/locked/",
    "/admin/reports/workflow/",
    "/admin/practices/",
)


@pytest.fixture
def regions(region: Region) -> tuple[Region, Region]:
    return region, factories.make_region("andes", "Andes")


def people(regions: tuple[Region, Region]) -> list[User]:
    return [
        factories.UserFactory(groups=[region.moderators], display_name=f"Person of {region.section.slug}")
        for region in regions
    ]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.database
@pytest.mark.parametrize("address", LISTS)
def test_tags_of_ones_own_region_are_offered(
    regions: tuple[Region, Region], sign_in: SignIn, address: str
) -> None:
    for region, tag in zip(regions, ("millet", "milpa"), strict=True):
        image = Image.objects.create(title=tag, file=get_test_image_file(), collection=region.collection)
        image.tags.add(tag)
    ours, theirs = (sign_in(person).get(address).content.decode() for person in people(regions))
    assert "millet" in ours and "milpa" not in ours
    assert "milpa" in theirs and "millet" not in theirs
    office = sign_in(factories.UserFactory(is_superuser=True)).get(address).content.decode()
    assert "millet" in office and "milpa" in office


def test_a_tag_of_a_published_page_is_everybodys(regions: tuple[Region, Region], sign_in: SignIn) -> None:
    address = "/admin/tag-autocomplete/?term=mil"
    page = factories.make_practice(regions[1].section, live=False)
    page.tags.add("milpa")
    page.save()
    browser = sign_in(factories.make_correspondent(regions[0]))
    assert browser.get(address).json() == []
    page.save_revision().publish()
    assert browser.get(address).json() == ["milpa"]


@pytest.mark.database
@pytest.mark.parametrize("address", REPORTS)
def test_people_of_ones_own_region_are_offered(
    regions: tuple[Region, Region], sign_in: SignIn, address: str
) -> None:
    both = people(regions)
    for region, person in zip(regions, both, strict=True):
        page = factories.make_practice(region.section, owner=person)
        page.save_revision(user=person, log_action=True)
        region.workflow.start(page, person)
        Practice.objects.filter(pk=page.pk).update(locked=True, locked_by=person, locked_at=timezone.now())
    html = sign_in(both[0]).get(address).content.decode()
    assert both[0].display_name in html and both[1].display_name not in html
    office = sign_in(factories.UserFactory(is_superuser=True)).get(address).content.decode()
    assert both[0].display_name in office and both[1].display_name in office
    assert PageLogEntry.objects.filter(user=both[1]).exists()
