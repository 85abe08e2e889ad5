"""The thesaurus: its editors change it, correspondents propose, and hear what became of it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse

from kb.management.commands.make_accounts import newsletter_editors
from kb.models import User
from practices.models import Concept, ConceptProposal
from practices.regions import Region
from tests import factories
from tests.html import controls, get, link, parsed, said, section

SignIn = Callable[[User], Client]
PROPOSE = "/admin/thesaurus/propose/"
LIST = "/admin/thesaurus/proposals/"
REASON = "They say so <b>around Kandi</b>."


@pytest.fixture
def author(region: Region) -> User:
    return factories.make_correspondent(region, display_name="Aminata", language="fr")


@pytest.fixture
def office(db: None) -> User:
    return factories.UserFactory(is_superuser=True, display_name="The office")


@pytest.fixture
def pits(db: None) -> Concept:
    harvesting = Concept.objects.create(
        code="water-harvesting", kind="practices", labels_en="water harvesting"
    )
    made = Concept.objects.create(
        code="planting-pits",
        kind="practices",
        labels_en="planting pits",
        names="zaï",
        agrovoc="c_123",
        home_order=3,
    )
    made.broader.add(harvesting)
    return made


def proposal(author: User, kind: str = "label", **fields: Any) -> ConceptProposal:
    return ConceptProposal.objects.create(kind=kind, proposed_by=author, reason=REASON, **fields)


def decided(client: Client, made: ConceptProposal, action: str, words: str = "") -> Any:
    return client.post(f"{LIST}{made.pk}/", {"action": action, "words": words})


# --- a proposal ----------------------------------------------------------------------------------------


def test_a_word_that_readers_missed_is_proposed_from_the_desk_on(
    region: Region, author: User, office: User, sign_in: SignIn, pits: Concept
) -> None:
    client = sign_in(author)
    page = get(client, f"{PROPOSE}?word=tassa&concept={pits.pk}")
    assert controls(page, "word")[0]["value"] == "tassa"
    assert controls(page, "concept")[0]["value"] == str(pits.pk)
    answer = client.post(PROPOSE, {"word": " tassa ", "language": "", "concept": pits.pk, "reason": REASON})
    assert answer.url == LIST
    assert "tassa" in said(get(client, LIST).find("main"))
    card = section(get(sign_in(office), "/admin/"), "Proposed for the thesaurus 1")
    shown = get(sign_in(office), link(card, "“tassa” is another word for planting pits"))
    assert "They say so <b>around Kandi</b>." in said(shown.find("main")) and "Aminata" in said(
        shown.find("main")
    )


def test_an_accepted_word_is_in_the_thesaurus_with_who_asked_and_the_rest_stays(
    region: Region, author: User, office: User, sign_in: SignIn, pits: Concept
) -> None:
    made = proposal(author, concept=pits, word="tassa")
    client = sign_in(office)
    assert decided(client, made, "accept").status_code == 302
    pits.refresh_from_db()
    assert (pits.names, pits.labels_en, pits.agrovoc, pits.home_order) == (
        "zaï\ntassa",
        "planting pits",
        "c_123",
        3,
    )
    assert [each.code for each in pits.broader.all()] == ["water-harvesting"]
    history = said(get(client, reverse("wagtailsnippets_practices_concept:history", args=[pits.pk])))
    assert f"Accepted what Aminata proposed: {REASON}" in history
    assert decided(client, made, "decline", "Too late").status_code == 302
    made.refresh_from_db()
    assert made.state == "accepted"


def test_something_new_gets_an_id_and_its_place(
    author: User, office: User, sign_in: SignIn, pits: Concept
) -> None:
    made = proposal(
        author, "new", word="Fosses à fumier", language="fr", concept_kind="practices", broader=pits
    )
    again = proposal(author, "new", word="fosses a fumier", language="en", concept_kind="practices")
    for each in (made, again):
        decided(sign_in(office), each, "accept")
    concept = Concept.objects.get(code="fosses-a-fumier")
    assert concept.labels_fr == "Fosses à fumier" and list(concept.broader.all()) == [pits]
    assert Concept.objects.get(code="fosses-a-fumier-2").labels_en == "fosses a fumier"


def test_what_stands_in_the_wrong_place_moves(
    author: User, office: User, sign_in: SignIn, pits: Concept
) -> None:
    soil = Concept.objects.create(code="soil-cover", kind="practices", labels_en="soil cover")
    decided(sign_in(office), proposal(author, "parent", concept=pits, broader=soil), "accept")
    assert list(pits.broader.all()) == [soil]


def test_what_the_thesaurus_does_not_take_is_said_beside_the_field(
    region: Region, author: User, sign_in: SignIn, pits: Concept
) -> None:
    harvesting = Concept.objects.get(code="water-harvesting")
    author.language = "en"
    author.save()
    client = sign_in(author)
    typed = {"word": "Planting Pits", "language": "en", "concept": harvesting.pk, "reason": REASON}
    answer = client.post(PROPOSE, typed)
    page = parsed(answer)
    assert answer.status_code == 422 and "already names the concept planting-pits" in said(page)
    assert (
        controls(page, "word")[0]["value"] == "Planting Pits" and REASON in controls(page, "reason")[0].string
    )
    assert client.post(f"{PROPOSE}?kind=new", {"word": "", "reason": ""}).status_code == 422
    loop = {"concept": harvesting.pk, "broader": pits.pk, "reason": REASON}
    assert "cannot belong to itself" in said(parsed(client.post(f"{PROPOSE}?kind=parent", loop)))
    assert not ConceptProposal.objects.exists()


def test_what_is_no_number_of_a_concept_is_said_to_be_wrong(author: User, sign_in: SignIn) -> None:
    for chosen in ("abc", "9" * 22, "-1"):
        typed = {"word": "tassa", "language": "fr", "concept": chosen, "reason": REASON}
        answer = sign_in(author).post(PROPOSE, typed)
        assert answer.status_code == 422 and controls(parsed(answer), "word")[0]["value"] == "tassa"


def test_what_changed_meanwhile_is_told_and_nothing_is_decided(
    author: User, office: User, sign_in: SignIn, pits: Concept
) -> None:
    made = proposal(author, concept=pits, word="tassa", language="fr")
    Concept.objects.create(code="tassa", kind="practices", labels_fr="tassa")
    answer = decided(sign_in(office), made, "accept", "Fine")
    assert answer.status_code == 422 and "already names the concept tassa" in said(parsed(answer))
    assert controls(parsed(answer), "words")[0].string.strip() == "Fine"
    made.refresh_from_db()
    assert made.state == "open"


# --- what its author hears -----------------------------------------------------------------------------


@pytest.mark.parametrize(("action", "subject"), [("accept", "Accepted"), ("decline", "Not accepted")])
def test_the_author_gets_a_mail_in_their_language(
    author: User, sign_in: SignIn, pits: Concept, action: str, subject: str
) -> None:
    office = factories.UserFactory(is_superuser=True)
    author.language = "en"
    author.save()
    made = proposal(author, concept=pits, word="tassa")
    decided(sign_in(office), made, action, "It is said in <Niger>, too.")
    (letter,) = mail.outbox
    assert letter.to == [author.email] and subject in letter.subject
    assert "It is said in <Niger>, too." in letter.body and "planting pits" in letter.body
    assert "tassa" not in letter.subject
    page = said(get(sign_in(author), f"{LIST}{made.pk}/").find("main"))
    assert "It is said in <Niger>, too." in page and not controls(
        get(sign_in(author), f"{LIST}{made.pk}/"), "action"
    )


def test_whoever_declines_says_why(author: User, office: User, sign_in: SignIn, pits: Concept) -> None:
    made = proposal(author, concept=pits, word="tassa")
    answer = decided(sign_in(office), made, "decline")
    assert answer.status_code == 422 and "Say why" in said(parsed(answer))
    made.refresh_from_db()
    assert made.state == "open" and not mail.outbox


# --- who may what --------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["correspondents", "moderators"])
def test_people_of_a_region_see_the_thesaurus_and_do_not_change_it(
    region: Region, sign_in: SignIn, pits: Concept, group: str
) -> None:
    client = sign_in(factories.UserFactory(groups=[getattr(region, group)]))
    name = "wagtailsnippets_practices_concept"
    shown = get(client, link(get(client, reverse(f"{name}:list")).find("main"), "planting pits"))
    assert "zaï" in said(shown)
    for view, args in (("edit", [pits.pk]), ("delete", [pits.pk]), ("history", [pits.pk]), ("add", [])):
        address = reverse(f"{name}:{view}", args=args)
        assert client.post(address, {"code": "x", "labels_en": "x"}).status_code in (302, 403, 405)
    pits.refresh_from_db()
    assert pits.labels_en == "planting pits" and Concept.objects.count() == 2


def test_a_proposal_is_its_authors_and_the_editors_alone(
    region: Region, author: User, sign_in: SignIn, pits: Concept
) -> None:
    made = proposal(author, concept=pits, word="tassa")
    for person in (
        factories.make_correspondent(region),
        factories.make_correspondent(factories.make_region("andes", "Andes")),
        factories.UserFactory(groups=[newsletter_editors()]),
    ):
        client = sign_in(person)
        assert client.get(f"{LIST}{made.pk}/").status_code == 404
        assert decided(client, made, "accept").status_code == 404
        assert "tassa" not in client.get(LIST).content.decode()
    assert decided(sign_in(author), made, "accept").status_code == 302
    made.refresh_from_db()
    assert made.state == "open" and pits.names == "zaï"
    assert client.get(PROPOSE).status_code == 404, "newsletter editors have no thesaurus"


def test_the_rights_of_regions_that_are_there_are_taken(region: Region) -> None:
    rights = Permission.objects.filter(content_type__model="concept", content_type__app_label="practices")
    other = newsletter_editors()
    for group in (region.correspondents, region.moderators, other):
        group.permissions.set(rights.exclude(codename="view_concept"))
    import_module("practices.migrations.0027_regions_propose_concepts").take_rights(apps, None)
    for group in (region.correspondents, region.moderators):
        assert set(group.permissions.values_list("codename", flat=True)) == {"view_concept"}
    assert other.permissions.count() == 3, "somebody gave it to people who look after no region"
