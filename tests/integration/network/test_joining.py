"""A territory says that it looks for a twin: sent, confirmed, decided, withdrawn."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from exchange import erasures
from jobs.models import OutgoingMail
from kb.models import User
from network.jobs import forget_who_never_confirmed
from network.models import Expression, Territory, TerritoryState
from network.twins import expressing
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import controls, get, parsed, said
from tests.integration.exchange.asking import form, path_in, post

TOLD: dict[str, Any] = {
    "territory_name": "Commune d’essai",
    "place_typed": "Copargo",
    "languages": ["fr"],
    "offers": ["land_care"],
    "seeks": ["money", "training"],
    "why": "Nos terres sont fatiguées.",
    "land_holders_asked": "yes",
    "groups_asked": "not_yet",
    "food_first": "yes",
    "signer_name": "Personne Essai",
    "signer_role": "secrétaire",
    "has_mandate": "yes",
    "email": "commune@example.org",
    "publish": "1",
}


@pytest.fixture(autouse=True)
def _region(region: Region) -> None:
    pass


@pytest.fixture
def desk() -> Client:
    """The browser of the coordination, in Spanish."""
    client = Client()
    user: User = factories.UserFactory(is_superuser=True)
    user.wagtail_userprofile.preferred_language = "es"
    user.wagtail_userprofile.save()
    client.force_login(user)
    return client


def join(client: Client, language: str = "fr", **typed: Any) -> Any:
    return post(client, f"/{language}/twins/join/", form("twins", land=(), **{**TOLD, **typed}))


def confirmed(client: Client, **typed: Any) -> str:
    """Returns the address of the private page of one that was confirmed."""
    assert join(client, **typed).status_code == 200
    address = path_in(mail.outbox[-1], "twins/mine")
    assert client.post(address, {"confirm": "1"}).status_code == 200
    return address


def decide(desk: Client, state: str, note: str = "") -> Any:
    address = f"/admin/twins/{Expression.objects.get().pk}/"
    data = form_data(desk.get(address).content.decode())
    return desk.post(address, {**data, "state": state, "note": note})


def test_nobody_sees_what_is_not_confirmed(client: Client, desk: Client) -> None:
    answer = join(client)
    assert answer.status_code == 200 and not answer.cookies
    (letter,) = mail.outbox
    assert letter.to == ["commune@example.org"]
    address = path_in(letter, "twins/mine")
    assert "Commune d’essai" in said(get(client, address))
    found = Expression.objects.get()
    assert found.confirmed_at is None, "opening the link confirms nothing"
    assert "essai" not in desk.get("/admin/twins/").content.decode()
    assert desk.get(f"/admin/twins/{found.pk}/").status_code == 404
    assert not Territory.objects.exists()


def test_the_mail_to_an_address_that_nobody_confirmed_has_none_of_the_typed_words(client: Client) -> None:
    typed = ("territory_name", "why", "signer_name", "signer_role")
    assert join(client, **dict.fromkeys(typed, "Gagnez mille francs")).status_code == 200
    (letter,) = mail.outbox
    ((html, _kind),) = letter.alternatives
    assert letter.subject.replace("\xa0", " ") == "Merci de confirmer : un jumeau pour votre territoire"
    assert (
        letter.body.startswith("Champs jumeaux\n\nUn jumeau pour votre territoire\n")
        and "Un jumeau pour votre" in html
    )
    assert not any("Gagnez" in words for words in (letter.subject, letter.body, html))
    assert "Gagnez mille francs" in said(get(client, path_in(letter, "twins/mine")))


def test_it_waits_in_the_queue_in_the_readers_language_with_its_own_marked(
    client: Client, desk: Client
) -> None:
    confirmed(client)
    assert "Commune d’essai" in said(get(desk, "/admin/twins/"))
    waiting = get(desk, "/admin/").select_one(
        f".desk-row__title[href='/admin/twins/{Expression.objects.get().pk}/']"
    )
    assert said(waiting) == "Commune d’essai"
    page = get(desk, f"/admin/twins/{Expression.objects.get().pk}/")
    assert "Nos terres sont fatiguées." in said(page.find(lang="fr"))
    words = said(page)
    assert "Benín" in words, "the admin speaks Spanish"
    assert "Français" in words and "Personne Essai" in words and "commune@example.org" in words


def test_accepted_it_has_a_page_without_a_persons_name(client: Client, desk: Client) -> None:
    private = confirmed(client)
    assert decide(desk, "accepted", "Bienvenue.").status_code == 302
    territory = Territory.objects.get()
    page = client.get(f"/en/twins/{territory.slug}/").content.decode()
    assert "Nos terres sont fatiguées." in page and 'lang="fr"' in page
    assert "Personne Essai" not in page and "commune@example.org" not in page
    assert client.get("/en/twins/map.svg").content.count(b"<circle") == 1
    table = client.get("/en/twins/territories.csv").content.decode()
    assert "Commune d’essai" in table and "Personne" not in table
    mine = said(get(client, private))
    assert "Bienvenue." in mine


def test_what_was_decided_is_said_and_that_it_is_read_no_more(client: Client, desk: Client) -> None:
    address = confirmed(client)
    assert "A person of the coordination reads it." in said(get(client, address.replace("/fr/", "/en/")))
    decide(desk, "accepted")
    page = said(get(client, address.replace("/fr/", "/en/")))
    assert "Accepted" in page and "A person of the coordination reads it." not in page


def test_withdrawn_page_point_row_and_personal_data_are_gone_at_once(client: Client, desk: Client) -> None:
    private = confirmed(client)
    decide(desk, "accepted")
    slug = Territory.objects.get().slug
    assert client.get(f"/en/twins/{slug}/").status_code == 200
    client.post(private, {"withdraw": "1"})
    assert client.get(f"/en/twins/{slug}/").status_code == 404
    assert b"<circle" not in client.get("/en/twins/map.svg").content
    assert slug not in client.get("/en/twins/territories.csv").content.decode()
    assert slug not in client.get("/en/twins/").content.decode()
    assert not Expression.objects.exists() and not OutgoingMail.objects.exists()
    territory = Territory.objects.get()
    assert territory.own_text == "" and territory.state == TerritoryState.WITHDRAWN
    assert client.get(private).status_code == client.post(private).status_code == 404


def test_withdrawn_while_it_is_accepted_its_page_is_gone_too(client: Client, desk: Client) -> None:
    address = confirmed(client)
    as_opened = expressing.of_link(address.rstrip("/").rpartition("/")[2])
    assert as_opened is not None
    decide(desk, "accepted")
    expressing.withdraw(as_opened)
    assert not Territory.objects.public().exists() and not Expression.objects.exists()


def test_what_a_backup_brings_back_is_erased_again(client: Client) -> None:
    private = confirmed(client)
    (row,) = Expression.objects.values()
    client.post(private, {"withdraw": "1"})
    back = Expression.objects.create(**row)
    Expression.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert expressing.apply_again(erasures.noted()) == 1
    assert not Expression.objects.filter(pk=back.pk).exists()


def test_without_consent_nothing_becomes_public(client: Client, desk: Client) -> None:
    confirmed(client, publish="")
    decide(desk, "accepted")
    assert Expression.objects.get().state == "accepted"
    assert not Territory.objects.exists()


def test_a_decision_that_is_taken_back_takes_the_page_away(client: Client, desk: Client) -> None:
    confirmed(client)
    decide(desk, "accepted")
    decide(desk, "questions", "Qui garde les bêtes ?")
    assert not Territory.objects.public().exists()
    decide(desk, "accepted")
    assert Territory.objects.public().count() == Territory.objects.count() == 1


def test_two_who_decide_do_not_overwrite_each_other(client: Client, desk: Client) -> None:
    confirmed(client)
    address = f"/admin/twins/{Expression.objects.get().pk}/"
    opened = form_data(desk.get(address).content.decode())
    decide(desk, "declined", "Non.")
    late = desk.post(address, {**opened, "state": "accepted", "note": "Typed with care"})
    assert late.status_code == 409 and "Typed with care" in late.content.decode()
    assert Expression.objects.get().state == "declined" and not Territory.objects.exists()


def test_what_nobody_confirms_is_deleted_after_seven_days(client: Client) -> None:
    join(client)
    address = path_in(mail.outbox[0], "twins/mine")
    forget_who_never_confirmed()
    assert Expression.objects.count() == 1
    Expression.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert client.post(address, {"confirm": "1"}).status_code == 404, "too late, the worker came or not"
    forget_who_never_confirmed()
    assert not Expression.objects.exists() and not OutgoingMail.objects.exists()


def test_what_was_confirmed_stays(client: Client) -> None:
    confirmed(client)
    Expression.objects.update(created_at=timezone.now() - timedelta(days=400))
    forget_who_never_confirmed()
    assert Expression.objects.count() == 1


def test_the_same_form_twice_is_one(client: Client) -> None:
    data = form("twins", land=(), **TOLD)
    for _each in range(2):
        assert post(client, "/fr/twins/join/", data).status_code == 200
    assert Expression.objects.count() == len(mail.outbox) == 1


def test_a_robot_writes_to_nobody(client: Client) -> None:
    assert join(client, website="http://spam.example").status_code == 200
    assert not mail.outbox and not Expression.objects.exists()


def test_an_address_gets_three_such_mails_a_day(client: Client) -> None:
    assert [join(client).status_code for _each in range(4)] == [200, 200, 200, 429]
    assert join(client, email="commune+2@example.org").status_code == 429, "the same mailbox"
    assert len(mail.outbox) == 3


def test_all_that_is_wrong_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    answer = join(
        client,
        language="en",
        place_typed="Xyzzyq",
        offers=[],
        seeks=[],
        email="commune at example",
        food_first="",
        why="Because.",
    )
    assert answer.status_code == 422 and not mail.outbox
    words = answer.content.decode()
    for text in (
        "“Xyzzyq” is not in our list of places.",
        "Choose at least one thing that you offer or seek.",
        "This is no e-mail address.",
        "Choose an answer.",
    ):
        assert text in words
    page = parsed(answer)
    faults = page.find(role="alert").find_all("a")  # type: ignore[union-attr]
    assert [each["href"] for each in faults] == ["#place_typed", "#offers", "#food_first", "#email"]
    assert all(page.find(id=str(each["href"])[1:]) for each in faults)
    assert "Which place is it?" not in words
    assert "Because." in said(controls(page, "why")[0])
    assert controls(page, "email")[0]["value"] == "commune at example"
    assert controls(page, "place_typed")[0]["value"] == "Xyzzyq"
    assert any(box.has_attr("checked") for box in controls(page, "languages"))


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fr", ("Écrivez une ville près de son centre", "Choisissez au moins une chose")),
        ("es", ("Escriba una ciudad cerca de su centro", "Elija al menos una cosa")),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language(
    client: Client, language: str, sentences: tuple[str, ...]
) -> None:
    words = join(client, language=language, place_typed="", offers=[], seeks=[]).content.decode()
    assert [sentence for sentence in sentences if sentence not in words] == []


def test_a_form_from_another_site_is_refused(client: Client) -> None:
    data = form("twins", land=(), **TOLD)
    answer = client.post("/fr/twins/join/", data, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403 and not Expression.objects.exists()


def test_a_foreign_link_opens_nothing(client: Client) -> None:
    assert client.get("/en/twins/mine/nothing/").status_code == 404
    assert client.post("/en/twins/mine/nothing/", {"withdraw": "1"}).status_code == 404


@pytest.mark.parametrize("role", ["correspondent", "moderator"])
def test_the_queue_is_the_coordinations_alone(client: Client, region: Region, role: str) -> None:
    confirmed(client)
    group = {"correspondent": region.correspondents, "moderator": region.moderators}[role]
    other = Client()
    other.force_login(factories.UserFactory(groups=[group]))
    for path in ("/admin/twins/", f"/admin/twins/{Expression.objects.get().pk}/"):
        assert other.get(path).status_code == 404
    assert Client().get("/admin/twins/").status_code == 302


def test_the_menu_of_the_coordination_says_how_many_wait(
    client: Client, desk: Client, region: Region
) -> None:
    confirmed(client)
    waiting = re.compile(r"Manifestaciones de inter\S+s \(1\)")
    assert waiting.search(str(get(desk, "/admin/")))
    decide(desk, "questions")
    assert not waiting.search(str(get(desk, "/admin/")))
    other = Client()
    other.force_login(factories.UserFactory(groups=[region.correspondents]))
    assert "/admin/twins/" not in get(other, "/admin/").decode_contents()
