"""Signed out, or a stale token: the form comes back with everything typed, and nothing is saved unseen."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets.pages import page_viewset_registry

from kb.models import User
from practices.admin.creating import OnceCreateView
from practices.admin.saving import SafeEditView
from practices.models import Practice, RegionSection
from practices.regions import Region
from readers.models import HomePage, PlainPage
from tests import factories
from tests.forms import form_data

HERE = {"HTTP_ORIGIN": "http://testserver"}
ELSEWHERE = {"HTTP_ORIGIN": "https://evil.example"}
LOGIN = "/admin/login/"
SCRIPT = '"><script>alert(1)</script>'


def add_address(region: Region) -> str:
    return reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))


@pytest.fixture
def browser(person: User) -> Client:
    """A browser in which the person is signed in, and which must send the right token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def sign_out(browser: Client) -> None:
    browser.cookies.pop("sessionid")


def filled(browser: Client, address: str, **typed: Any) -> dict[str, Any]:
    return form_data(browser.get(address).content.decode()) | typed


def sign_in(browser: Client, html: str, person: User, password: str = factories.PASSWORD) -> Any:
    return browser.post(LOGIN, form_data(html) | {"username": person.email, "password": password}, **HERE)


def press_show(browser: Client, html: str) -> Any:
    form = BeautifulSoup(html, "html.parser").select_one(".typed-text form")
    assert form is not None
    return browser.post(str(form["action"]), form_data(html), **HERE)


@pytest.mark.parametrize("button", ["", "action-publish"])
def test_a_new_page_comes_back_after_signing_in_again(
    region: Region, person: User, browser: Client, button: str
) -> None:
    address = add_address(region)
    data = filled(
        browser, address, name_fr="Cordons", summary_fr=f"Deux\r\nlignes {SCRIPT}", rain_low="1 200,5"
    )
    sign_out(browser)
    refused = browser.post(address, {**data, button: "1"} if button else data, **HERE)
    assert refused.status_code == 403
    html = refused.content.decode()
    assert (SCRIPT not in html and "rien" in html.lower()) or "Nothing is saved yet" in html
    # A wrong password takes nothing away.
    again = sign_in(browser, html, person, "wrong").content.decode()
    offered = sign_in(browser, again, person)
    assert offered.status_code == 200 and not Practice.objects.exists()
    assert SCRIPT not in offered.content.decode()
    shown = press_show(browser, offered.content.decode())
    assert shown.status_code == 200 and not Practice.objects.exists()
    assert SCRIPT not in shown.content.decode() and not shown.context["autosave_enabled"]
    back = form_data(shown.content.decode())
    assert (back["name_fr"], back["rain_low"]) == ("Cordons", "1 200,5")
    assert back["summary_fr"].splitlines() == ["Deux", f"lignes {SCRIPT}"]
    assert "show-again" not in back
    assert browser.post(address, back | {"rain_low": "1200"}, **HERE).status_code == 302
    assert Practice.objects.get().name_fr == "Cordons"


def test_a_page_comes_back_and_is_still_compared_with_what_others_saved(
    region: Region, person: User, browser: Client
) -> None:
    page = factories.make_practice(region.section, name_fr="Cordons")
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = filled(browser, address, summary_fr="Tapé avant")
    sign_out(browser)
    html = browser.post(address, data, **HERE).content.decode()
    page.problem_fr = "D’une autre"
    page.save_revision()
    offered = sign_in(browser, html, person).content.decode()
    shown = press_show(browser, offered)
    assert shown.status_code == 409
    assert form_data(shown.content.decode())["summary_fr"] == "Tapé avant"
    assert browser.post(address, form_data(shown.content.decode()), **HERE).status_code == 302
    latest = Practice.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (latest.summary_fr, latest.problem_fr) == ("Tapé avant", "D’une autre")


def test_a_stale_token_leads_back_to_the_form(region: Region, browser: Client) -> None:
    page = factories.make_practice(region.section, name_fr="Cordons")
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = filled(browser, address, summary_fr=f"Tapé {SCRIPT}", csrfmiddlewaretoken="x" * 64)
    refused = browser.post(address, data, **HERE)
    assert refused.status_code == 403 and SCRIPT not in refused.content.decode()
    shown = press_show(browser, refused.content.decode())
    assert shown.status_code == 200 and not shown.context["autosave_enabled"]
    assert page.revisions.count() == 1
    back = form_data(shown.content.decode())
    assert back["summary_fr"] == f"Tapé {SCRIPT}"
    assert browser.post(address, back, **HERE).status_code == 302
    assert page.revisions.count() == 2


