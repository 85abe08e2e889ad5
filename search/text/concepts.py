"""Finds the concepts of a thesaurus in texts and questions, by their labels: the longest wins, on stems.

A label never reaches over punctuation: "maize, beans" is two crops. Pure: concepts and labels come from
outside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final, NamedTuple

from search.text.analyser import (
    Token,
    asked_stems,
    asked_tokens,
    cleaned,
    folded_words,
    is_stop_word,
    plain_tokens,
    stems,
)
from zones import languages
from zones.vocabulary import LANGUAGES

# The language of names that belong to none; they are compared unstemmed.
NO_LANGUAGE: Final = ""
# Other words that may stand between those of a label: in each gap in a practice's text ("hard, bare soil"),
# in all gaps together in a reader's.
BETWEEN: Final = 1
BETWEEN_ASKED: Final = 2

# What ends a phrase; a hyphen or dash does with a blank beside it.
_PUNCTUATION: Final = re.compile(r"[,;:.!?()\[\]{}\"“”„«»/|•·…–—\n\r\t]|(?<=\s)-+(?=\s)")
# Stands among the words where punctuation did. No word can be this.
BREAK: Final = ","


@dataclass(frozen=True, slots=True)
class ConceptLabels:
    """One concept: the ids above it, its labels by language, local names under NO_LANGUAGE, and its kind."""

    id: str
    broader: tuple[str, ...]
    labels: Mapping[str, Sequence[str]]
    kind: str = ""


class TextConcepts(NamedTuple):
    """Concepts in a practice's text: those it names, and those that are only part of a longer label."""

    named: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Labels:
    """Ids of concepts by the words of their labels; labels by their first word, the longest first.

    `own` are the labels with a letter that other languages lack.
    """

    ids: Mapping[tuple[str, ...], frozenset[str]]
    by_first: Mapping[str, Sequence[tuple[str, ...]]]
    own: frozenset[tuple[str, ...]] = field(default=frozenset())


# Words that stand for one another in labels of several words: soil is tired, and so is land.
_GROUND_WORDS: Final = {
    language.code: dict.fromkeys(language.ground_words, language.ground_words) for language in languages.ALL
}
# Positions of words, and the ids of the concepts that they name.
LabelMatch = tuple[tuple[int, ...], frozenset[str]]


