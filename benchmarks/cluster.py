"""The Elasticsearch engine beside the bare node and beside the embedded engine, over the same practices.

    ELASTICSEARCH_URL=… python -m benchmarks.cluster [--practices 10000] [--queries 60] [--shards 1]

Documents are generated without a database, and go into indexes of this command's own prefix, which it takes
away in the end. "node": the bytes that the engine sent for a question, sent again through the same
connection, and the answer left unread. "raw bulk": the same entries as ready bytes, in the same batches, one
after the other, into an index with the same mapping. Both sides of a ratio take turns. `--shards` (a power of
two) splits the filled index before it is asked, and looks whether the pages of a land are still the same.
"""

import argparse
import json
import os
import random
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import django
from elasticsearch import Elasticsearch

from benchmarks.engine import documents, stored_bytes
from benchmarks.match import random_land
from benchmarks.texts import query
from benchmarks.timing import machine, percentiles
from matching import profile
from search.engines.base import Document, Selection
from search.engines.elasticsearch.bulk import BATCH
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.connection import PunctualNode
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import entry_of, stamp, stamped
from search.engines.elasticsearch.names import every_index, reading_alias
from search.engines.elasticsearch.rebuild import FILLING, SERVING
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from zones import vocabulary
from zones.land import Land

PAGE: Final = 20
PLACE_TELLS: Final = frozenset(
    (*(factor.name for factor in profile.FACTORS if factor.factor_group == "climate"), "frost")
)
CLIENTS: Final = 4
# Each client asks so long.
THROUGHPUT_S: Final = 3.0
REBUILDS: Final = 2
# Filling and splitting wait so long for one answer.
PATIENCE_S: Final = 120

Asked = tuple[Land, Selection]


class Sent(NamedTuple):
    """One request of the engine, ready to be sent again."""

    method: str
    target: str
    body: bytes
    headers: Any