def test_without_any_cookie_the_text_still_comes_back(region: Region, person: User, browser: Client) -> None:
    address = add_address(region)
    data = filled(browser, address, name_fr="Cordons")
    browser.cookies.clear()
    html = browser.post(address, data, **HERE).content.decode()
    shown = press_show(browser, sign_in(browser, html, person).content.decode())
    assert form_data(shown.content.decode())["name_fr"] == "Cordons"


@pytest.mark.parametrize("origin", [ELSEWHERE, {}])
def test_a_form_that_another_site_sent_is_refused_and_not_shown(
    region: Region, browser: Client, origin: dict[str, str]
) -> None:
    browser.get(add_address(region))
    refused = browser.post(add_address(region), {"name_fr": "Smuggled in"}, **origin)
    assert refused.status_code == 403
    assert "Smuggled in" not in refused.content.decode()


@pytest.mark.parametrize("next_address", ["https://evil.example/", "//evil.example", "/fr/", "javascript:x"])
def test_the_way_back_leads_nowhere_else(
    region: Region, person: User, browser: Client, next_address: str
) -> None:
    data = filled(browser, add_address(region), name_fr="Cordons")
    sign_out(browser)
    html = browser.post(add_address(region), data, **HERE).content.decode()
    login = form_data(html) | {"next": next_address}
    login |= {"username": person.email, "password": factories.PASSWORD}
    offered = browser.post(LOGIN, login, **HERE).content.decode()
    form = BeautifulSoup(offered, "html.parser").select_one(".typed-text form")
    assert form is not None and form["action"] == "/admin/"


@pytest.mark.parametrize("carried", ["", "{", "[1]", '[["a"]]', "null", '{"a": 1}'])
def test_signing_in_with_a_damaged_parcel_is_plain_signing_in(person: User, carried: str) -> None:
    client = Client()
    data = {"username": person.email, "password": factories.PASSWORD, "next": "/admin/", "carried": carried}
    answer = client.post(LOGIN, data)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_other_forms_give_the_typed_text_back_to_copy(region: Region, browser: Client) -> None:
    person = factories.UserFactory(is_superuser=True, language="en")
    browser.force_login(person)
    address = "/admin/users/new/"
    data = form_data(browser.get(address).content.decode())
    data |= {"display_name": "Awa <b>", "email": "awa@example.org", "password1": "secret-word-1"}
    sign_out(browser)
    html = browser.post(address, data, **HERE).content.decode()
    assert "secret-word-1" not in html
    shown = press_show(browser, sign_in(browser, html, person).content.decode())
    page = shown.content.decode()
    assert shown.status_code == 200 and "Awa &lt;b&gt;" in page and f'href="{address}"' in page
    assert not User.objects.filter(email="awa@example.org").exists()


def test_far_too_much_text_is_not_sent_back(region: Region, browser: Client) -> None:
    data = filled(browser, add_address(region), summary_fr="x" * 1_100_000)
    sign_out(browser)
    assert browser.post(add_address(region), data, **HERE).status_code == 302


def test_automatic_saving_gets_no_form(region: Region, browser: Client) -> None:
    data = filled(browser, add_address(region), name_fr="Cordons")
    sign_out(browser)
    answer = browser.post(add_address(region), data, headers={"Accept": "application/json"}, **HERE)
    assert answer.status_code == 302


@pytest.mark.database
@pytest.mark.parametrize("model", [HomePage, PlainPage, Practice, RegionSection])
def test_every_type_of_page_can_be_shown_again_without_being_saved(db: None, model: type) -> None:
    """`SHOWING_AGAIN` lets these addresses through; a view that does not know the box would save."""
    viewset = page_viewset_registry.get_by_type(model)
    assert issubclass(viewset.add_view_class, OnceCreateView)
    assert issubclass(viewset.edit_view_class, SafeEditView)
