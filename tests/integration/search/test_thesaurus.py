"""One language finds another through the thesaurus, and an edited concept changes what is found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Concept, Practice
from practices.passages import passage
from practices.regions import Region
from search import service
from search.engines.base import Selection
from search.indexing.check import differences
from search.query_rewriting import Untreated
from tests import factories
from tests.examples.thesaurus import ROWS, write_thesaurus
from tests.html import get, said
from zones.land import Land
from zones.values import Classes

Work = Callable[[], None]


@pytest.fixture
def pits(region: Region, work: Work, tmp_path: Path) -> Practice:
    """A practice told in French alone, and one that has nothing to do with it."""
    call_command("load_thesaurus", write_thesaurus(tmp_path / "thesaurus", ROWS), verbosity=0)
    practice = factories.make_practice(
        region.section,
        name_fr="Trous de semis au Yatenga",
        summary_fr="Des trous de semis avec du fumier sur la terre nue, puis du niébé.",
    )
    factories.make_practice(region.section, name_en="A fence", summary_en="A fence keeps goats out.")
    work()
    return practice


def titles(words: str, language: str) -> list[str]:
    answer = service.match(Land(), Selection(words=words, language=language))
    return (
        [] if answer.relaxed else [passage(result.practice, "name", "en").text for result in answer.results]
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("planting pits", "en"),
        ("planting pit", "en"),
        ("zai", "en"),
        ("hoyos de siembra", "es"),
        ("frijol de costa", "es"),
        ("cowpea", "en"),
        ("water harvesting", "en"),
        ("cosecha de agua", "es"),
    ],
)
def test_words_of_one_language_find_a_record_of_another(pits: Practice, words: str, language: str) -> None:
    assert titles(words, language) == [pits.title]


def test_a_slip_in_a_word_that_only_the_thesaurus_has_is_put_right(pits: Practice) -> None:
    answer = service.match(Land(), Selection(words="cowpae", language="en"))
    assert [result.practice.pk for result in answer.results] == [pits.pk]
    assert answer.words is not None and answer.words.corrections == (("cowpae", "cowpea"),)


def test_a_concept_that_no_record_is_about_is_named(pits: Practice, work: Work, client: Client) -> None:
    def told(words: str, language: str = "en") -> str:
        return said(get(client, f"/{language}/practices/?q={words}"))

    assert "No record treats" not in told("cowpea")
    pits.summary_fr = "Des trous de semis."
    pits.did_not_work_fr = "Le niébé lève mal."
    pits.save_revision().publish()
    work()
    assert "No record treats cowpea; these mention it." in told("cowpea")
    pits.did_not_work_fr = ""
    pits.save_revision().publish()
    work()
    assert "No record treats cowpea." in told("cowpea")
    for language, label in (("fr", "niébé"), ("es", "caupí")):
        answer = service.match(Land(), Selection(words=label, language=language))
        assert answer.words is not None and not answer.words.is_fuzzy
        assert answer.words.untreated == (Untreated(label, is_mentioned=False),)
        assert label in told(label, language)


def test_a_ticked_crop_is_a_concept_whatever_its_label_says(pits: Practice, work: Work) -> None:
    pits.crops = Classes.of("maize", "cattle")
    pits.save_revision().publish()
    work()
    Concept.objects.create(code="maize", kind="crops", labels_en="mealies")
    work()
    assert titles("mealies", "en") == [pits.title]
    assert not differences()


def test_quoted_words_are_meant_as_they_are_written(pits: Practice) -> None:
    assert titles('"planting pits"', "en") == []


def test_the_passage_says_it_in_its_own_language_and_words(pits: Practice) -> None:
    (result,) = service.match(Land(), Selection(words="cowpea", language="en")).results
    assert result.snippet is not None
    assert "<mark>niébé</mark>" in result.snippet.html
    assert result.snippet.lang == "fr"


def test_the_passage_is_the_readers_own_where_there_is_a_translation(pits: Practice, work: Work) -> None:
    pits.summary_fr, pits.summary_en = "On creuse avant les pluies.", "A daba is used before the rains."
    pits.save_revision().publish()
    work()
    (result,) = service.match(Land(), Selection(words="daba", language="fr")).results
    assert result.snippet is not None
    assert (result.snippet.html, result.snippet.lang) == ("On creuse avant les pluies.", None)


def test_an_edited_label_finds_the_practices_that_say_it(pits: Practice, work: Work) -> None:
    assert titles("demi-lunes", "fr") == []
    concept = Concept.objects.get(code="water-harvesting")
    concept.labels_fr = "récolte de l’eau\nterre nue"
    concept.labels_en = "water harvesting\nbare ground"
    concept.save()
    work()
    assert titles("bare ground", "en") == [pits.title]
    assert not differences()


def test_a_removed_concept_is_forgotten(pits: Practice, work: Work) -> None:
    Concept.objects.get(code="cowpea").delete()
    work()
    assert titles("cowpea", "en") == []
    assert titles("planting pits", "en") == [pits.title]


def test_a_new_place_in_the_tree_counts_for_what_is_below(pits: Practice, work: Work) -> None:
    water = Concept.objects.create(code="dry-farming", kind="practices", labels_en="dry farming")
    work()
    assert titles("dry farming", "en") == []
    Concept.objects.get(code="water-harvesting").broader.add(water)
    work()
    assert titles("dry farming", "en") == [pits.title]


def test_a_problem_on_the_home_page_leads_to_what_was_tried_against_it(
    pits: Practice, work: Work, client: Client
) -> None:
    assert "Cosecha de agua" not in client.get("/es/").content.decode()
    Concept.objects.filter(code="water-harvesting").update(home_order=1, home_picture="water")
    home = client.get("/es/").content.decode()
    assert "Cosecha de agua" in home
    shown = client.get("/es/practices/", {"q": "cosecha de agua"}).content.decode()
    assert pits.title in shown
    assert "A fence" not in shown


def test_a_word_search_asks_once_whether_the_thesaurus_has_changed(pits: Practice) -> None:
    with CaptureQueriesContext(connection) as captured:
        results = service.match(Land(), Selection(words="cowpae", language="en")).results
    assert results and results[0].snippet is not None
    asked = [query for query in captured.captured_queries if "MAX(" in query["sql"]]
    assert len(asked) == 1
