"""The home page and the plain pages on a new site, and again on one that people work on."""

import json

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision, Site

from practices.regions import create_region
from readers.management.commands.load_pages import STARTER
from readers.models import HomePage, PlainPage
from tests.factories import UserFactory
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    call_command("load_pages", verbosity=0)


def test_home_takes_the_place_of_the_welcome_page() -> None:
    home = HomePage.objects.get()
    assert Site.objects.get().root_page.specific == home
    assert home.live
    assert home.name_es == "Campos gemelos"
    assert Page.objects.filter(depth=2).count() == 1


def test_every_plain_page_is_there_in_three_languages() -> None:
    given = json.loads((STARTER / "pages.json").read_text(encoding="utf-8"))
    assert {page.slug for page in PlainPage.objects.live()} == {page["slug"] for page in given}
    for page in PlainPage.objects.all():
        for language in LANGUAGES:
            assert getattr(page, f"name_{language}")
            assert getattr(page, f"body_{language}")


def test_regions_that_were_there_before_move_below_home() -> None:
    home = HomePage.objects.get()
    welcome = Page.get_first_root_node().add_child(instance=Page(title="Welcome", slug="welcome"))
    Site.objects.update(root_page=welcome)
    home.delete()
    regions = [create_region(slug, {"en": slug}).section for slug in ("east", "west")]
    call_command("load_pages", verbosity=0)
    home = HomePage.objects.get()
    assert not Page.objects.filter(pk=welcome.pk).exists()
    for region in regions:
        region.refresh_from_db()
        assert region.get_parent().specific == home
        assert region.url_path == f"/twin-fields/{region.slug}/"


def test_repeating_changes_nothing() -> None:
    before = Revision.objects.count()
    call_command("load_pages", verbosity=0)
    assert Revision.objects.count() == before


def test_what_people_wrote_or_took_down_stays() -> None:
    edited, hidden = PlainPage.objects.all()[:2]
    editor = UserFactory(is_superuser=True)
    edited.intro_en = "Our own words"
    edited.save_revision(user=editor).publish(user=editor)
    hidden.intro_en = "Old words"
    hidden.save()
    hidden.unpublish()
    call_command("load_pages", verbosity=0)
    assert PlainPage.objects.get(pk=edited.pk).intro_en == "Our own words"
    assert not PlainPage.objects.get(pk=hidden.pk).live


def test_a_new_edition_of_the_words_is_published() -> None:
    page = PlainPage.objects.first()
    assert page is not None
    PlainPage.objects.filter(pk=page.pk).update(intro_fr="Anciens mots")
    call_command("load_pages", verbosity=0)
    page.refresh_from_db()
    assert page.intro_fr != "Anciens mots"
    assert page.revisions.count() == 2
