"""What farmers ask finds what answers it, in any language and with a slip: the goals, on judged queries."""

import shutil
import tempfile
from collections.abc import Callable, Sequence

import pytest
from django.core.management import call_command
from django.db import transaction

from benchmarks.judged.collection import judged_files
from practices.models import Practice, PracticeStep
from practices.models.practice import PROSE
from practices.regions import Region
from search import service
from search.engines.base import Selection
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from tests.judged.words import FIRST, Figure, found_across, mean, needs, overlap, success
from tests.remembered import remembered
from zones.land import Land
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.judged

Record = Callable[[str, object], None]

NEEDS = needs()
HALVES = {"development": False, "held out": True}
STEP_TEXTS = ("text", "when")

FOUND = {"development": 0.95, "held out": 0.95}
WITH_A_SLIP = {"development": 0.9, "held out": 0.9}
# The goal is 0.9. Held-out needs fall short of it, as docs/judged-words.md tells: they may not fall further.
SHARED = {"development": 0.9, "held out": 0.82}
ACROSS = {"development": 0.9, "held out": 0.88}


def load_judged() -> None:
    call_command("load_thesaurus", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        for file in judged_files():
            shutil.copy(file, folder)
        call_command("load_starter", folder, verbosity=0)


@pytest.fixture
def starters(region: Region, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """External ids of the judged practices. What a card says is not judged, and takes most of the time."""
    remembered(load_judged)
    embedded_writer().rebuild(public_documents())
    monkeypatch.setattr(service, "_read", lambda _land, answer: answer.hits)
    monkeypatch.setattr(service, "_with_snippets", lambda hits, _selection, _concepts: hits)
    return dict(Practice.objects.values_list("pk", "external_id"))


def first(words: str, language: str, names: dict[int, str]) -> Sequence[str]:
    """The practices shown first; none when the words were left out."""
    answer = service.match(Land(), Selection(words=words, language=language), size=FIRST)
    if answer.relaxed in ("words", "everything"):
        return []
    return [names[hit.id] for hit in answer.results]


def write_each_in_one_language(turn: int) -> dict[str, str]:
    """Blank the texts of each practice in all languages but one; which one goes round with `turn`."""
    written_in = {}
    for number, practice in enumerate(Practice.objects.order_by("slug")):
        kept = LANGUAGES[(number + turn) % len(LANGUAGES)]
        written_in[practice.external_id] = kept
        others = [code for code in LANGUAGES if code != kept]
        blank = {f"{field}_{code}": "" for field in PROSE for code in others}
        Practice.objects.filter(pk=practice.pk).update(**blank)
        steps = {f"{field}_{code}": "" for field in STEP_TEXTS for code in others}
        PracticeStep.objects.filter(practice=practice).update(**steps)
    return written_in


def record_figures(record: Record, name: str, figures: dict[str, Figure], goals: dict[str, float]) -> None:
    for half, figure in figures.items():
        record(f"{name}, {half}", f"{figure.value:.3f} of {figure.count}")
    for half, figure in figures.items():
        assert figure.value >= goals[half], figure.missed


def test_the_judgements_are_of_practices_that_exist() -> None:
    known = {path.stem for path in judged_files()}
    assert all(need.right and need.right <= known for need in NEEDS)
    for language in LANGUAGES:
        assert sum(language in need.asked for need in NEEDS) >= 44
    assert sum(need.is_triple for need in NEEDS) >= 40


def test_a_right_answer_is_among_the_first_in_any_language(
    starters: dict[int, str], record_property: Record
) -> None:
    """One test for all goals: reading and loading the practices takes longer than asking."""
    known: dict[tuple[str, str], Sequence[str]] = {}

    def search(words: str, language: str) -> Sequence[str]:
        if (words, language) not in known:
            known[words, language] = first(words, language, starters)
        return known[words, language]

    halves = {name: [need for need in NEEDS if need.is_held_out is held] for name, held in HALVES.items()}
    right = {name: success(half, search) for name, half in halves.items()}
    slips = {name: success(half, search, with_slips=True) for name, half in halves.items()}
    shared = {name: overlap(half, search) for name, half in halves.items()}
    shares: dict[str, list[tuple[float, str]]] = {name: [] for name in halves}
    for turn in range(len(LANGUAGES)):
        known.clear()
        with transaction.atomic():
            written_in = write_each_in_one_language(turn)
            embedded_writer().rebuild(public_documents())
            for name, half in halves.items():
                shares[name] += found_across(half, search, written_in)
            transaction.set_rollback(True)
    across = {name: mean(of_all) for name, of_all in shares.items()}
    record_figures(record_property, "success@10", right, FOUND)
    record_figures(record_property, "success@10 with one slip", slips, WITH_A_SLIP)
    record_figures(record_property, "first ten shared by two languages", shared, SHARED)
    record_figures(record_property, "recall@10 across languages", across, ACROSS)
