"""A cluster that is none, or not ours to use: told in words that say what to change; readers notice nothing.

Other products and versions are scripted; the foreign index stands on a real node.
"""

import threading
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from pytest_django import Settings

from practices.regions import Region
from search.checks import settings_can_be_read
from search.engines import registry
from search.engines.base import ELASTICSEARCH, EngineUnavailable
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.compatibility import IncompatibleCluster, check_cluster, check_compatibility
from search.engines.elasticsearch.mapping import stamp
from search.engines.elasticsearch.names import reading_alias, writing_alias
from search.engines.registry import embedded_writer
from search.indexing import outbox, worker
from search.indexing.worker import drain_outbox, run_loop
from tests import factories
from tests.contract.elasticsearch_node import cluster
from tests.integration.conftest import region
from tests.reliability.fault_proxy import Exchange, Fault, FaultProxy, as_error, as_json, html

__all__ = ["cluster", "region"]

NOWHERE = "http://127.0.0.1:9"


def root(number: str, **version: str) -> dict[str, Any]:
    return {
        "name": "node",
        "cluster_name": "theirs",
        "version": {"number": number, **version},
        "tagline": "You Know, for Search",
    }


def seven(exchange: Exchange) -> None:
    """As 7.17, which does not know the client's own kind of JSON."""
    if "compatible-with" in exchange.headers.get("Accept", ""):
        exchange.send(as_error(400, "media_type_header_exception", "Invalid media-type value on headers"))
    else:
        exchange.send(as_json(root("7.17.28", build_flavor="default")))


def old_seven(exchange: Exchange) -> None:
    """As 7.10, which does not name the product."""
    exchange.send(as_json(root("7.10.2", build_flavor="oss")), is_product=False)


def nine(exchange: Exchange) -> None:
    exchange.send(as_json(root("9.1.4", build_flavor="default")))


def opensearch(exchange: Exchange) -> None:
    exchange.send(as_json(root("2.19.1", distribution="opensearch")), is_product=False)


def stranger(exchange: Exchange) -> None:
    exchange.send(as_error(401, "security_exception", "unable to authenticate"))


def guest(exchange: Exchange) -> None:
    exchange.send(as_error(403, "security_exception", "action [cluster:monitor/main] is unauthorized"))


def elsewhere(exchange: Exchange) -> None:
    exchange.send(as_json({"hello": "world"}), is_product=False)


MISFITS: dict[Fault, tuple[str, ...]] = {
    seven: ("Elasticsearch 7.17.28", "name an Elasticsearch 8 cluster in ELASTICSEARCH_URL"),
    old_seven: ("Elasticsearch 7.10.2", "name an Elasticsearch 8 cluster in ELASTICSEARCH_URL"),
    nine: ("Elasticsearch 9.1.4", "tried with version 8 only"),
    opensearch: ("OpenSearch 2.19.1", "another product", "ELASTICSEARCH_URL"),
    stranger: ("does not let us in", "TWINFIELDS_ELASTICSEARCH_API_KEY"),
    guest: ("too few rights", "docs/elasticsearch.md"),
    elsewhere: ("is not Elasticsearch", "ELASTICSEARCH_URL"),
    html: ("is not Elasticsearch", "ELASTICSEARCH_URL"),
}


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    made = FaultProxy(NOWHERE)
    yield made
    made.close()


@pytest.fixture
def misled(region: Region, proxy: FaultProxy, settings: Settings) -> Iterator[Region]:
    """A region with one practice, of a site that was pointed at the proxy."""
    given = {
        "URLS": [f"http://them:secret@{proxy.url.removeprefix('http://')}"],
        "API_KEY": "",
        "CA_FILE": "",
    }
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": ELASTICSEARCH,
        "ELASTICSEARCH": {**given, "PREFIX": "misled", "SHARDS": 1},
    }
    factories.make_practice(region.section, name_en="Moons of earth")
    while drain_outbox(embedded_writer()):
        pass
    yield region
    registry._cluster().close()