class Site:
    """Both engines over the same documents; `raw` is the index of the raw bulk."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        prefix = f"beside-{uuid.uuid4().hex[:8]}"
        self.cluster = Cluster(tuple(urls), prefix=prefix, search_timeout_s=30)
        self.raw = f"{prefix}-raw"
        self.split = f"{prefix}-split"
        self.writer = ElasticsearchWriter(self.cluster, folder)
        self.engine = ElasticsearchEngine(self.cluster)
        self.embedded_writer = EmbeddedWriter(folder / "index")
        self.embedded = EmbeddedEngine(folder / "index")
        self.folder = folder

    @property
    def client(self) -> Elasticsearch:
        return self.cluster.connected().options(request_timeout=PATIENCE_S)

    @property
    def index(self) -> str:
        return next(iter(self.client.indices.get_alias(name=reading_alias(self.cluster.prefix, stamp()))))

    def clean(self) -> None:
        for pattern in (every_index(self.cluster.prefix), self.raw, self.split):
            if found := list(self.client.indices.get(index=pattern, ignore_unavailable=True)):
                self.client.indices.delete(index=",".join(found))


# --- filling ----------------------------------------------------------------------------------------------


def lines(entries: Sequence[dict[str, Any]]) -> Iterator[bytes]:
    """Bodies of bulk requests, as many practices in each as the writer sends at a time."""
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        said = (json.dumps(part) for entry in batch for part in ({"index": {"_id": str(entry["id"])}}, entry))
        yield ("\n".join(said) + "\n").encode()


def raw_bulk(site: Site, bodies: Sequence[bytes]) -> float:
    """Seconds until all is in and can be found."""
    client = site.client
    client.indices.delete(index=site.raw, ignore_unavailable=True)
    started = time.perf_counter()
    client.indices.create(
        index=site.raw, settings={"index": {**FILLING, "number_of_shards": 1}}, mappings=stamped()
    )
    headers = {"content-type": "application/x-ndjson", "accept": "application/json"}
    for body in bodies:
        answer = client.transport.perform_request("POST", f"/{site.raw}/_bulk", body=body, headers=headers)
        if answer.body["errors"]:
            raise SystemExit("the node refused what the writer sends")
    client.indices.refresh(index=site.raw)
    client.indices.put_settings(index=site.raw, settings=SERVING)
    return time.perf_counter() - started


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def rebuilt(site: Site, written: Sequence[Document]) -> None:
    """Both orders, so that neither has the warmer machine; then the embedded index once."""
    entries: list[dict[str, Any]] = []
    making_s = timed(lambda: entries.extend(map(entry_of, written)))
    bodies = list(lines(entries))
    entries.clear()
    ours: list[float] = []
    raw: list[float] = []
    acts: list[tuple[list[float], Callable[[], float]]] = [
        (raw, partial(raw_bulk, site, bodies)),
        (ours, partial(timed, partial(site.writer.rebuild, written))),
    ]
    for turn in range(REBUILDS):
        for times, act in acts if turn % 2 else reversed(acts):
            times.append(act())
    embedded_s = timed(partial(site.embedded_writer.rebuild, written))
    us, them = min(ours), min(raw)
    megabytes = sum(map(len, bodies)) / 1e6
    print(
        f"rebuild / raw bulk   {us / them:.2f}   ({us:.1f} s / {them:.1f} s; making the"
        f" entries {making_s:.1f} s, {megabytes:.0f} MB)"
    )
    print(f"embedded rebuild     {embedded_s:.1f} s")
    site.client.indices.delete(index=site.raw)


def prepared(site: Site, count: int, shards: int) -> None:
    """Sizes on disk; then the index is made ready to be asked, and forgets answers that it gave."""
    client, index = site.client, site.index
    sizes = []
    for make in (client.indices.flush, partial(client.indices.forcemerge, max_num_segments=1)):
        make(index=index)
        sizes.append(stored(client, index) / count)
    current = site.folder / "index" / (site.folder / "index" / "CURRENT").read_text().strip()
    print(
        f"index                {sizes[0]:,.0f} bytes a practice after the rebuild, {sizes[1]:,.0f} in one"
        f" segment; embedded {stored_bytes(current) / count:,.0f}"
    )
    uncached = {"index.requests.cache.enable": False}
    client.indices.put_settings(index=index, settings=uncached)
    if shards > 1:
        client.indices.put_settings(index=index, settings={"index.blocks.write": True})
        settings = {
            "index.number_of_shards": shards,
            "index.number_of_replicas": 0,
            "index.blocks.write": None,
        }
        settings |= {"index.auto_expand_replicas": False, **uncached}
        client.indices.split(index=index, target=site.split, settings=settings, wait_for_active_shards="all")
        client.cluster.health(index=site.split, wait_for_no_relocating_shards=True, timeout="60s")
        client.indices.forcemerge(index=site.split, max_num_segments=1)
        client.indices.refresh(index=site.split)
        stats = client.indices.stats(index=site.split, level="shards")["indices"][site.split]["shards"]
        held = [
            (copy["docs"]["count"], copy["routing"]["node"]) for copies in stats.values() for copy in copies
        ]
        on = len({node for _count, node in held})
        print(
            f"shards               {', '.join(str(count) for count, _node in held)} practices, on {on} nodes"
        )


def stored(client: Elasticsearch, index: str) -> int:
    return int(
        client.indices.stats(index=index, metric="store")["_all"]["primaries"]["store"]["size_in_bytes"]
    )


# --- asking -----------------------------------------------------------------------------------------------


def questions(count: int) -> dict[str, list[Asked]]:
    """The same questions in every run."""
    dice = random.Random(2)
    lands = [random_land(dice) for _ in range(count)]
    languages = [dice.choice(vocabulary.LANGUAGES) for _ in range(count)]
    said = [query(dice, language) for language in languages]
    ticked = {"outcome": frozenset({"mixed", "abandoned"})}
    worded = [Selection({}, words, language) for words, language in zip(said, languages, strict=True)]
    return {
        "match": [(land, Selection()) for land in lands],
        "place only": [(climate_of(land), Selection()) for land in lands],
        "match + facet": [(land, Selection(ticked)) for land in lands],
        "words": [(Land(), selection) for selection in worded],
        "match + words": list(zip(lands, worded, strict=True)),
    }


def climate_of(land: Land) -> Land:
    """What a place alone tells."""
    return Land(stated={name: value for name, value in land.stated.items() if name in PLACE_TELLS})


def ask(engine: ElasticsearchEngine | EmbeddedEngine, asked: Asked) -> list[int]:
    land, selection = asked
    return [hit.id for hit in engine.match(land, selection, offset=0, limit=PAGE).hits]


def recorded(engine: ElasticsearchEngine, asked: Asked) -> list[Sent]:
    """What the engine sends for a question: one request, or a second one for practices found by words."""
    sent: list[Sent] = []
    really = PunctualNode.perform_request
    with patch.object(PunctualNode, "perform_request", autospec=True, side_effect=really) as performed:
        ask(engine, asked)
    for call in performed.call_args_list:
        _node, method, target = call.args
        sent.append(Sent(method, target, call.kwargs["body"], call.kwargs["headers"]))
    return sent


def resend(site: Site, requests: Sequence[Sent]) -> None:
    node = site.client.transport.node_pool.get()
    for sent in requests:
        answer = node.perform_request(sent.method, sent.target, body=sent.body, headers=sent.headers)
        if answer.meta.status != 200:
            raise SystemExit(f"the node answers {answer.meta.status}")


class Times:
    """Milliseconds of each call, by the clock and of the processor of this process."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def take(self, act: Callable[[], object]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)

    def __str__(self) -> str:
        p50, p95 = percentiles(self.wall)
        return f"p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   cpu here {percentiles(self.cpu)[0]:5.1f} ms"


