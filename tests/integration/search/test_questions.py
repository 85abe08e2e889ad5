"""Questions are found by words and by what these mean, in any language; only those that are published."""

import pytest
from django.test import Client

from exchange.deciding import take_step
from exchange.models import Action, Question
from practices.models import Concept
from practices.regions import Region
from search import questions
from tests import factories
from tests.html import get, said, section
from tests.integration.exchange.asking import published_question


def texts(words: str, language: str = "en") -> list[str]:
    return [question.text for question in questions.found(words, language)]


@pytest.fixture
def asked(region: Region) -> dict[str, Question]:
    return {
        name: published_question(region.section, text=text, language=language)
        for name, text, language in (
            ("striga", "How do I keep striga away from sorghum?", "en"),
            ("trous", "À quelle distance creuser les trous de zaï ?", "fr"),
            ("vaca", "¿Qué come mi vaca cuando no llueve?", "es"),
        )
    }


def test_words_are_found_in_any_form(asked: dict[str, Question]) -> None:
    assert texts("keeping Striga") == [asked["striga"].text]
    assert texts("distances", "fr") == [asked["trous"].text]
    assert texts("elephant") == texts("?!") == []


def test_a_concept_is_found_in_another_language(asked: dict[str, Question]) -> None:
    Concept.objects.create(code="cattle", kind="crops", labels_en="cow", labels_fr="vache", labels_es="vaca")
    assert texts("vache", "fr") == texts("cow", "en") == [asked["vaca"].text]


def test_what_is_corrected_hidden_or_published_counts_at_once(asked: dict[str, Question]) -> None:
    striga = asked["striga"]
    assert texts("striga")
    take_step(striga, Action.HIDDEN)
    assert texts("striga") == []
    take_step(striga, Action.EDITED, changes={"text": "How do I keep ants away?"})
    assert texts("striga") == [] and texts("ants") == ["How do I keep ants away?"]


def test_what_was_changed_past_the_steps_is_read_from_the_database(asked: dict[str, Question]) -> None:
    assert texts("striga")
    Question.objects.filter(pk=asked["striga"].pk).update(state="hidden")
    assert texts("striga") == []


def test_at_most_three_stand_below_the_results_of_words(region: Region, client: Client) -> None:
    factories.make_practice(region.section)
    for number in range(5):
        published_question(region.section, text=f"Why stones, number {number}?")
    page = get(client, "/en/practices/?q=stones")
    shown = said(section(page, "Asked by others"))
    assert shown.count("Why stones") == 3 and "number 4" in shown
    assert "Asked by others" not in said(get(client, "/en/practices/"))
    assert "Asked by others" not in said(get(client, "/en/practices/?q=elephants"))
    assert "Why stones, number 0?" in said(get(client, "/en/ask/?q=stones"))
    assert "Nobody has asked with these words yet" in said(get(client, "/en/ask/?q=elephants"))


def test_three_stand_on_the_practice_and_a_button_asks(region: Region, client: Client) -> None:
    practice = factories.make_practice(region.section)
    address = factories.url_in(practice, "en")
    assert "Ask people on land like yours" in said(get(client, address))
    assert "Asked by people who read this" not in said(get(client, address))
    for number in range(4):
        published_question(region.section, practice=practice, text=f"How wide, number {number}?")
    shown = said(section(get(client, address), "Asked by people who read this"))
    assert shown.count("How wide") == 3 and "number 0" not in shown
