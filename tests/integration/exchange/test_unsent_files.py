"""A photo that came with a form which was never taken in is forgotten; every other one stays."""

from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.utils import timezone

from exchange.files import forget_unsent_files
from exchange.models import Report
from exchange.regions import collection_for
from media.models import Image
from practices.regions import Region
from tests import factories
from tests.integration.exchange.asking import form, post
from tests.integration.exchange.told import photo, told
from tests.integration.media.conftest import picture_bytes


def grow_old() -> None:
    Image.objects.update(created_at=timezone.now() - timedelta(days=3))


def test_the_photo_of_a_form_that_was_given_up_is_forgotten_after_two_days(
    client: Client, region: Region, files: Path
) -> None:
    practice = factories.make_practice(region.section, slug="zai")
    (files.parent / "a.jpg").write_bytes(picture_bytes())
    with (files.parent / "a.jpg").open("rb") as sent:
        # Nothing is said of how it went, so it comes back with the photo kept.
        data = form(f"report {practice.pk}", photo=sent)
        assert post(client, f"{factories.url_in(practice, 'en')}tried/", data).status_code == 422
    assert Image.objects.count() == 1
    assert forget_unsent_files() == 0
    grow_old()
    assert forget_unsent_files() == 1
    assert not Image.objects.exists()


def test_what_an_item_or_a_page_uses_stays(region: Region) -> None:
    practice = factories.make_practice(region.section, slug="zai")
    waiting = collection_for(region.section)
    of_item, of_page, of_draft = photo(region), photo(region), photo(region)
    unsent = photo(region)
    Image.objects.update(collection=waiting)
    told(Report, region, practice=practice, outcome="worked", since="longer", photo=of_item)
    practice.lead_image = of_page
    practice.save_revision().publish()
    practice.lead_image = of_draft
    practice.save_revision()
    beside = photo(region)
    grow_old()
    assert forget_unsent_files() == 1
    assert set(Image.objects.all()) == {of_item, of_page, of_draft, beside}
    assert not Image.objects.filter(pk=unsent.pk).exists()
