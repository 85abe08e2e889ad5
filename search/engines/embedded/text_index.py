"""The texts of one generation of the embedded index: a tantivy index in its folder `text/`.

Segment files never change once written, so the next generation starts from links to them and writes only what
is new. Each write opens a fresh `Index` and waits for its merges; `text.json` lists what must be there.
"""

import contextlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from tantivy import Document as TantivyDocument
from tantivy import Index, IndexWriter, Occur, Query, SchemaBuilder

from search.engines.base import Document, Selection, Texts
from search.engines.embedded.text_query import Compiler
from search.engines.fields import (
    CONCEPT_FIELDS,
    EXACT_FIELD,
    NAMES_FIELD,
    STEM_FIELDS,
    SURFACE_FIELD,
    TREATED_FIELDS,
)
from search.text.analyser import (
    ANALYSER_VERSION,
    analyser,
    plain_analyser,
    prepared,
    surface_analyser,
)
from search.text.query import Word
from search.text.vocabulary import Vocabulary
from zones.vocabulary import LANGUAGES

FORMAT: Final = 3
FOLDER: Final = "text"
MANIFEST: Final = "text.json"

# Bytes a writing thread may fill before it writes a segment: the least there may be, and for a rebuild.
UPDATE_HEAP: Final = 15_000_000
REBUILD_HEAP: Final = 128_000_000
# Scores are read of so many of the first practices; ties further down stay in the library's order.
SCORED: Final = 1000
# Files up to this size are read and compared whole when the index is opened; larger ones by their size.
COMPARED_BYTES: Final = 65_536


# Bytes and CRC-32 of a file.
Checksum = tuple[int, int]


class TextIndexUnusable(Exception):
    """Raised for stored texts that are absent, damaged, or made by another version: rebuild them."""


class Ranked(NamedTuple):
    """Ids of all practices that have the words, best first, and the scores of the first of them."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]


@contextlib.contextmanager
def _as_unusable() -> Iterator[None]:
    """Raise TextIndexUnusable for whatever the library raises about a damaged index inside the block."""
    try:
        yield
    except (ValueError, OSError, RuntimeError, KeyError, TypeError) as error:
        raise TextIndexUnusable(str(error)[:300]) from error
    except BaseException as error:
        # A panic inside the library is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise TextIndexUnusable(str(error)[:300]) from error


def _registered(index: Index) -> Index:
    for language in LANGUAGES:
        index.register_tokenizer(f"stems_{language}", analyser(language))
    index.register_tokenizer("plain", plain_analyser())
    index.register_tokenizer("surface", surface_analyser())
    return index


def _new_index(path: Path) -> Index:
    builder = SchemaBuilder()
    # Signed: terms of an unsigned field are never found again, so nothing would be deleted.
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field(NAMES_FIELD, tokenizer_name="plain")
    for field in CONCEPT_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        for field in STEM_FIELDS:
            builder.add_text_field(f"{field}_{language}", tokenizer_name=f"stems_{language}")
        builder.add_text_field(f"{EXACT_FIELD}_{language}", tokenizer_name="plain")
        builder.add_text_field(f"{SURFACE_FIELD}_{language}", tokenizer_name="surface", index_option="basic")
    return _registered(Index(builder.build(), path=str(path)))


def _entry(document: Document) -> TantivyDocument:
    entry = TantivyDocument()
    entry.add_integer("id", document.record.id)
    names = prepared(document.names)
    entry.add_text(NAMES_FIELD, names)
    for field in CONCEPT_FIELDS:
        for concept in sorted(getattr(document, field)):
            entry.add_text(field, concept)
    for language, texts in document.texts.items():
        parts = {field: prepared(getattr(texts, field)) for field in Texts.__dataclass_fields__}
        for field, text in parts.items():
            if text:
                entry.add_text(f"{field}_{language}", text)
        entry.add_text(f"{EXACT_FIELD}_{language}", parts["title"])
        entry.add_text(f"{SURFACE_FIELD}_{language}", " ".join((*parts.values(), names)))
    return entry


class TextWriter:
    """Adds and removes texts in the folder of a new generation; `finish` makes them readable."""

    def __init__(self, folder: Path, writer: IndexWriter, known: Mapping[str, Checksum]) -> None:
        self._folder = folder
        self._writer = writer
        self._known = known

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Return a writer of a new, empty index in the folder."""
        path = folder / FOLDER
        path.mkdir()
        return cls(folder, _new_index(path).writer(REBUILD_HEAP, 2), {})

    @classmethod
    def following(cls, previous: Path, folder: Path) -> Self:
        """Return a writer that starts with everything of an older generation. Raises TextIndexUnusable."""
        with _as_unusable():
            known = _read_manifest(previous)
            shutil.copytree(previous / FOLDER, folder / FOLDER, copy_function=_linked, ignore=_left_out)
            index = _registered(Index.open(str(folder / FOLDER)))
            return cls(folder, index.writer(UPDATE_HEAP, 1), known)

    def put(self, document: Document) -> None:
        """Add a practice's texts; those that it had before have to be removed first."""
        with _as_unusable():
            self._writer.add_document(_entry(document))

    def remove(self, practice_id: int) -> None:
        """Remove a practice's texts, if there are any."""
        with _as_unusable():
            self._writer.delete_documents_by_term("id", practice_id)

    def finish(self) -> "TextIndex":
        """Write everything to the disk and return the index to read."""
        with _as_unusable():
            self._writer.commit()
            self._writer.wait_merging_threads()
            _write_manifest(self._folder, self._known)
        return TextIndex.open(self._folder)


