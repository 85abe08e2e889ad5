"""What people type and paste into the admin: numbers, positions, dates, letters, tags; and finding it."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.images.tests.utils import get_test_image_file

from kb.models import User
from media.models import Image
from practices.consent import PublishingRefusedError
from practices.interchange.export import export
from practices.interchange.readers import Row
from practices.interchange.validator import validate
from practices.models import Citation, Practice, PracticeImpact, PracticeStep
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import parsed, said
from zones.values import Range

SignIn = Callable[[User], Client]
PUBLISH = {"action-publish": "action-publish"}
DECOMPOSED = unicodedata.normalize("NFD", "Étable à Ségou")


class Editor:
    """A correspondent at the form of one practice."""

    def __init__(self, browser: Client, page: Practice) -> None:
        self.browser, self.page = browser, page
        self.address = reverse("wagtailadmin_pages:edit", args=(page.pk,))

    def send(self, **typed: Any) -> Any:
        data = form_data(self.browser.get(self.address).content.decode())
        return self.browser.post(self.address, {**data, **typed})

    def errors(self, **typed: Any) -> dict[str, list[str]]:
        response = self.send(**typed)
        assert response.status_code == 200
        found: dict[str, list[str]] = response.context["form"].errors
        return found

    def saved(self, **typed: Any) -> Practice:
        response = self.send(**typed)
        assert response.status_code == 302, response.context["form"].errors
        latest: Practice = Practice.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return latest


@pytest.fixture
def editor(region: Region, sign_in: SignIn) -> Editor:
    page = factories.make_practice(region.section, latitude=9.8, longitude=1.5)
    return Editor(sign_in(factories.make_correspondent(region, language="en")), page)


# --- numbers ----------------------------------------------------------------------------------------


def test_grouped_numbers_are_the_numbers_that_were_meant(editor: Editor) -> None:
    page = editor.saved(
        rain_low="1,200",
        rain_high="1 400",
        labour_person_days_per_ha_low="1.200",
        altitude_m="1.000",
        since_year="2 010",
        cost_low="25 000",
        cost_high="1.030.000,50",
        area_ha="1,5",
        latitude="9,800",
    )
    assert page.rain == Range(1200, 1400)
    assert page.labour_person_days_per_ha == Range(1200, 1200)
    assert (page.altitude_m, page.since_year) == (1000, 2010)
    assert (page.cost_low, page.cost_high, page.area_ha) == (25000, 1030000.5, 1.5)
    assert page.latitude == 9.8


def test_what_can_be_two_numbers_is_asked_and_stays_as_typed(editor: Editor) -> None:
    response = editor.send(cost_high="30.000", area_ha="1,250", rain_low="12 00", altitude_m="1,5")
    errors = response.context["form"].errors
    assert set(errors) == {"cost_high", "area_ha", "rain", "altitude_m"}
    assert "30 or 30000" in errors["cost_high"][0] and "1.25 or 1250" in errors["area_ha"][0]
    shown = form_data(response.content.decode())
    typed = [shown[name] for name in ("cost_high", "area_ha", "rain_low", "altitude_m")]
    assert typed == ["30.000", "1,250", "12 00", "1,5"]


# --- position and dates -----------------------------------------------------------------------------


def test_a_position_outside_the_country_is_published_only_once_confirmed(editor: Editor) -> None:
    assert editor.saved(latitude="1.5", longitude="9.8").latitude == 1.5
    response = editor.send(**PUBLISH)
    assert "position_confirmed" in response.context["form"].errors
    body = said(parsed(response))
    assert "swapped? 9.8, 1.5 is near Kopargo (Benin)" in body
    assert Practice.objects.get().latitude == 9.8
    tick = {"position_confirmed": "BJ 1.5 9.8"}
    assert f'value="{tick["position_confirmed"]}"' in response.content.decode()
    editor.saved(**PUBLISH, **tick)
    assert Practice.objects.get().latitude == 1.5
    # It is not asked again of the same position, and it is of another.
    assert editor.saved(**PUBLISH, local_names="Zai").position_confirmed
    assert "position_confirmed" in editor.errors(**PUBLISH, latitude="1.9")
    assert not editor.saved(**PUBLISH, latitude="9.8", longitude="1.5").position_confirmed


@pytest.mark.parametrize(("latitude", "longitude"), [("0", "0"), ("3", "-20"), ("9.8", "-1.5")])
def test_zero_the_sea_and_a_wrong_sign_are_asked_about(editor: Editor, latitude: str, longitude: str) -> None:
    typed = {"latitude": latitude, "longitude": longitude}
    assert "position_confirmed" in editor.errors(**PUBLISH, **typed)
    editor.saved(**typed)


def test_no_way_around_the_form_publishes_a_doubtful_position(editor: Editor, region: Region) -> None:
    editor.saved(latitude="1.5", longitude="9.8")
    page = Practice.objects.get()
    with pytest.raises(PublishingRefusedError, match="swapped"):
        page.get_latest_revision().publish()
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    moderator = Client()
    moderator.force_login(factories.UserFactory(groups=[region.moderators]))
    moderator.post(f"{address}?id={page.pk}", {"include_descendants": ""})
    assert Practice.objects.get().latitude == 9.8


def test_another_country_with_the_place_moves_a_position_that_was_looked_up(
    region: Region, sign_in: SignIn
) -> None:
    page = factories.make_practice(region.section, place_name="Ouahigouya", country="BF")
    assert page.located_as
    browser = Editor(sign_in(factories.make_correspondent(region, language="en")), page)
    assert browser.saved(**PUBLISH, place_name="Kopargo", country="BJ").latitude == 9.8


@pytest.mark.parametrize("year", ["9999", "0001", "1899"])
def test_the_day_of_confirmation_has_begun_and_is_of_our_time(editor: Editor, year: str) -> None:
    assert "confirmed_at" in editor.errors(confirmed_at=f"{year}-12-31 10:00")


def test_a_confirmation_of_today_is_taken(editor: Editor) -> None:
    now = timezone.now() - timedelta(minutes=5)
    assert editor.saved(confirmed_at=now.strftime("%Y-%m-%d %H:%M")).confirmed_at


# --- letters and tags -------------------------------------------------------------------------------


def test_texts_are_kept_composed_and_on_their_line(editor: Editor) -> None:
    page = editor.saved(
        name_fr=f"{DECOMPOSED}\u202e\u200b", summary_fr="Un\u2028deux", local_names="ta\u0308ssa\u2029zaï"
    )
    assert page.name_fr == "Étable à Ségou"
    assert page.summary_fr == "Un\ndeux"
    assert page.local_names == "tässa zaï"


def test_one_tag_whatever_its_capitals_and_normal_form(editor: Editor) -> None:
    editor.saved(**PUBLISH, tags="Élevage, élevage, e\u0301levage, bas fond, Fumier, FUMIER")
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Fumier", "bas fond", "élevage"]
    page = editor.saved(**PUBLISH, tags="ÉLEVAGE, E\u0301levage")
    assert [tag.name for tag in page.tags.all()] == ["élevage"]
    assert Tag.objects.count() == 3


def test_bulk_tags_are_read_like_those_of_one_picture(region: Region, sign_in: SignIn) -> None:
    office = sign_in(factories.UserFactory(is_superuser=True))
    pictures = [Image.objects.create(title=name, file=get_test_image_file()) for name in "ab"]
    Tag.objects.create(name="élevage")
    address = reverse("wagtail_bulk_action", args=("media", "image", "add_tags"))
    query = "&".join(f"id={picture.pk}" for picture in pictures)
    assert office.post(f"{address}?{query}", {"tags": ' , ""'}).status_code == 200
    assert office.post(f"{address}?{query}", {"tags": 'fumier, "bas fond", Élevage'}).status_code == 302
    for picture in pictures:
        assert sorted(picture.tags.names()) == ["bas fond", "fumier", "élevage"]


# --- what finds it again ----------------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.parametrize(
    "asked", ["étable", "etable", "ÉTABLE", unicodedata.normalize("NFD", "étable"), "segou"]
)
def test_the_admin_finds_accents_capitals_and_decomposed_names(
    region: Region, sign_in: SignIn, asked: str
) -> None:
    factories.make_practice(region.section, name_en="Cow shed", name_fr="Étable à Ségou")
    picture = Image.objects.create(title=DECOMPOSED, file=get_test_image_file(), collection=region.collection)
    Image.objects.filter(pk=picture.pk).update(title=DECOMPOSED)
    browser = sign_in(factories.make_correspondent(region, language="en"))
    for name, title in (
        ("wagtailadmin_pages:search", "Cow shed"),
        ("wagtailadmin_choose_page_search", "Cow shed"),
        ("practices:index", "Cow shed"),
        ("wagtailimages:index", "gou"),
        ("wagtailimages_chooser:choose_results", "gou"),
    ):
        body = browser.get(reverse(name), {"q": asked}).content.decode()
        assert title in body.replace(f'value="{asked}"', ""), name


@pytest.mark.database
def test_a_search_shows_nothing_of_another_regions_drafts(region: Region, sign_in: SignIn) -> None:
    other = factories.make_region("andes", "Andes")
    factories.make_practice(other.section, name_es="Étable secrète", live=False)
    browser = sign_in(factories.make_correspondent(region, language="en"))
    for name in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search", "practices:index"):
        assert "secr" not in browser.get(reverse(name), {"q": "etable"}).content.decode(), name


# --- addresses and exchange -------------------------------------------------------------------------


def test_an_address_is_never_longer_than_an_exchanged_one(editor: Editor) -> None:
    assert "80" in editor.errors(slug="a" * 81)["slug"][0]
    assert editor.saved(slug="maïs-été").slug == "mais-ete"
    editor.saved(slug="a" * 80)
    copying = reverse("wagtailadmin_pages:copy", args=(editor.page.pk,))
    answer = editor.browser.post(copying, {**form_data_of_copy(editor), "new_slug": "b" * 81})
    assert "new_slug" in answer.context["form"].errors
    assert Practice.objects.count() == 1


def form_data_of_copy(editor: Editor) -> dict[str, Any]:
    return {"new_title": "Again", "new_parent_page": editor.page.get_parent().pk}


STRANGE = (
    "E\u0301te\u0301 \u202e\u200b\u00ad\u2028fin",
    "مرحبا زراعة",
    "🌽\ufe0f \U0001fae9",
    "a" * 120,
    "\ufdd0x\uffff",
    "<b>&amp;\"'",
)


@pytest.mark.parametrize("text", STRANGE)
def test_what_the_editor_takes_is_exported_and_read_back(editor: Editor, text: str) -> None:
    page = editor.page
    page.citations.add(Citation(text="A source", key="c1"))
    page.save_revision()
    texts = ("name_fr", "name_en", "summary_es", "outcome_note_fr", "local_names", "place_name")
    page = editor.saved(
        **PUBLISH,
        **dict.fromkeys(texts, text),
        tags='"{}"'.format(text[:50].replace('"', "")),
        contributor_name=text,
        **{"citations-0-text": text},
    )
    record = export(Practice.objects.get())
    checked = validate([Row("export.json", 0, record)])
    assert [str(problem) for problem in checked.problems] == []


def test_what_was_taken_out_since_does_not_spoil_the_export(editor: Editor) -> None:
    page = editor.page
    page.rain = Range(900, 1100, source="gone")
    page.citations.add(Citation(text="A source", url='https://example.org/?q="a"<b>'))
    page.steps.add(PracticeStep(drawing="half-moon"))
    page.save_revision().publish()
    record = export(Practice.objects.get())
    assert [str(problem) for problem in validate([Row("export.json", 0, record)]).problems] == []
    assert record["conditions"]["rain"]["source"] == "" and record["steps"] == []


def test_two_rows_about_one_change_are_refused(editor: Editor) -> None:
    page = editor.page
    page.impacts.add(PracticeImpact(indicator="yield"), PracticeImpact(indicator="yield"))
    page.save_revision()
    assert editor.saved().impacts.count() == 2
    assert "more than once" in str(editor.errors(**PUBLISH))


# --- soil carbon and tutorials ------------------------------------------------------------------------


def a_row(name: str, **told: Any) -> dict[str, Any]:
    """What a form sends of the one row of a list that was empty."""
    empty = {f"{name}-TOTAL_FORMS": "1", f"{name}-0-ORDER": "1", f"{name}-0-id": ""}
    return empty | {f"{name}-0-{field}": value for field, value in told.items()}


CARBON = {"quantity": "carbon_content", "finding": "gain", "before": "0,5", "after": "0.80", "source": "c1"}
FILM = {"url": "https://example.org/f", "title": "Stones", "language": "en", "kind": "video", "minutes": "12"}


def test_a_measurement_and_a_tutorial_are_kept_as_told(editor: Editor) -> None:
    editor.page.citations.add(Citation(text="A source", key="c1"))
    editor.page.save_revision()
    page = editor.saved(**PUBLISH, **a_row("soil_carbon_measured", **CARBON), **a_row("see_it_done", **FILM))
    (measured,) = page.soil_carbon_measured.all()
    assert (measured.quantity, measured.before, measured.after, measured.source) == (
        "carbon_content",
        0.5,
        0.8,
        "c1",
    )
    (film,) = page.see_it_done.all()
    assert (film.url, film.minutes, film.checked_on) == ("https://example.org/f", 12, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": ""}, "quantity"),
        ({"after": "0.4"}, "finding"),
        ({"after": "101"}, "after"),
        ({"quantity": "carbon_rate"}, "before"),
        ({"low": "1"}, "high"),
        ({"depth_from_cm": "30", "depth_to_cm": "15"}, "depth_to_cm"),
        ({"source": "c9"}, "source"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays_as_typed(
    editor: Editor, changes: dict[str, str], field: str
) -> None:
    editor.page.citations.add(Citation(text="A source", key="c1"))
    editor.page.save_revision()
    told = CARBON | changes
    response = editor.send(**PUBLISH, **a_row("soil_carbon_measured", **told))
    assert response.status_code == 200
    (row,) = response.context["form"].formsets["soil_carbon_measured"].forms
    assert field in row.errors
    shown = form_data(response.content.decode())
    assert shown["soil_carbon_measured-0-before"] == told["before"]
    assert shown["soil_carbon_measured-0-source"] == told["source"]


def test_a_tutorial_leads_to_a_page_and_was_opened_on_a_day_that_was(editor: Editor) -> None:
    wrong = FILM | {"url": "ftp://example.org/f", "checked_on": "2990-01-01"}
    response = editor.send(**a_row("see_it_done", **wrong))
    (row,) = response.context["form"].formsets["see_it_done"].forms
    assert set(row.errors) == {"url", "checked_on"}
