"""The connection of a process to a cluster, and errors of its client as EngineUnavailable."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.serializer import OrjsonSerializer

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.connection import CheckedClient, PunctualNode

# A reader waits so long for an answer, and the worker for a batch of changes.
SEARCH_TIMEOUT_S: Final = 1.0
WRITE_TIMEOUT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Addresses and credentials of a cluster. Several addresses are tried in turn."""

    urls: tuple[str, ...]
    api_key: str = ""
    ca_file: str = ""
    # Begins the name of every index, so that several sites may share a cluster.
    prefix: str = "twinfields"
    # Of the next index that is built.
    shards: int = 1
    search_timeout_s: float = SEARCH_TIMEOUT_S

    def connected(self) -> Elasticsearch:
        """Return this process's own client: a connection must not be shared across a fork."""
        return _connected(self, os.getpid())

    def close(self) -> None:
        """Close the client's connections."""
        self.connected().close()
        _connected.cache_clear()


@cache
def _connected(cluster: Cluster, process: int) -> Elasticsearch:
    # Entries are long; making and reading JSON is a good part of a rebuild.
    options: dict[str, Any] = {"max_retries": 1, "retry_on_timeout": False, "serializer": OrjsonSerializer()}
    if cluster.api_key:
        options["api_key"] = cluster.api_key
    if cluster.ca_file:
        options["ca_certs"] = cluster.ca_file
    options |= {"node_class": PunctualNode, "request_timeout": cluster.search_timeout_s}
    return CheckedClient(list(cluster.urls), **options)


@contextlib.contextmanager
def as_unavailable() -> Iterator[None]:
    """Raise EngineUnavailable for every error of the client inside the block."""
    try:
        yield
    except NotFoundError as error:
        raise EngineUnavailable("the index was never built, or by another version") from error
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {str(error)[:300]}") from error


def checked_answer(answer: Any) -> Mapping[str, Any]:
    """Return the answer to a search when all of the index answered in time. Raises EngineUnavailable."""
    try:
        if answer.get("error") is not None:
            raise EngineUnavailable(f"the search failed: {str(answer['error'])[:300]}")
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineUnavailable("a part of the index did not answer")
        found: Mapping[str, Any] = answer
        _ = found["hits"]["hits"]
    except (KeyError, TypeError, AttributeError) as error:
        raise EngineUnavailable("the answer is not one of a search") from error
    return found


def checked_answers(answer: Any, count: int) -> Sequence[Mapping[str, Any]]:
    """Return the answers to several searches sent together. Raises EngineUnavailable."""
    try:
        answers = list(answer["responses"])
    except (KeyError, TypeError) as error:
        raise EngineUnavailable("the answer is not one of a search") from error
    if len(answers) != count:
        raise EngineUnavailable("some searches were not answered")
    return [checked_answer(one) for one in answers]
