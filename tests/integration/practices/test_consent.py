"""What people agreed to decides what is published and whose name is shown, whichever way is taken."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jobs import consent_texts
from kb.models import User
from media.models import Image
from practices import consent
from practices.consent import PublishingRefusedError
from practices.interchange.export import export, record_of
from practices.interchange.readers import Reading, Row
from practices.interchange.writer import ImportScope, RefusedError, import_records
from practices.models import Citation, Practice, PracticeStep
from practices.regions import Region
from search.indexing.documents import public_documents
from tests import factories
from tests.examples.practice_record import practice_record
from tests.integration.practices.test_editing import form_data

SignIn = Callable[[User], Client]
NAME = "Awa Exemplaire"
UNASKED: dict[str, Any] = {"publication_agreed": False, "contributor_name": NAME, "live": False}
TINY_PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def files_go_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def picture(people: str) -> Image:
    return Image.objects.create(
        title="p", file=SimpleUploadedFile("p.png", TINY_PNG), width=1, height=1, people_consent=people
    )


def is_public(page: Practice) -> bool:
    return Practice.objects.public().filter(pk=page.pk).exists()


# --- publishing ---------------------------------------------------------------------------------------------


def test_the_editor_says_at_the_box_that_somebody_must_be_asked(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section, **UNASKED)
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(browser.get(address).content.decode())
    for action in ("action-publish", "action-submit"):
        refused = browser.post(address, {**data, action: "1"})
        assert refused.status_code == 200
        assert list(refused.context["form"].errors) == ["publication_agreed"]
    assert not is_public(page)
    assert browser.post(address, data).status_code == 302
    data = form_data(browser.get(address).content.decode())
    response = browser.post(
        address, {**data, "publication_agreed": "on", "publication_given": "spoken", "action-publish": "1"}
    )
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.live and page.publication_agreed_on == timezone.localdate()
    assert (page.publication_text, page.publication_given) == (consent_texts.current("publication"), "spoken")
    assert (page.naming_agreed, page.naming_agreed_on, page.naming_text) == (False, None, "")


def test_publishing_many_at_once_says_which_was_not_agreed_and_publishes_none(
    region: Region, sign_in: SignIn
) -> None:
    agreed = factories.make_practice(region.section, live=False)
    unasked = factories.make_practice(region.section, name_en="Unasked", **UNASKED)
    browser = sign_in(factories.make_correspondent(region))
    listing = reverse("wagtailadmin_explore", args=(region.section.pk,))
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    response = browser.post(
        f"{address}?id={agreed.pk}&id={unasked.pk}",
        headers={"Referer": f"http://testserver{listing}"},
        follow=True,
    )
    assert response.redirect_chain[0][0].endswith(listing)
    assert "“Unasked” was not published." in response.content.decode()
    assert not is_public(agreed) and not is_public(unasked)


def test_what_is_handed_in_is_not_approved_unasked(region: Region, sign_in: SignIn) -> None:
    writer = factories.UserFactory()
    page = factories.make_practice(region.section, owner=writer, **UNASKED)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    state = page.current_workflow_task_state
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    response = browser.post(address, {"comment": ""}, follow=True)
    assert "was not published" in response.content.decode()
    in_window = browser.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert in_window.json()["redirect"] == reverse("wagtailadmin_home")
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_public(page)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(browser.get(edit).content.decode())
    sent_back = {
        "action-workflow-action": "1",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": "{}",
    }
    assert browser.post(edit, {**data, **sent_back}).status_code == 302


def test_a_date_is_not_given_unasked_and_one_that_was_does_not_hold_up_others(region: Region) -> None:
    soon, past = timezone.now() + timedelta(days=1), timezone.now() - timedelta(minutes=1)
    page = factories.make_practice(region.section, go_live_at=soon, **UNASKED)
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
    refused, other = (
        factories.make_practice(region.section, live=False, go_live_at=soon, lead_image=picture("agreed"))
        for _number in range(2)
    )
    for one in (refused, other):
        one.save_revision().publish()
    Image.objects.filter(pk=refused.lead_image_id).update(people_consent="not_agreed")
    for one in (refused, other):
        revision = one.latest_revision
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert (is_public(refused), is_public(other)) == (False, True)
    assert not refused.revisions.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize("fact", consent.KINDS)
def test_what_was_taken_back_since_is_not_published_at_a_set_time(region: Region, fact: str) -> None:
    page = factories.make_practice(region.section, live=False, naming_agreed=True, contributor_name=NAME)
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    setattr(page, f"{fact}_agreed", False)
    page.save_revision()
    past = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")
    assert not is_public(page)


def test_records_are_refused_in_words(region: Region) -> None:
    scope = ImportScope({"west-africa": region.section})
    values = practice_record(compiled_from_sources=False, contributor_name=NAME)
    with pytest.raises(RefusedError) as refused:
        import_records(Reading((Row("a.json", 0, values),)), scope)
    assert "Ask whoever told this" in str(refused.value)
    assert not Practice.objects.exists()
    undated = {"text": consent_texts.current("publication"), "given": "written"}
    with pytest.raises(RefusedError) as refused:
        import_records(Reading((Row("a.json", 0, values | {"publication": undated}),)), scope)
    assert [problem.path for problem in refused.value.problems] == ["publication.agreed_on"]
    for bad, code in (("2026-13-01", "not_a_day"), ("9999-01-01", "day_to_come"), (3, "not_a_day")):
        with pytest.raises(RefusedError) as refused:
            record = values | {"publication": undated | {"agreed_on": bad}}
            import_records(Reading((Row("a.json", 0, record),)), scope)
        assert [problem.code for problem in refused.value.problems] == [code]
    record = values | {"publication": undated | {"agreed_on": "2026-11-02"}}
    import_records(Reading((Row("a.json", 0, record),)), scope)
    assert import_records(Reading((Row("a.json", 0, record),)), scope)["unchanged"] == 1
    page = Practice.objects.get()
    assert page.live and not page.naming_agreed and record_of(page).contributor_name == NAME


def test_a_public_record_that_comes_back_takes_no_hidden_name_away(region: Region) -> None:
    page = factories.make_practice(region.section, contributor_name=NAME, contributor_role="farmer")
    page.save_revision().publish()
    record = export(page)
    assert (record["contributor_name"], record["naming"]) == ("", None)
    scope = ImportScope({"west-africa": region.section})
    reading = Reading((Row("a.json", 0, record | {"summary": {"en": "Another"}}),))
    assert import_records(reading, scope)["updated"] == 1
    page.refresh_from_db()
    assert (page.contributor_name, page.public_name, page.summary_en) == (NAME, "", "Another")


def test_a_copy_is_another_telling(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section, naming_agreed=True, contributor_name=NAME)
    page.save_revision().publish()
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    sent = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": region.section.pk}
    refused = browser.post(address, sent | {"publish_copies": "on"}, follow=True)
    assert "Nothing was copied" in refused.content.decode()
    assert Practice.objects.count() == 1
    assert browser.post(address, sent).status_code == 302
    copy = Practice.objects.get(slug="copy").get_latest_revision_as_object()
    assert not (copy.live or copy.publication_agreed or copy.naming_agreed or copy.publication_text)
    assert browser.post(address, sent | {"alias": "on", "new_slug": "alias"}).status_code == 302
    assert Practice.objects.get(slug="alias").public_name == NAME
    with pytest.raises(PublishingRefusedError):
        page.copy(update_attrs={"slug": "third"}, keep_live=True)


def test_what_is_compiled_needs_sources_and_no_agreement_but_names_nobody(region: Region) -> None:
    page = factories.make_practice(
        region.section, live=False, publication_agreed=False, compiled_from_sources=True
    )
    with pytest.raises(PublishingRefusedError) as refused:
        page.save_revision().publish()
    assert list(refused.value.message_dict) == ["compiled_from_sources"]
    page.citations.set([Citation(text="Somebody (1999). A title.")])
    page.contributor_name = NAME
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
    page.contributor_name = ""
    page.save_revision().publish()
    assert is_public(page)


def test_the_form_counts_the_sources_that_stand_in_it(region: Region, sign_in: SignIn) -> None:
    page = factories.make_practice(region.section, live=False, publication_agreed=False)
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(browser.get(address).content.decode())
    data |= {"compiled_from_sources": "on", "action-publish": "1"}
    refused = browser.post(address, data)
    assert list(refused.context["form"].errors) == ["compiled_from_sources"]
    row = {"id": "", "text": "Somebody (1999). A title.", "doi": "", "url": "", "year": "", "key": ""}
    source = {f"citations-0-{name}": value for name, value in row.items()}
    source |= {"citations-TOTAL_FORMS": "1", "citations-0-ORDER": "1", "citations-0-DELETE": ""}
    taken_out = browser.post(address, {**data, **source, "citations-0-DELETE": "1"})
    assert list(taken_out.context["form"].errors) == ["compiled_from_sources"]
    assert browser.post(address, {**data, **source}).status_code == 302
    assert is_public(page)


@pytest.mark.database
@pytest.mark.parametrize("where", ["lead", "step"])
def test_a_picture_that_somebody_in_it_did_not_agree_to_is_not_published(region: Region, where: str) -> None:
    page = factories.make_practice(region.section, live=False)
    image = picture("not_agreed")
    if where == "lead":
        page.lead_image = image
    else:
        page.steps.set([PracticeStep(text_en="Dig", image=image)])
    with pytest.raises(PublishingRefusedError) as refused:
        page.save_revision().publish()
    assert list(refused.value.message_dict) == ["lead_image"]
    image.people_consent = "nobody"
    image.save()
    page.save_revision().publish()
    assert is_public(page)


def test_the_form_of_a_picture_asks_for_the_people_in_it(region: Region, sign_in: SignIn) -> None:
    browser = sign_in(factories.make_correspondent(region))
    assert 'name="people_consent"' in browser.get("/admin/images/add/").content.decode()


# --- the name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"naming_agreed": True, "contributor_role": "adviser"}, f"Told by {NAME}, adviser."),
        ({}, "Told by a farmer in Kopargo, Benin."),
        ({"contributor_role": "Agricultrice"}, "Told by a farmer in Kopargo, Benin."),
        ({"contributor_role": "mayor of Kopargo"}, "Told by somebody in Kopargo, Benin."),
    ],
)
def test_readers_learn_the_name_only_where_that_was_agreed(
    region: Region, client: Client, fields: dict[str, Any], line: str
) -> None:
    page = factories.make_practice(region.section, contributor_name=NAME, **fields)
    html = client.get(f"/en/west-africa/{page.slug}/").content.decode()
    assert line in html
    assert (NAME in html) == bool(fields.get("naming_agreed"))
    assert "mayor" not in html
    assert (NAME in json.dumps(export(page))) == bool(fields.get("naming_agreed"))
    for language in ("fr", "es"):
        assert (NAME in client.get(f"/{language}/west-africa/{page.slug}/").content.decode()) == (
            NAME in html
        )


def test_a_hidden_name_is_not_found_and_not_listed(region: Region, sign_in: SignIn) -> None:
    factories.make_practice(region.section, contributor_name=NAME, contributor_role="chief Exemplaire")
    assert "exemplaire" not in repr(list(public_documents())).lower()
    other = factories.make_region("north-africa", "North Africa")
    browser = sign_in(factories.make_correspondent(other))
    for address in (
        "/admin/practices/",
        "/admin/practices/?q=Exemplaire",
        "/admin/pages/search/?q=Exemplaire",
        "/admin/api/main/pages/?fields=*",
        "/admin/reports/site-history/",
    ):
        assert NAME not in browser.get(address).content.decode(), address


def test_what_is_live_from_before_stays_without_its_name(
    region: Region, sign_in: SignIn, client: Client
) -> None:
    page = factories.make_practice(region.section, contributor_name=NAME)
    page.save_revision().publish()
    Practice.objects.filter(pk=page.pk).update(
        publication_agreed=False, publication_agreed_on=None, publication_text=""
    )
    page = Practice.objects.get(pk=page.pk)
    page.save_revision(clean=False)
    html = client.get(f"/en/west-africa/{page.slug}/").content.decode()
    assert NAME not in html and "Told by a farmer in Kopargo, Benin." in html
    browser = sign_in(factories.make_correspondent(region))
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(browser.get(address).content.decode())
    assert browser.post(address, data | {"name_en": "Draft"}).status_code == 302
    data = form_data(browser.get(address).content.decode())
    assert browser.post(address, data | {"action-publish": "1"}).status_code == 200
    page.refresh_from_db()
    page.unpublish()
    assert not is_public(page)


# --- the texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", consent.KINDS)
def test_every_text_is_there_in_every_language_and_named_once(kind: str) -> None:
    assert len(set(consent_texts.versions(kind))) == len(consent_texts.versions(kind))
    for version in consent_texts.versions(kind):
        assert all(consent_texts.words(kind, version, language) for language in ("en", "fr", "es"))
    assert consent_texts.current(kind) != consent_texts.UNDATED


def test_the_old_agreement_gets_no_day_that_nobody_noted(region: Region) -> None:
    page = factories.make_practice(
        region.section,
        publication_text=consent_texts.UNDATED,
        naming_agreed=True,
        naming_text=consent_texts.UNDATED,
    )
    assert (page.publication_agreed_on, page.naming_agreed_on) == (None, None)
    with translation.override("fr"):
        assert page.public_name == page.contributor_name
    page.publication_agreed = False
    page.settle_consent()
    assert page.publication_text == ""