class TextIndex:
    """The texts of one generation, read only, as they were when opened."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._vocabularies: dict[str, Vocabulary] = {}

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the texts of a generation's folder. Raises TextIndexUnusable."""
        with _as_unusable():
            _read_manifest(folder)
            index = Index.open(str(folder / FOLDER))
            # A generation does not change: no thread has to watch it.
            index.config_reader("manual")
            return cls(index)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, selection: Selection) -> Ranked:
        """Return all practices that have the words, best first. Raises TextIndexUnusable."""
        compiler = Compiler(
            self._schema, selection.language, is_fuzzy=selection.is_fuzzy, is_any=selection.is_any
        )
        with _as_unusable():
            return self._ranked(compiler.compile(selection.query))

    def _ranked(self, query: Query) -> Ranked:
        if not len(self):
            return Ranked(np.zeros(0, np.int64), np.zeros(0))
        hits = self._searcher.search(query, limit=len(self), count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _score, address in hits])
        scores = [score for score, _address in hits[:SCORED]]
        return Ranked(np.array(ids, dtype=np.int64), np.array(scores, dtype=np.float64))

    def has_word(self, word: Word) -> bool:
        """Return whether any practice has the word, or one with its stem, in any language."""
        with _as_unusable():
            if self._searcher.doc_freq(NAMES_FIELD, word.folded):
                return True
            return any(
                self._searcher.doc_freq(f"{field}_{language}", stem)
                for language in LANGUAGES
                if (stem := word.stem(language))
                for field in STEM_FIELDS
            )

    def has_concept(self, concept: str) -> bool:
        """Return whether any practice has the concept or a narrower one."""
        with _as_unusable():
            return any(self._is_held(field, concept) for field in CONCEPT_FIELDS)

    def treats(self, concepts: Iterable[str]) -> bool:
        """Return whether any practice is about one of these concepts, more than mentioning it."""
        with _as_unusable():
            return any(self._is_held(field, one) for one in concepts for field in TREATED_FIELDS)

    def _is_held(self, field: str, concept: str) -> bool:
        """Return whether a practice holds the concept; the library's count also has replaced ones in it."""
        if not self._searcher.doc_freq(field, concept):
            return False
        query = Query.term_query(self._schema, field, concept)
        return bool(self._searcher.search(query, limit=1, count=False).hits)

    def ids_with_concept(self, concept: str) -> list[int]:
        """Return the ids of the practices that have the concept or a narrower one."""
        with _as_unusable():
            terms = [Query.term_query(self._schema, field, concept) for field in CONCEPT_FIELDS]
            query = Query.boolean_query([(Occur.Should, term) for term in terms])
            return [int(pk) for pk in self._ranked(query).ids]

    def vocabulary(self, language: str) -> Vocabulary:
        """Return every word of the texts in that language and of the names; made on first use and kept."""
        known = self._vocabularies.get(language)
        if known is None:
            with _as_unusable():
                terms = self._searcher.terms_with_prefix(f"{SURFACE_FIELD}_{language}", "")
                known = self._vocabularies[language] = Vocabulary.of_terms(language, terms)
        return known


def _linked(source: str, target: str) -> None:
    """Link a file that never changes; copy one that does, or where links cannot be made."""
    if source.endswith(".json"):
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _left_out(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".lock")}


def _files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted((folder / FOLDER).iterdir()) if path.suffix != ".lock"}


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found = zlib.crc32(block, found)
    return found


def _write_manifest(folder: Path, known: Mapping[str, Checksum]) -> None:
    """Write the names, sizes and checksums of the index's files.

    `known` are the checksums of an older generation, whose segment files need not be read again.
    """
    files: dict[str, Checksum] = {}
    for name, path in _files(folder).items():
        is_linked = name in known and path.suffix != ".json"
        files[name] = known[name] if is_linked else (path.stat().st_size, _checksum(path))
    content = {"format": FORMAT, "analyser": ANALYSER_VERSION, "files": files}
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def _read_manifest(folder: Path) -> Mapping[str, Checksum]:
    """Return the files that must be there, compared with those that are. Raises TextIndexUnusable."""
    content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if (content["format"], content["analyser"]) != (FORMAT, ANALYSER_VERSION):
        raise TextIndexUnusable(f"made with analyser {content['analyser']}, format {content['format']}")
    files: dict[str, Checksum] = {name: (pair[0], pair[1]) for name, pair in content["files"].items()}
    for name, (size, checksum) in files.items():
        path = folder / FOLDER / name
        if path.stat().st_size != size or (size <= COMPARED_BYTES and _checksum(path) != checksum):
            raise TextIndexUnusable(f"{name} is not the file that was written")
    return files


def verify(folder: Path) -> None:
    """Read every file whole. Raises TextIndexUnusable when one is not what was written."""
    with _as_unusable():
        for name, (_size, checksum) in _read_manifest(folder).items():
            if _checksum(folder / FOLDER / name) != checksum:
                raise TextIndexUnusable(f"{name} is not the file that was written")
