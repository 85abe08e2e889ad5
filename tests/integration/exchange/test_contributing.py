"""What a peer told becomes an unpublished page of the region; its author reads what was decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.contributed_practice import LONGEST_STEP, MOST_STEPS, steps_of
from exchange.contributing import place_in
from exchange.deciding import DecidedMeanwhileError, take_step
from exchange.models import Action, Contribution, Decision, State
from media.models import Clip, Image
from media.public_access import is_public
from practices.models import Practice
from practices.passages import localized
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import parsed, said
from tests.integration.exchange.telling import OURS, TOLD, fill, opened, save, tell, tell_and_send
from tests.integration.media.conftest import picture_bytes
from zones.values import Classes


@pytest.fixture
def benin(region: Region) -> Region:
    region.section.countries = ("BJ",)
    region.section.save_revision().publish()
    return region


@pytest.fixture
def elsewhere(benin: Region) -> Region:
    return factories.make_region("andes", "Andes", ("PE",))


def page_of(contribution: Contribution) -> Practice:
    assert contribution.practice is not None
    return contribution.practice


def signed_in(region: Region) -> Client:
    client = Client()
    client.force_login(factories.make_correspondent(region, language="fr"))
    return client


# --- the page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_says_what_was_told_in_the_language_it_was_told_in(
    client: Client, benin: Region, language: str
) -> None:
    page = page_of(tell_and_send(client, language))
    assert localized(page, "name") == {language: "Cordones de piedras contra el agua"}
    assert localized(page, "problem") == {language: "La lluvia se lleva la tierra."}
    assert localized(page, "did_not_work") == {language: "Faltaron piedras."}
    assert localized(page, "how_overcome") == {language: "Compramos un carro."}
    steps = [localized(step, "text")[language] for step in page.steps.all()]
    assert steps == ["Buscar piedras.", "Ponerlas a nivel.", "Tapar los huecos."]
    assert localized(page.steps.all()[0], "when") == {language: "Antes de la lluvia"}
    assert (page.outcome, page.since_year, page.licence) == ("abandoned", 2019, "CC-BY-SA-4.0")


def test_the_land_is_that_of_the_teller_and_says_what_was_stated(client: Client, benin: Region) -> None:
    page = page_of(tell_and_send(client))
    assert (page.place_name, page.country, page.land_uses) == ("Copargo", "BJ", ("cropland",))
    assert (page.latitude, page.longitude) == (9.8, 1.5)
    assert page.texture == Classes.of("sandy")
    assert page.slope == Classes.of("gentle")
    assert page.crops == Classes.of("maize", "cattle")
    assert page.rain is not None and page.rain.origin == "derived"
    assert page.zone_tags


def test_a_position_is_kept_to_a_tenth_of_a_degree(client: Client, benin: Region) -> None:
    contribution = tell_and_send(client, place={"place_typed": "9.84321, 1.55678"})
    page = page_of(contribution)
    assert (page.latitude, page.longitude) == (9.8, 1.6)
    assert "9.84" not in str(contribution.land_pairs)
    assert page.place_name and page.country == "BJ"


def test_both_agreements_are_noted_with_text_day_and_way(client: Client, benin: Region) -> None:
    page = page_of(tell_and_send(client))
    today = timezone.localdate()
    assert (page.publication_agreed, page.publication_agreed_on, page.publication_given) == (
        True,
        today,
        "form",
    )
    assert (page.publication_text, page.naming_text) == ("publication-2026-11", "naming-2026-11")
    assert (page.public_name, page.public_role) == ("Ana Fulana", "agricultora")


def test_who_does_not_agree_to_be_named_stands_nowhere_on_the_page(client: Client, benin: Region) -> None:
    you = {"naming": ""}
    contribution = tell_and_send(client, you={key: value for key, value in you.items() if value})
    assert page_of(contribution).naming_agreed
    url = tell(client, you={"naming": []})
    save(client, url, {})
    page = page_of(Contribution.objects.latest("pk"))
    assert page.publication_agreed and not page.naming_agreed
    assert (page.contributor_name, page.contributor_role) == ("", "")
    revision = page.latest_revision
    assert revision is not None and "Fulana" not in str(revision.content)


def test_it_stands_in_the_regions_workflow_and_is_seen_by_nobody_else(
    client: Client, benin: Region, elsewhere: Region
) -> None:
    contribution = tell_and_send(client)
    page = page_of(contribution)
    assert contribution.region == benin.section
    assert page.get_parent().pk == benin.section.pk
    assert not page.live
    state = page.current_workflow_state
    assert state is not None and state.workflow == benin.workflow
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert signed_in(benin).get(edit).status_code == 200
    assert signed_in(elsewhere).get(edit).status_code in (302, 403, 404)
    assert client.get(factories.url_in(page, "es")).status_code == 404
    mine, theirs = (signed_in(one).get("/admin/queue/").content.decode() for one in (benin, elsewhere))
    assert "Cordones de piedras" in mine and "Cordones de piedras" not in theirs


def test_where_no_region_is_the_coordination_chooses_one_in_the_queue(client: Client, benin: Region) -> None:
    contribution = tell_and_send(client, place={"place_typed": "Alfter"})
    assert (contribution.region, contribution.practice, contribution.state) == (None, None, State.WAITING)
    address = f"/admin/queue/contribution/{contribution.pk}/"
    assert signed_in(benin).get(address).status_code == 404
    administrator = Client()
    administrator.force_login(factories.UserFactory(is_superuser=True, language="en"))
    page = administrator.get(address)
    assert "Cordones de piedras" in page.content.decode()
    chosen = {**form_data(page.content.decode()), "region": str(benin.section.pk)}
    for _time in range(2):
        answer = administrator.post(f"{address}region/", chosen, follow=True)
        assert "West Africa" in said(parsed(answer).find(class_="messages"))
    contribution.refresh_from_db()
    assert Practice.objects.count() == 1
    made = page_of(contribution)
    assert made.get_parent().pk == benin.section.pk and made.country == "DE"
    assert contribution.region == benin.section
    assert signed_in(benin).get(address).status_code == 200
    assert signed_in(benin).post(f"{address}region/", chosen).status_code == 404


def test_what_was_declined_gets_no_page_any_more(client: Client, benin: Region) -> None:
    contribution = tell_and_send(client, place={"place_typed": "Alfter"})
    take_step(contribution, Action.DECLINED, words="Demasiado lejos.")
    with pytest.raises(DecidedMeanwhileError):
        place_in(contribution, benin.section)
    assert not Practice.objects.exists()


def test_the_photo_is_seen_by_nobody_until_the_page_is_published(client: Client, benin: Region) -> None:
    photo = SimpleUploadedFile("field.jpg", picture_bytes(), content_type="image/jpeg")
    contribution = tell_and_send(client, you={"photo": photo, "people_agreed": "on"})
    page, image = page_of(contribution), Image.objects.get()
    assert page.lead_image == image
    assert not is_public(image)
    assert image.collection.is_descendant_of(benin.collection) or image.collection == benin.collection
    assert (image.credit, image.licence) == ("Ana Fulana", "CC-BY-SA-4.0")
    assert Client().get(image.file.url).status_code == 404
    revision = page.latest_revision
    assert revision is not None
    revision.publish()
    assert is_public(Image.objects.get())


def test_the_voice_is_heard_with_the_first_step(client: Client, benin: Region) -> None:
    url = tell(client)
    clip = Clip.objects.create(title="Ana", collection=benin.collection)
    Contribution.objects.update(voice=clip)
    save(client, url, {})
    first, second, *_others = page_of(Contribution.objects.get()).steps.all()
    assert (first.clip, second.clip) == (clip, None)
    assert not is_public(Clip.objects.get())


def test_nothing_but_place_sentence_outcome_and_agreement_is_needed(client: Client, benin: Region) -> None:
    what = save(client, "/fr/tell/", {"place_typed": "Copargo"})
    send = f"{save(client, what, {'sentence': 'Du fumier'}).rsplit('/', 2)[0]}/send/"
    without_outcome = parsed(fill(client, send, {"publication": "on"}))
    (link,) = without_outcome.find(role="alert").find_all("a")  # type: ignore[union-attr]
    assert Contribution.objects.get().state == State.DRAFT
    assert save(client, str(link["href"]), {"outcome": "mixed"}) == send
    assert fill(client, send, {}).status_code == 422
    assert Contribution.objects.get().state == State.DRAFT
    save(client, send, {"publication": "on"})
    page = page_of(Contribution.objects.get())
    assert localized(page, "name") == {"fr": "Du fumier"}
    assert page.publication_agreed and not page.naming_agreed


def test_without_a_sentence_it_is_not_sent(client: Client, benin: Region) -> None:
    what = save(client, "/fr/tell/", {"place_typed": "Copargo"})
    answer = fill(client, f"{what.rsplit('/', 2)[0]}/send/", {"publication": "on"})
    assert answer.status_code == 422
    assert not Practice.objects.exists()


def test_a_long_sentence_is_a_short_name_and_the_summary(client: Client, benin: Region) -> None:
    sentence = "Cordones de piedras a nivel en la ladera " * 6
    page = page_of(tell_and_send(client, what={"sentence": sentence}))
    assert len(page.name_es) <= 120 and page.name_es.endswith("…")
    assert page.summary_es == sentence.strip()


def test_steps_are_as_many_and_as_long_as_a_practice_can_have() -> None:
    assert steps_of("") == []
    assert steps_of(" uno \n\n dos") == ["uno", "dos"]
    many = steps_of("\n".join(f"paso {number}" for number in range(60)))
    assert len(many) == MOST_STEPS and "paso 59" in many[-1]
    long = steps_of("palabra " * 620)
    assert len(long) == 3 and all(len(step) <= LONGEST_STEP for step in long)


# --- once -----------------------------------------------------------------------------------------------


def test_the_last_button_twice_makes_one_page_and_leads_to_the_same_private_page(
    client: Client, benin: Region
) -> None:
    url = tell(client)
    form = opened(client, url)
    answers = [client.post(url, form, **OURS) for _time in range(3)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert [answer.status_code for answer in answers] == [303] * 3
    assert Practice.objects.count() == 1
    assert Decision.objects.filter(action=Action.RECEIVED).count() == 1
    page = said(parsed(client.get(answers[0]["Location"])).find("main"))
    assert "Cordones de piedras contra el agua" in page


def test_what_was_sent_is_not_changed_by_a_screen_that_was_still_open(client: Client, benin: Region) -> None:
    url = tell(client)
    how = f"{url.rsplit('/', 2)[0]}/how/"
    open_screen = opened(client, how)
    save(client, url, {})
    answer = client.post(how, {**open_screen, "steps": "otra cosa"}, **OURS)
    assert answer.status_code == 422
    assert "otra cosa" in answer.content.decode()
    assert "/mine/" in client.get(how)["Location"]
    assert Contribution.objects.get().answers["steps"] == TOLD["how"]["steps"]


def test_nothing_is_kept_of_a_sending_that_failed(
    client: Client, benin: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is gone")

    url = tell(client)
    monkeypatch.setattr(Practice, "save_revision", fail)
    with pytest.raises(OSError, match="disk"):
        client.post(url, opened(client, url), **OURS)
    assert Contribution.objects.get().state == State.DRAFT
    assert not Practice.objects.exists() and not Decision.objects.exists()
    monkeypatch.undo()
    save(client, url, {})
    assert Practice.objects.count() == 1


def test_who_is_faster_than_anybody_types_is_looked_at_twice(client: Client, benin: Region) -> None:
    assert tell_and_send(client).held == "too_fast"
    url = tell(client)
    Contribution.objects.filter(state=State.DRAFT).update(created_at=timezone.now() - timedelta(minutes=5))
    save(client, url, {})
    assert Contribution.objects.latest("pk").held == ""


def test_a_field_that_nobody_sees_is_told_to_the_region(client: Client, benin: Region) -> None:
    assert tell_and_send(client, how={"website": "https://spam.example"}).held == "hidden_field"


# --- what became of it ----------------------------------------------------------------------------------


def test_published_by_the_region_its_author_reads_so_and_finds_it(client: Client, benin: Region) -> None:
    url = tell(client)
    mine = save(client, url, {})
    page = page_of(Contribution.objects.get())
    task = page.current_workflow_state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    signed_in(benin).post(approve, {"comment": ""})
    contribution = Contribution.objects.get()
    assert contribution.state == State.PUBLISHED
    own = client.get(mine).content.decode()
    assert factories.url_in(page, "es") in own
    assert client.get(factories.url_in(page, "es")).status_code == 200


def test_what_is_incomplete_is_not_published_by_a_button_and_says_what_is_missing(
    client: Client, benin: Region
) -> None:
    contribution = tell_and_send(client, place={"land_use": ""})
    page = page_of(contribution)
    task = page.current_workflow_state.current_task_state
    admin = Client()
    admin.force_login(factories.make_correspondent(benin, language="en"))
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    answer = admin.post(approve, {"comment": ""}, follow=True)
    assert answer.status_code == 200
    words = said(parsed(answer).find(class_="messages"))
    assert "Land use" in words
    page.refresh_from_db()
    assert not page.live and Contribution.objects.get().state == State.WAITING


def test_sent_back_in_the_workflow_its_author_reads_why(client: Client, benin: Region) -> None:
    mine = save(client, tell(client), {})
    page = page_of(Contribution.objects.get())
    task = page.current_workflow_state.current_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    signed_in(benin).post(reject, {"comment": "Es la misma que la de 2021."})
    assert Contribution.objects.get().state == State.DECLINED
    assert "Es la misma que la de 2021." in said(parsed(client.get(mine)).find("main"))


def test_what_a_correspondent_handed_in_goes_back_to_the_correspondent(client: Client, benin: Region) -> None:
    page = page_of(tell_and_send(client))
    page.current_workflow_state.cancel()
    person = factories.make_correspondent(benin)
    page.get_workflow().start(page, person)
    task = page.current_workflow_state.current_task_state
    task.reject(user=person, comment="Falta la foto.")
    assert Contribution.objects.get().state == State.WAITING


def test_a_page_that_is_deleted_was_declined(client: Client, benin: Region) -> None:
    page_of(tell_and_send(client)).delete()
    contribution = Contribution.objects.get()
    assert (contribution.state, contribution.practice) == (State.DECLINED, None)


def test_declined_in_the_queue_nobody_has_to_look_at_the_page_again(client: Client, benin: Region) -> None:
    contribution = tell_and_send(client)
    take_step(contribution, Action.DECLINED, words="Ya la tenemos.")
    assert page_of(contribution).current_workflow_state is None


def test_erased_by_its_author_the_page_goes_too(client: Client, benin: Region) -> None:
    mine = save(client, tell(client), {}).partition("?")[0]
    client.post(f"{mine}erase/", {}, **OURS)
    assert not Contribution.objects.exists() and not Practice.objects.exists()


def test_the_private_page_of_a_draft_leads_on_to_where_it_was_left(client: Client, benin: Region) -> None:
    url = tell(client)
    token = url.split("/")[3]
    own = parsed(client.get(f"/es/mine/{token}/"))
    assert any(link["href"] == f"/es/tell/{token}/" for link in own.find_all("a", href=True))
    assert form_data(client.get(url).content.decode())["stamp"]
