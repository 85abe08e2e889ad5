"""A reader's words before an engine sees them: slips corrected, and named concepts added."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from practices.passages import languages_from
from search.engines.base import EngineUnavailable, Selection
from search.lexicon import lexicon
from search.text.query import Word, replaced
from search.thesaurus import Thesaurus

# A rare word may be a slip of a common one: at most so many practices use it, so many times more the other.
RARE: Final = 3
COMMON: Final = 5


@dataclass(frozen=True, slots=True)
class WordsInfo:
    """The words as typed and as searched. `used` is what was searched, empty when the words were left out.

    `corrections` holds (typed, searched instead); `did_you_mean` is another text, offered but not searched.
    """

    typed: str
    used: str
    corrections: tuple[tuple[str, str], ...] = ()
    did_you_mean: str = ""
    is_fuzzy: bool = False
    is_cut: bool = False


def query_variants(
    selection: Selection, thesaurus: Thesaurus
) -> tuple[list[Selection], tuple[tuple[str, str], ...]]:
    """Return the words in the forms to try in turn, and the corrections that all of them contain."""
    found = corrections(selection, thesaurus)
    if found:
        instead = {folded: written for folded, (_typed, written) in found.items()}
        selection = selection.with_words(replaced(selection.words, instead))
    selection = with_indexed_concepts(selection, thesaurus)
    return [selection, replace(selection, is_fuzzy=True)], tuple(found.values())


def corrections(selection: Selection, thesaurus: Thesaurus) -> Mapping[str, tuple[str, str]]:
    """Return (typed, searched instead) by folded word, for words that no practice and no concept has."""
    found = {}
    try:
        for word in thesaurus.with_concepts(selection).query.unnamed:
            if not word.is_quoted and not lexicon().has_word(word):
                neighbour = _nearest(word, selection.language, thesaurus)
                if neighbour:
                    found[word.folded] = (word.typed, neighbour)
    except EngineUnavailable:
        # A convenience: another engine may still answer the words as they are.
        return {}
    return found


def _nearest(word: Word, language: str, thesaurus: Thesaurus) -> str:
    """Return the most used word one letter away, in the reader's language first; empty when there is none."""
    for code in languages_from(language):
        for vocabulary in (lexicon().vocabulary(code), thesaurus.vocabularies[code]):
            neighbours = vocabulary.neighbours(word.folded)
            if neighbours:
                return neighbours[0].written
    return ""


def with_indexed_concepts(selection: Selection, thesaurus: Thesaurus) -> Selection:
    """Return the selection with the concepts that its words name, without those that no practice has."""
    named = thesaurus.with_concepts(selection)
    try:
        known = [(run, frozenset(filter(lexicon().has_concept, ids))) for run, ids in named.concepts]
    except EngineUnavailable:
        return named
    return replace(named, concepts=tuple((run, ids) for run, ids in known if ids))


def did_you_mean(selection: Selection, total: int, thesaurus: Thesaurus) -> str:
    """Return the words with rare ones replaced by a much more common neighbour; empty without any."""
    if total > RARE:
        return ""
    better = {}
    try:
        vocabulary = lexicon().vocabulary(selection.language)
        for word in thesaurus.with_concepts(selection).query.unnamed:
            neighbours = vocabulary.neighbours(word.folded)
            if neighbours and neighbours[0].count >= COMMON * vocabulary.count(word.folded):
                better[word.folded] = neighbours[0].written
    except EngineUnavailable:
        return ""
    return replaced(selection.words, better).replace('"', "") if better else ""
