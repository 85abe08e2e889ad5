"""Measure what the exact script over rows of numbers takes on a node, with and without counts.

    ELASTICSEARCH_URL=… python -m benchmarks.node_scoring [--practices 100000] [--queries 60]

Times are the server's own (`took`), the ways in turn. "page": the best 20 in their exact order. "page and
counts": the same with sizes of groups and counts of facets. Only "page and counts" is a whole answer.
"""

import argparse
import os
import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from elasticsearch import Elasticsearch, helpers

from benchmarks.match import random_land, random_record
from benchmarks.timing import machine, shown
from matching import profile, row_vector
from matching.question import Question, build_question
from matching.row_vector import program_of
from search.engines.base import Selection
from search.engines.elasticsearch.aggregations import build_aggregations
from search.engines.elasticsearch.query import all_of, gate_filters
from search.engines.elasticsearch.request import BROWSE
from search.engines.elasticsearch.scoring import script
from zones import vocabulary
from zones.land import Land

CLIMATE = tuple(factor.name for factor in profile.FACTORS if factor.factor_group == "climate")


def entries(index: str, count: int) -> Iterator[dict[str, Any]]:
    dice = random.Random(1)
    for number in range(1, count + 1):
        record = random_record(dice, number)
        yield {
            "_index": index,
            "_id": str(number),
            "id": number,
            "confirmed_on": record.confirmed_on,
            "land_uses": sorted(record.land_uses),
            "facets": {"outcome": [dice.choice(vocabulary.OUTCOMES)]},
            "row": row_vector.row_of(record),
        }


def made(client: Elasticsearch, index: str, count: int) -> None:
    properties: dict[str, Any] = {
        "id": {"type": "long"},
        "confirmed_on": {"type": "integer"},
        "land_uses": {"type": "keyword"},
        "facets": {"properties": {"outcome": {"type": "keyword"}}},
        "row": {"type": "dense_vector", "dims": row_vector.LENGTH, "index": False},
    }
    mappings = {"_source": {"enabled": False}, "properties": properties}
    client.indices.create(
        index=index, mappings=mappings, settings={"number_of_replicas": 0, "refresh_interval": "-1"}
    )
    for _item in helpers.streaming_bulk(client, entries(index, count), chunk_size=500):
        pass
    client.indices.refresh(index=index)


def scored(question: Question, how: dict[str, Any], size: int, **more: Any) -> dict[str, Any]:
    query = {"script_score": {"query": all_of(gate_filters(question.gate)), "script": how}}
    return {"query": query, "sort": ["_score", *BROWSE], "size": size, "source": False, **more}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    client = Elasticsearch(os.environ["ELASTICSEARCH_URL"].split(","), request_timeout=120)
    index = f"scoring-{uuid.uuid4().hex[:8]}"
    made(client, index, options.practices)
    print(f"{options.practices:,} practices; {machine()}")
    dice = random.Random(5)
    whole = [random_land(dice) for _ in range(options.queries)]
    kinds = {
        "everything": whole,
        "climate only": [Land(stated={name: land.stated[name] for name in CLIMATE}) for land in whole],
    }
    counts = {"aggs": build_aggregations(Selection(), has_land=True), "track_total_hits": True}
    ways: dict[str, Callable[[Question], dict[str, Any]]] = {
        "rows, page": lambda question: scored(question, script(program_of(question)), 20),
        "rows, page and counts": lambda question: scored(
            question, script(program_of(question)), 20, **counts
        ),
    }
    try:
        for kind, lands in kinds.items():
            took: dict[str, list[float]] = {name: [] for name in ways}
            for turn in range(2):
                for land in lands:
                    for name, way in ways.items():
                        answer = client.search(index=index, request_cache=False, **way(build_question(land)))
                        if turn:
                            took[name].append(float(answer["took"]))
            for name, times in took.items():
                print(f"{kind:14} {name:24} {shown(times)}")
        print(machine())
    finally:
        client.indices.delete(index=index)


if __name__ == "__main__":
    main()
