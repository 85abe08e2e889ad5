"""Our search for words beside Wagtail's stock search backends, over the same practices.

    [ELASTICSEARCH_URL=…] python -m benchmarks.stock_search [--practices 2000] [--queries 30]

Each finds the first twenty practices for the same words and reads them from the database (SQLite); ours also
counts facets, corrects what was mistyped and marks passages. Beside Wagtail's database backend and, where a
node is named, beside its Elasticsearch backend with ours on the same node. In turns, in one process, by the
clock, since a node works in another.
"""

import argparse
import os
import random
import time
import uuid
from collections.abc import Callable
from typing import Any

from benchmarks.temporary_site import temporary_site
from benchmarks.timing import machine, percentiles, shown

PAGE = 20
Ask = Callable[[str], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=2_000)
    parser.add_argument("--queries", type=int, default=30)
    options = parser.parse_args()
    prefix = f"beside-{uuid.uuid4().hex[:8]}"
    os.environ["TWINFIELDS_ELASTICSEARCH_PREFIX"] = prefix
    with temporary_site():
        try:
            measure(options.practices, options.queries, prefix)
        finally:
            if node := os.environ.get("ELASTICSEARCH_URL"):
                take_away(node, prefix)


def measure(practices: int, queries: int, prefix: str) -> None:
    from django.core.management import call_command

    from benchmarks.corpus import fill
    from benchmarks.texts import query
    from practices.regions import create_region
    from search.engines.registry import target_names

    fill(create_region("generated", {"en": "Generated"}).section, practices)
    engines = target_names()
    for engine in engines:
        call_command("rebuild_index", engine=engine, verbosity=0)
    dice = random.Random(3)
    asked = [query(dice, "en") for _ in range(queries)]
    print(f"{practices:,} practices, {queries} searches; {machine()}")
    for engine in engines:
        compare(asked, ours(engine), stock(engine, prefix), engine)


def ours(engine: str) -> Ask:
    from django.conf import settings

    from search import service
    from search.engines.base import Selection
    from zones.land import Land

    def ask(words: str) -> None:
        settings.SEARCH["ENGINE"] = engine
        answer = service.match(Land(), Selection(words=words, language="en"), size=PAGE)
        if answer.engine != engine:
            raise SystemExit(f"{answer.engine} answered for {engine}")

    return ask


def stock(engine: str, prefix: str) -> Ask:
    """Wagtail's own backend, filled by Wagtail's own command."""
    from django.conf import settings
    from django.core.management import call_command
    from wagtail.search.backends import get_search_backend
    from wagtail.search.management.commands.update_index import Command

    from practices.models import Practice

    backends: dict[str, dict[str, Any]] = {
        "embedded": {"BACKEND": "wagtail.search.backends.database"},
        "elasticsearch": {
            "BACKEND": "wagtail.search.backends.elasticsearch8",
            "URLS": settings.SEARCH["ELASTICSEARCH"]["URLS"],
            "INDEX_PREFIX": f"{prefix}-stock-",
            "TIMEOUT": 30,
        },
    }
    name = f"stock-{engine}"
    settings.WAGTAILSEARCH_BACKENDS = {**settings.WAGTAILSEARCH_BACKENDS, name: backends[engine]}
    call_command(Command(), backend_name=name, verbosity=0)
    backend = get_search_backend(name)
    return lambda words: list(backend.search(words, Practice.objects.live())[:PAGE])


def compare(asked: list[str], ours: Ask, stock: Ask, engine: str) -> None:
    mine: list[float] = []
    theirs: list[float] = []
    for words in asked:
        for ask in (ours, stock):
            ask(words)
        for times, ask in ((mine, ours), (theirs, stock)):
            started = time.perf_counter()
            ask(words)
            times.append((time.perf_counter() - started) * 1000)
    print(f"ours, {engine:14} {shown(mine)}")
    print(f"stock beside it     {shown(theirs)}")
    (our50, our95), (stock50, stock95) = percentiles(mine), percentiles(theirs)
    print(f"stock / ours        p50 {stock50 / our50:.1f}   p95 {stock95 / our95:.1f}")


def take_away(node: str, prefix: str) -> None:
    from elasticsearch import Elasticsearch

    client = Elasticsearch(node.split(","), request_timeout=30)
    if found := list(client.indices.get(index=f"{prefix}*", allow_no_indices=True)):
        client.indices.delete(index=",".join(found))
    client.close()


if __name__ == "__main__":
    main()
