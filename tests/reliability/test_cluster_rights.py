"""The keys that docs/elasticsearch.md tells operators to make: enough for each process, and no more."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from elasticsearch import ApiError

from search.engines.base import EngineUnavailable, Selection
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.compatibility import IncompatibleCluster, check_cluster, check_compatibility
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.names import every_index
from search.engines.elasticsearch.writer import ElasticsearchWriter
from tests.contract.corpus import CORPUS, document, land
from tests.contract.elasticsearch_node import cluster

__all__ = ["cluster"]

pytestmark = pytest.mark.elasticsearch

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "elasticsearch.md"
HINT = "the node asks nobody for a password: start it by deploy/elasticsearch_node.py with --security -- …"


def documented(name: str) -> dict[str, object]:
    """The body of the call that makes that key."""
    for body in re.findall(r"POST /_security/api_key\n(\{.*?\})\n```", GUIDE.read_text(), re.DOTALL):
        privileges: dict[str, object] = json.loads(body)
        if privileges["name"] == name:
            return privileges
    raise AssertionError(f"{GUIDE.name} tells of no key {name}")


def keyed(cluster: Cluster, name: str) -> Iterator[Cluster]:
    """The cluster as it is reached with that key alone."""
    admin = cluster.connected().options(request_timeout=30)
    try:
        admin.perform_request("GET", "/_security/_authenticate", headers={"accept": "application/json"})
    except ApiError:
        pytest.skip(HINT)
    body = json.dumps(documented(name)).replace("twinfields-", f"{cluster.prefix}-")
    headers = {"content-type": "application/json", "accept": "application/json"}
    made = admin.perform_request("POST", "/_security/api_key", headers=headers, body=json.loads(body)).body
    urls = tuple(re.sub(r"//[^@/]*@", "//", url) for url in cluster.urls)
    reached = replace(cluster, urls=urls, api_key=made["encoded"])
    try:
        yield reached
    finally:
        reached.close()
        body = {"ids": [made["id"]]}
        admin.perform_request("DELETE", "/_security/api_key", headers=headers, body=body)


@pytest.fixture
def reading(cluster: Cluster) -> Iterator[Cluster]:
    yield from keyed(cluster, "twin-fields-web")


@pytest.fixture
def writing(cluster: Cluster) -> Iterator[Cluster]:
    yield from keyed(cluster, "twin-fields-worker")


def test_the_workers_key_is_enough_for_all_that_the_worker_does(writing: Cluster, tmp_path: Path) -> None:
    writer, engine = ElasticsearchWriter(writing, tmp_path), ElasticsearchEngine(writing)
    assert writer.unfinished() == 0
    for _ in range(3):
        writer.rebuild(CORPUS)
    writer.update([document(7, "Stone walls")], [5])
    writer.check(whole=True)
    assert set(engine.fingerprints()) == {1, 2, 3, 4, 6, 7}
    assert engine.count() == 6
    assert check_compatibility(writing).startswith("8.")


def test_the_web_servers_key_is_enough_for_readers_and_for_nothing_else(
    reading: Cluster, cluster: Cluster, tmp_path: Path
) -> None:
    admin = ElasticsearchWriter(cluster, tmp_path)
    admin.rebuild(CORPUS)
    assert check_compatibility(reading).startswith("8.")
    engine = ElasticsearchEngine(reading)
    assert engine.count() == len(CORPUS)
    for asked in (land(), land(texture="sandy", land_use="any")):
        for selection in (Selection(), Selection(words="stone manure", is_any=True)):
            assert engine.match(asked, selection, offset=0, limit=20).total
    writer = ElasticsearchWriter(reading, tmp_path)
    for attempt in (
        lambda: writer.update([document(7, "Stone walls")], [1]),
        lambda: writer.rebuild(CORPUS[:1]),
    ):
        with pytest.raises(EngineUnavailable, match="unauthorized"):
            attempt()
    assert set(ElasticsearchEngine(cluster).fingerprints()) == {one.record.id for one in CORPUS}


@pytest.mark.parametrize("name", ["twin-fields-web", "twin-fields-worker"])
def test_neither_key_reaches_another_site(name: str, cluster: Cluster, tmp_path: Path) -> None:
    theirs = replace(cluster, prefix=f"other-{cluster.prefix}")
    ElasticsearchWriter(theirs, tmp_path).rebuild(CORPUS)
    try:
        for reached in keyed(cluster, name):
            with pytest.raises(EngineUnavailable, match="unauthorized"):
                ElasticsearchEngine(replace(theirs, urls=reached.urls, api_key=reached.api_key)).count()
    finally:
        client = theirs.connected().options(request_timeout=30)
        client.indices.delete(index=[*client.indices.get(index=every_index(theirs.prefix))])


def test_a_key_that_is_wrong_is_told_of(reading: Cluster) -> None:
    with pytest.raises(IncompatibleCluster, match="TWINFIELDS_ELASTICSEARCH_API_KEY"):
        check_cluster(replace(reading, api_key="d3Jvbmc6d3Jvbmc="))
