"""What farmers ask, the practices that answer, and how much of it the search finds.

Each line of words.json is one need, asked in one language or in all three; `right` was judged by reading the
practices, before anything was searched. Needs at even places are for development, at odd places held out.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from search.text.analyser import folded_words
from zones.vocabulary import LANGUAGES

FIRST: Final = 10
SHORTEST: Final = 5
SEED: Final = 4
LETTERS: Final = "abcdefghilmnoprstuv"

# Names of the first practices found for words in a language, best first; none when the words were left out.
Search = Callable[[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Need:
    """One question by language, and the external ids of the practices that answer it."""

    asked: Mapping[str, str]
    right: frozenset[str]
    is_held_out: bool

    @property
    def is_triple(self) -> bool:
        return len(self.asked) == len(LANGUAGES)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over `count` judgements; `missed` says which fell short."""

    value: float
    count: int
    missed: Sequence[str]


def needs() -> list[Need]:
    rows = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return [
        Need({code: row[code] for code in LANGUAGES if code in row}, frozenset(row["right"]), at % 2 == 1)
        for at, row in enumerate(rows)
    ]


def slipped(word: str, chance: random.Random) -> str:
    """The word with one letter missing, doubled, changed or swapped, its first letter kept."""
    at = chance.randrange(1, len(word) - 1)
    other = chance.choice([letter for letter in LETTERS if letter != word[at]])
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def with_a_slip(text: str) -> str:
    """One slip in the longest word; empty where no word is long enough. The same text slips the same way."""
    words = folded_words(text)
    at = max(range(len(words)), key=lambda number: len(words[number]))
    if len(words[at]) < SHORTEST:
        return ""
    chance = random.Random(f"{SEED} {text}")
    typed = words[at]
    while typed == words[at]:
        typed = slipped(words[at], chance)
    return " ".join([*words[:at], typed, *words[at + 1 :]])


def mean(shares: Sequence[tuple[float, str]]) -> Figure:
    """Of shares and what each was of."""
    value = sum(share for share, _of in shares) / len(shares)
    return Figure(value, len(shares), [f"{share:.2f} {of}" for share, of in sorted(shares) if share < 1])


def success(asked: Sequence[Need], search: Search, *, with_slips: bool = False, first: int = FIRST) -> Figure:
    """How many queries have a right answer among the first."""
    missed, count = [], 0
    for need in asked:
        for language, text in need.asked.items():
            typed = with_a_slip(text) if with_slips else text
            if typed:
                count += 1
                if need.right.isdisjoint(search(typed, language)[:first]):
                    missed.append(f"{language}: {typed}")
    return Figure(1 - len(missed) / count, count, missed)


def overlap(asked: Sequence[Need], search: Search) -> Figure:
    """How much of the first ten two languages share, of the longer list."""
    shared = []
    for need in asked:
        if need.is_triple:
            lists = {code: set(search(text, code)[:FIRST]) for code, text in need.asked.items()}
            for one, other in combinations(LANGUAGES, 2):
                longest = max(len(lists[one]), len(lists[other]))
                share = len(lists[one] & lists[other]) / longest if longest else 0.0
                shared.append((share, f"{one}: {need.asked[one]} / {other}: {need.asked[other]}"))
    return mean(shared)


def found_across(
    asked: Sequence[Need], search: Search, written_in: Mapping[str, str]
) -> Iterator[tuple[float, str]]:
    """For each query, how many of its right answers told in other languages alone come among the first."""
    for need in asked:
        for language, text in need.asked.items():
            foreign = {name for name in need.right if written_in[name] != language}
            if foreign:
                found = foreign & set(search(text, language)[:FIRST])
                yield len(found) / len(foreign), f"{language}: {text}: {', '.join(sorted(foreign - found))}"
