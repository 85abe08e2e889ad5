"""Suggestions for the search box: one small file a language, so that typing sends nothing over a slow link.

Crops, kinds of practice, titles and names come first, then the words most used, as far as they fit.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils import translation

from practices.models import Practice
from search.lexicon import lexicon
from search.text.analyser import asked_stems, folded_words
from zones.labels import choices

# Bytes that the file may have once it is compressed.
MOST_BYTES: Final = 6000
MOST_TITLES: Final = 200
SHORTEST_WORD: Final = 5


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Texts in the order in which the search box offers them."""

    entries: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """Return the entries as a JSON list."""
        return _content(self.entries)


def _content(entries: tuple[str, ...]) -> bytes:
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()


def _candidates(language: str) -> Iterator[str]:
    for name in ("CROPS", "PRACTICE_GROUPS"):
        yield from (str(text).lower() for _code, text in choices(name))
    newest = Practice.objects.public().order_by("-first_published_at", "pk")
    named = newest.values_list(f"name_{language}", "local_names", "place_name")
    for title, names, place in named[:MOST_TITLES]:
        yield from filter(None, (title, *(name.strip() for name in names.split(",")), place))
    offered: set[str] = set()
    for folded, entry in lexicon().vocabulary(language).most_used(SHORTEST_WORD):
        # A word stands for its plural too: the search finds both.
        stem = " ".join(asked_stems(folded, language))
        if stem not in offered:
            offered.add(stem)
            yield entry.written


def fitting(entries: list[str]) -> tuple[str, ...]:
    """Return as many entries from the start as fit into the file, found by halving."""
    low, high = 0, len(entries)
    while low < high:
        middle = (low + high + 1) // 2
        if len(gzip.compress(_content(tuple(entries[:middle])), 6)) <= MOST_BYTES:
            low = middle
        else:
            high = middle - 1
    return tuple(entries[:low])


@lru_cache(maxsize=8)
def _made(version: str, language: str) -> Suggestions:
    unique: dict[str, str] = {}
    with translation.override(language):
        for text in _candidates(language):
            unique.setdefault(" ".join(folded_words(text)), text)
    unique.pop("", None)
    return Suggestions(fitting(list(unique.values())))


def suggestions(language: str) -> Suggestions:
    """Return the suggestions for readers of `language`. Raises EngineUnavailable."""
    return _made(lexicon().version, language)
