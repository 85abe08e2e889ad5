"""Words of the starter practices: every label that one says finds it, and what was asked amiss before."""

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client

from practices.models import Practice
from practices.regions import Region
from search import service
from search.engines.base import Document, Selection
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from search.query_rewriting import Untreated
from search.service import SearchResults
from search.text.analyser import folded_words, written_words
from search.text.concepts import NO_LANGUAGE
from search.thesaurus import Thesaurus, thesaurus
from tests import factories
from tests.html import get, said
from zones.land import Land
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.judged

# What separates in the starter texts, written down apart from what the search takes for it.
SEPARATORS = '.,;:!?()«»“”"\n–—/'
FEWEST = 2_000


@pytest.fixture
def starters(region: Region) -> dict[int, str]:
    factories.load_collection()
    embedded_writer().rebuild(public_documents())
    return dict(Practice.objects.values_list("pk", "external_id"))


def said_in(document: Document, language: str) -> str:
    """All that a practice says in a language, words without accents, each sentence between bars."""
    own = document.texts[language]
    text = "\n".join((own.title, own.summary, own.body, document.names))
    for mark in SEPARATORS:
        text = text.replace(mark, "\n")
    # "Mais" is no maize.
    small = BY_CODE[language].stop_words_with_accents
    sentences = [
        " ".join(word for word in written_words(line) if word not in small) for line in text.split("\n")
    ]
    return "|" + "|".join(f" {' '.join(folded_words(sentence))} " for sentence in sentences) + "|"


def missing_tags(document: Document, known: Thesaurus) -> Iterator[tuple[bool, str]]:
    """Whether the practice has the concept, for every label that it says, and the label."""
    tagged = document.titled | document.concepts | document.mentions
    for language in LANGUAGES:
        text = said_in(document, language)
        for code in (language, NO_LANGUAGE):
            for concept in known.concepts:
                for label in known.concepts.labels(concept, code):
                    if f" {' '.join(folded_words(label))} " in text:
                        yield concept in tagged, f"{document.record.id} {code}: {label} ({concept})"


def test_every_label_that_a_practice_says_tags_it(starters: dict[int, str]) -> None:
    known = thesaurus()
    found = [one for document in public_documents() for one in missing_tags(document, known)]
    assert len(found) > FEWEST
    assert [label for is_tagged, label in found if not is_tagged] == []


def test_what_farmers_asked_amiss(starters: dict[int, str], client: Client) -> None:
    """One test for all questions: loading the practices takes longer than asking."""

    def asked(words: str, language: str) -> SearchResults:
        return service.match(Land(), Selection(words=words, language=language), size=len(starters))

    def found(words: str, language: str) -> Sequence[str]:
        answer = asked(words, language)
        return [] if answer.relaxed else [starters[one.practice.pk] for one in answer.results]

    def untreated(words: str, language: str) -> tuple[Untreated, ...]:
        info = asked(words, language).words
        return info.untreated if info else ()

    documents = list(public_documents())

    def telling(word: str, language: str) -> set[str]:
        """Those that say it themselves; the label of a group of crops names more than is grown."""
        own = [(document.record.id, document.texts[language], document.names) for document in documents]
        return {
            starters[at]
            for at, text, names in own
            if word in written_words(" ".join((text.title, text.summary, text.body, names)))
        }

    ticked = {starters[one.record.id] for one in documents if "maize" in one.facets["crops"]}
    crops = {"en": ("maize", "cowpea"), "fr": ("maïs", "niébé"), "es": ("maíz", "caupí")}
    for language, (maize, cowpea) in crops.items():
        assert ticked and ticked | telling(maize, language) <= set(found(maize, language))
        assert telling(cowpea, language) and telling(cowpea, language) <= set(found(cowpea, language))
    for language in LANGUAGES:
        saying = set().union(*(telling(word, code) for code, (_maize, word) in crops.items()))
        for words in ("niébé", "cowpea", "caupí"):
            assert saying == set(found(words, language)), "a ticked group of pulses is no cowpea"

    for words, language in (("maize, beans", "en"), ("maïs, haricots", "fr"), ("maíz, frijol", "es")):
        named = thesaurus().concepts.asked(words, language)
        assert {"maize", "common-bean"} <= frozenset().union(*named.values())
        assert "legume-intercropping" not in frozenset().union(*named.values())

    for words, language in (("olivar erosión", "es"), ("olive erosion", "en"), ("olivier érosion", "fr")):
        order = found(words, language)
        assert order.index("olive-cover-andalusia") < order.index("cassava-grass-barriers-cauca")

    for words, language in (("abono verde", "es"), ("engrais vert", "fr"), ("green manure", "en")):
        first = found(words, language)[:15]
        assert {"mucuna-mono-benin", "mucuna-atlantida-honduras"} <= set(first), (words, first)

    for language in LANGUAGES:
        for words in ("souchet", "chufa"):
            assert found(words, language) == [], "no tree stumps, souches"
            assert untreated(words, language) == (Untreated(TIGER_NUT[language], is_mentioned=False),)
        saying = set().union(*(telling("guano", code) for code in LANGUAGES))
        assert set(found("guano", language)) == saying, "not grano, which is everywhere"
        assert found("ñame", language) == [], "not name"
        assert untreated("ñame", language) == (Untreated(YAM[language], is_mentioned=False),)

    for language, label in BAMBOO.items():
        answer = asked(label, language)
        assert untreated(label, language) == (Untreated(label, is_mentioned=True),)
        assert not answer.relaxed and answer.total
        page = said(get(client, f"/{language}/practices/?q={label}"))
        assert label in page


TIGER_NUT = {"en": "tiger nut", "fr": "souchet", "es": "chufa"}
YAM = {"en": "yam", "fr": "igname", "es": "ñame"}
BAMBOO = {"en": "bamboo", "fr": "bambou", "es": "bambú"}
