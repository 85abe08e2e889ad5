"""Pages while the cluster fails: searches that are answered, and how long other pages take beside them.

    ELASTICSEARCH_URL=… python -m benchmarks.cluster_faults [--pages 200] [--only hang …]

Serves the starter collection as in production, answered by a real node behind the proxy of the tests. For
each fault, four readers search, pausing for a moment after each page, while another turns pages that are no
searches; the same just before, while all is well. The ratio is that of the 99th percentiles of other pages.
"""

import argparse
import multiprocessing
import os
import re
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from multiprocessing.connection import Connection

from benchmarks.served_site import served_site
from benchmarks.timing import machine
from tests.reliability.fault_proxy import FAULTS, FaultProxy

SEARCHERS = 4
PAUSE_S = 0.25
SEARCHES = ("", "?q=manure", "?lat=9.8&lon=1.5&texture=sandy&crops=maize", "?q=stoen+lines", "?q=agua")
# Of the breaker and of what a process has accepted; then a trial has succeeded.
SETTLES_WITHIN_S = 40.0
FOUND_BY_SERVER = 'search;desc="elasticsearch"'


@dataclass
class Seen:
    """Milliseconds of pages, and what was wrong."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def get(self, url: str) -> str:
        """A page below the header that names the engine."""
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                text = answer.headers.get("Server-Timing", "") + answer.read().decode()
        except (urllib.error.URLError, TimeoutError) as error:
            self.wrong.append(f"{url}: {error}")
            text = ""
        self.took.append((time.perf_counter() - started) * 1000)
        return text

    def share(self, part: float) -> float:
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@contextmanager
def searching(site: str) -> Iterator[Seen]:
    """Readers who search as long as the block lasts."""
    seen, stop = Seen(), threading.Event()

    def search(first: int) -> None:
        for number in cycle(range(len(SEARCHES))):
            if stop.is_set():
                return
            page = seen.get(f"{site}/en/practices/{SEARCHES[(number + first) % len(SEARCHES)]}")
            if page and 'class="card' not in page:
                seen.wrong.append("a page without practices")
            stop.wait(PAUSE_S)

    threads = [threading.Thread(target=search, args=(number,)) for number in range(SEARCHERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class OtherProcess:
    """The proxy in a process of its own, so that it takes no time from whoever measures."""

    def __init__(self, node: str) -> None:
        self._here, there = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_stand_between, args=(node, there), daemon=True)
        self._process.start()
        self.url: str = self._here.recv()

    def set(self, fault: str) -> None:
        """An empty name mends; `end` ends."""
        self._here.send(fault)
        self._here.recv()


def _stand_between(node: str, connection: Connection) -> None:
    proxy = FaultProxy(node)
    connection.send(proxy.url)
    while (name := connection.recv()) != "end":
        if name:
            proxy.break_(FAULTS[name])
        else:
            proxy.mend()
        connection.send("done")
    proxy.close()
    connection.send("done")


def turned(site: str, addresses: list[str], count: int) -> tuple[Seen, Seen]:
    """Other pages and, beside them, searches."""
    others = Seen()
    with searching(site) as searches:
        for number in range(count):
            others.get(site + addresses[number % len(addresses)])
    return others, searches


def other_addresses(site: str) -> list[str]:
    page = Seen().get(f"{site}/en/practices/")
    practice = re.search(r'href="(/en/[a-z-]+/[a-z0-9-]+/)', page)
    if practice is None:
        raise SystemExit("no practice on the results page")
    region = practice[1].rsplit("/", 2)[0] + "/"
    return ["/en/", practice[1], region, "/en/land/", "/health/live"]


def settle(site: str) -> None:
    """Until the server answers in every process."""
    give_up_at, in_a_row = time.monotonic() + SETTLES_WITHIN_S, 0
    while in_a_row < 8:
        in_a_row = in_a_row + 1 if FOUND_BY_SERVER in Seen().get(f"{site}/en/practices/") else 0
        if time.monotonic() > give_up_at:
            raise SystemExit("the node does not answer")
        time.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--only", nargs="*", choices=FAULTS, default=list(FAULTS))
    options = parser.parse_args()
    node = os.environ.get("ELASTICSEARCH_URL")
    if not node:
        raise SystemExit("ELASTICSEARCH_URL names no node: deploy/elasticsearch_node.py with -- …")
    proxy = OtherProcess(node.split(",")[0])
    prefix = f"measured-{uuid.uuid4().hex[:8]}"
    os.environ |= {"ELASTICSEARCH_URL": proxy.url, "TWINFIELDS_ELASTICSEARCH_PREFIX": prefix}
    try:
        with served_site() as served:
            measure(served.url, proxy, options.only, options.pages)
    finally:
        proxy.set("end")
        clear(node, prefix)


def measure(site: str, proxy: OtherProcess, names: list[str], pages: int) -> None:
    settle(site)
    addresses = other_addresses(site)
    turned(site, addresses, 40)
    print(machine())
    print(
        f"{'fault':<18}{'searches':>9}{'wrong':>7}{'p50':>7}{'p95':>8}{'max':>8}   others p99  (well)  ratio"
    )
    for name in names:
        well, _searches = turned(site, addresses, pages)
        proxy.set(name)
        others, searches = turned(site, addresses, pages)
        proxy.set("")
        p99, p99_well = others.share(0.99), well.share(0.99)
        print(
            f"{name:<18}{len(searches.took):>9}{len(searches.wrong) + len(others.wrong):>7}"
            f"{searches.share(0.5):>7.0f}{searches.share(0.95):>8.0f}{max(searches.took):>8.0f}"
            f"   {p99:>10.0f}  {p99_well:>6.0f}  {p99 / p99_well:>5.2f}",
            flush=True,
        )
        for wrong in sorted(set(searches.wrong + others.wrong))[:3]:
            print(f"    {wrong}")
        settle(site)
    print(machine())


def clear(node: str, prefix: str) -> None:
    from elasticsearch import Elasticsearch

    from search.engines.elasticsearch.names import every_index

    client = Elasticsearch(node.split(","), request_timeout=30)
    for index in client.indices.get(index=every_index(prefix), allow_no_indices=True):
        client.indices.delete(index=index)
    client.close()


if __name__ == "__main__":
    main()
