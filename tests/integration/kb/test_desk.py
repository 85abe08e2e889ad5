"""The start page of the admin: what waits for whom, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Question
from kb.desk.draft_values import DraftValues
from kb.models import User
from practices.completeness import completeness_of
from practices.demand import counting
from practices.models import DemandCount, Practice
from practices.regions import Region, set_up
from tests import factories
from tests.html import controls, get, link, parsed, said, section
from tests.integration.exchange.told import told
from tests.integration.kb.desk import HOME, SignIn, card, decide, draft, hand_in, headings

MOST_QUERIES = 35
WORDS = "The height of the lines is missing in step 2. \nWhere does <b>this yield</b> come from?"


# --- what a correspondent has to do --------------------------------------------------------------------


def test_a_practice_is_begun_with_one_click(region: Region, author: User, sign_in: SignIn) -> None:
    client = sign_in(author)
    page = get(client, HOME)
    assert "West Africa" in said(page.find("h1"))
    form = client.get(link(page, "New practice"))
    assert form.status_code == 200 and b"name_en" in form.content


def test_an_empty_desk_says_what_to_do(region: Region, author: User, sign_in: SignIn) -> None:
    client = sign_in(author)
    assert "A practice is begun in five minutes" in said(card(client, "My drafts"))
    assert "Send somebody the link of a practice" in said(card(client, "From farmers"))
    assert "Nothing to review." in said(card(client, "To review"))
    assert "Sent back" not in headings(client)


def test_whoever_never_decides_is_not_told_that_reviews_come_to_them(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    set_up(region.section, correspondents_publish=False)
    assert "To review" not in headings(sign_in(author))
    assert "To review" in headings(sign_in(moderator))


def test_drafts_say_what_helps_most_next(region: Region, author: User, sign_in: SignIn) -> None:
    page = draft(region, author)
    draft(region, factories.make_correspondent(region), "Somebody else's")
    drafts = card(sign_in(author), "My drafts 1")
    assert link(drafts, "Half moons") == f"/admin/pages/{page.pk}/edit/"
    assert "next: how it is done, in three steps or more" in said(drafts)
    assert "Somebody else's" not in said(drafts)


def test_changes_of_a_published_practice_are_a_draft_of_whoever_made_them(
    region: Region, author: User, sign_in: SignIn
) -> None:
    page = factories.make_practice(region.section, name_en="Stone lines")
    page.save_revision().publish()
    assert "Stone lines" not in said(card(sign_in(author), "My drafts"))
    page.refresh_from_db()
    page.name_en = "Stone lines, changed"
    page.save_revision(user=author)
    assert "Stone lines, changed" in said(card(sign_in(author), "My drafts 1"))


def test_the_stored_version_says_the_same_as_the_page_made_of_it(region: Region, author: User) -> None:
    page = draft(region, author)
    page.name_en = page.name_fr = "Named"
    page.summary_es = "Resumen"
    page.drawing, page.latitude, page.longitude = "zai-yatenga", 9.8, 1.7
    page.steps.add(*(page.steps.model(text_en=f"Step {n}") for n in range(3)))
    page.save_revision(user=author)
    page.refresh_from_db()
    stored = Practice.objects.select_related("latest_revision").get(pk=page.pk)
    whole = completeness_of(page.get_latest_revision_as_object())
    assert completeness_of(DraftValues(stored)) == whole
    assert "steps" not in {each.name for each in whole.missing}


def test_what_was_sent_back_stands_there_with_all_of_the_words(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    state = hand_in(region, page, author)
    assert "Half moons" in said(card(sign_in(author), "Handed in"))
    decide(state, moderator, "reject", WORDS)
    back = card(sign_in(author), "Sent back to you 1")
    assert link(back, "Half moons") == f"/admin/pages/{page.pk}/edit/"
    assert " ".join(WORDS.split()) in said(back) and not back.find_all("b", string="this yield")
    assert "Moussa" in said(back)
    assert "Half moons" not in said(card(sign_in(author), "My drafts"))
    assert "Sent back" not in headings(sign_in(moderator))


def test_the_words_stand_on_top_of_the_form_until_it_is_handed_in_again(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    page = draft(region, author)
    address = f"/admin/pages/{page.pk}/edit/"
    state = hand_in(region, page, author)
    assert "sent-back" not in sign_in(author).get(address).content.decode()
    decide(state, moderator, "reject", WORDS)
    for person in (author, factories.make_correspondent(region)):
        form = parsed(sign_in(person).get(address))
        banner = section(form, "Sent back")
        assert " ".join(WORDS.split()) in said(banner) and "Moussa" in said(banner)
        assert not banner.find_all("b")
    page.current_workflow_state.resume(user=author)
    assert "sent-back" not in sign_in(author).get(address).content.decode()


@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_what_others_handed_in_waits_for_a_review(
    region: Region, author: User, moderator: User, sign_in: SignIn, who: str
) -> None:
    page = draft(region, author)
    hand_in(region, page, author)
    person = moderator if who == "moderator" else factories.UserFactory(is_superuser=True)
    review = card(sign_in(person), "To review 1")
    assert link(review, "Half moons") == f"/admin/pages/{page.pk}/edit/"
    assert "Aminata" in said(review)
    assert "Half moons" not in said(card(sign_in(author), "To review"))


def test_what_lacks_a_language_leads_to_that_language_beside_another(
    region: Region, author: User, sign_in: SignIn
) -> None:
    page = factories.make_practice(
        region.section, name_en="Stone lines", name_fr="Cordons", summary_en="Rows of stones."
    )
    everywhere = {f"name_{code}": "Everywhere" for code in ("en", "fr", "es")}
    factories.make_practice(region.section, **everywhere)
    translate = card(sign_in(author), "To translate 1")
    assert "French: missing · Spanish: missing" in said(translate)
    assert "French: 1 · Spanish: 1" in said(translate)
    assert link(translate, "Stone lines") == f"/admin/translations/{page.pk}/fr/"
    assert "Everywhere" not in said(translate)
    page.refresh_from_db()
    page.name_en = "Lines of stones"
    page.name_fr, page.summary_fr = "Cordons pierreux", "Des pierres en lignes."
    page.save_revision().publish()
    page.refresh_from_db()
    page.name_en = "Stone lines"
    page.save_revision().publish()
    assert "French: out of date" in said(card(sign_in(author), "To translate 1"))


def test_old_practices_are_asked_about_again(region: Region, author: User, sign_in: SignIn) -> None:
    before = timezone.now() - timedelta(days=3 * 365)
    factories.make_practice(region.section, name_en="Long ago", confirmed_at=before)
    factories.make_practice(region.section, name_en="Just now", confirmed_at=timezone.now())
    again = said(card(sign_in(author), "Ask again"))
    assert "Long ago" in again and "Just now" not in again


def test_what_farmers_sent_is_counted_by_kind(region: Region, author: User, sign_in: SignIn) -> None:
    told(Question, region, text="Which tree?")
    told(Question, region, text="Which grass?")
    peers = card(sign_in(author), "From farmers 2")
    client = sign_in(author)
    assert "Which grass?" in said(get(client, link(peers, "Questions: 2")))


def test_a_question_without_an_answer_comes_back(region: Region, author: User, sign_in: SignIn) -> None:
    question = told(Question, region, text="Which tree keeps its leaves?").item
    Question.objects.filter(pk=question.pk).update(
        state="published", published_at=timezone.now() - timedelta(days=20)
    )
    assert "Which tree keeps its leaves?" in said(card(sign_in(author), "Questions that nobody answered"))


def missed(words: str, country: str, place: str = "") -> None:
    """Somebody with land in that country searches in vain on each of three days."""
    for _day in range(3):
        # In two steps: on the way no row may take the day of another.
        DemandCount.objects.update(day=F("day") - timedelta(days=1000))
        DemandCount.objects.update(day=F("day") + timedelta(days=999))
        counting.count_search(country=country, language="fr", words=words, no_practice_has_words=True)
        if place:
            counting.count_unknown_place(place, country=country, language="fr")
        counting.write()


def test_what_readers_of_the_region_missed_stands_there_with_what_to_do(
    there: Region, sign_in: SignIn
) -> None:
    there.section.countries = ("PE",)
    there.section.save()
    client = sign_in(factories.make_correspondent(there))
    assert "Nothing was searched in vain" in said(card(client, "Searches that found nothing"))
    assert "Place names" not in headings(client)
    missed("biochar", "PE", "Kpakpaliki")
    missed("BMARK", "BJ", "BMARKVILLE")
    missed("BMARK too", "")
    found = card(client, "Searches that found nothing 1")
    assert link(found, "biochar") == "/en/practices/?q=biochar" and "3 times" in said(found)
    form = get(client, link(found, "Propose the word"))
    assert controls(form, "word")[0]["value"] == "biochar"
    assert "Kpakpaliki" in said(card(client, "Place names that we did not know 1"))
    assert "BMARK" not in str(get(client, HOME)) + str(get(client, "/admin/desk/places/"))
    office = sign_in(factories.UserFactory(is_superuser=True))
    assert "bmark too" in said(card(office, "Searches that found nothing 3"))


# --- walls, lists, speed -------------------------------------------------------------------------------


def test_nothing_of_another_region_is_on_the_desk_or_its_lists(
    region: Region, there: Region, author: User, sign_in: SignIn
) -> None:
    other = factories.make_correspondent(there)
    judge = factories.UserFactory(groups=[there.moderators])
    draft(there, other, "BMARK draft")
    hand_in(there, draft(there, other, "BMARK handed in"), other)
    decide(hand_in(there, draft(there, other, "BMARK back"), other), judge, "reject", "BMARK words")
    factories.make_practice(
        there.section, name_en="BMARK live", confirmed_at=timezone.now() - timedelta(days=1000)
    )
    told(Question, there, text="BMARK question")
    client = sign_in(author)
    assert "BMARK" not in str(get(client, HOME))
    for name in ("sent-back", "review", "translate", "handed-in", "confirm", "drafts"):
        assert "BMARK" not in str(get(client, f"/admin/desk/{name}/")), name
        assert "BMARK" in str(
            get(sign_in(factories.UserFactory(is_superuser=True)), "/admin/desk/translate/")
        )
    assert client.get("/admin/desk/something/").status_code == 404


def test_a_desk_is_as_fast_with_fifty_practices_as_with_five(
    region: Region, author: User, moderator: User, sign_in: SignIn
) -> None:
    client = sign_in(moderator)
    asked = []
    long_ago = timezone.now() - timedelta(days=1000)
    region.section.countries = ("BJ",)
    region.section.save()
    for number, handed_in in ((5, 5), (45, 10)):
        for word in "abcdefg"[:handed_in]:
            missed(f"{word} {number}", "BJ", f"{word}ville {number}")
        for _each in range(number):
            factories.make_practice(region.section, confirmed_at=long_ago)
            draft(region, moderator)
        for _each in range(handed_in):
            hand_in(region, draft(region, moderator), moderator)
            hand_in(region, draft(region, author), author)
            decide(hand_in(region, draft(region, moderator), moderator), author, "reject", "More")
        get(client, HOME)
        with CaptureQueriesContext(connection) as queries:
            page = get(client, HOME)
        asked.append(len(queries))
    assert "See all 50" in said(section(page, "My drafts 50"))
    assert asked[0] == asked[1] <= MOST_QUERIES, asked
    rest = get(client, link(section(page, "My drafts 50"), "See all"))
    assert len(rest.select("main .desk-row")) == 25
    assert len(get(client, "/admin/desk/drafts/?page=2").select("main .desk-row")) == 25


def test_whoever_has_several_regions_begins_in_any_and_reads_which_is_meant(
    region: Region, there: Region, sign_in: SignIn
) -> None:
    user = factories.UserFactory(groups=[region.correspondents, there.correspondents])
    draft(there, user)
    page = get(sign_in(user), HOME)
    for name, each in (("West Africa", region), ("Andes", there)):
        assert link(page.find("details"), name) == f"/admin/pages/add/practices/practice/{each.section.pk}/"
    assert "Andes" in said(section(page, "My drafts"))