@pytest.mark.parametrize("what", MISFITS, ids=lambda what: what.__name__)
def test_what_is_no_cluster_for_us_is_refused_with_words_and_readers_are_answered(
    misled: Region,
    proxy: FaultProxy,
    what: Fault,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    proxy.break_(what)
    messages = []
    with pytest.raises(SystemCheckError) as checked:
        call_command("check", deploy=True, tags=["elasticsearch"])
    messages.append(str(checked.value))
    for command in ("check_index", "rebuild_index"):
        with pytest.raises(CommandError) as refused:
            call_command(command, engine=ELASTICSEARCH, stdout=StringIO())
        messages.append(str(refused.value))
    messages.append(first_words_of_the_worker(monkeypatch, caplog))
    for text in messages:
        for words in MISFITS[what]:
            assert words in text
        assert "secret" not in text
    assert outbox.waiting(ELASTICSEARCH) > 0
    response = Client().get("/en/practices/")
    assert response.status_code == 200
    assert "Moons of earth" in response.content.decode()


def first_words_of_the_worker(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> str:
    stop = threading.Event()

    def pause_s(_failures: int) -> float:
        stop.set()
        return 0.0

    monkeypatch.setattr(worker, "pause_s", pause_s)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    run_loop(ELASTICSEARCH, stop)
    (said,) = [one.getMessage() for one in caplog.records if "cannot be kept fresh" in one.getMessage()]
    return said


def test_nobody_there_is_a_warning_not_a_mistake(region: Region, settings: Settings) -> None:
    given = {"URLS": [NOWHERE], "API_KEY": "", "CA_FILE": "", "PREFIX": "nowhere", "SHARDS": 1}
    settings.SEARCH = {**settings.SEARCH, "ELASTICSEARCH": given}
    (warning,) = run_checks(tags=["elasticsearch"], include_deployment_checks=True)
    assert warning.id == "search.W001"
    assert "nothing answers at http://127.0.0.1:9" in warning.msg
    assert not run_checks(tags=["elasticsearch"]), "only where it is asked for: every command runs the others"
    with pytest.raises(CommandError, match="check ELASTICSEARCH_URL and whether the cluster runs"):
        call_command("rebuild_index", engine=ELASTICSEARCH)


def test_an_empty_setting_asks_nobody(settings: Settings) -> None:
    assert not run_checks(tags=["elasticsearch"], include_deployment_checks=True)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"URLS": ["localhost:9200"]}, ["search.E001"]),
        ({"URLS": ["http://localhost"]}, ["search.E001"]),
        ({"URLS": ["http://localhost:many"]}, ["search.E001"]),
        ({"URLS": ["https://a.example:9200", "ftp://b.example:9200"]}, ["search.E001"]),
        ({"URLS": ["https://a.example:9200"], "CA_FILE": "/nowhere/ca.pem"}, ["search.E002"]),
        ({"URLS": ["https://a.example:9200"], "API_KEY": "two words"}, ["search.E003"]),
        ({"SHARDS": 0}, ["search.E005"]),
        ({"URLS": ["https://user:pass@a.example:9200"], "SHARDS": 34}, []),
        ({}, []),
    ],
)
def test_settings_that_cannot_be_read_are_told_without_asking_anybody(
    settings: Settings, given: dict[str, Any], ids: list[str]
) -> None:
    whole = {"URLS": [], "API_KEY": "", "CA_FILE": "", "PREFIX": "", "SHARDS": 1, **given}
    settings.SEARCH = {**settings.SEARCH, "ELASTICSEARCH": whole}
    assert [message.id for message in settings_can_be_read(None)] == ids


@pytest.mark.elasticsearch
@pytest.mark.parametrize("name", [reading_alias, writing_alias])
def test_somebody_elses_index_under_our_name_is_neither_read_nor_written(
    region: Region, cluster: Cluster, settings: Settings, monkeypatch: pytest.MonkeyPatch, name: Any
) -> None:
    given = {"URLS": list(cluster.urls), "API_KEY": "", "CA_FILE": "", "PREFIX": cluster.prefix, "SHARDS": 1}
    settings.SEARCH = {**settings.SEARCH, "ENGINE": ELASTICSEARCH, "ELASTICSEARCH": given}
    monkeypatch.setattr(registry, "_cluster", lambda: cluster)
    client = cluster.connected().options(request_timeout=30)
    theirs = f"somebodys-{cluster.prefix}"
    client.indices.create(index=theirs, aliases={name(cluster.prefix, stamp()): {}})
    try:
        factories.make_practice(region.section, name_en="Moons of earth")
        while drain_outbox(embedded_writer()):
            pass
        commands = ("rebuild_index", "update_index", "check_index")
        for command in commands if name is reading_alias else commands[:1]:
            with pytest.raises(CommandError, match=f"names {theirs}, which this site did not make"):
                call_command(command, engine=ELASTICSEARCH, stdout=StringIO())
        assert "Moons of earth" in Client().get("/en/practices/").content.decode()
        assert client.count(index=theirs)["count"] == 0
        if name is reading_alias:
            with pytest.raises(IncompatibleCluster, match="TWINFIELDS_ELASTICSEARCH_PREFIX"):
                check_compatibility(cluster)
    finally:
        client.indices.delete(index=theirs)
    call_command("rebuild_index", engine=ELASTICSEARCH, stdout=StringIO())
    assert check_compatibility(cluster).startswith("8.")


@pytest.mark.elasticsearch
def test_before_the_first_build_the_cluster_is_fine_and_the_index_is_not(cluster: Cluster) -> None:
    assert check_cluster(cluster).startswith("8.")
    with pytest.raises(EngineUnavailable, match="never built"):
        check_compatibility(cluster)
