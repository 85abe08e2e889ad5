"""Names without a Latin letter: each gets an address, wherever it is written, and never an empty one.

Every day one script and a name without any letter; the other scripts, which may have no place in the table of
transliteration, are slow.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from kb.models import User
from practices.interchange.export import export
from practices.interchange.readers import Reading, Row
from practices.interchange.writer import ImportScope, import_records
from practices.models import Practice, RegionSection
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.examples.practice_record import practice_record
from tests.integration.practices.test_editing import form_data

# Which letters a column takes, and what it finds by them, differs between databases.
pytestmark = pytest.mark.database
SignIn = Callable[[User], Client]
NAMES = {
    "Arabic": "زراعة الذرة",
    "Amharic": "በቆሎ",
    "Chinese": "玉米",
    "Cyrillic": "Кукуруза",
    "Tifinagh": "ⴰⵎⴰⵣⵉⵖ",
    "N'Ko": "ߒߞߏ",
    "emoji": "🌽🌽",
    "punctuation": "!!! …",
}
EVERY_DAY = ("Arabic", "punctuation")
IN_ANY_SCRIPT = [
    pytest.param(name, id=script, marks=() if script in EVERY_DAY else pytest.mark.slow)
    for script, name in NAMES.items()
]
INVISIBLE = {"zero-width": "\u200b", "braille": "\u2800", "fillers": "\u3164\u115f\u1160\uffa0"}


def no_empty_slug() -> bool:
    return not Page.objects.filter(depth__gt=1, slug="").exists()


def post(browser: Client, address: str, **fields: Any) -> Any:
    return browser.post(address, form_data(browser.get(address).content.decode()) | fields)


@pytest.mark.parametrize("name", IN_ANY_SCRIPT)
def test_a_practice_is_drafted_published_repeated_and_copied(
    region: Region, sign_in: SignIn, client: Client, name: str
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    add = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    fields = {
        "place_name": "Kopargo",
        "land_uses": ["cropland"],
        "outcome": "mixed",
        "publication_agreed": "on",
    }
    assert post(browser, add, name_fr=name).status_code == 302
    assert post(browser, add, name_fr="Paillage après").status_code == 302
    draft = Practice.objects.get(name_fr=name)
    edit = reverse("wagtailadmin_pages:edit", args=(draft.pk,))
    published = post(browser, edit, **fields, **{"action-publish": "1"})
    assert published.status_code == 302
    draft.refresh_from_db()
    assert draft.live and client.get(f"/fr/west-africa/{draft.slug}/").status_code == 200
    assert export(draft)["id"] == draft.slug and draft.slug.isascii()
    second = post(browser, add, name_fr=name, **fields, **{"action-publish": "1"})
    assert second.status_code == 302
    assert Practice.objects.filter(name_fr=name, live=True).values("slug").distinct().count() == 2
    draft.copy(update_attrs={"slug": ""}, keep_live=False)
    assert Practice.objects.filter(name_fr=name).values("slug").distinct().count() == 3
    assert no_empty_slug()
    assert all(page.get_latest_revision_as_object().slug for page in Practice.objects.all())


@pytest.mark.parametrize("name", INVISIBLE.values(), ids=INVISIBLE)
def test_a_name_that_cannot_be_seen_is_none(region: Region, sign_in: SignIn, name: str) -> None:
    browser = sign_in(factories.make_correspondent(region))
    add = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    for _time in range(2):
        assert post(browser, add, name_fr=name, place_name=name).status_code == 302
    refused = post(browser, add, name_fr=name, place_name=name, **{"action-publish": "1"})
    assert refused.status_code == 200
    assert {"name_en", "place_name"} <= set(refused.context["form"].errors)
    drafts = Practice.objects.all()
    assert {(page.name_fr or "", page.place_name) for page in drafts} == {("", "")}
    assert len({page.slug for page in drafts}) == 2 and no_empty_slug()
    with pytest.raises(ValidationError):
        factories.make_practice(region.section, name_fr=name)


@pytest.mark.parametrize("name", IN_ANY_SCRIPT)
def test_regions_plain_pages_and_records_too(region: Region, name: str) -> None:
    home = region.section.get_parent()
    for kind in (RegionSection, RegionSection, PlainPage, PlainPage):
        page = kind(name_fr=name)
        home.add_child(instance=page)
        page.save_revision().publish()
    assert no_empty_slug()
    record = practice_record(name={"fr": name, "en": "\u200b", "es": "\u2800"})
    import_records(Reading((Row("a.json", 0, record),)), ImportScope({"west-africa": region.section}))
    page = Practice.objects.get(external_id=record["id"])
    assert (page.slug, page.title) == (record["id"], name)
    target = RegionSection.objects.exclude(pk=region.section.pk).first()
    page.move(target, pos="last-child")
    assert no_empty_slug()


def test_a_better_name_gives_a_better_address_before_anybody_saw_it(region: Region) -> None:
    page = factories.make_practice(region.section, live=False, name_fr="!!!")
    assert page.slug == "practice"
    page.name_fr = "Zaï"
    page.save()
    assert page.slug == "zai"


def test_a_long_name_gives_an_address_that_records_take(region: Region) -> None:
    page = factories.make_practice(region.section, name_en="planting pits " * 8)
    again = factories.make_practice(region.section, name_en="planting pits " * 8)
    assert len(page.slug) <= 72 and not page.slug.endswith("-")
    assert again.slug == f"{page.slug}-2"


def test_empty_addresses_of_old_are_given_one(region: Region) -> None:
    section = factories.make_region("north", "North").section
    page = factories.make_practice(section, name_en="", name_fr="玉米", live=False)
    taken = factories.make_practice(section, name_en="yumi")
    page.save_revision()
    Page.objects.filter(pk=section.pk).update(slug="", url_path="/site//")
    Page.objects.filter(pk=page.pk).update(slug="", url_path="/site///")
    Page.objects.filter(pk=taken.pk).update(slug="yumi", url_path="/site//yumi/")
    revision = page.latest_revision
    revision.content["slug"] = ""
    revision.save()
    migration = import_module("practices.migrations.0004_no_empty_slugs")
    for _time in range(2):
        migration.give_addresses(apps, None)
        paths = {one.pk: one.url_path for one in Page.objects.descendant_of(section, inclusive=True)}
        assert paths == {
            section.pk: "/site/north/",
            page.pk: "/site/north/yumi-2/",
            taken.pk: "/site/north/yumi/",
        }
    revision.refresh_from_db()
    assert revision.as_object().slug == "yumi-2" and no_empty_slug()


def test_marks_that_nobody_typed_are_not_kept(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    add = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    told = {
        "name_fr": "\ufeffPail\u00adlage\u200b",
        "place_name": "\u202aKopargo\u202c",
        "name_en": "می\u200cکاریم",
    }
    assert post(browser, add, **told).status_code == 302
    draft = Practice.objects.get(name_fr="Paillage").get_latest_revision_as_object()
    assert (draft.name_fr, draft.place_name, draft.name_en) == ("Paillage", "Kopargo", "می\u200cکاریم")
    record = practice_record(name={"fr": "Za\u2060ï\u200e", "en": "", "es": ""})
    import_records(Reading((Row("a.json", 0, record),)), ImportScope({"west-africa": region.section}))
    assert Practice.objects.get(external_id=record["id"]).name_fr == "Zaï"
