"""The words that practices use, and those among them that are one slip away from a word typed.

A slip is a letter missing, extra, changed, or two swapped. All words so near are made from what was typed and
looked up, which needs no index of its own beside the vocabulary.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from search.text.analyser import is_stop_word, plain_analyser

# Shorter words have too many neighbours to guess from: guano is not grano.
SHORTEST_CORRECTED: Final = 6


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A word as it is mostly written, and the number of practices that use it."""

    written: str
    count: int


class Vocabulary:
    """Words of one language by their folded form. Immutable."""

    def __init__(self, language: str, entries: dict[str, VocabularyEntry]) -> None:
        self.language = language
        self._entries = entries

    @classmethod
    def of_terms(cls, language: str, terms: Iterable[tuple[str, int]]) -> Self:
        """Return the vocabulary of words in small letters, with accents, and how many practices use each."""
        counted = list(terms)
        folded = plain_analyser().analyze(" ".join(term for term, _count in counted))
        entries: dict[str, VocabularyEntry] = {}
        for (term, count), key in zip(counted, folded, strict=True):
            known = entries.get(key)
            if known is None:
                entries[key] = VocabularyEntry(term, count)
            else:
                written = term if count > known.count else known.written
                entries[key] = VocabularyEntry(written, known.count + count)
        return cls(language, entries)

    def __len__(self) -> int:
        return len(self._entries)

    def count(self, folded: str) -> int:
        """Return how many practices use a folded word."""
        entry = self._entries.get(folded)
        return entry.count if entry else 0

    @cached_property
    def _letters(self) -> str:
        return "".join(sorted({letter for word in self._entries for letter in word}))

    def neighbours(self, folded: str) -> list[VocabularyEntry]:
        """Return the words one slip away from a folded word, the most used first."""
        if len(folded) < SHORTEST_CORRECTED or not folded.isalpha():
            return []
        near = {word for word in _slips(folded, self._letters) if word in self._entries and word != folded}
        usable = [word for word in near if len(word) > 2 and not is_stop_word(word, self.language)]
        ranked = sorted(usable, key=lambda word: (word[0] != folded[0], -self._entries[word].count, word))
        return [self._entries[word] for word in ranked]

    def most_used(self, shortest: int) -> Iterator[tuple[str, VocabularyEntry]]:
        """Yield words with at least so many letters, the most used first; no stop words, no numbers."""
        for word, entry in sorted(self._entries.items(), key=lambda pair: (-pair[1].count, pair[0])):
            if len(word) >= shortest and word.isalpha() and not is_stop_word(word, self.language):
                yield word, entry


def _slips(word: str, letters: str) -> Iterator[str]:
    """Yield every text that one missing, extra, changed or swapped letter makes of a word."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after
