"""What an engine answers, whatever it is built on. Pure types: an engine knows ids and codes, not pages."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from matching import profile
from matching.records import Record
from search.text.query import TextQuery, parse
from zones.land import Land

Facets = Mapping[str, frozenset[str]]

# The facets of the results page. Each is a set of codes on a practice; several ticked in one widen,
# two facets narrow.
FACETS = ("crops", "outcome", "practice_group", "zone", "continent", "language")

# How results are ordered when words and land are both given; "both" joins the two orders.
ORDERS = ("both", "land", "words")

# Facet counts leave out land that is too far to be of use, the same in every engine.
FACET_FLOOR: Final = profile.NEAR_LIKENESS


class EngineUnavailable(Exception):
    """The engine cannot answer now; another may."""


class IndexNeedsRebuild(Exception):
    """There is no usable index to update."""


class WriterBusy(Exception):
    """Another process writes the index."""


class RebuildRefused(Exception):
    """A new index is not fit to be put in use; the old one still answers."""


class PartlyFailed(Exception):
    """All was written but some practices; `reasons` by their ids."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(f"{len(reasons)} practices were refused")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Texts:
    """What a practice says in one language; `keywords` are its crops, kinds and country as readers say."""

    title: str = ""
    summary: str = ""
    body: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """All that an index keeps of one practice. `names`, local ones, place and tags, have no language.

    Of the thesaurus, `titled` are the concepts in its name, `concepts` what else it is about, `mentions`
    those told of in passing, and `broader` those above any; no id stands in two of them.
    """

    record: Record
    facets: Facets
    texts: Mapping[str, Texts] = field(default_factory=dict)
    names: str = ""
    titled: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> int:
        """A number that changes with the content; tells an index that is out of date."""
        values = {name: value.to_json() for name, value in self.record.values.items()}
        facets = {name: sorted(codes) for name, codes in self.facets.items()}
        rest = (self.record.needs_frost, sorted(self.record.land_uses), self.record.confirmed_on)
        digest = hashlib.blake2b(json.dumps([values, facets, rest], sort_keys=True).encode(), digest_size=8)
        for language, said in sorted(self.texts.items()):
            for text in (language, said.title, said.summary, said.body, said.keywords):
                digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
        digest.update(self.names.encode("utf-8", "surrogatepass"))
        for ids in (self.titled, self.concepts, self.mentions, self.broader):
            digest.update("\0".join(("", *sorted(ids))).encode())
        return int.from_bytes(digest.digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader narrowed the results to: ticked codes by facet, and words.

    `language` is the reader's: it says which words are small, and its texts weigh more. `is_fuzzy` lets every
    word differ by one letter, `is_any` asks for one part instead of most. `meanings` are the concepts
    of the thesaurus by the folded words that name them.
    """

    facets: Facets = field(default_factory=dict)
    words: str = ""
    language: str = "en"
    order: str = ORDERS[0]
    is_fuzzy: bool = False
    is_any: bool = False
    meanings: tuple[tuple[str, frozenset[str]], ...] = ()

    def without(self, facet: str) -> "Selection":
        return replace(self, facets={name: codes for name, codes in self.facets.items() if name != facet})

    def saying(self, words: str) -> "Selection":
        """Other words, whose meanings are not known yet."""
        return replace(self, words=words, meanings=())

    @property
    def query(self) -> TextQuery:
        return parse(self.words, self.language).meaning(dict(self.meanings))

    @property
    def has_facets(self) -> bool:
        return any(self.facets.values())


@dataclass(frozen=True, slots=True)
class Hit:
    """One practice with its scores; all None when nothing was asked of the land."""

    id: int
    likeness: float | None = None
    similarity: float | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """A page of hits in order, the size of each group, and counts by facet and code."""

    hits: tuple[Hit, ...]
    total: int
    groups: Mapping[str, int]
    facet_counts: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    name: str

    @property
    def is_current(self) -> bool:
        """Whether the newest index answers. Raises EngineUnavailable."""
        ...

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        """Practices that pass the land's gate and the selection, best first. Raises EngineUnavailable."""
        ...

    def count(self) -> int:
        """Practices in the index. Raises EngineUnavailable."""
        ...

    def fingerprints(self) -> Mapping[int, int]:
        """Of every practice in the index, by id. Raises EngineUnavailable."""
        ...


class Writer(Protocol):
    """`version` grows with every reading of the database: what was read earlier never replaces what was read
    later. 0 where there is only one writer, who takes one thing after the other.
    """

    def rebuild(self, documents: Iterable[Document], *, version: int = 0) -> int:
        """Replace everything at once; readers see the old index until the new one is whole. How many.

        Raises RebuildRefused, EngineUnavailable, WriterBusy, or PartlyFailed when it is done but for some.
        """
        ...

    def update(self, changed: Iterable[Document], removed: Iterable[int], *, version: int = 0) -> None:
        """Put some in and take some out. Raises IndexNeedsRebuild, EngineUnavailable, PartlyFailed."""
        ...

    def check(self, *, whole: bool) -> None:
        """Raises IndexNeedsRebuild when the index cannot serve; `whole` reads every byte of it."""
        ...