class ConceptIndex:
    """All concepts by id and by the words of their labels. Immutable."""

    def __init__(self, concepts: Iterable[ConceptLabels]) -> None:
        self._concepts = {labelled.id: labelled for labelled in concepts}
        self._broader = {labelled.id: labelled.broader for labelled in self._concepts.values()}
        self._narrower: dict[str, list[str]] = {}
        for labelled in self._concepts.values():
            for broader in labelled.broader:
                self._narrower.setdefault(broader, []).append(labelled.id)
        self._labels = {code: self._labels_in(code) for code in (*LANGUAGES, NO_LANGUAGE)}

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __contains__(self, concept: str) -> bool:
        return concept in self._concepts

    def labels(self, concept: str, language: str) -> Sequence[str]:
        """Return the labels of a concept, the preferred one first; none for an unknown concept."""
        labelled = self._concepts.get(concept)
        return labelled.labels.get(language, ()) if labelled else ()

    def all_labels(self, language: str) -> Iterator[str]:
        """Yield every label in that language."""
        for labelled in self._concepts.values():
            yield from labelled.labels.get(language, ())

    def label_words(self, concepts: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
        """Return all labels and names of these concepts by language, as stems of that language."""
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
        """Return all concepts broader than these, without them."""
        return _closure(concepts, self._broader)

    def below(self, concepts: Iterable[str]) -> frozenset[str]:
        """Return all concepts narrower than these, without them."""
        return _closure(concepts, self._narrower)

    def is_kind(self, concepts: Iterable[str], kind: str) -> bool:
        """Return whether any of these concepts is of that kind."""
        return any(labelled.kind == kind for one in concepts if (labelled := self._concepts.get(one)))

    def in_text(self, text: str, language: str) -> TextConcepts:
        """Return the concepts in a practice's text, by labels or local names; NO_LANGUAGE for names."""
        named: set[str] = set()
        whole: set[str] = set()
        phrases = [phrase for phrase in _PUNCTUATION.split(text) if phrase.strip()]
        for code in {language, NO_LANGUAGE}:
            words = _joined(phrases, code)
            for _places, ids in self._found(words, code):
                named |= ids
            whole |= self._whole(words, code)
        return TextConcepts(frozenset(named), frozenset(whole - named))

    def asked(self, text: str, language: str) -> dict[str, frozenset[str]]:
        """Return the concepts that a reader of `language` names, by the folded words that name them.

        Words unknown in the reader's language may be a local name or of another language; its stop words are
        never taken for another language's, nor a word for one that another language writes with a letter of
        its own: "name" is no "ñame".
        """
        clean = cleaned(text)
        plain = plain_tokens(text)
        small = {number for number, one in enumerate(plain) if is_stop_word(one.text, language)}
        found: dict[str, frozenset[str]] = {}
        taken: set[int] = set()
        for code in (language, NO_LANGUAGE, *(other for other in LANGUAGES if other != language)):
            tokens = _with_breaks(asked_tokens(text, code) if code else plain, clean)
            for places, ids in self._asked([token.text for token in tokens], code):
                starts = {tokens[at].start for at in places}
                inside = [number for number, one in enumerate(plain) if one.start in starts]
                if code != language:
                    words = tuple(tokens[at].text for at in places)
                    typed = "".join(clean[plain[number].start : plain[number].end] for number in inside)
                    is_other = words in self._labels[code].own and not languages.letters_of(code, typed)
                    if is_other or small.issuperset(inside):
                        continue
                if taken.isdisjoint(inside):
                    taken.update(inside)
                    run = " ".join(plain[number].text for number in inside)
                    found[run] = found.get(run, frozenset()) | ids
        return found

    def _labels_in(self, language: str) -> _Labels:
        ids: dict[tuple[str, ...], frozenset[str]] = {}
        own: set[tuple[str, ...]] = set()
        others: set[tuple[str, ...]] = set()
        for labelled in self._concepts.values():
            for label in labelled.labels.get(language, ()):
                forms = _forms(label, language)
                (own if languages.letters_of(language, label) else others).update(forms)
                for words in forms:
                    ids[words] = ids.get(words, frozenset()) | {labelled.id}
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(ids, key=lambda words: (-len(words), words)):
            by_first.setdefault(words[0], []).append(words)
        return _Labels(ids, by_first, frozenset(own - others))

    def _whole(self, words: Sequence[str], language: str) -> set[str]:
        """Return the concepts whose labels stand in a text word by word, also inside longer ones."""
        labels = self._labels[language]
        found: set[str] = set()
        for at, word in enumerate(words):
            for label in labels.by_first.get(word, ()):
                if tuple(words[at : at + len(label)]) == label:
                    found |= labels.ids[label]
        return found

    def _found(self, words: Sequence[str], language: str) -> Iterator[LabelMatch]:
        """Yield the labels found in a text, with their positions; no word belongs to two.

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

    def _asked(self, words: Sequence[str], language: str) -> Iterator[LabelMatch]:
        """Yield the labels found in a question, whose words come in any order: "the soil is hard".

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
    """Return the positions of a label's words, the first at `at`, few others between; empty if absent."""
    places = [at]
    for word in label[1:]:
        after = range(places[-1] + 1, min(places[-1] + between + 2, len(words)))
        near = next((place for place in after if words[place] == word and place not in taken), None)
        if near is None or (near - places[-1] > 1 and BREAK in words[places[-1] + 1 : near]):
            return ()
        places.append(near)
    return tuple(places)


def _close(label: Sequence[str], words: Sequence[str]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Yield positions of a label's words near each other, and whether in another order than its own."""
    where = [[place for place, one in enumerate(words) if one == word] for word in label]
    for places in product(*where):
        inside = tuple(sorted(set(places)))
        is_turned = inside != places
        between = BETWEEN if is_turned else BETWEEN_ASKED
        is_close = len(inside) == len(label) and inside[-1] - inside[0] < len(label) + between
        if is_close and _breaks(words[inside[0] : inside[-1]]) == _breaks(label):
            yield inside, is_turned


def _breaks(words: Sequence[str]) -> int:
    return sum(word == BREAK for word in words)


def _words(text: str, language: str) -> list[str]:
    return stems(text, language) if language else folded_words(text)


def _joined(phrases: Iterable[str], language: str) -> list[str]:
    """Return the words of all phrases, with a BREAK between one phrase and the next."""
    found: list[str] = []
    for phrase in phrases:
        found += [BREAK, *_words(phrase, language)] if found else _words(phrase, language)
    return found


def _with_breaks(tokens: Sequence[Token], clean: str) -> list[Token]:
    """Return the tokens of a cleaned text, with a BREAK wherever punctuation stands in it."""
    breaks = [Token(BREAK, one.start(), one.end(), 0) for one in _PUNCTUATION.finditer(clean)]
    return sorted([*tokens, *breaks], key=lambda token: token.start)


def _forms(label: str, language: str) -> set[tuple[str, ...]]:
    """Return a label's words as texts hold them and as they are typed, which may differ in stop words.

    A label with a comma is also known without it.
    """
    phrases = [phrase for phrase in _PUNCTUATION.split(label) if phrase.strip()]
    if len(phrases) > 1:
        return _forms(" ".join(phrases), language) | ({tuple(_joined(phrases, language))} - {()})
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
    """Return a label of several words in its variants with soil, land or ground."""
    words = label.split()
    if len(words) < 2:
        return [label]
    same = _GROUND_WORDS[language]
    return [" ".join(choice) for choice in product(*(same.get(word, (word,)) for word in words))]


def _numbers(label: str) -> list[str]:
    """Return a French label with and without the -s after a vowel, which the stemmer keeps: trou, trous."""
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
