"""A form for a new page that is sent twice, or three times at once, makes one page."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.models import User
from practices.models import Practice, Submission
from practices.regions import Region
from tests import factories
from tests.forms import form_data

SignIn = Callable[[User], Client]

BUTTONS = ("", "action-publish", "action-submit")
JSON = {"Accept": "application/json"}


def add_address(region: Region) -> str:
    return reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))


def typed(browser: Client, region: Region, button: str = "") -> dict[str, Any]:
    data = form_data(browser.get(add_address(region)).content.decode())
    data |= {"name_en": "Sent twice", "place_name": "Kopargo", "land_uses": ["cropland"], "outcome": "mixed"}
    data["publication_agreed"] = "on"
    return {**data, button: "1"} if button else data


@pytest.mark.database
@pytest.mark.parametrize("button", BUTTONS)
def test_the_same_form_sent_twice_is_one_page(region: Region, sign_in: SignIn, button: str) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = typed(browser, region, button)
    assert browser.post(add_address(region), data).status_code == 302
    again = browser.post(add_address(region), data)
    page = Practice.objects.get()
    assert page.live is (button == "action-publish")
    assert page.revisions.count() == 1
    assert (again.status_code, again["Location"]) == (
        302,
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
    )
    assert "It has made one page" in browser.get(again["Location"]).content.decode()


def test_two_forms_with_the_same_words_are_two_pages(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    for _number in range(2):
        assert browser.post(add_address(region), typed(browser, region)).status_code == 302
    assert Practice.objects.count() == 2


def test_another_person_cannot_use_up_a_form(region: Region, sign_in: SignIn) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    data = typed(one, region)
    for browser in (other, one):
        assert browser.post(add_address(region), data).status_code == 302
    assert Practice.objects.count() == 2


def test_a_form_that_was_refused_can_be_corrected_and_sent(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = typed(browser, region, "action-publish")
    refused = browser.post(add_address(region), {**data, "outcome": ""})
    assert refused.status_code == 200 and not Submission.objects.exists()
    corrected = form_data(refused.content.decode()) | {"outcome": "mixed", "action-publish": "1"}
    assert browser.post(add_address(region), corrected).status_code == 302
    assert Practice.objects.get().live


def test_more_text_from_the_same_form_is_not_lost_and_makes_no_second_page(
    region: Region, sign_in: SignIn
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = typed(browser, region)
    browser.post(add_address(region), data)
    answer = browser.post(add_address(region), {**data, "summary_en": "Typed later"})
    assert answer.status_code == 409
    assert "Typed later" in answer.content.decode()
    must = {each.name for each in answer.context["conflict"].differences if each.must_choose}
    assert must == {"summary_en"}, must
    page = Practice.objects.get()
    last = form_data(answer.content.decode()) | {"taking-summary_en": "mine"}
    assert browser.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), last).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary_en == "Typed later"


def test_automatic_saving_of_a_new_page_can_be_repeated(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = typed(browser, region)
    first = browser.post(add_address(region), data, headers=JSON).json()
    assert first["success"]
    assert browser.post(add_address(region), data, headers=JSON).json() == first
    late = browser.post(add_address(region), {**data, "summary_en": "More"}, headers=JSON)
    assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")
    assert Practice.objects.count() == 1


def test_the_button_pressed_while_automatic_saving_was_under_way_goes_on_with_its_page(
    region: Region, sign_in: SignIn
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    step = {"steps-TOTAL_FORMS": "1", "steps-0-text_en": "Dig", "steps-0-id": "", "steps-0-ORDER": "1"}
    data = typed(browser, region) | step
    assert browser.post(add_address(region), data, headers=JSON).json()["success"]
    pressed = {**data, "summary_en": "More", "action-publish": "1"}
    assert browser.post(add_address(region), pressed).status_code == 302
    page = Practice.objects.get()
    assert (page.live, page.summary_en) == (True, "More")
    assert [step.text_en for step in page.steps.all()] == ["Dig"]


def test_automatic_saving_leads_over_to_the_pages_own_form(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = typed(browser, region)
    made = browser.post(add_address(region), data, headers=JSON).json()
    data |= {name: value for name, value in made["field_updates"].items() if name in data}
    data |= {"summary_en": "By the button", "action-publish": "1"}
    added = browser.get(made["hydrate_url"]).content.decode()
    data |= dict(re.findall(r'name="(loaded_revision_\w+)" value="([^"]*)"', added))
    assert browser.post(made["url"], data).status_code == 302
    assert Practice.objects.get().summary_en == "By the button"


def test_old_stamps_are_forgotten(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    browser.post(add_address(region), typed(browser, region))
    Submission.objects.update(received_at=timezone.now() - timedelta(days=31))
    browser.post(add_address(region), typed(browser, region))
    assert Submission.objects.count() == 1


def test_three_at_once_are_one_page(shared_database: None) -> None:
    region = factories.make_region()
    person = factories.make_correspondent(region)
    browsers = [Client() for _ in range(3)]
    for browser in browsers:
        browser.force_login(person)
    data = typed(browsers[0], region, "action-publish")
    ready = Barrier(len(browsers))

    def send(browser: Client) -> int:
        try:
            ready.wait()
            return browser.post(add_address(region), data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(send, browsers))
    assert answers == [302, 302, 302]
    assert Practice.objects.count() == 1
    assert Practice.objects.get().revisions.count() == 1
