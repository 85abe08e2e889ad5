"""A correspondent of one region sees nothing of another that is not public, in any view of the admin."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from kb.models import User
from media.models import Document, Image
from practices.models import Practice
from practices.region_access import visible_pages
from practices.regions import Region
from tests import factories

SECRET = "Unripe words"


@dataclass
class Two:
    here: Region
    there: Region
    draft: Practice
    changed: Practice
    private: Practice
    image: Image
    document: Document
    correspondent: User


@pytest.fixture
def two(db: None) -> Two:
    here, there = factories.make_region(), factories.make_region("andes", "Andes")
    neighbour = factories.make_correspondent(there)
    draft = factories.make_practice(there.section, live=False, name_es=f"{SECRET} draft", owner=neighbour)
    draft.save_revision(user=neighbour)
    changed = factories.make_practice(there.section, name_es="Terrazas", owner=neighbour)
    changed.name_es = f"{SECRET} change"
    changed.save_revision(user=neighbour)
    private = factories.make_practice(there.section, name_es=f"{SECRET} private", owner=neighbour)
    private.save_revision(user=neighbour)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    image = Image.objects.create(
        title=f"{SECRET} image", file=get_test_image_file(), collection=there.collection
    )
    document = Document.objects.create(
        title=f"{SECRET} document", file=ContentFile(b"text", name="text.txt"), collection=there.collection
    )
    correspondent = factories.make_correspondent(here, language="en")
    return Two(here, there, draft, changed, private, image, document, correspondent)


def shown(client: Client, address: str) -> str:
    """What the address answers, as text. Fails on a server error."""
    response = client.get(address)
    assert response.status_code < 500, address
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace").replace(f"q={SECRET}", "")


# The chooser makes a small picture and leaves its temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_regions_own_people_see_their_work(two: Two, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(two.draft.owner)
    for address in (
        f"/admin/pages/{two.draft.pk}/edit/",
        f"/admin/pages/{two.there.section.pk}/",
        f"/admin/choose-page/{two.there.section.pk}/",
        f"/admin/choose-page/search/?q={SECRET}",
        f"/admin/pages/search/?q={SECRET}",
        "/admin/images/chooser/",
        "/admin/documents/chooser/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        f"/admin/api/main/pages/?child_of={two.there.section.pk}",
    ):
        assert f"{SECRET} " in shown(client, address), address


def test_what_is_public_may_be_linked_across_regions(two: Two, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(two.correspondent)
    assert "Terrazas" in shown(client, f"/admin/choose-page/{two.there.section.pk}/")


def test_another_regions_page_can_be_neither_edited_nor_entered(
    two: Two, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(two.correspondent)
    assert client.get(f"/admin/pages/{two.changed.pk}/edit/").status_code in (302, 403)
    assert client.get(f"/admin/pages/{two.draft.pk}/edit/").status_code == 404
    add = f"/admin/pages/add/practices/practice/{two.there.section.pk}/"
    assert client.get(add).status_code in (302, 403)


def test_nobody_sees_what_is_not_public(two: Two) -> None:
    seen = set(visible_pages(AnonymousUser()).values_list("pk", flat=True))
    assert two.changed.pk in seen
    assert not seen & {two.draft.pk, two.private.pk}


def test_public_leaves_out_drafts_restricted_and_everything_below_an_unpublished_section(two: Two) -> None:
    assert list(Practice.objects.public()) == [two.changed]
    assert factories.is_public(two.changed)
    two.there.section.unpublish()
    assert not Practice.objects.public().exists()


def test_a_restriction_on_the_section_closes_its_practices(two: Two) -> None:
    PageViewRestriction.objects.create(
        page=two.there.section, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert not Practice.objects.public().exists()
