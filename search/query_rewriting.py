"""A reader's words before the engine sees them: what was probably meant.

The vocabulary is the embedded index's for every engine, since that index is always kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from practices.passages import languages_from
from search.engines.base import EngineUnavailable, Selection
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.registry import embedded_engine
from search.text.query import Word, replaced
from search.thesaurus import Thesaurus, thesaurus

# A rare word may be a slip of a common one: so few practices use it, so many times more the other.
RARE = 3
COMMON = 5


@dataclass(frozen=True, slots=True)
class WordsInfo:
    """What became of the words. `used` is what was searched, empty when the words were left out.

    `corrections` holds (typed, searched instead); `did_you_mean` is another text, offered but not searched.
    """

    typed: str
    used: str
    corrections: tuple[tuple[str, str], ...] = ()
    did_you_mean: str = ""
    is_fuzzy: bool = False
    is_cut: bool = False


def _meant(engine: EmbeddedEngine, concepts: Thesaurus, word: Word, language: str) -> str:
    """The word one slip away that practices use most, or a concept's; the reader's language first."""
    for code in languages_from(language):
        for vocabulary in (engine.vocabulary(code), concepts.vocabularies[code]):
            near = vocabulary.neighbours(word.folded)
            if near:
                return near[0].written
    return ""


def corrections(selection: Selection, concepts: Thesaurus) -> Mapping[str, tuple[str, str]]:
    """By folded word: as typed, and what is searched instead. Words that a practice or concept has stay."""
    engine = embedded_engine()
    found = {}
    try:
        for word in concepts.understood(selection).query.unnamed:
            if not word.is_quoted and not engine.knows(word):
                meant = _meant(engine, concepts, word, selection.language)
                if meant:
                    found[word.folded] = (word.typed, meant)
    except EngineUnavailable:
        # A convenience: another engine may still answer the words as they are.
        return {}
    return found


def understood(selection: Selection, concepts: Thesaurus) -> Selection:
    """With the concepts that the words name and some practice tells of: what nobody has decides nothing."""
    named = concepts.understood(selection)
    try:
        engine = embedded_engine()
        told = [(run, frozenset(filter(engine.tells_of, ids))) for run, ids in named.meanings]
    except EngineUnavailable:
        return named
    return replace(named, meanings=tuple((run, ids) for run, ids in told if ids))


def readings(selection: Selection) -> tuple[list[Selection], tuple[tuple[str, str], ...]]:
    """The words as they are tried in turn, and the corrections in all of them."""
    concepts = thesaurus()
    meant = corrections(selection, concepts)
    if meant:
        put_right = {folded: instead for folded, (_typed, instead) in meant.items()}
        selection = selection.saying(replaced(selection.words, put_right))
    selection = understood(selection, concepts)
    return [selection, replace(selection, is_fuzzy=True)], tuple(meant.values())


def did_you_mean(selection: Selection, total: int) -> str:
    """The words with rare ones put as a much more common neighbour; empty when that says nothing new."""
    if total > RARE:
        return ""
    engine, better = embedded_engine(), {}
    try:
        vocabulary = engine.vocabulary(selection.language)
        for word in thesaurus().understood(selection).query.unnamed:
            near = vocabulary.neighbours(word.folded)
            if near and near[0].count >= COMMON * vocabulary.count(word.folded):
                better[word.folded] = near[0].written
    except EngineUnavailable:
        return ""
    return replaced(selection.words, better).replace('"', "") if better else ""
