"""The engines and writers of this site, made from the settings on first use; one engine object a process."""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings

from search.engines.base import ELASTICSEARCH, EMBEDDED, Engine, EngineName, Writer
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.compatibility import check_compatibility
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded import copy_id
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from search.engines.fallback import CallPolicy, FallbackEngine


@cache
def _engine_at(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)


def _folder() -> Path:
    return Path(str(settings.SEARCH["INDEX_DIR"]))


def embedded_engine() -> EmbeddedEngine:
    """Return the engine of this server's own index."""
    return _engine_at(_folder())


def embedded_writer() -> EmbeddedWriter:
    """Return the writer of this server's own index."""
    return EmbeddedWriter(_folder())


def copy_name() -> str:
    """Returns what the outbox calls the embedded index of this data folder; empty before it has a name."""
    known = copy_id.read(_folder())
    return f"{EMBEDDED}:{known}" if known else ""


def _cluster() -> Cluster:
    """Return the cluster of the settings. Raises KeyError when they name none."""
    config: dict[str, Any] = settings.SEARCH["ELASTICSEARCH"]
    if not config["URLS"]:
        raise KeyError(ELASTICSEARCH)
    return Cluster(
        tuple(config["URLS"]), config["API_KEY"], config["CA_FILE"], config["PREFIX"], config["SHARDS"]
    )


@cache
def _engine_of(cluster: Cluster) -> ElasticsearchEngine:
    return ElasticsearchEngine(cluster)


def elasticsearch_engine() -> ElasticsearchEngine:
    """Return the cluster's engine itself, without a stand-in. Raises KeyError when no cluster is named."""
    return _engine_of(_cluster())


@cache
def _policy_of(cluster: Cluster, process: int) -> CallPolicy:
    check = partial(check_compatibility, cluster)
    return CallPolicy(_engine_of(cluster), check, within_s=cluster.search_timeout_s)


def elasticsearch_policy() -> CallPolicy:
    """Return this process's own policy: threads do not survive a fork. Raises KeyError without a cluster."""
    return _policy_of(_cluster(), os.getpid())


def fallback_engine() -> FallbackEngine:
    """Return a new engine for one question: the cluster's, with the embedded one as its stand-in.

    Raises KeyError when no cluster is named.
    """
    return FallbackEngine(elasticsearch_policy(), embedded_engine())


def elasticsearch_version() -> str:
    """Return the cluster's version.

    Raises IncompatibleCluster with what to change, EngineUnavailable, or KeyError when no cluster is named.
    """
    return check_compatibility(_cluster())


def elasticsearch_writer() -> ElasticsearchWriter:
    """Return the writer of the cluster's index. Raises KeyError when no cluster is named."""
    return ElasticsearchWriter(_cluster(), _folder())


def target_names() -> tuple[EngineName, ...]:
    """Return the engines whose indexes are kept: always the embedded one, the other where one is named."""
    return (EMBEDDED, ELASTICSEARCH) if settings.SEARCH["ELASTICSEARCH"]["URLS"] else (EMBEDDED,)


def chosen_name() -> EngineName:
    """Return the name of the engine that the settings choose."""
    name: EngineName = settings.SEARCH["ENGINE"]
    return name


def engine(name: str) -> Engine:
    """Return the engine of that name itself. Raises KeyError for an unknown name."""
    engines: dict[str, Callable[[], Engine]]
    engines = {EMBEDDED: embedded_engine, ELASTICSEARCH: elasticsearch_engine}
    return engines[name]()


def writer(name: str) -> Writer:
    """Return the writer of that engine's index. Raises KeyError for an unknown name."""
    writers: dict[str, Callable[[], Writer]]
    writers = {EMBEDDED: embedded_writer, ELASTICSEARCH: elasticsearch_writer}
    return writers[name]()
