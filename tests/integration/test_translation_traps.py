"""One page, three languages: every trap of plain translated fields in Wagtail, each held shut by a test."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import Tag
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, ReferenceIndex

from kb.models import User
from practices.models import Citation, Practice, PracticeImpact, PracticeStep
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.html import controls, parsed

LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region()


@pytest.fixture
def client_in(region: Region) -> Callable[[str], Client]:
    """A correspondent's browser with the admin in one of the three languages."""

    def make(language: str) -> Client:
        client = Client()
        client.force_login(factories.make_correspondent(region, language=language))
        return client

    return make


def add_address(region: Region) -> str:
    return reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


FORMSETS = ("steps", "clips", "impacts", "soil_carbon_measured", "see_it_done", "citations", "comments")


def filled(**fields: Any) -> dict[str, Any]:
    """What the browser sends for a practice; nothing is filled in but what is named."""
    data: dict[str, Any] = {"slug": "", "comment_notifications": "", "licence": "CC-BY-4.0", "tags": ""}
    for formset in FORMSETS:
        data |= {f"{formset}-TOTAL_FORMS": 0, f"{formset}-INITIAL_FORMS": 0, f"{formset}-MIN_NUM_FORMS": 0}
    return {**data, **fields}


def opened(page: Page) -> dict[str, Any]:
    """What a form opened now tells of the version that it was opened with."""
    revision = Page.objects.get(pk=page.pk).latest_revision
    return {"loaded_revision_id": revision.pk, "loaded_revision_created_at": revision.created_at.isoformat()}


TOLD = {
    "place_name": "Kopargo",
    "land_uses": ["cropland"],
    "outcome": "mixed",
    "publication_agreed": "on",
}


