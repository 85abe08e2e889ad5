"""A proxy on loopback that stands before a real node and does to its answers what goes wrong in the world."""

import base64
import http.client
import json
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

# Between two drops.
DROP_EVERY_S = 0.02
PATIENCE_S = 60.0


class Answer(NamedTuple):
    status: int
    kind: str
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body) if self.body else {}


def as_json(content: object, status: int = 200) -> Answer:
    return Answer(
        status, "application/vnd.elasticsearch+json;compatible-with=8", json.dumps(content).encode()
    )


def as_error(status: int, kind: str, reason: str) -> Answer:
    cause = {"type": kind, "reason": reason}
    return as_json({"error": {"root_cause": [cause], **cause}, "status": status}, status)


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "FaultProxy"

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        try:
            super().finish()
        except OSError:
            pass

    def exchange(self) -> None:
        self.asked = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append(f"{self.command} {self.path}")
        try:
            self.server.fault(self)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = exchange

    @property
    def is_root(self) -> bool:
        return self.path == "/"

    @property
    def is_bulk(self) -> bool:
        return self.path.partition("?")[0].endswith("/_bulk")

    def upstream(self) -> Answer:
        """What the node really says."""
        node = self.server.node
        connection = http.client.HTTPConnection(node.hostname or "", node.port or 9200, timeout=PATIENCE_S)
        headers = {name: self.headers[name] for name in ("Accept", "Content-Type") if name in self.headers}
        if "Authorization" in self.headers:
            headers["Authorization"] = self.headers["Authorization"]
        elif node.username:
            pair = f"{node.username}:{node.password or ''}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        try:
            connection.request(self.command, self.path, self.asked or None, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())
        finally:
            connection.close()

    def send(self, answer: Answer, *, length: int | None = None, is_product: bool = True) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body) if length is None else length))
        if is_product:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def drop(self) -> None:
        """Bytes that make no answer, until the fault is mended."""
        while not self.server.is_mended.wait(DROP_EVERY_S):
            self.wfile.write(b" ")
        self.close_connection = True

    def bulk_items(self, status: int, kind: str, reason: str) -> Answer:
        """Each item refused."""
        items = []
        for line in self.asked.splitlines():
            action = json.loads(line)
            operation = next(iter(action))
            if operation in ("index", "delete") and "_id" in action[operation]:
                error = {"type": kind, "reason": reason}
                outcome = {**action[operation], "status": status, "error": error}
                items.append(
                    {operation: {name: outcome[name] for name in ("_index", "_id", "status", "error")}}
                )
        return as_json({"took": 1, "errors": True, "items": items})

    def log_message(self, *args: object) -> None:
        pass


Fault = Callable[[Exchange], None]


