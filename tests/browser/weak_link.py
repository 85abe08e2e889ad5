"""A weak net between the phone and the site: it falls silent, loses answers, or ends altogether."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

WORKER = "/service-worker.js"
NOT_HANDED_ON = ("connection", "transfer-encoding", "content-length")


class WeakLink:
    """Hands on to the site what comes to `url`. `worker`: answered instead of the site's service worker."""

    def __init__(self, site: str) -> None:
        self.site = urlsplit(site).netloc
        self.worker = ""
        self.loses_answers = False
        self._speaks = threading.Event()
        self._speaks.set()
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listens, on the same port as before."""
        link = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one(self) -> None:
                link.hand_on(self)

            do_GET = do_HEAD = do_POST = handle_one

            def log_message(self, *args: Any) -> None:
                """Writes nothing: the site has a log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Refuses every connection until `start`."""
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Takes every request and answers none of them until the block ends."""
        self._speaks.clear()
        try:
            yield
        finally:
            self._speaks.set()

    def hand_on(self, asked: BaseHTTPRequestHandler) -> None:
        """Asks the site, and gives the phone its answer."""
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        if not self._speaks.is_set():
            self._speaks.wait()
            asked.close_connection = True
            return
        connection = http.client.HTTPConnection(self.site, timeout=120)
        connection.request(asked.command, asked.path, body or None, dict(asked.headers))
        answer = connection.getresponse()
        content, headers = answer.read(), answer.getheaders()
        connection.close()
        if self.loses_answers:
            return
        if asked.path == WORKER and self.worker:
            content, headers = self.worker.encode(), [("Content-Type", "text/javascript")]
        asked.send_response_only(answer.status)
        for name, value in headers:
            if name.lower() not in NOT_HANDED_ON:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)