def stored(page: Page, column: str) -> Any:
    """The column itself, past everything that translates it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM practices_practice WHERE page_ptr_id = %s", [page.pk])  # noqa: S608
        return cursor.fetchone()[0]


# --- 1: un-suffixed columns do not depend on whose menus were active ------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_column_holds_the_same_whoever_saves(region: Region, language: str) -> None:
    page = factories.make_practice(region.section, name_en="Stone lines", name_fr="Cordons pierreux")
    with translation.override(language):
        page.summary_fr = "En bref"
        revision = page.save_revision()
        revision.publish()
    assert stored(page, "name") == "Stone lines"
    assert stored(page, "summary") == "En bref"
    assert revision.content["name"] == "Stone lines"
    assert Page.objects.get(pk=page.pk).title == "Stone lines"


def test_steps_keep_their_plain_column_too(region: Region) -> None:
    page = factories.make_practice(region.section)
    page.steps = [PracticeStep(text_en="Dig", text_fr="Creuser")]
    with translation.override("fr"):
        page.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM practices_practicestep")
        assert cursor.fetchone()[0] == "Dig"


# --- 2 and 3: a name in any language, from the first keystroke -------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told_in", LANGUAGES)
def test_a_record_in_one_language_is_published_from_any_menu_language(
    region: Region, client_in: Callable[[str], Client], language: str, told_in: str
) -> None:
    data = filled(**TOLD, **{f"name_{told_in}": "Ñandú à l’ombre", "action-publish": "1"})
    response = client_in(language).post(add_address(region), data)
    assert response.status_code == 302
    page = Practice.objects.get()
    assert page.live
    assert (page.title, page.slug) == ("Ñandú à l’ombre", "nandu-a-lombre")
    assert {code: getattr(page, f"name_{code}") for code in LANGUAGES if code != told_in} == dict.fromkeys(
        [code for code in LANGUAGES if code != told_in]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_publishing_without_a_name_is_refused_at_the_box_of_ones_own_language(
    region: Region, client_in: Callable[[str], Client], language: str
) -> None:
    response = client_in(language).post(add_address(region), filled(**TOLD, **{"action-publish": "1"}))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [f"name_{language}"]
    assert not Practice.objects.exists()


def test_an_unnamed_draft_is_kept_and_named_later(region: Region, client_in: Callable[[str], Client]) -> None:
    client = client_in("fr")
    assert client.post(add_address(region), filled(summary_fr="Des pierres")).status_code == 302
    page = Practice.objects.get()
    assert (page.title, page.slug, page.live) == ("Untitled practice", "untitled-practice", False)
    assert page.name_en is None and page.name_fr is None
    named = filled(summary_fr="Des pierres", name_fr="Cordons", slug=page.slug, **opened(page))
    assert client.post(edit_address(page), named).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.slug, page.summary_fr) == ("Cordons", "cordons", "Des pierres")


def test_autosave_keeps_an_unnamed_draft(region: Region, client_in: Callable[[str], Client]) -> None:
    client = client_in("es")
    json = {"headers": {"Accept": "application/json"}}
    created = client.post(add_address(region), filled(problem_es="Poca agua"), **json).json()
    assert created["success"] is True
    again = filled(problem_es="Poca agua y sol", loaded_revision_id=created["revision_id"])
    again |= {
        "loaded_revision_created_at": created["revision_created_at"],
        "overwrite_revision_id": created["revision_id"],
    }
    saved = client.post(created["url"], again, **json).json()
    assert saved["success"] is True
    assert saved["revision_id"] == created["revision_id"]
    page = Practice.objects.get()
    assert page.problem_es == "Poca agua y sol"
    assert not page.live


def test_two_unnamed_drafts_do_not_fight_for_one_address(
    region: Region, client_in: Callable[[str], Client]
) -> None:
    client = client_in("en")
    for _number in range(2):
        assert client.post(add_address(region), filled()).status_code == 302
    assert sorted(Practice.objects.values_list("slug", flat=True)) == [
        "untitled-practice",
        "untitled-practice-2",
    ]


def test_code_cannot_publish_an_unnamed_page(region: Region) -> None:
    with pytest.raises(ValidationError, match="name"):
        factories.make_practice(region.section, name_en="")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_can_be_cleared_in_the_active_and_in_another_language(
    region: Region, client_in: Callable[[str], Client], language: str
) -> None:
    page = factories.make_practice(region.section, name_en="Lines", name_fr="Cordons", name_es="Barreras")
    page.save_revision()
    others = [code for code in LANGUAGES if code != language]
    data = filled(**TOLD, slug=page.slug, **{f"name_{others[0]}": "Kept", "action-publish": "1"}) | opened(
        page
    )
    assert client_in(language).post(edit_address(page), data).status_code == 302
    page = Practice.objects.get()
    assert getattr(page, f"name_{others[0]}") == "Kept"
    assert not getattr(page, f"name_{language}") and not getattr(page, f"name_{others[1]}")
    assert page.title == "Kept"


# --- 4: copies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("publish", [True, False])
def test_a_copy_keeps_the_name_it_was_given(
    region: Region, client_in: Callable[[str], Client], publish: bool
) -> None:
    # Compiled: what somebody told is not published again as a copy.
    page = factories.make_practice(
        region.section,
        name_fr="Cordons",
        external_id="cordons-1",
        compiled_from_sources=True,
        citations=[Citation(text="Somebody (1999). A title.")],
    )
    page.steps = [PracticeStep(text_fr="Creuser")]
    page.save()
    page.save_revision().publish()
    data = {"new_title": "Cordons du voisin", "new_slug": "voisin", "new_parent_page": region.section.pk}
    data |= {"publish_copies": "on"} if publish else {}
    client = client_in("es")
    assert client.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data).status_code == 302
    copy = Practice.objects.get(slug="voisin")
    assert (copy.title, copy.name_fr, copy.live) == (*("Cordons du voisin",) * 2, publish)
    assert copy.external_id == "voisin"
    copy.get_latest_revision_as_object().save()
    assert Practice.objects.get(pk=copy.pk).title == "Cordons du voisin"
    assert [step.text_fr for step in copy.steps.all()] == ["Creuser"]
    assert Practice.objects.get(pk=page.pk).name_fr == "Cordons"


# --- 5: previews ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("menus", LANGUAGES)
@pytest.mark.parametrize("mode", LANGUAGES)
def test_a_preview_speaks_the_language_chosen_for_it(
    region: Region, client_in: Callable[[str], Client], menus: str, mode: str
) -> None:
    page = factories.make_practice(region.section, name_en="Lines", name_fr="Cordons", name_es="Barreras")
    page.save_revision()
    client = client_in(menus)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    data = filled(**TOLD, slug=page.slug, name_en="Lines", name_fr="Cordons", name_es="Barreras")
    assert client.post(address, data).json()["is_valid"]
    html = client.get(address, {"mode": mode}).content.decode()
    assert f'lang="{mode}"' in html
    assert {"en": "Lines", "fr": "Cordons", "es": "Barreras"}[mode] in html


def test_the_first_preview_is_in_the_editors_language(region: Region) -> None:
    page = factories.make_practice(region.section)
    for language in LANGUAGES:
        with translation.override(language):
            assert page.default_preview_mode == language
    assert [mode for mode, _label in page.preview_modes] == list(LANGUAGES)


# --- 6, two translators: tests/integration/practices/test_saving.py ----------------------------------------

# --- 7: one draft state for all languages; scheduled publishing -------------------------------------------


def test_a_scheduled_page_is_published_with_all_its_languages(region: Region) -> None:
    page = factories.make_practice(region.section, live=False, name_en="Lines", name_es="Barreras")
    page.go_live_at = timezone.now() + timedelta(hours=1)
    with translation.override("fr"):
        page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    with translation.override("es"):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.name_en, page.name_es, page.name_fr) == (True, "Lines", "Barreras", None)
    assert stored(page, "name") == "Lines"


# --- 8: references ----------------------------------------------------------------------------------------


def test_a_link_is_counted_once(region: Region) -> None:
    target = factories.make_practice(region.section)
    home = region.section.get_parent()
    link = f'<p><a linktype="page" id="{target.pk}">Lines</a></p>'
    with translation.override("fr"):
        page = PlainPage(name_fr="À propos", body_fr=link)
        home.add_child(instance=page)
    references = ReferenceIndex.get_references_to(target)
    assert [(str(row.object_id), row.content_path) for row in references] == [(str(page.pk), "body_fr.")]


# --- 9: search in the admin -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_admin_finds_sorts_and_lists_names_in_the_editors_language(
    region: Region, client_in: Callable[[str], Client], language: str
) -> None:
    factories.make_practice(region.section, name_en="Lines", name_fr="Cordons", name_es="Barreras")
    client = client_in(language)
    for ordering in ("", "title", "-latest_revision_created_at"):
        response = client.get(f"/admin/pages/search/?q=Lines&ordering={ordering}")
        assert response.status_code == 200
        assert {"en": "Lines", "fr": "Cordons", "es": "Barreras"}[language] in response.content.decode()
    assert client.get(f"/admin/pages/{region.section.pk}/?ordering=title&q=Cordons").status_code == 200
    found = Practice.objects.all().search("Cordons", fields=["name_fr"])
    assert [page.name_fr for page in found] == ["Cordons"]


# --- 14: only the three languages can be chosen -----------------------------------------------------------


def test_menus_speak_the_three_languages_only(client_in: Callable[[str], Client]) -> None:
    form = client_in("fr").get("/admin/account/").content.decode()
    assert 'value="es"' in form and 'value="fr"' in form
    assert 'value="de"' not in form


# --- 15: no panel carries the plain field beside its translations -----------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_drawn_exactly_once(
    region: Region, client_in: Callable[[str], Client], language: str
) -> None:
    response = client_in(language).get(add_address(region))
    page, form = parsed(response), response.context["form"]
    assert "name" not in form.fields and "summary" not in form.fields
    for field in ("name", "summary", "did_not_work", "problem", "title_tag"):
        for code in LANGUAGES:
            assert len(controls(page, f"{field}_{code}")) == 1, (field, code)
    first_tab = page.find(attrs={"role": "tabpanel"})
    assert isinstance(first_tab, Tag)
    assert controls(first_tab, f"name_{language}")
    assert not any(controls(first_tab, f"name_{code}") for code in LANGUAGES if code != language)


# --- the whole round ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_history_comparison_and_revert_work_in_every_menu_language(
    region: Region, client_in: Callable[[str], Client], language: str
) -> None:
    page = factories.make_practice(region.section, name_en="Lines", latitude=9.8, longitude=1.5)
    page.impacts = [PracticeImpact(indicator="yield", score=2, note_fr="Mieux")]
    first = page.save_revision()
    page.name_fr = "Cordons"
    page.rain = None
    page.tags.add("pierres")
    second = page.save_revision()
    client = client_in(language)
    for name, args in (
        ("history", (page.pk,)),
        ("revisions_compare", (page.pk, first.pk, second.pk)),
        ("revisions_compare", (page.pk, "earliest", "latest")),
        ("revisions_revert", (page.pk, first.pk)),
        ("revisions_view", (page.pk, first.pk)),
        ("view_draft", (page.pk,)),
        ("usage", (page.pk,)),
        ("edit", (page.pk,)),
        ("copy", (page.pk,)),
        ("move", (page.pk,)),
        ("delete", (page.pk,)),
    ):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=args)).status_code == 200, name


def test_a_revision_gives_back_every_language_and_every_value(region: Region, admin: User) -> None:
    page = factories.make_practice(region.section, name_en="Lines", name_es="Barreras")
    page.steps = [PracticeStep(text_en="Dig", when_fr="Avant les pluies")]
    with translation.override("fr"):
        revision = page.save_revision(user=admin)
    with translation.override("es"):
        again = revision.as_object()
    assert (again.name_en, again.name_fr, again.name_es) == ("Lines", None, "Barreras")
    assert [(step.text_en, step.when_fr) for step in again.steps.all()] == [("Dig", "Avant les pluies")]


@pytest.fixture
def admin(db: None) -> User:
    return factories.UserFactory(is_superuser=True)