class FaultProxy(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, node_url: str) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.node = urlsplit(node_url)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked: list[str] = []
        self.open: set[socket.socket] = set()
        self.fault: Fault = healthy
        self.is_mended = threading.Event()
        self.is_listening = False
        self.listen()

    def listen(self) -> None:
        if not self.is_listening:
            self.is_listening = True
            threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def break_(self, fault: Fault) -> None:
        self.is_mended.clear()
        self.fault = fault
        if fault is refuse:
            self.shutdown()
            self.socket.close()
            self.is_listening = False
            self.hang_up()

    def mend(self) -> None:
        self.fault = healthy
        self.is_mended.set()
        if not self.is_listening:
            self.socket = socket.socket(self.address_family, self.socket_type)
            self.server_bind()
            self.server_activate()
            self.listen()

    def hang_up(self) -> None:
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news."""

    def close(self) -> None:
        self.mend()
        self.shutdown()
        self.hang_up()
        self.server_close()


# --- what may go wrong --------------------------------------------------------------------------------------


def healthy(exchange: Exchange) -> None:
    exchange.send(exchange.upstream())


def refuse(exchange: Exchange) -> None:
    """Nobody listens: see `break_`."""
    exchange.close_connection = True


def hang(exchange: Exchange) -> None:
    exchange.server.is_mended.wait(PATIENCE_S)
    exchange.close_connection = True


def drip(exchange: Exchange) -> None:
    exchange.send(Answer(200, "application/json", b""), length=1_000_000)
    exchange.drop()


def drip_headers(exchange: Exchange) -> None:
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Elastic-Product:")
    exchange.drop()


def reset(exchange: Exchange) -> None:
    whole = exchange.upstream()
    half = Answer(whole.status, whole.kind, whole.body[: len(whole.body) // 2])
    exchange.send(half, length=len(whole.body) + 1)
    linger = struct.pack("ii", 1, 0)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    exchange.close_connection = True


def too_many_requests(exchange: Exchange) -> None:
    exchange.send(as_error(429, "es_rejected_execution_exception", "rejected execution"))


def unavailable(exchange: Exchange) -> None:
    exchange.send(as_error(503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/2/no master]"))


def index_block(exchange: Exchange) -> None:
    fault = (403, "cluster_block_exception", "index [it] blocked by: [FORBIDDEN/4/index preparing to close]")
    if exchange.is_root:
        healthy(exchange)
    else:
        exchange.send(exchange.bulk_items(*fault) if exchange.is_bulk else as_error(*fault))


def missing_index(exchange: Exchange) -> None:
    if exchange.is_root:
        healthy(exchange)
    else:
        exchange.send(as_error(404, "index_not_found_exception", "no such index [it]"))


def mapping_conflict(exchange: Exchange) -> None:
    """As of an index whose fields are others than ours."""
    if exchange.is_bulk:
        exchange.send(exchange.bulk_items(400, "document_parsing_exception", "failed to parse field [row]"))
    elif "_search" in exchange.path or "_msearch" in exchange.path:
        exchange.send(as_error(400, "search_phase_execution_exception", "all shards failed"))
    else:
        healthy(exchange)


def failed_shards(exchange: Exchange) -> None:
    """Timed out, a shard failed, and what is left is nothing: an answer that says 200."""
    answer = exchange.upstream()
    if answer.status != 200 or exchange.command == "HEAD":
        exchange.send(answer)
        return
    content = answer.content
    for one in content.get("responses", [content]):
        if "_shards" in one:
            one["_shards"] |= {"failed": 1, "successful": 0}
        if "hits" in one:
            one["timed_out"] = True
            one["hits"] |= {"hits": [], "total": {"value": 0, "relation": "eq"}}
    exchange.send(as_json(content))


def item_errors(exchange: Exchange) -> None:
    if exchange.is_bulk:
        exchange.send(exchange.bulk_items(503, "unavailable_shards_exception", "primary shard is not active"))
    else:
        healthy(exchange)


def refused_items(exchange: Exchange) -> None:
    """As if every practice were wrong in itself."""
    if exchange.is_bulk:
        exchange.send(exchange.bulk_items(400, "document_parsing_exception", "failed to parse field [row]"))
    else:
        healthy(exchange)


def lost_items(exchange: Exchange) -> None:
    """A bulk that is answered for nobody."""
    if exchange.is_bulk:
        exchange.send(as_json({"took": 1, "errors": False, "items": []}))
    else:
        healthy(exchange)


def empty_object(exchange: Exchange) -> None:
    exchange.send(as_json({}))


def hollow(exchange: Exchange) -> None:
    """Looks like an answer to a search that found nothing."""
    shards = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
    hits = {"total": {"value": 0, "relation": "eq"}, "max_score": None, "hits": []}
    one = {"took": 1, "timed_out": False, "_shards": shards, "hits": hits, "status": 200}
    exchange.send(as_json({**one, "responses": [one, one], "docs": [], "count": 0, "items": []}))


def html(exchange: Exchange) -> None:
    page = Answer(200, "text/html; charset=utf-8", b"<!doctype html><title>Welcome</title><p>It works!")
    exchange.send(page, is_product=False)


def truncated_json(exchange: Exchange) -> None:
    whole = exchange.upstream()
    exchange.send(Answer(whole.status, whole.kind, whole.body[: len(whole.body) // 2]))


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        refuse,
        hang,
        drip,
        drip_headers,
        reset,
        too_many_requests,
        unavailable,
        index_block,
        missing_index,
        mapping_conflict,
        failed_shards,
        item_errors,
        refused_items,
        lost_items,
        empty_object,
        hollow,
        html,
        truncated_json,
    )
}
