"""The concepts of a thesaurus as they stand in texts and questions: the longest label wins, on folded stems.

Pure: what a label means comes from outside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from search.text.analyser import asked_stems, asked_tokens, folded_words, is_stop_word, plain_tokens, stems
from zones import languages
from zones.vocabulary import LANGUAGES

# Names that belong to no language are compared as they are written.
NO_LANGUAGE: Final = ""
# Other words that may stand between those of a label: in each gap in what a practice says ("hard, bare
# soil"), in all of it in what a reader asks.
BETWEEN: Final = 1
BETWEEN_ASKED: Final = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """One concept: the ids above it, and its labels by language, local names under NO_LANGUAGE."""

    id: str
    broader: tuple[str, ...]
    labels: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Labels:
    """What labels mean by their words; labels by their first word, the longest first."""

    ids: Mapping[tuple[str, ...], frozenset[str]]
    by_first: Mapping[str, Sequence[tuple[str, ...]]]


# Whoever says the one may say the other: soil is tired, and so is land.
_GROUND: Final = {
    language.code: dict.fromkeys(language.ground_words, language.ground_words) for language in languages.ALL
}
# Places of words, and what they mean.
Found = tuple[tuple[int, ...], frozenset[str]]


class ConceptIndex:
    """Immutable."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._meanings = {meaning.id: meaning for meaning in meanings}
        self._broader = {meaning.id: meaning.broader for meaning in self._meanings.values()}
        self._labels = {code: self._labels_in(code) for code in (*LANGUAGES, NO_LANGUAGE)}

    def __len__(self) -> int:
        return len(self._meanings)

    def __contains__(self, concept: str) -> bool:
        return concept in self._meanings

    def labels(self, concept: str, language: str) -> Sequence[str]:
        """The preferred one first; none for an unknown concept."""
        meaning = self._meanings.get(concept)
        return meaning.labels.get(language, ()) if meaning else ()

    def all_labels(self, language: str) -> Iterator[str]:
        for meaning in self._meanings.values():
            yield from meaning.labels.get(language, ())

    def label_words(self, concepts: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
        """All labels and names of these by language, as the words that a text of that language holds."""
        found = {}
        for language in (*LANGUAGES, NO_LANGUAGE):
            labels = {
                tuple(_words(label, language))
                for concept in concepts
                for label in (*self.labels(concept, language), *self.labels(concept, NO_LANGUAGE))
            }
            found[language] = sorted(labels - {()})
        return found

    def above(self, concepts: Iterable[str]) -> frozenset[str]:
        """All that is broader than these, without them."""
        return _closure(concepts, self._broader)

    def below(self, concepts: Iterable[str]) -> frozenset[str]:
        """All that is narrower than these, without them."""
        narrower: dict[str, list[str]] = {}
        for meaning in self._meanings.values():
            for broader in meaning.broader:
                narrower.setdefault(broader, []).append(meaning.id)
        return _closure(concepts, narrower)

    def in_text(self, text: str, language: str) -> frozenset[str]:
        """Concepts named in what a practice says, local names among them; NO_LANGUAGE for names alone."""
        found = [
            ids for code in {language, NO_LANGUAGE} for _places, ids in self._found(_words(text, code), code)
        ]
        return frozenset().union(*found)

    def asked(self, text: str, language: str) -> dict[str, frozenset[str]]:
        """The concepts that a reader of `language` names, by the folded words in a row that name them.

        What the reader's language does not know may be a local name or stand in another language; its small
        words are never taken for another language's.
        """
        plain = plain_tokens(text)
        small = {number for number, one in enumerate(plain) if is_stop_word(one.text, language)}
        found: dict[str, frozenset[str]] = {}
        taken: set[int] = set()
        for code in (language, NO_LANGUAGE, *(other for other in LANGUAGES if other != language)):
            tokens = asked_tokens(text, code) if code else plain
            for places, ids in self._asked([token.text for token in tokens], code):
                starts = {tokens[at].start for at in places}
                inside = [number for number, one in enumerate(plain) if one.start in starts]
                if taken.isdisjoint(inside) and (code == language or not small.issuperset(inside)):
                    taken.update(inside)
                    run = " ".join(plain[number].text for number in inside)
                    found[run] = found.get(run, frozenset()) | ids
        return found

    def _labels_in(self, language: str) -> _Labels:
        ids: dict[tuple[str, ...], frozenset[str]] = {}
        for meaning in self._meanings.values():
            for label in meaning.labels.get(language, ()):
                for words in _forms(label, language):
                    ids[words] = ids.get(words, frozenset()) | {meaning.id}
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(ids, key=lambda words: (-len(words), words)):
            by_first.setdefault(words[0], []).append(words)
        return _Labels(ids, by_first)

    def _found(self, words: Sequence[str], language: str) -> Iterator[Found]:
        """Where labels stand in a text; no word belongs to two.

        Of the labels that begin at a word the longest wins, and of equal ones the one that ends first.
        """
        labels, taken = self._labels[language], set[int]()
        between = BETWEEN if language else 0
        for at in [number for number, word in enumerate(words) if word in labels.by_first]:
            if at not in taken:
                found: tuple[int, ...] = ()
                for label in labels.by_first[words[at]]:
                    if len(label) < len(found):
                        break
                    places = _in_order(label, words, at, between, taken)
                    if places and (not found or places[-1] < found[-1]):
                        found = places
                if found:
                    taken.update(found)
                    yield found, labels.ids[tuple(words[place] for place in found)]

    def _asked(self, words: Sequence[str], language: str) -> Iterator[Found]:
        """Where labels stand in a question, whose words come in any order: "the soil is hard".

        The longest labels first, then those whose words stand closest together, then those in order.
        """
        labels, taken = self._labels[language], set[int]()
        if not language:
            yield from self._found(words, language)
            return
        here = set(words)
        possible = [
            (-len(label), places[-1] - places[0], is_turned, label, places)
            for word in here
            for label in labels.by_first.get(word, ())
            if here.issuperset(label)
            for places, is_turned in _close(label, words)
        ]
        for *_order, label, places in sorted(possible):
            if taken.isdisjoint(places):
                taken.update(places)
                yield places, labels.ids[label]


def _in_order(
    label: Sequence[str], words: Sequence[str], at: int, between: int, taken: set[int]
) -> tuple[int, ...]:
    """Where a label's words stand, the first at `at`, with few others in each gap; empty when not."""
    places = [at]
    for word in label[1:]:
        after = range(places[-1] + 1, min(places[-1] + between + 2, len(words)))
        near = next((place for place in after if words[place] == word and place not in taken), None)
        if near is None:
            return ()
        places.append(near)
    return tuple(places)


def _close(label: Sequence[str], words: Sequence[str]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Where a label's words stand near each other, and whether in another order than its own."""
    where = [[place for place, one in enumerate(words) if one == word] for word in label]
    for places in product(*where):
        inside = tuple(sorted(set(places)))
        is_turned = inside != places
        between = BETWEEN if is_turned else BETWEEN_ASKED
        if len(inside) == len(label) and inside[-1] - inside[0] < len(label) + between:
            yield inside, is_turned


def _words(text: str, language: str) -> list[str]:
    return stems(text, language) if language else folded_words(text)


def _forms(label: str, language: str) -> set[tuple[str, ...]]:
    """A label as texts hold it and as it is asked: the two differ in small words with accents."""
    if not language:
        return {tuple(folded_words(label))} - {()}
    found: set[tuple[str, ...]] = set()
    variants = _worded(label, language)
    if languages.BY_CODE[language].keeps_s_after_vowel:
        variants = [one for same in variants for one in _numbers(same)]
    for variant in variants:
        found |= {tuple(stems(variant, language)), tuple(asked_stems(variant, language))}
    return found - {()}


def _worded(label: str, language: str) -> list[str]:
    """A label of several words with each word for the ground."""
    words = label.split()
    if len(words) < 2:
        return [label]
    return [" ".join(choice) for choice in product(*(_GROUND[language].get(word, (word,)) for word in words))]


def _numbers(label: str) -> list[str]:
    """A French label with and without the -s after a vowel, which the stemmer keeps: trou, trous."""
    words = [[word, *_other_number(word)] for word in label.split()]
    return [" ".join(choice) for choice in product(*words)]


def _other_number(word: str) -> list[str]:
    if word[-1:] in "aiou":
        return [f"{word}s"]
    return [word[:-1]] if word[-2:] in ("as", "is", "os", "us") else []


def _closure(start: Iterable[str], steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    seen = set(start)
    found: set[str] = set()
    waiting = list(seen)
    while waiting:
        for one in steps.get(waiting.pop(), ()):
            if one not in seen:
                seen.add(one)
                found.add(one)
                waiting.append(one)
    return frozenset(found)
