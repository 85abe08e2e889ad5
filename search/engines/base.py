"""Questions to an engine and its answers, whatever it is built on. Pure types: ids and codes, no pages."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol, get_args

from matching import profile
from matching.ranking import Group
from matching.records import Record
from search.text.query import TextQuery, Word, parse
from search.text.vocabulary import Vocabulary
from zones.land import Land

EngineName = Literal["embedded", "elasticsearch"]
EMBEDDED: Final = "embedded"
ELASTICSEARCH: Final = "elasticsearch"

# The facets of the results page. Each is a set of codes on a practice; several ticked in one widen,
# two facets narrow.
FacetName = Literal[
    "outcome",
    "temperature",
    "growing_period",
    "texture",
    "practice_group",
    "soil_carbon",
    "crops",
    "continent",
    "language",
    "voices",
]
FACETS: Final[tuple[FacetName, ...]] = get_args(FacetName)
Facets = Mapping[FacetName, frozenset[str]]

# The orders of results when words and land are both given; "both" joins the two others.
Order = Literal["both", "land", "words"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)

# Facets count only practices whose likeness is at least this, the same in every engine.
FACET_FLOOR: Final = profile.NEAR_LIKENESS


class EngineUnavailable(Exception):
    """Raised by an engine that cannot answer now; another may."""


class IndexNeedsRebuild(Exception):
    """Raised where there is no usable index to update or read."""


class WriterBusy(Exception):
    """Raised while another process writes the index."""


class RebuildRefused(Exception):
    """Raised for a new index that must not be put in use; the old one still answers."""


class PartlyFailed(Exception):
    """Raised when all but some practices were written; `reasons` has the cause by id."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(f"{len(reasons)} practices were refused")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of one practice in one language; `keywords` are the labels of its kinds and country."""

    title: str = ""
    summary: str = ""
    body: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """All that an index keeps of one practice. `names` (local names, place, tags) belong to no language.

    Ids of the thesaurus: `titled` are the concepts in its name, `concepts` those that its other short texts
    and its ticked codes are about, `mentions` those in its long texts, within a longer label, or among
    several of one ticked code, `broader` those above any; no id stands in two of them.
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
        """Return a signed 64-bit hash of the content, by which an entry out of date is recognised."""
        values = {name: value.to_json() for name, value in self.record.values.items()}
        facets = {name: sorted(codes) for name, codes in self.facets.items()}
        rest = (sorted(self.record.needs), sorted(self.record.land_uses), self.record.confirmed_on)
        digest = hashlib.blake2b(json.dumps([values, facets, rest], sort_keys=True).encode(), digest_size=8)
        for language, own in sorted(self.texts.items()):
            for text in (language, own.title, own.summary, own.body, own.keywords):
                digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
        digest.update(self.names.encode("utf-8", "surrogatepass"))
        for ids in (self.titled, self.concepts, self.mentions, self.broader):
            digest.update("\0".join(("", *sorted(ids))).encode())
        return int.from_bytes(digest.digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Selection:
    """A reader's filters and words: ticked codes by facet, and what was typed.

    `language` is the reader's: its stop words are left out, and its texts weigh more. `is_fuzzy` lets every
    long word differ by one letter, `is_any` asks for one part of the query instead of most. `concepts` holds
    pairs of the folded words that name concepts of the thesaurus, and their ids; `lighter` are those words
    among them that name a problem beside a crop.
    """

    facets: Facets = field(default_factory=dict)
    words: str = ""
    language: str = "en"
    order: Order = "both"
    is_fuzzy: bool = False
    is_any: bool = False
    concepts: tuple[tuple[str, frozenset[str]], ...] = ()
    lighter: frozenset[str] = frozenset()

    def without_facet(self, facet: FacetName) -> "Selection":
        """Return the same selection with nothing ticked in that facet."""
        return replace(self, facets={name: codes for name, codes in self.facets.items() if name != facet})

    def with_words(self, words: str) -> "Selection":
        """Return the same selection with other words, whose concepts are not looked up yet."""
        return replace(self, words=words, concepts=(), lighter=frozenset())

    @property
    def query(self) -> TextQuery:
        """Return the words as a parsed query with their concepts; false when there is no word."""
        return parse(self.words, self.language).with_concepts(dict(self.concepts), self.lighter)

    @property
    def has_facets(self) -> bool:
        """Return whether anything is ticked."""
        return any(self.facets.values())


@dataclass(frozen=True, slots=True)
class Hit:
    """One practice with its scores (L, S and C), all None when nothing was asked of the land."""

    id: int
    likeness: float | None = None
    similarity: float | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """A page of hits in order, the size of each group, and counts by facet and code."""

    hits: tuple[Hit, ...]
    total: int
    groups: Mapping[Group, int]
    facet_counts: Mapping[FacetName, Mapping[str, int]]


class Engine(Protocol):
    """Finds, orders and counts practices. Every method raises EngineUnavailable when it cannot answer."""

    name: EngineName

    @property
    def is_current(self) -> bool:
        """Return whether the newest index answers."""
        ...

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        """Return the practices that pass the land's gate and the selection, best first."""
        ...

    def count(self) -> int:
        """Return the number of practices in the index."""
        ...

    def fingerprints(self) -> Mapping[int, int]:
        """Return the fingerprint of every practice in the index, by id."""
        ...


class Lexicon(Protocol):
    """Knows the words and concepts that practices use: for corrections, suggestions and retagging.

    Every method raises EngineUnavailable when no index can be read.
    """

    @property
    def version(self) -> str:
        """Return a name that changes with every write."""
        ...

    def count(self) -> int:
        """Return the number of practices in the index."""
        ...

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words of all texts in that language, and of the names."""
        ...

    def has_word(self, word: Word) -> bool:
        """Return whether any practice has the word, or another with its stem, in any language."""
        ...

    def has_concept(self, concept: str) -> bool:
        """Return whether any practice has the concept or a narrower one."""
        ...

    def treats(self, concepts: Iterable[str]) -> bool:
        """Return whether any practice is about one of these concepts, more than mentioning it."""
        ...

    def ids_with_concept(self, concept: str) -> list[int]:
        """Return the ids of the practices that have the concept or a narrower one."""
        ...

    def ids_with_words(self, selection: Selection) -> list[int]:
        """Return the ids of the practices that have the selection's words, best first; none without words."""
        ...


class Writer(Protocol):
    """Writes an index.

    `version` grows with every reading of the database: what was read earlier never replaces what was read
    later. It is 0 for an index with one writer that takes one change after the other.
    """

    def rebuild(self, documents: Iterable[Document], *, version: int = 0) -> int:
        """Replace everything at once and return how many practices were written.

        Readers see the old index until the new one is whole. Raises RebuildRefused, EngineUnavailable,
        WriterBusy, or PartlyFailed when it is done but for some.
        """
        ...

    def update(self, changed: Iterable[Document], removed: Iterable[int], *, version: int = 0) -> None:
        """Write some practices and remove others.

        Raises IndexNeedsRebuild, EngineUnavailable, PartlyFailed.
        """
        ...

    def check(self, *, whole: bool) -> None:
        """Raise IndexNeedsRebuild when the index cannot serve; `whole` reads every byte of it."""
        ...
