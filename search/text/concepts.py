"""The concepts of a thesaurus as they stand in texts and questions: the longest label wins, on folded stems.

Pure: what a label means comes from outside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from search.text.analyser import asked_stems, asked_tokens, folded_words, plain_tokens, stems
from zones.vocabulary import LANGUAGES

# Names that belong to no language are compared as they are written.
NO_LANGUAGE: Final = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One concept: the ids above it, and its labels by language, local names under NO_LANGUAGE."""

    id: str
    broader: tuple[str, ...]
    labels: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Labels:
    """What labels mean by their words; how many words labels with the same first word have, most first."""

    ids: Mapping[tuple[str, ...], frozenset[str]]
    lengths: Mapping[str, Sequence[int]]


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
            ids
            for code in {language, NO_LANGUAGE}
            for _at, _count, ids in self._found(_words(text, code), code)
        ]
        return frozenset().union(*found)

    def asked(self, text: str, language: str) -> dict[str, frozenset[str]]:
        """By folded word, the concepts that a reader of `language` names with it.

        What the reader's language does not know may be a local name or stand in another language.
        """
        plain = plain_tokens(text)
        found: dict[str, frozenset[str]] = {}
        taken: set[int] = set()
        for code in (language, NO_LANGUAGE, *(other for other in LANGUAGES if other != language)):
            tokens = asked_tokens(text, code) if code else plain
            for at, count, ids in self._found([token.text for token in tokens], code):
                start, end = tokens[at].start, tokens[at + count - 1].end
                inside = [number for number, one in enumerate(plain) if start <= one.start < end]
                if taken.isdisjoint(inside):
                    taken.update(inside)
                    for number in inside:
                        word = plain[number].text
                        found[word] = found.get(word, frozenset()) | ids
        return found

    def _labels_in(self, language: str) -> _Labels:
        ids: dict[tuple[str, ...], frozenset[str]] = {}
        lengths: dict[str, set[int]] = {}
        for meaning in self._meanings.values():
            for label in meaning.labels.get(language, ()):
                for words in _forms(label, language):
                    ids[words] = ids.get(words, frozenset()) | {meaning.id}
                    lengths.setdefault(words[0], set()).add(len(words))
        return _Labels(ids, {word: sorted(found, reverse=True) for word, found in lengths.items()})

    def _found(self, words: Sequence[str], language: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where labels begin, of how many words they are, and what they mean; no two overlap."""
        labels, end = self._labels[language], 0
        for at in [number for number, word in enumerate(words) if word in labels.lengths]:
            if at < end:
                continue
            for length in labels.lengths[words[at]]:
                ids = labels.ids.get(tuple(words[at : at + length]))
                if ids:
                    yield at, length, ids
                    end = at + length
                    break


def _words(text: str, language: str) -> list[str]:
    return stems(text, language) if language else folded_words(text)


def _forms(label: str, language: str) -> set[tuple[str, ...]]:
    """A label as texts hold it and as it is asked: the two differ in small words with accents."""
    if not language:
        return {tuple(folded_words(label))} - {()}
    found: set[tuple[str, ...]] = set()
    for variant in _numbers(label) if language == "fr" else [label]:
        found |= {tuple(stems(variant, language)), tuple(asked_stems(variant, language))}
    return found - {()}


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
