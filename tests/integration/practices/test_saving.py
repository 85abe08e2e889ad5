"""Two forms of one page: nobody's text is overwritten in silence, and nobody does their work twice."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from kb.models import User
from practices.models import Practice, PracticeStep
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.forms import form_data
from zones.values import Need

SignIn = Callable[[User], Client]

BUTTONS = ("", "action-publish", "action-submit")
JSON = {"Accept": "application/json"}


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def opened(browser: Client, page: Page) -> dict[str, Any]:
    return form_data(browser.get(edit_address(page)).content.decode())


def latest(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def press(browser: Client, page: Page, data: dict[str, Any], button: str = "") -> Any:
    return browser.post(edit_address(page), {**data, button: "1"} if button else data)


def questions(response: Any) -> dict[str, tuple[str, bool]]:
    """What the screen with both versions asks: for each field the side taken, and whether one must choose."""
    return {each.name: (each.taking, each.must_choose) for each in response.context["conflict"].differences}


@pytest.fixture
def page(region: Region) -> Practice:
    made = factories.make_practice(
        region.section, name_en="Lines", summary_en="Before", latitude=9.8, longitude=1.5
    )
    made.save_revision()
    return made


@pytest.mark.database
@pytest.mark.parametrize("button", BUTTONS)
def test_one_person_in_two_tabs_loses_neither_text(
    region: Region, page: Practice, sign_in: SignIn, button: str
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    first, second = opened(browser, page), opened(browser, page)
    assert press(browser, page, {**first, "summary_en": "Long work of tab one"}).status_code == 302
    before = page.revisions.count()
    refused = press(browser, page, {**second, "summary_en": "Work of tab two"}, button)
    assert refused.status_code == 409
    assert page.revisions.count() == before
    assert latest(page).summary_en == "Long work of tab one"
    page.refresh_from_db()
    assert page.summary_en == "Before" and not page.workflow_states.exists()
    html = refused.content.decode()
    assert "You saved this page in another window" in html
    assert questions(refused) == {"summary_en": ("", True)}
    assert html.count("Long work of tab one") == 1 and html.count("Work of tab two") == 2


@pytest.mark.database
@pytest.mark.parametrize("button", BUTTONS)
def test_a_form_that_does_not_say_what_it_was_opened_with_writes_nothing(
    region: Region, page: Practice, sign_in: SignIn, button: str
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = opened(browser, page) | {"summary_en": "Typed"}
    for name in ("loaded_revision_id", "loaded_revision_created_at", "loaded_digests"):
        del data[name]
    refused = press(browser, page, data, button)
    assert refused.status_code == 409
    assert questions(refused) == {"summary_en": ("", True)}
    assert latest(page).summary_en == "Before"


def test_a_page_that_has_no_versions_yet_is_saved(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section)
    browser = sign_in(factories.make_correspondent(region))
    assert press(browser, page, opened(browser, page) | {"summary_en": "First"}).status_code == 302
    assert latest(page).summary_en == "First"


def test_two_translators_at_once_do_not_redo_their_work(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    french = sign_in(factories.make_correspondent(region, language="fr", display_name="Awa"))
    spanish = sign_in(factories.make_correspondent(region, language="es"))
    hers, his = opened(french, page), opened(spanish, page)
    hers |= {"name_fr": "Cordons", "summary_fr": "Des pierres"}
    his |= {"name_es": "Barreras", "summary_es": "Unas piedras"}
    assert press(french, page, hers).status_code == 302
    refused = press(spanish, page, his)
    assert refused.status_code == 409
    assert "Awa" in refused.content.decode() and "Français" in refused.content.decode()
    assert questions(refused) == {
        "name_fr": ("theirs", False),
        "summary_fr": ("theirs", False),
        "name_es": ("mine", False),
        "summary_es": ("mine", False),
    }
    # Nothing to choose: pressing the button once more saves the work of both.
    assert press(spanish, page, form_data(refused.content.decode())).status_code == 302
    both = latest(page)
    assert (both.name_fr, both.summary_fr) == ("Cordons", "Des pierres")
    assert (both.name_es, both.summary_es, both.name_en) == ("Barreras", "Unas piedras", "Lines")


def test_fields_that_both_changed_are_taken_as_chosen(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine, theirs = opened(one, page), opened(other, page)
    changed = {"summary_en": "Theirs", "problem_en": "Theirs", "outcome": "mixed", "rain_low": "700"}
    changed |= {"tags": "theirs", "land_uses": ["grazing"], "since_year": "2001", "needs": ["frost"]}
    assert press(other, page, {**theirs, **changed}).status_code == 302
    typed = {"summary_en": "Mine", "problem_en": "Mine", "outcome": "abandoned", "rain_low": "800"}
    typed |= {"tags": "mine", "land_uses": ["woodland"], "since_year": "2002"}
    refused = press(one, page, {**mine, **typed})
    assert {name for name, (_side, must) in questions(refused).items() if must} == set(changed) - {
        "rain_low",
        "needs",
    } | {"rain"}
    again = form_data(refused.content.decode())
    # One missing choice stands in the way.
    choices = dict.fromkeys(("summary_en", "outcome", "tags", "land_uses", "rain"), "theirs")
    choices |= {"since_year": "mine"}
    named = {f"taking-{name}": side for name, side in choices.items()}
    still = press(one, page, {**again, **named})
    assert still.status_code == 409
    assert questions(still)["problem_en"] == ("", True)
    assert latest(page).problem_en == "Theirs"
    last = form_data(still.content.decode()) | {"taking-problem_en": "mine"}
    done = press(one, page, last, "action-publish")
    assert done.status_code == 302, (done.context["conflict"].problems, questions(done))
    page = Practice.objects.get(pk=page.pk)
    assert (page.summary_en, page.problem_en, page.outcome) == ("Theirs", "Mine", "mixed")
    assert (page.land_uses, page.since_year, page.needs) == (("grazing",), 2002, (Need("frost"),))
    assert page.rain is not None and page.rain.low == 700
    assert [tag.name for tag in page.tags.all()] == ["theirs"]


def test_the_answer_to_both_versions_is_checked_against_the_latest_again(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"summary_en": "Second", "problem_en": "Second"})
    refused = press(one, page, mine | {"summary_en": "Mine"})
    again = form_data(refused.content.decode()) | {"taking-summary_en": "mine"}
    press(other, page, opened(other, page) | {"summary_en": "Third", "tools_en": "Third"})
    refused = press(one, page, again)
    assert refused.status_code == 409
    assert questions(refused) == {
        "summary_en": ("", True),
        "problem_en": ("theirs", False),
        "tools_en": ("theirs", False),
    }
    last = form_data(refused.content.decode()) | {"taking-summary_en": "mine"}
    assert press(one, page, last).status_code == 302
    both = latest(page)
    assert (both.summary_en, both.problem_en, both.tools_en) == ("Mine", "Second", "Third")


def test_what_is_typed_after_choosing_the_other_version_is_asked_about(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"summary_en": "Theirs"})
    refused = press(one, page, mine | {"tools_en": "Hoe"})
    again = form_data(refused.content.decode())
    assert again["taking-summary_en"] == "theirs"
    refused = press(one, page, again | {"summary_en": "Typed below meanwhile"})
    assert refused.status_code == 409
    assert questions(refused)["summary_en"] == ("", True)
    assert "Typed below meanwhile" in refused.content.decode()


@pytest.mark.database
@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_steps_are_compared_and_taken_as_a_whole(
    region: Region, page: Practice, sign_in: SignIn, side: str
) -> None:
    page.steps = [PracticeStep(text_en="Dig"), PracticeStep(text_en="Sow")]
    page.save_revision().publish()
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"steps-0-DELETE": "1", "steps-1-text_en": "Sow late"})
    refused = press(one, page, mine | {"steps-0-text_en": "Dig deep", "summary_en": "Mine"})
    assert refused.status_code == 409
    assert questions(refused) == {"steps": ("", True), "summary_en": ("mine", False)}
    html = refused.content.decode()
    assert "Sow late" in html and html.count("Dig deep") == 2
    last = form_data(html) | {"taking-steps": side}
    assert press(one, page, last, "action-publish").status_code == 302
    saved = Practice.objects.get(pk=page.pk)
    expected = {"mine": ["Dig deep", "Sow"], "theirs": ["Sow late"]}
    assert [step.text_en for step in saved.steps.all()] == expected[side]
    assert saved.summary_en == "Mine"


def test_a_faulty_field_is_kept_as_typed_beside_the_other_version(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"rain_low": "700"})
    refused = press(one, page, mine | {"rain_low": "much"})
    assert refused.status_code == 409 and questions(refused) == {"rain": ("", True)}
    html = refused.content.decode()
    assert 'value="much"' in html
    kept = press(one, page, form_data(html) | {"taking-rain": "mine"})
    assert kept.status_code == 409 and latest(page).rain.low == 700
    assert press(one, page, form_data(html) | {"taking-rain": "theirs"}).status_code == 302


def test_a_version_put_together_must_hold_together(region: Region, page: Practice, sign_in: SignIn) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"until_year": "1990", "place_name": ""})
    refused = press(one, page, mine | {"since_year": "2000"})
    again = press(one, page, form_data(refused.content.decode()), "action-publish")
    assert again.status_code == 409
    problems = " ".join(again.context["conflict"].problems)
    assert "This must not be less than the first number." in problems and "Place" in problems
    assert latest(page).since_year is None


def test_automatic_saving_goes_on_and_its_own_versions_do_not_stand_in_the_way(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    data = opened(browser, page) | {"summary_en": "Saved by itself"}
    saved = browser.post(edit_address(page), data, headers=JSON).json()
    assert saved["success"]
    updates = {name: value for name, value in saved["field_updates"].items() if name in data}
    data |= {**updates, "summary_en": "By the button"}
    assert press(browser, page, data).status_code == 302
    assert latest(page).summary_en == "By the button"


@pytest.mark.parametrize("says", [True, False])
def test_automatic_saving_of_a_stale_form_is_refused(
    region: Region, page: Practice, sign_in: SignIn, says: bool
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    stale = opened(browser, page) | {"summary_en": "Stale"}
    if not says:
        del stale["loaded_revision_id"]
    press(browser, page, opened(browser, page) | {"summary_en": "Fresh"})
    refused = browser.post(edit_address(page), stale, headers=JSON)
    assert refused.status_code == 400 and refused.json()["error_code"] == "invalid_revision"
    assert latest(page).summary_en == "Fresh"


def test_a_version_overwritten_by_automatic_saving_can_still_be_compared(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    theirs = opened(other, page) | {"problem_en": "Half a"}
    saved = other.post(edit_address(page), theirs, headers=JSON).json()
    mine = opened(one, page)
    theirs |= {"problem_en": "Half a sentence", "overwrite_revision_id": saved["revision_id"]}
    assert other.post(edit_address(page), theirs, headers=JSON).json()["revision_id"] == saved["revision_id"]
    refused = press(one, page, mine | {"tools_en": "Hoe"})
    assert questions(refused) == {"problem_en": ("theirs", False), "tools_en": ("mine", False)}


def test_bringing_back_an_old_version_does_not_undo_a_later_save(
    region: Region, page: Practice, sign_in: SignIn
) -> None:
    browser = sign_in(factories.make_correspondent(region))
    old = page.latest_revision
    press(browser, page, opened(browser, page) | {"summary_en": "Second"})
    address = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, old.pk))
    reverting = form_data(browser.get(address).content.decode())
    press(browser, page, opened(browser, page) | {"summary_en": "Third", "tools_en": "Hoe"})
    refused = browser.post(address, reverting)
    assert refused.status_code == 409
    assert questions(refused) == {"summary_en": ("", True), "tools_en": ("theirs", False)}
    last = form_data(refused.content.decode()) | {"taking-summary_en": "mine"}
    action = BeautifulSoup(refused.content.decode(), "html.parser").select_one("#page-edit-form")["action"]
    assert browser.post(action, last).status_code == 302
    assert (latest(page).summary_en, latest(page).tools_en) == ("Before", "Hoe")


def test_typed_markup_is_text_in_both_versions(region: Region, page: Practice, sign_in: SignIn) -> None:
    one, other = (sign_in(factories.make_correspondent(region)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"summary_en": "<script>theirs</script>"})
    html = press(one, page, mine | {"summary_en": "<script>mine</script>"}).content.decode()
    assert "<script>theirs" not in html and "<script>mine" not in html
    assert "&lt;script&gt;theirs" in html


def test_plain_pages_and_rich_text_are_compared_too(db: None, sign_in: SignIn) -> None:
    home = factories.make_home()
    page = PlainPage(name_en="About", body_en="<p>One</p>", body_fr="<p>Un</p>")
    home.add_child(instance=page)
    page.save_revision().publish()
    one, other = (sign_in(factories.UserFactory(is_superuser=True)) for _ in range(2))
    mine = opened(one, page)
    press(other, page, opened(other, page) | {"show_in_footer": "on"})
    refused = press(one, page, mine | {"name_fr": "À propos"})
    assert questions(refused) == {"show_in_footer": ("theirs", False), "name_fr": ("mine", False)}
    assert press(one, page, form_data(refused.content.decode())).status_code == 302
    assert latest(page).show_in_footer and latest(page).name_fr == "À propos"