def compared(site: Site, engine: ElasticsearchEngine, kinds: dict[str, list[Asked]]) -> None:
    """Every question is asked once before, and then of each in turn, the first one changing."""
    for kind, asked in kinds.items():
        sent = [recorded(engine, one) for one in asked]
        mine, theirs, own = Times(), Times(), Times()
        for number, (one, requests) in enumerate(zip(asked, sent, strict=True)):
            turns: list[tuple[Times, Callable[[], object]]] = [
                (mine, partial(ask, engine, one)),
                (theirs, partial(resend, site, requests)),
                (own, partial(ask, site.embedded, one)),
            ]
            for times, act in turns[number % 3 :] + turns[: number % 3]:
                times.take(act)
        (ours50, _), (node50, _) = percentiles(mine.wall), percentiles(theirs.wall)
        goal = "within" if ours50 <= 1.3 * node50 + 5 else "beyond"
        print(f"{kind:14} engine    {mine}")
        print(f"{'':14} node      {theirs}")
        print(f"{'':14} embedded  {own}")
        print(f"{'':14} engine / node {ours50 / node50:.2f} at p50, {goal} 1.3 x + 5 ms")


def throughput(site: Site, engine: ElasticsearchEngine, asked: Sequence[Asked]) -> None:
    """Clients that ask at once, all in threads of this one process."""
    sent = [recorded(engine, one) for one in asked]
    ways: dict[str, Callable[[int], object]] = {
        "engine": lambda number: ask(engine, asked[number]),
        "node": lambda number: resend(site, sent[number]),
        "embedded": lambda number: ask(site.embedded, asked[number]),
    }
    for name, way in ways.items():
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            done = sum(clients.map(partial(keep_asking, way, len(asked)), range(CLIENTS)))
        took = time.perf_counter() - started
        print(f"{CLIENTS} clients      {name:9} {done / took:7.1f} matches per second")


def keep_asking(way: Callable[[int], object], count: int, client: int) -> int:
    until, done = time.perf_counter() + THROUGHPUT_S, 0
    while time.perf_counter() < until:
        way((client * count // CLIENTS + done) % count)
        done += 1
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--shards", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    django.setup()
    print(f"{options.practices:,} practices; {machine()}")
    folder = Path(tempfile.mkdtemp(prefix="twinfields-benchmark-"))
    site = Site(folder, os.environ["ELASTICSEARCH_URL"].split(","))
    try:
        rebuilt(site, list(documents(options.practices)))
        prepared(site, options.practices, options.shards)
        engine = site.engine
        kinds = questions(options.queries)
        if options.shards > 1:
            engine = ElasticsearchEngine(site.cluster, site.split)
            same = sum(ask(engine, one) == ask(site.engine, one) for one in kinds["match"])
            print(f"pages                {same} of {len(kinds['match'])} as with one shard")
        compared(site, engine, kinds)
        throughput(site, engine, kinds["match"])
    finally:
        site.clean()
        shutil.rmtree(folder)
    print(machine())


if __name__ == "__main__":
    main()
