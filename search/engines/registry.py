"""The engines of this site. One object a process, made on first use."""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings

from search.engines.base import Engine, Writer
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.compatibility import accept
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded import copy_id
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from search.engines.fallback import Guard, GuardedEngine
from search.engines.lag import is_behind

EMBEDDED = "embedded"
ELASTICSEARCH = "elasticsearch"


@cache
def _engine_at(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)


def _folder() -> Path:
    return Path(str(settings.SEARCH["INDEX_DIR"]))


def embedded_engine() -> EmbeddedEngine:
    return _engine_at(_folder())


def embedded_writer() -> EmbeddedWriter:
    return EmbeddedWriter(_folder())


def copy_name() -> str:
    """Returns what the outbox calls the embedded index of this data folder; empty before it has a name."""
    known = copy_id.read(_folder())
    return f"{EMBEDDED}:{known}" if known else ""


def _cluster() -> Cluster:
    """Raises KeyError when the settings name none."""
    told: dict[str, Any] = settings.SEARCH["ELASTICSEARCH"]
    if not told["URLS"]:
        raise KeyError(ELASTICSEARCH)
    return Cluster(tuple(told["URLS"]), told["API_KEY"], told["CA_FILE"], told["PREFIX"], told["SHARDS"])


@cache
def _engine_of(cluster: Cluster) -> ElasticsearchEngine:
    return ElasticsearchEngine(cluster)


def elasticsearch_engine() -> ElasticsearchEngine:
    """Raises KeyError when the settings name no cluster."""
    return _engine_of(_cluster())


@cache
def _guard_of(cluster: Cluster, process: int) -> Guard:
    return Guard(_engine_of(cluster), partial(accept, cluster), within_s=cluster.search_timeout_s)


def elasticsearch_guard() -> Guard:
    """This process's own, since threads do not survive a fork. Raises KeyError where no cluster is named."""
    return _guard_of(_cluster(), os.getpid())


def elasticsearch_version() -> str:
    """Return the cluster's version.

    Raises IncompatibleCluster with what to change, EngineUnavailable, or KeyError when no cluster is named.
    """
    return accept(_cluster())


def elasticsearch_writer() -> ElasticsearchWriter:
    """Raises KeyError when the settings name no cluster."""
    return ElasticsearchWriter(_cluster(), _folder())


def target_names() -> tuple[str, ...]:
    """The engines whose indexes are kept: the embedded one always, the other where a cluster is named."""
    return (EMBEDDED, ELASTICSEARCH) if settings.SEARCH["ELASTICSEARCH"]["URLS"] else (EMBEDDED,)


def chosen_name() -> str:
    """Of the engine that the settings choose."""
    return str(settings.SEARCH["ENGINE"])


def engine(name: str = "") -> Engine:
    """The engine of that name itself. Without a name, for one question: the one that the settings choose, or
    the embedded one while that does not answer or lacks changes. Raises KeyError for an unknown name.
    """
    engines: dict[str, Callable[[], Engine]]
    engines = {EMBEDDED: embedded_engine, ELASTICSEARCH: elasticsearch_engine}
    if not name and chosen_name() == ELASTICSEARCH:
        if is_behind(ELASTICSEARCH, copy_name()):
            return embedded_engine()
        return GuardedEngine(elasticsearch_guard(), embedded_engine())
    return engines[name or chosen_name()]()


def writer(name: str) -> Writer:
    """The writer of that engine's index. Raises KeyError for an unknown name."""
    writers: dict[str, Callable[[], Writer]]
    writers = {EMBEDDED: embedded_writer, ELASTICSEARCH: elasticsearch_writer}
    return writers[name]()
