"""A correspondent at work in the admin: a first version in five minutes, and every slip of the hand."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kb.models import User
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import parsed, said
from zones.values import Need, Range

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_first_version_is_published_from_the_first_tab_alone(
    region: Region, sign_in: SignIn, client: Client, language: str
) -> None:
    browser = sign_in(factories.make_correspondent(region, language=language))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(browser.get(address).content.decode())
    data |= {
        f"name_{language}": "Zaï",
        f"summary_{language}": "Zaï 1",
        f"did_not_work_{language}": "Zaï 2",
        "place_name": "Kopargo",
        "country": "BJ",
        "land_uses": ["cropland"],
        "outcome": "abandoned",
        "publication_agreed": "on",
        "action-publish": "action-publish",
    }
    response = browser.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    page = Practice.objects.public().get()
    assert page.owner is not None and page.rain is not None and page.zone_tags
    assert client.get(f"/{language}/west-africa/zai/").status_code == 200


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_saving_an_untouched_form_changes_nothing(region: Region, sign_in: SignIn, language: str) -> None:
    page = factories.make_practice(
        region.section,
        name_en="Lines",
        name_es="Barreras",
        latitude=9.8,
        longitude=1.5,
        rain=Range(900, 1100, source="c1"),
        needs=(Need("flood", "c1"), Need("rice")),
        labour_months=(5, 6),
        practice_groups=("soil_cover",),
        control_plot=False,
        cost_low=12.5,
    )
    revision = page.save_revision()
    revision.refresh_from_db()
    before = revision.content
    browser = sign_in(factories.make_correspondent(region, language=language))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = browser.post(address, form_data(browser.get(address).content.decode()))
    assert response.status_code == 302
    page.refresh_from_db()
    after = page.latest_revision.content
    changed = {
        key
        for key in before
        if before[key] != after[key] and not (before[key] in ("", None) and after[key] in ("", None))
    }
    assert changed <= {
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "draft_title",
    }
    assert after["rain"] == {"low": 900.0, "high": 1100.0, "origin": "stated", "source": "c1"}
    assert after["aridity"]["origin"] == "from_stated_rain"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The first number must not be greater than the second."),
        ("fr", None),
        ("es", None),
    ],
)
def test_a_slip_is_named_at_its_field_and_what_was_typed_survives(
    region: Region, sign_in: SignIn, language: str, words: str | None
) -> None:
    browser = sign_in(factories.make_correspondent(region, language=language))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(browser.get(address).content.decode())
    data |= {
        "rain_low": "1 200,5",
        "rain_high": "300",
        "ph_low": "about six",
        "growing_period_low": "5000",
        "latitude": "here",
        f"name_{language}": "Kept",
    }
    response = browser.post(address, data)
    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {"rain", "ph", "growing_period", "latitude"}
    if words:
        assert form.errors["rain"] == [words]
    html = response.content.decode()
    for typed in ("1 200,5", "300", "about six", "5000", "here", "Kept"):
        assert f'value="{typed}"' in html
    assert not Practice.objects.exists()


def test_numbers_are_taken_as_people_write_them(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region, language="fr"))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(browser.get(address).content.decode())
    data |= {"rain_low": "1 200", "rain_high": "", "ph_low": "5,5", "ph_high": "6,25", "area_ha": "0,4"}
    assert browser.post(address, data).status_code == 302
    page = Practice.objects.get()
    assert (page.rain, page.ph, page.area_ha) == (Range(1200, 1200), Range(5.5, 6.2), 0.4)


def test_clearing_a_stated_value_in_the_form_asks_the_map_again(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section, latitude=9.8, longitude=1.5, rain=Range(10, 20))
    page.save_revision()
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    html = browser.get(address).content.decode()
    data = form_data(html)
    assert (data["rain_low"], data["aridity_low"]) == ("10", "")
    assert "From the map" in html
    told = [said(each) for each in parsed(html).select(".range-input__map")]
    assert [each for each in told if each.endswith(" days")], told
    assert not [each for each in told if re.search(r"\d\.0\b", each)], told
    assert "At latitude 9.8°, longitude 1.5°." in said(parsed(html))
    browser.post(address, {**data, "rain_low": "", "rain_high": "", "action-publish": "1"})
    page = Practice.objects.get()
    assert page.rain is not None and page.rain.origin == "derived"


def test_needs_are_ticked_and_those_that_stay_keep_their_source(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section, needs=(Need("flood", "c1"), Need("rice", "c1")))
    page.save_revision()
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(browser.get(address).content.decode())
    assert data["needs"] == ["flood", "rice"]
    browser.post(address, {**data, "needs": ["rice", "controlled_irrigation"], "action-publish": "1"})
    assert Practice.objects.get().needs == (Need("controlled_irrigation"), Need("rice", "c1"))
    data = form_data(browser.get(address).content.decode())
    browser.post(address, {**data, "needs": [], "action-publish": "1"})
    assert Practice.objects.get().needs == ()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_need_that_does_not_exist_is_named_and_the_ticks_survive(
    region: Region, sign_in: SignIn, language: str
) -> None:
    browser = sign_in(factories.make_correspondent(region, language=language))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(browser.get(address).content.decode())
    assert "needs" not in data
    response = browser.post(
        address, {**data, "needs": ["slope", "moon", "cattle"], f"name_{language}": "Kept"}
    )
    form = response.context["form"]
    assert set(form.errors) == {"needs"}
    assert "moon" in form.errors["needs"][0]
    again = form_data(response.content.decode())
    assert (again["needs"], again[f"name_{language}"]) == (["slope", "cattle"], "Kept")
    assert not Practice.objects.exists()


@pytest.mark.parametrize("missing", ["place_name", "land_uses", "outcome"])
def test_what_publishing_asks_for_is_not_asked_of_a_draft(
    region: Region, sign_in: SignIn, missing: str
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    data = form_data(browser.get(address).content.decode())
    data |= {"name_en": "Lines", "place_name": "Kopargo", "land_uses": ["cropland"], "outcome": "mixed"}
    del data[missing]
    refused = browser.post(address, {**data, "publication_agreed": "on", "action-publish": "1"})
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == [missing]
    assert browser.post(address, data).status_code == 302


def test_the_only_country_of_a_region_is_filled_in(sign_in: SignIn, db: None) -> None:
    region = factories.make_region("benin", "Benin", ("BJ",))
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))
    assert form_data(browser.get(address).content.decode())["country"] == "BJ"


def test_whoever_may_not_publish_hands_in_and_the_region_approves(region: Region, sign_in: SignIn) -> None:
    writer = factories.UserFactory()
    page = factories.make_practice(region.section, live=False, owner=writer)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    correspondent = factories.make_correspondent(region)
    assert page.current_workflow_task.user_can_access_editor(page, correspondent)
    page.current_workflow_task.on_action(page.current_workflow_task_state, correspondent, "approve")
    page.refresh_from_db()
    assert page.live


def test_a_correspondent_neither_deletes_nor_unpublishes_the_section(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    for name in ("delete", "unpublish"):
        address = reverse(f"wagtailadmin_pages:{name}", args=(region.section.pk,))
        assert browser.post(address).status_code in (302, 403)
    region.section.refresh_from_db()
    assert region.section.live


def test_a_region_is_set_up_once(region: Region) -> None:
    from practices.regions import create_region

    again = create_region("west-africa", {"en": "Another name"}, ("BJ",), parent=region.section.get_parent())
    assert again == region
    assert again.section.name_en == "West Africa"
    assert again.correspondents.page_permissions.count() == 3


def test_the_main_pages_of_the_admin_open(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section)
    page.save_revision()
    browser = sign_in(factories.make_correspondent(region, language="es"))
    for address in ("/admin/", f"/admin/pages/{region.section.pk}/", "/admin/images/", "/admin/account/"):
        assert browser.get(address).status_code == 200, address
    add = browser.get("/admin/images/add/").content.decode()
    assert 'name="alt_text_es"' in add and "kb/css/admin.css" in add
