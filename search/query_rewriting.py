"""A reader's words before an engine sees them: slips corrected, and named concepts added."""

from collections.abc import Iterator, Mapping
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
# A guess at what was meant may show this share of the collection, and always so many practices.
GUESSED_SHARE: Final = 0.2
FEW_GUESSED: Final = 5


@dataclass(frozen=True, slots=True)
class Untreated:
    """A concept that the reader named and that no practice treats; `is_mentioned` where some mention it."""

    label: str
    is_mentioned: bool


@dataclass(frozen=True, slots=True)
class WordsInfo:
    """The words as typed and as searched. `used` is what was searched, empty when the words were left out.

    `corrections` holds (typed, searched instead); `did_you_mean` is another text, offered but not searched.
    `untreated` are the concepts asked for that no practice is about; `has_all` says that each practice found
    has every concept asked for.
    """

    typed: str
    used: str
    corrections: tuple[tuple[str, str], ...] = ()
    did_you_mean: str = ""
    is_fuzzy: bool = False
    is_cut: bool = False
    untreated: tuple[Untreated, ...] = ()
    has_all: bool = False


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The words in the forms to try in turn, the corrections that all contain, and what none is about."""

    variants: tuple[Selection, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    untreated: tuple[Untreated, ...] = ()


def rewritten(selection: Selection, thesaurus: Thesaurus) -> Rewritten:
    """Return what to search for a selection's words."""
    found = corrections(selection, thesaurus)
    if found:
        instead = {folded: written for folded, (_typed, written) in found.items()}
        corrected = selection.with_words(replaced(selection.words, instead))
        if _shows_too_many(_with_indexed(thesaurus.with_concepts(corrected))):
            found = {}
        else:
            selection = corrected
    named = thesaurus.with_concepts(selection)
    selection = _with_indexed(named)
    variants = [selection]
    if len(selection.concepts) == len(named.concepts):
        # What the thesaurus knows is no slip, even where no practice has it.
        variants.append(replace(selection, is_fuzzy=True))
    return Rewritten(tuple(variants), tuple(found.values()), tuple(_untreated(named, thesaurus)))


def is_too_many(shown: int, of: int) -> bool:
    """Return whether a guess that shows so many practices of a collection says too little."""
    return shown > max(FEW_GUESSED, of * GUESSED_SHARE)


def _shows_too_many(selection: Selection) -> bool:
    try:
        return is_too_many(len(lexicon().ids_with_words(selection)), lexicon().count())
    except EngineUnavailable:
        return False


def _untreated(named: Selection, thesaurus: Thesaurus) -> Iterator[Untreated]:
    """Yield the concepts named, each by its label for the reader, that no practice is about."""
    concepts = thesaurus.concepts
    try:
        for part in named.query.concept_parts:
            ids = part.concepts
            if not lexicon().treats(ids | concepts.below(ids)):
                labels = concepts.labels(min(ids), named.language) if len(ids) == 1 else ()
                label = labels[0] if labels else " ".join(word.typed for word in part.words)
                yield Untreated(label, any(map(lexicon().has_concept, ids)))
    except EngineUnavailable:
        return


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


def _with_indexed(named: Selection) -> Selection:
    """Return a selection without the concepts that no practice has."""
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
