"""One slip of the finger in a starter practice's own words still finds it."""

import random
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command

from practices.models import Practice
from practices.regions import Region
from search import service
from search.engines.base import Selection
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from search.text.analyser import folded_words, stems
from tests.judged.words import SHORTEST, slipped
from zones.land import Land
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.judged

SLIPS_A_WORD = 3
FIRST = 5
GOAL = 0.93


def judged() -> Iterator[tuple[str, str, int]]:
    """Language, words with one slip, and the practice that is wanted."""
    chance = random.Random(4)
    for practice in Practice.objects.public().order_by("slug"):
        for language in LANGUAGES:
            title = folded_words(getattr(practice, f"name_{language}"))
            usable = [word for word in title if len(word) >= SHORTEST and stems(word, language)]
            for word in usable:
                for _ in range(SLIPS_A_WORD):
                    other = [another for another in usable if another != word][:1]
                    typed = slipped(word, chance)
                    if typed != word:
                        yield language, " ".join([typed, *other]), practice.pk


@pytest.fixture
def starters(region: Region) -> None:
    call_command("load_thesaurus", verbosity=0)
    call_command("load_starter", verbosity=0)
    embedded_writer().rebuild(public_documents())


def test_one_slip_is_forgiven(starters: None, record_property: Callable[[str, object], None]) -> None:
    missed = []
    count = 0
    for language, words, wanted in judged():
        count += 1
        answer = service.match(Land(), Selection(words=words, language=language))
        first = [result.practice.pk for result in answer.results[:FIRST]]
        if wanted not in first or answer.relaxed == "words":
            missed.append((language, words))
    assert count > 50
    success = 1 - len(missed) / count
    record_property("success_at_5_with_one_slip", success)
    print(f"{success:.3f} of {count}")  # noqa: T201  the figure, shown with -s
    assert success >= GOAL, missed
