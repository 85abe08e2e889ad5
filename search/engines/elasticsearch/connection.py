"""Additions to the client: a time limit for a whole answer, and a check of its shape."""

import io
import socket
import time
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any, Final

from elastic_transport import ApiResponse, NodeConfig, TransportError, Urllib3HttpNode
from elasticsearch import Elasticsearch

# The part that an answer must have, and its type, by endpoint.
_NEEDED: Final[Mapping[str, tuple[str, type]]] = {
    "bulk": ("items", list),
    "count": ("count", int),
    "indices.create": ("acknowledged", bool),
    "indices.delete": ("acknowledged", bool),
    "indices.put_mapping": ("acknowledged", bool),
    "indices.put_settings": ("acknowledged", bool),
    "indices.refresh": ("_shards", dict),
    "indices.update_aliases": ("acknowledged", bool),
    "mget": ("docs", list),
    "msearch": ("responses", list),
    "open_point_in_time": ("id", str),
    "search": ("hits", dict),
}
# An answer to these names at least one index; where there is none, it is a 404.
_NEVER_EMPTY: Final = frozenset(("indices.get_alias",))


class NotAnAnswer(TransportError):
    """Raised for an answer that came in time with status 200 but lacks what was asked for."""


class CheckedClient(Elasticsearch):
    """A client that checks the shape of every answer: proxies and broken servers also say 200."""

    def perform_request(
        self, method: str, path: str, *, endpoint_id: str | None = None, **how: Any
    ) -> ApiResponse[Any]:
        response = super().perform_request(method, path, endpoint_id=endpoint_id, **how)
        if method != "HEAD":
            _check(endpoint_id or "", response.body)
        return response


def _check(endpoint: str, body: object) -> None:
    """Raise NotAnAnswer when the body lacks what the endpoint has to answer."""
    if not isinstance(body, dict):
        raise NotAnAnswer(f"the answer to {endpoint} is no JSON object")
    if endpoint in _NEVER_EMPTY and not body:
        raise NotAnAnswer(f"the answer to {endpoint} is empty")
    name, kind = _NEEDED.get(endpoint, ("", object))
    if name and not isinstance(body.get(name), kind):
        raise NotAnAnswer(f"the answer to {endpoint} has no {name}")
    if body.get("acknowledged") is False:
        raise NotAnAnswer(f"{endpoint} was not done by all nodes in time")
    shards = body.get("_shards")
    # Searches are looked at by their readers, one by one.
    if endpoint in ("count", "indices.refresh") and isinstance(shards, dict) and shards.get("failed"):
        raise NotAnAnswer(f"a part of the index did not answer to {endpoint}")


class _Until(io.RawIOBase):
    """Reads bytes from a connection until a moment of `time.monotonic`, then raises TimeoutError."""

    def __init__(self, connection: socket.socket, source: io.RawIOBase, moment: float) -> None:
        self._connection = connection
        self._source = source
        self._moment = moment

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int | None:
        left = self._moment - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer came in drops")
        self._connection.settimeout(left)
        return self._source.readinto(room)

    def close(self) -> None:
        self._source.close()
        super().close()


class _PunctualResponse(HTTPResponse):
    """A response for which the connection's timeout holds as a whole, not for each piece of it."""

    def __init__(self, sock: socket.socket, *args: Any, **how: Any) -> None:
        super().__init__(sock, *args, **how)
        if (timeout := sock.gettimeout()) is not None:
            source = self.fp.detach()
            self.fp = io.BufferedReader(_Until(sock, source, time.monotonic() + timeout))


class PunctualNode(Urllib3HttpNode):
    """A node whose answers end within the timeout as a whole."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        kind = self.pool.ConnectionCls
        punctual = {"response_class": _PunctualResponse}
        self.pool.ConnectionCls = type(f"Punctual{kind.__name__}", (kind,), punctual)
