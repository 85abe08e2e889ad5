"""Do both engines show the same pages? Thousands of generated questions, each compared whole.

    ELASTICSEARCH_URL=… python -m benchmarks.agreement [--practices 20000] [--queries 2000] [--scans 20]

Page, scores, totals, groups and facet counts of Elasticsearch are compared with those of the embedded engine,
whose columns compare every practice; and for `--scans` of the questions with a scan of all practices by the
reference scorer. With words, the sets that both find are compared too. Prints what differs, and times.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import django

from benchmarks.engine import documents
from benchmarks.match import random_land
from benchmarks.texts import query
from benchmarks.timing import machine, percentiles
from matching.records import Record
from matching.reference import rank
from search.engines.base import Document, Engine, EngineAnswer, Selection
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.names import every_index
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from zones import factors, vocabulary
from zones.land import Land, Sliders, land_at
from zones.land_reading import read_land

PAGE = 20
# What two engines may differ by in one score.
TOLERANCE = 1e-5
ANY_LAND = Land(stated={"texture": frozenset({"loamy"})})
KINDS = ("place", "two answers", "everything", "saline and waterlogged", "irrigated", "some answers", "words")


def asked(kind: str, dice: random.Random) -> tuple[Land, Selection]:
    """One question of a kind, with a facet ticked now and then."""
    whole = random_land(dice)
    facets = {"outcome": frozenset(dice.sample(vocabulary.OUTCOMES, 2))} if dice.random() < 0.2 else {}
    selection = Selection(facets)
    sliders = Sliders(*(dice.choice((0.0, 0.5, 1.0, 2.0)) for _ in range(3)))
    match kind:
        case "two answers":
            stated = {name: whole.stated[name] for name in ("texture", "crops")}
            return Land(stated=stated), selection
        case "everything":
            return Land(stated=whole.stated, land_use=whole.land_use, sliders=sliders), selection
        case "irrigated":
            stated = {**whole.stated, "water_supply": frozenset({"full_irrigation"})}
            return Land(stated=stated), selection
        case "some answers":
            some = dice.sample(factors.NAMES, dice.randint(1, 6))
            return Land(stated={name: whole.stated[name] for name in some}, sliders=sliders), selection
        case "words":
            language = dice.choice(vocabulary.LANGUAGES)
            order = dice.choice(("land", "words", "both"))
            with_land = whole if dice.random() < 0.5 else Land()
            return with_land, Selection(facets, query(dice, language), language, order)
    place = somewhere(dice)
    if kind == "place":
        return place, selection
    limited = {name: ["yes"] for name in ("salinity", "waterlogging")}
    position = {"lat": [str(place.latitude)], "lon": [str(place.longitude)], "texture": ["clay"]}
    return read_land(position | limited)[0], selection


def somewhere(dice: random.Random) -> Land:
    """Anywhere on land."""
    while True:
        land = land_at(round(dice.uniform(-50, 65), 1), round(dice.uniform(-180, 180), 1))
        if land.derived:
            return land


@dataclass
class Found:
    """What was compared, and what was not the same."""

    pages: int = 0
    scans: int = 0
    worst: float = 0.0
    wrong: list[str] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)


class Comparison:
    def __init__(self, embedded: Engine, elastic: Engine, records: Sequence[Record]) -> None:
        self._embedded = embedded
        self._elastic = elastic
        self._records = records
        self.found = Found()

    def question(self, land: Land, selection: Selection, *, page: int = 0, scan: bool = False) -> None:
        offset = page * PAGE
        started = time.perf_counter()
        ours = self._elastic.match(land, selection, offset=offset, limit=PAGE)
        self.found.times_ms.append((time.perf_counter() - started) * 1000)
        theirs = self._embedded.match(land, selection, offset=offset, limit=PAGE)
        self.found.pages += 1
        for problem in self._problems(ours, theirs, selection):
            self.found.wrong.append(f"{problem}: {land.to_query()} {selection} from {offset}")
        if scan:
            self.found.scans += 1
            ids = [one.id for one in rank(land, self._records)[offset : offset + PAGE]]
            if ids != [hit.id for hit in ours.hits]:
                self.found.wrong.append(f"not the page of a full scan: {land.to_query()}")

    def _problems(self, ours: EngineAnswer, theirs: EngineAnswer, selection: Selection) -> Iterator[str]:
        if ours.total != theirs.total:
            yield f"total {ours.total} instead of {theirs.total}"
        if dict(ours.groups) != dict(theirs.groups):
            yield f"groups {ours.groups} instead of {theirs.groups}"
        if {name: dict(counts) for name, counts in ours.facet_counts.items()} != theirs.facet_counts:
            yield "other facet counts"
        has_land = any(hit.likeness is not None for hit in theirs.hits)
        if selection.query and not (selection.order == "land" and has_land):
            # The two rank words each in its own way; which practices have them is the same.
            return
        if [hit.id for hit in ours.hits] != [hit.id for hit in theirs.hits]:
            yield "another page"
        for one, other in zip(ours.hits, theirs.hits, strict=False):
            for mine, his in (
                (one.likeness, other.likeness),
                (one.similarity, other.similarity),
                (one.coverage, other.coverage),
            ):
                off = abs((mine or 0.0) - (his or 0.0))
                self.found.worst = max(self.found.worst, off)
                if off > TOLERANCE or (mine is None) != (his is None):
                    yield f"practice {one.id} scores {mine} instead of {his}"

    def sets(self, selection: Selection, limit: int) -> None:
        """All that have the words, up to the limit in the order of a land, and nothing else."""
        asked = replace(selection, order="land")
        ours, theirs = (
            [hit.id for hit in engine.match(ANY_LAND, asked, offset=0, limit=limit).hits]
            for engine in (self._elastic, self._embedded)
        )
        if ours != theirs:
            self.found.wrong.append(f"other practices for {selection}: {sorted({*ours} ^ {*theirs})[:10]}")


def compared(comparison: Comparison, queries: int, scans: int, seed: int = 3) -> Found:
    """Every kind of question in turn; some for a later page, `scans` of those without words in full."""
    dice = random.Random(seed)
    every = max(1, queries // scans) if scans else 0
    for number in range(queries):
        kind = KINDS[number % len(KINDS)]
        land, selection = asked(kind, dice)
        plain = kind != "words" and not selection.facets
        scan = bool(every) and plain and comparison.found.scans < scans and number % every < len(KINDS)
        comparison.question(land, selection, page=dice.choice((0, 0, 0, 1, 7)), scan=scan)
        if kind == "words":
            comparison.sets(selection, limit=500)
    return comparison.found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--scans", type=int, default=20)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    django.setup()
    written: list[Document] = list(documents(options.practices))
    records = [document.record for document in written]
    folder = Path(tempfile.mkdtemp(prefix="twinfields-benchmark-"))
    urls, prefix = tuple(os.environ["ELASTICSEARCH_URL"].split(",")), f"agree-{uuid.uuid4().hex[:8]}"
    cluster = Cluster(urls, prefix=prefix, search_timeout_s=30)
    print(f"{options.practices:,} practices; {machine()}")
    try:
        EmbeddedWriter(folder / "index").rebuild(written)
        started = time.perf_counter()
        ElasticsearchWriter(cluster, folder).rebuild(written)
        print(f"rebuild on the node      {time.perf_counter() - started:.1f} s")
        engines = EmbeddedEngine(folder / "index"), ElasticsearchEngine(cluster)
        found = compared(Comparison(*engines, records), options.queries, options.scans)
    finally:
        client = cluster.connected().options(request_timeout=60)
        client.indices.delete(index=",".join(client.indices.get(index=every_index(cluster.prefix))))
        shutil.rmtree(folder)
    p50, p95 = percentiles(found.times_ms)
    print(f"pages compared           {found.pages:,}, of them with a full reference scan {found.scans}")
    print(f"wrong                    {len(found.wrong)}")
    print(f"largest difference       {found.worst:.1e} in L, S or C")
    print(f"Elasticsearch, wall      p50 {p50:.1f} ms   p95 {p95:.1f} ms; {machine()}")
    for problem in found.wrong[:20]:
        print(f"  {problem}")


if __name__ == "__main__":
    main()
