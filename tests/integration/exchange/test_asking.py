"""A question is asked, read by the region, sent to a peer on comparable land, answered, and shown."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from exchange.deciding import take_step
from exchange.models import Action, Answer, Question, State
from exchange.questions import unanswered
from practices.regions import Region
from tests import factories
from tests.html import get, link, parsed, said
from tests.integration.exchange.asking import (
    BERN,
    deliver,
    form,
    listener,
    path_in,
    post,
    published_answer,
    published_question,
)


@pytest.fixture
def benin(region: Region) -> Region:
    region.section.countries = ("BJ",)
    region.section.save()
    return region


def test_from_a_question_to_an_answer_that_is_shown(benin: Region, client: Client) -> None:
    listener("peer@example.org", reads=["fr", "es"], language="fr")
    sent = post(client, "/es/ask/new/", form("question", text="¿Con qué se quita la estriga? Ya probé todo."))
    assert sent.status_code == 303 and sent["Location"].endswith("?sent=1")
    question = Question.objects.get()
    assert (question.state, question.region, question.language) == (State.WAITING, benin.section, "es")
    assert (question.country, question.place_name) == ("BJ", "Kopargo")
    assert client.get(f"/es/ask/{question.pk}/").status_code == 404

    take_step(question, Action.PUBLISHED)
    assert deliver() == 1
    (letter,) = mail.outbox
    assert letter.to == ["peer@example.org"]
    assert "¿Con qué se quita la estriga?" in letter.body
    answer_page = path_in(letter, "answer")
    page = get(client, answer_page)
    assert "¿Con qué se quita la estriga?" in said(page)
    assert "Kopargo" in said(page)

    sent = post(client, answer_page, form(f"answer {question.pk}", text="Je sème du niébé entre les lignes."))
    assert sent.status_code == 303
    answer = Answer.objects.get()
    assert (answer.question, answer.region, answer.state) == (question, benin.section, State.WAITING)
    assert "niébé" not in said(get(client, f"/es/ask/{question.pk}/"))
    take_step(answer, Action.PUBLISHED)
    shown = get(client, f"/es/ask/{question.pk}/")
    assert "Je sème du niébé" in said(shown)
    (text,) = shown.find_all(lang="fr", class_="") or shown.find_all("div", attrs={"lang": "fr"})
    assert "niébé" in said(text)


def test_a_question_sent_twice_is_one(benin: Region, client: Client) -> None:
    data = form("question", text="How deep?")
    first, again = post(client, "/en/ask/new/", data), post(client, "/en/ask/new/", data)
    assert first["Location"] == again["Location"]
    assert Question.objects.count() == 1


def test_a_question_needs_words_or_a_recording_and_nothing_typed_is_lost(
    benin: Region, client: Client
) -> None:
    empty = post(client, "/en/ask/new/", form("question", text="  ", name="Awa", email="awa"))
    page = parsed(empty)
    assert empty.status_code == 422
    assert "Write your question, or send it as a recording." in said(page)
    assert "no e-mail address" in said(page)
    assert page.find(id="name")["value"] == "Awa"
    long = post(client, "/en/ask/new/", form("question", text="a" * 2001))
    assert "1 letter too long" in said(parsed(long))
    assert parsed(long).find("textarea").text.strip() == "a" * 2001
    assert not Question.objects.exists()


def test_a_question_on_a_practice_goes_to_its_region_where_the_land_says_none(
    region: Region, client: Client
) -> None:
    practice = factories.make_practice(region.section)
    address = f"/en/ask/new/?practice={practice.external_id}"
    page = get(client, address)
    assert "Stone lines" in said(page)
    action = page.find("form", method="post")["action"]
    post(
        client,
        action,
        form(f"question {practice.pk}", [("texture", "sandy")], place_typed="", text="How long?"),
    )
    question = Question.objects.get()
    assert (question.practice, question.region) == (practice, region.section)
    take_step(question, Action.PUBLISHED)
    assert "Stone lines" in said(get(client, f"/en/ask/{question.pk}/"))


def test_what_somebody_typed_is_shown_as_typed(benin: Region, client: Client) -> None:
    script = "<script>alert(1)</script>"
    question = published_question(
        benin.section, text=f"{script}? {script}", name=script, naming_version="x", place_name=script
    )
    published_answer(question, text=script, name=script, naming_version="x")
    listener("peer@example.org")
    for address in ("/en/ask/", f"/en/ask/{question.pk}/", f"/en/ask/{question.pk}/answer/"):
        content = client.get(address).content.decode()
        assert script not in content
        assert "&lt;script&gt;" in content
    deliver()
    html = str(mail.outbox[-1].alternatives[0][0])
    assert script not in html and "&lt;script&gt;" in html


def test_a_list_says_honestly_that_nobody_asked_yet_and_then_counts_answers(
    benin: Region, client: Client
) -> None:
    assert "Nobody has asked anything yet" in said(get(client, "/en/ask/"))
    question = published_question(benin.section)
    assert "no answer yet" in said(get(client, "/en/ask/"))
    published_answer(question)
    assert "1 answer" in said(get(client, "/en/ask/"))
    take_step(question, Action.HIDDEN)
    assert "striga" not in said(get(client, "/en/ask/"))


def test_questions_come_twenty_a_page(benin: Region, client: Client) -> None:
    for number in range(21):
        published_question(benin.section, text=f"Question {number:02d}?")
    first = get(client, "/en/ask/")
    assert "Question 20?" in said(first) and "Question 00?" not in said(first)
    assert "Question 00?" in said(get(client, link(first, "More")))
    for wrong in ("0", "3", "x", "99999"):
        assert client.get(f"/en/ask/?page={wrong}").status_code == 404


def asker_and_answers(client: Client, benin: Region, **typed: str) -> tuple[str, Question, list[Answer]]:
    sent = post(client, "/en/ask/new/", form("question", text="How do I keep striga away?", **typed))
    question = Question.objects.get()
    take_step(question, Action.PUBLISHED)
    answers = [published_answer(question, text=text) for text in ("Beans between.", "Pull it early.")]
    return sent["Location"].split("?")[0], question, answers


def test_the_asker_says_which_answer_helped_and_it_stays_in_its_place(benin: Region, client: Client) -> None:
    mine, question, (_first, second) = asker_and_answers(client, benin)
    chooser = link(get(client, mine), "Say which answer helped")
    page = get(client, chooser)
    assert "Beans between." in said(page) and Question.objects.get().helped is None
    assert post(client, chooser, {"answer": str(second.pk)}).status_code == 303
    shown = get(client, f"/en/ask/{question.pk}/")
    order = [said(one) for one in shown.find_all("article", id=lambda name: name and "answer-" in name)]
    assert ["It helped" in text for text in order] == [False, True]
    assert "Beans" in order[0] and "Pull" in order[1]
    post(client, chooser, {"answer": ""})
    assert Question.objects.get().helped is None


def test_nobody_else_says_what_helped_nor_chooses_what_is_hidden(benin: Region, client: Client) -> None:
    mine, question, (first, second) = asker_and_answers(client, benin)
    chooser = f"{mine}question/{question.pk}/helped/"
    other = published_question(benin.section)
    stranger = published_answer(other)
    take_step(second, Action.HIDDEN)
    for wrong in (stranger.pk, second.pk, "x", 10**30):
        post(client, chooser, {"answer": str(wrong)})
    client.post(chooser, {"answer": str(first.pk)}, headers={"Origin": "https://elsewhere.example"})
    assert Question.objects.get(pk=question.pk).helped is None
    assert client.post(f"{mine}question/{other.pk}/helped/", {"answer": stranger.pk}).status_code == 404
    assert client.post("/en/mine/nobody/question/1/helped/", {}).status_code == 404


def test_the_asker_hears_of_each_answer_once(benin: Region, client: Client) -> None:
    _mine, question, (first, _second) = asker_and_answers(client, benin, email="asker@example.org")
    about = [one for one in mail.outbox if one.subject == "An answer to your question"]
    assert [one.to for one in about] == [["asker@example.org"]] * 2
    assert "Beans between." in about[0].body and f"/en/ask/{question.pk}/" in about[0].body
    take_step(first, Action.HIDDEN)
    take_step(first, Action.PUBLISHED)
    assert len([one for one in mail.outbox if one.subject == "An answer to your question"]) == 2


def test_answers_say_how_like_the_askers_land_theirs_is_and_hide_nothing(
    benin: Region, client: Client
) -> None:
    question = published_question(benin.section)
    published_answer(question)
    published_answer(question, text="We freeze.", land_pairs=[list(one) for one in BERN], country="CH")
    published_answer(question, text="I say nothing.", land_pairs=[], country="", place_name="")
    like, unlike, unknown = (
        said(one) for one in get(client, f"/en/ask/{question.pk}/").find_all("article", id=True)
    )
    assert "Land much like the asker’s" in like
    assert "Climate: alike" in like and "Slope: alike" in like
    assert "Land unlike the asker’s" in unlike and "for the asker" in unlike and "We freeze." in unlike
    assert "Not known how like" in unknown and "I say nothing." in unknown


def test_anybody_answers_from_the_page_with_their_own_land(benin: Region, client: Client) -> None:
    question = published_question(benin.section)
    page = get(client, f"/en/ask/{question.pk}/?lat=9.8&lon=1.5&texture=clay")
    address = link(page, "Answer from my land")
    assert "texture=clay" in address
    sent = post(
        client, address, form(f"answer {question.pk}", BERN, text="I pull it out.", phone="+41 79 1234567")
    )
    assert sent.status_code == 303
    answer = Answer.objects.get()
    assert (answer.region, answer.country) == (benin.section, "CH"), "the question's region reads it"
    assert answer.author.phone == "+41 79 1234567"
    assert "I pull it out." in said(get(client, sent["Location"]))


def test_a_question_nobody_answered_waits_on_the_desk(benin: Region) -> None:
    now = timezone.now()
    old, answered, other = (published_question(region) for region in (benin.section, benin.section, None))
    published_answer(answered)
    hidden = published_answer(old)
    take_step(hidden, Action.HIDDEN)
    later = now + timedelta(days=14, minutes=1)
    everything = Question.objects.order_by("pk")
    assert not unanswered(everything, now).exists()
    assert list(unanswered(everything, later)) == [old, other]
    assert list(unanswered(everything.filter(region=benin.section), later)) == [old]
