"""What a form takes: nothing of another region, and no right that the person does not have."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Page, Revision, get_page_models
from wagtail.snippets.models import get_snippet_models

from kb.models import User
from media.models import Image
from practices.editing.region_forms import is_own_key, limit_choices
from practices.models import Practice, PracticeStep
from practices.region_access import visible_to
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.integration.practices.test_editing import form_data

SignIn = Callable[[User], Client]
SECRET = "Unripe picture"
REFUSED = {
    "en": "Select a valid choice.",
    "fr": "Sélectionnez un choix valide.",
    "es": "Escoja una opción válida.",
}


@pytest.fixture
def andes(region: Region) -> Region:
    return factories.make_region("andes", "Andes")


def picture(region: Region, title: str = SECRET) -> Image:
    return Image.objects.create(title=title, file=get_test_image_file(), collection=region.collection)


def edit(browser: Client, page: Page, **changed: Any) -> Any:
    address = f"/admin/pages/{page.pk}/edit/"
    data = form_data(browser.get(address).content.decode())
    return browser.post(address, {**data, **changed})


@pytest.mark.parametrize(
    "language", ["fr", pytest.param("en", marks=pytest.mark.slow), pytest.param("es", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("field", ["lead_image", "steps-0-image"])
def test_another_regions_picture_is_refused_and_not_named(
    region: Region, andes: Region, sign_in: SignIn, language: str, field: str
) -> None:
    """Every day in one language; the slow ones say that no translation of the refusal names the picture."""
    theirs = picture(andes)
    page = factories.make_practice(region.section)
    page.steps.add(PracticeStep(text_en="Dig"))
    page.save()
    page.save_revision()
    before = page.latest_revision_id
    browser = sign_in(factories.make_correspondent(region, language=language))
    for action in ("action-publish", "save"):
        response = edit(browser, page, **{field: theirs.pk, action: action})
        html = response.content.decode()
        assert response.status_code == 200 and REFUSED[language] in html and SECRET not in html
    page.refresh_from_db()
    assert page.latest_revision_id == before and page.lead_image is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_that_stands_there_already_and_ones_own_are_taken(
    region: Region, andes: Region, sign_in: SignIn
) -> None:
    theirs, ours = picture(andes), picture(region, "Ours")
    page = factories.make_practice(region.section, lead_image=theirs)
    page.save_revision()
    browser = sign_in(factories.make_correspondent(region))
    assert edit(browser, page, name_en="Renamed").status_code == 302
    assert edit(browser, page, lead_image=ours.pk, **{"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.lead_image == ours


@pytest.mark.database
@pytest.mark.parametrize("form", ["copy", "move", "bulk move", "choose_parent"])
def test_another_regions_draft_is_no_place_for_a_page(
    region: Region, andes: Region, sign_in: SignIn, form: str
) -> None:
    andes.section.name_en = SECRET
    andes.section.live = False
    andes.section.save()
    page = factories.make_practice(region.section)
    address, field = {
        "copy": (f"/admin/pages/{page.pk}/copy/", "new_parent_page"),
        "move": (f"/admin/pages/{page.pk}/move/", "new_parent_page"),
        "bulk move": (f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", "chooser"),
        "choose_parent": ("/admin/practices/choose_parent/", "parent_page"),
    }[form]
    data = {"new_title": "Copy", "new_slug": "copy", field: andes.section.pk}
    response = sign_in(factories.make_correspondent(region)).post(address, data)
    assert response.status_code == 200
    assert REFUSED["en"] in response.content.decode() and SECRET not in response.content.decode()
    assert not andes.section.get_children().exists()


def test_a_text_cannot_link_to_another_regions_draft(region: Region, andes: Region, sign_in: SignIn) -> None:
    """Rich text stands on plain pages only; here somebody has been given one of them."""
    draft = factories.make_practice(andes.section, live=False)
    page = PlainPage(name_en="About")
    region.section.get_parent().add_child(instance=page)
    page.save_revision()
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=region.correspondents, page=page.page_ptr, permission=change)
    browser = sign_in(factories.make_correspondent(region))
    for linked, status in ((draft, 200), (region.section, 302)):
        entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": linked.pk}}
        block = {
            "key": "a",
            "type": "unstyled",
            "text": "here",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
        }
        body = json.dumps({"blocks": [block], "entityMap": {"0": entity}})
        response = edit(browser, page, body_en=body)
        assert response.status_code == status, response.context["form"].errors


# --- no field is forgotten ---------------------------------------------------------------------------------


def choices(form: Any) -> Iterator[tuple[str, forms.ModelChoiceField]]:
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            yield name, field
    for name, formset in getattr(form, "formsets", {}).items():
        for inner in [*formset.forms, formset.empty_form]:
            for inner_name, field in choices(inner):
                if not is_own_key(inner, inner_name):
                    yield f"{name}-{inner_name}", field


@pytest.mark.parametrize("model", [*get_page_models(), *get_snippet_models()], ids=str)
def test_of_every_choice_in_every_form_it_is_said_who_may_see_what(
    region: Region, model: type[Model]
) -> None:
    """A new foreign key in a form fails here until `region_access.py` says who may see its things."""
    person = factories.make_correspondent(region)
    handler = (
        model.get_edit_handler() if issubclass(model, Page) else model.snippet_viewset.get_edit_handler()
    )
    form = handler.get_form_class()(instance=model(), for_user=person)
    limit_choices(form, person)
    for name, field in choices(form):
        assert field.queryset is not None, name
        visible_to(field.queryset, person)


def test_a_model_that_nobody_thought_of_is_not_open_by_chance(region: Region) -> None:
    with pytest.raises(ImproperlyConfigured, match="Revision"):
        visible_to(Revision.objects.all(), factories.make_correspondent(region))


# --- a region stays on the site ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["correspondents", "moderators"])
def test_a_regions_people_cannot_take_it_off_the_site(region: Region, sign_in: SignIn, role: str) -> None:
    practice = factories.make_practice(region.section)
    browser = sign_in(factories.UserFactory(groups=[getattr(region, role)]))
    page = region.section
    sure = {"wagtail_site_name": "Twin Fields", "next": "/admin/", "include_descendants": "on"}
    for action in ("delete", "unpublish", "move"):
        bulk = f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}"
        data = {**sure, "chooser": page.get_parent().pk}
        ajax = {"X-Requested-With": "XMLHttpRequest"}
        assert browser.post(bulk, data, headers=ajax).status_code == 403, action
        assert browser.post(f"/admin/pages/{page.pk}/{action}/", data, headers=ajax).status_code == 403, (
            action
        )
    privacy = f"/admin/pages/{page.pk}/privacy/"
    assert browser.get(privacy, headers=ajax).status_code == 403
    assert browser.post(privacy, {"restriction_type": "login"}, headers=ajax).status_code == 403
    html = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="go_live_at"' in html and 'name="expire_at"' not in html
    assert 'data-a11y-dialog-show="set-privacy"' not in html
    past = timezone.now().strftime("%Y-%m-%d %H:%M")
    assert edit(browser, page, expire_at=past, **{"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.expire_at is None and factories.is_public(page)
    assert Practice.objects.public().get() == practice


def test_an_administrator_still_does(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.UserFactory(is_superuser=True))
    page = region.section
    html = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="expire_at"' in html and 'data-a11y-dialog-show="set-privacy"' in html
    assert browser.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}", {}).status_code == 302
    page.refresh_from_db()
    assert not page.live
    # A region goes with all its parts, at /admin/regions/.
    data = {"wagtail_site_name": "Twin Fields", "next": "/admin/"}
    browser.post(f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}", data)
    assert Page.objects.filter(pk=page.pk).exists()


def test_many_pages_at_once_are_published_as_far_as_they_are_ready(region: Region, sign_in: SignIn) -> None:
    ready = factories.make_practice(region.section, live=False, name_en="Ready")
    ready.save_revision()
    bare = factories.make_practice(region.section, live=False, name_en="Bare one")
    bare.place_name = ""
    bare.save_revision(clean=False)
    browser = sign_in(factories.make_correspondent(region))
    address = f"/admin/bulk/wagtailcore/page/publish/?id={ready.pk}&id={bare.pk}"
    response = browser.post(address, {"next": "/admin/"}, follow=True)
    ready.refresh_from_db()
    bare.refresh_from_db()
    assert ready.live and not bare.live
    assert "Bare one" in response.content.decode()
