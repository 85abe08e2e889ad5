"""The embedded engine by itself: processor time of each kind of question, and of a rebuild.

    python -m benchmarks.engine [--practices 10000] [--queries 200]

Documents are generated without a database. Bare tantivy writes the same texts into the same fields with the
same analysers, and nothing else: no columns, facets, checksums. Above 1 is what the rest of the index costs.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import django

from benchmarks.match import random_land, random_record
from benchmarks.texts import query, text
from benchmarks.timing import cpu_ms, machine, shown
from matching.records import Record
from search.engines.base import Document, Selection, Texts
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from zones import vocabulary
from zones.land import Land
from zones.naming import ALL_ZONES
from zones.values import Classes

# How long a title, a summary, the other texts and the keywords are, in words.
WORDS = {"title": 6, "summary": 60, "body": 80, "keywords": 4}


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """The same for the same seed."""
    dice = random.Random(seed)
    zones = tuple(ALL_ZONES.values())
    for number in range(1, count + 1):
        record, zone = random_record(dice, number), dice.choice(zones)
        yield Document(
            record=record,
            facets={
                "crops": _crops(record),
                "outcome": frozenset({dice.choice(vocabulary.OUTCOMES)}),
                "practice_group": frozenset({dice.choice(vocabulary.PRACTICE_GROUPS)}),
                "temperature": frozenset({zone.temperature}),
                "growing_period": frozenset({zone.growing_period}),
                "texture": frozenset(filter(None, [zone.texture])),
                "continent": frozenset({dice.choice(vocabulary.CONTINENTS)}),
                "language": frozenset(vocabulary.LANGUAGES),
            },
            texts={
                language: Texts(**{field: text(dice, language, count) for field, count in WORDS.items()})
                for language in vocabulary.LANGUAGES
            },
            names=text(dice, "fr", 3),
        )


def _crops(record: Record) -> frozenset[str]:
    crops = record.values.get("crops")
    return crops.codes if isinstance(crops, Classes) else frozenset()


def write_bare(written: list[Document], folder: Path) -> None:
    from tantivy import Document as Entry
    from tantivy import Index, SchemaBuilder

    from search.text.analyser import analyser, plain_analyser, surface_analyser

    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field("names", tokenizer_name="plain")
    for language in vocabulary.LANGUAGES:
        for field in WORDS:
            builder.add_text_field(f"{field}_{language}", tokenizer_name=f"stems_{language}")
        builder.add_text_field(f"exact_{language}", tokenizer_name="plain")
        builder.add_text_field(f"surface_{language}", tokenizer_name="surface", index_option="basic")
    index = Index(builder.build(), path=str(folder))
    for language in vocabulary.LANGUAGES:
        index.register_tokenizer(f"stems_{language}", analyser(language))
    index.register_tokenizer("plain", plain_analyser())
    index.register_tokenizer("surface", surface_analyser())
    writer = index.writer(128_000_000, 2)
    for document in written:
        entry = Entry()
        entry.add_integer("id", document.record.id)
        entry.add_text("names", document.names)
        for language, texts in document.texts.items():
            parts = [(field, getattr(texts, field)) for field in WORDS]
            for field, said in parts:
                entry.add_text(f"{field}_{language}", said)
            entry.add_text(f"exact_{language}", texts.title)
            entry.add_text(f"surface_{language}", " ".join([*(said for _f, said in parts), document.names]))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


def seconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def stored_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def rebuilt(folder: Path, count: int) -> None:
    """Two turns, in both orders, so that neither has the warmer machine."""
    written = list(documents(count))
    index, bare = folder / "index", folder / "bare"
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(2):
        shutil.rmtree(bare, ignore_errors=True)
        bare.mkdir()
        acts: list[tuple[list[float], Callable[[], object]]] = [
            (theirs, partial(write_bare, written, bare)),
            (ours, partial(EmbeddedWriter(index).rebuild, written)),
        ]
        for times, act in acts if turn else reversed(acts):
            times.append(seconds(act))
    us, them = min(ours), min(theirs)
    print(f"rebuild / bare tantivy   {us / them:.2f}   ({us:.1f} s / {them:.1f} s)")
    current = index / (index / "CURRENT").read_text().strip()
    print(f"index                    {stored_bytes(current) / count:,.0f} bytes a practice")


def asked(engine: EmbeddedEngine, queries: int) -> None:
    dice = random.Random(2)
    lands = [random_land(dice) for _ in range(queries)]
    words = [query(dice, dice.choice(vocabulary.LANGUAGES)) for _ in range(queries)]
    outcome = {"outcome": frozenset({"mixed", "abandoned"})}

    def question(land: Land, said: str, facets: dict[str, frozenset[str]]) -> Callable[[], object]:
        return partial(engine.match, land, Selection(facets, said), offset=0, limit=20)

    none: dict[str, frozenset[str]] = {}
    kinds: dict[str, list[Callable[[], object]]] = {
        "match": [question(land, "", none) for land in lands],
        "match + facet": [question(land, "", outcome) for land in lands],
        "words": [question(Land(), said, none) for said in words],
        "fused": [question(land, f"{said} soil", none) for land, said in zip(lands, words, strict=True)],
        "fused + facet": [
            question(land, f"{said} water", outcome) for land, said in zip(lands, words, strict=True)
        ],
    }
    for name, calls in kinds.items():
        calls[0]()
        print(f"{name:24} {shown(cpu_ms(calls))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    django.setup()
    print(f"{options.practices:,} practices; {machine()}")
    folder = Path(tempfile.mkdtemp(prefix="twinfields-benchmark-"))
    try:
        rebuilt(folder, options.practices)
        asked(EmbeddedEngine(folder / "index"), options.queries)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
