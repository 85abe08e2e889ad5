"""Every fault of the cluster: readers get true answers, publishing waits for nothing, the index catches up.

The node is a real one; what goes wrong stands between it and the site. The worker's turns are taken by hand.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from practices.models import Practice
from practices.regions import Region
from search.engines import registry
from search.engines.base import ELASTICSEARCH, EMBEDDED, EngineUnavailable
from search.engines.breaker import CLOSED, OPEN, Breaker
from search.engines.elasticsearch import bulk, writer
from search.engines.elasticsearch.client import WRITE_TIMEOUT_S, Cluster
from search.engines.elasticsearch.compatibility import check_compatibility
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.fallback import MOST_AT_ONCE, CallPolicy
from search.engines.registry import elasticsearch_writer, embedded_writer
from search.indexing import outbox, worker
from search.indexing.check import differences
from search.indexing.rebuilding import rebuild
from search.indexing.worker import drain_outbox, repair
from search.models import OutboxRow
from tests import factories
from tests.contract.elasticsearch_node import cluster
from tests.integration.conftest import region
from tests.reliability import fault_proxy
from tests.reliability.fault_proxy import FAULTS, FaultProxy
from tests.unit.search.test_breaker import Clock

__all__ = ["cluster", "region"]

pytestmark = pytest.mark.elasticsearch

# For a healthy node on a busy machine, and for one that is known to be broken.
PATIENCE_S, IMPATIENCE_S = 30.0, 0.3
SERVER, OWN = 'search;desc="elasticsearch"', 'search;desc="embedded"'
NOTICE = "The search server does not answer just now."
SEARCHES = (
    "",
    "?q=moons",
    "?q=mooms",
    "?q=moons+walls",
    "?lat=13.6&lon=-2.4&texture=sandy&crops=maize",
    "?lat=13.6&lon=-2.4&texture=sandy&q=moons&sort=land",
    "?only_outcome=adopted",
    "?q=moons&only_outcome=adopted",
)
# With these, reading goes on: only what is written is refused.
OF_WRITING = ("item_errors", "refused_items", "lost_items")


class Site:
    def __init__(
        self,
        region: Region,
        proxy: FaultProxy,
        policy: CallPolicy,
        clock: Clock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.section = region.section
        self.proxy = proxy
        self.policy = policy
        self.clock = clock
        self.client = Client()
        self._patch = monkeypatch

    def publish(self, name: str) -> Practice:
        made: Practice = factories.make_practice(self.section, name_en=name)
        return made

    def work(self, target: str) -> None:
        """As the worker does it: look after the index, then write what waits."""
        index = elasticsearch_writer() if target == ELASTICSEARCH else embedded_writer()
        repair(index, target)
        while drain_outbox(index, target):
            pass

    def try_to_work(self, times: int) -> None:
        """So many turns in vain, each long enough after the one before."""
        for _ in range(times):
            try:
                self.work(ELASTICSEARCH)
            except EngineUnavailable:
                pass
            self.later(worker.LONGEST_PAUSE_S * 2)

    def later(self, seconds: float) -> None:
        self.clock.now += seconds
        moved = timedelta(seconds=seconds)
        for row in OutboxRow.objects.all():
            row.enqueued_at -= moved
            row.next_try_at = row.next_try_at and row.next_try_at - moved
            row.save()

    def break_(self, name: str) -> None:
        self._wait(IMPATIENCE_S)
        self.proxy.break_(FAULTS[name])

    def mend(self) -> None:
        self._wait(PATIENCE_S)
        self.proxy.mend()
        self.settle()

    def _wait(self, seconds: float) -> None:
        self.policy.within_s = seconds
        self._patch.setattr(writer, "WRITE_TIMEOUT_S", seconds)

    def settle(self) -> None:
        """Until nobody asks the cluster any more."""
        for _ in range(MOST_AT_ONCE):
            assert self.policy._slots.acquire(timeout=PATIENCE_S)
        self.policy._slots.release(MOST_AT_ONCE)

    def page(self, address: str) -> str:
        """The page below the header that names the engine."""
        response = self.client.get(address, follow=True)
        assert response.status_code == 200, (address, response.status_code)
        return response.get("Server-Timing", "") + str(response.content.decode()).replace("&#x27;", "’")

    def results(self, query: str = "") -> str:
        return self.page(f"/en/practices/{query}")

    def health(self) -> dict[str, Any]:
        response = self.client.get("/health/ready")
        assert response.status_code == 200
        return dict(response.json())


@pytest.fixture
def proxy(cluster: Cluster) -> Iterator[FaultProxy]:
    made = FaultProxy(cluster.urls[0])
    yield made
    made.close()


@pytest.fixture
def site(
    region: Region,
    cluster: Cluster,
    proxy: FaultProxy,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Site]:
    """Three practices in both indexes; readers are answered by the cluster, reached through the proxy."""
    behind = Cluster((proxy.url,), prefix=cluster.prefix, search_timeout_s=PATIENCE_S)
    given = {"URLS": [proxy.url], "API_KEY": "", "CA_FILE": "", "PREFIX": cluster.prefix, "SHARDS": 1}
    settings.SEARCH = {**settings.SEARCH, "ENGINE": ELASTICSEARCH, "ELASTICSEARCH": given}
    clock = Clock()
    policy = CallPolicy(
        ElasticsearchEngine(behind),
        partial(check_compatibility, behind),
        breaker=Breaker(clock),
        within_s=PATIENCE_S,
    )
    monkeypatch.setattr(registry, "_cluster", lambda: behind)
    monkeypatch.setattr(bulk, "RETRIES", 0)
    monkeypatch.setattr(registry, "_policy_of", lambda *_of: policy)
    made = Site(region, proxy, policy, clock, monkeypatch)
    for name in ("Zaï pits", "Stone walls", "Moons of earth"):
        made.publish(name)
    made.work(EMBEDDED)
    rebuild(ELASTICSEARCH)
    OutboxRow.objects.all().delete()
    yield made
    made.mend()
    behind.close()


def test_without_a_fault_the_cluster_answers_and_nothing_is_said(site: Site) -> None:
    for query in SEARCHES:
        page = site.results(query)
        assert SERVER in page
        assert NOTICE not in page
    health = site.health()
    assert health["status"] == "ready"
    assert health["engine"] == health["answering"] == ELASTICSEARCH
    index = health["indexes"][ELASTICSEARCH]
    assert (index["practices"], health["published"], index["breaker"]) == (3, 3, CLOSED)
    assert index["version"].startswith("8.")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault(site: Site, fault: str, record_property: Callable[[str, object], None]) -> None:
    gone = Practice.objects.get(name_en="Stone walls")
    practice_url = Practice.objects.get(name_en="Zaï pits").get_url()
    site.break_(fault)

    asked = len(site.proxy.asked)
    site.publish("Half moons")
    gone.unpublish()
    assert len(site.proxy.asked) == asked, "publishing does not ask the cluster"
    assert outbox.waiting(ELASTICSEARCH) > 0

    site.work(EMBEDDED)
    site.try_to_work(outbox.MAX_ATTEMPTS + 1)
    assert outbox.waiting(ELASTICSEARCH) + outbox.failed(ELASTICSEARCH) > 0, "nothing is forgotten"

    for query in SEARCHES:
        page = site.results(query)
        assert OWN in page, query
        assert "Stone walls" not in page
        assert "Half moons" in page, query
        assert "Nothing found" not in page
    health = site.health()
    assert (health["status"], health["answering"]) == ("degraded", EMBEDDED)
    index = health["indexes"][ELASTICSEARCH]
    assert index["lag_s"] > 30 or index["failed"] == 2
    asked = len(site.proxy.asked)
    for address in ("/en/", practice_url, site.section.get_url(), "/en/land/", "/en/practices/words.json"):
        site.page(address)
    assert len(site.proxy.asked) == asked, "other pages do not ask the cluster"

    site.mend()
    site.later(outbox.LONGEST_BACKOFF_S)
    site.work(ELASTICSEARCH)
    assert not differences(ELASTICSEARCH)
    assert outbox.waiting() + outbox.failed() == 0
    site.results()
    site.settle()
    for query in SEARCHES:
        page = site.results(query)
        assert SERVER in page
        assert NOTICE not in page
        assert "Half moons" in page
    assert site.health()["status"] == "ready"
    record_property(fault, "search 200 and true, publishing asks nobody, index equal after one turn")


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in OF_WRITING])
def test_before_the_breaker_opens_nobody_is_let_down_and_afterwards_nobody_waits(
    site: Site, fault: str
) -> None:
    """The first readers of an outage, while the index still has everything."""
    site.break_(fault)
    for query in SEARCHES[:3]:
        page = site.results(query)
        assert OWN in page
        assert NOTICE in page
        assert "Moons of earth" in page
    assert site.policy.breaker.state == OPEN
    asked = len(site.proxy.asked)
    for query in SEARCHES:
        assert NOTICE in site.results(query)
    assert len(site.proxy.asked) == asked, "left alone"
    assert site.health()["indexes"][ELASTICSEARCH]["breaker"] == OPEN
    site.clock.now += 10
    assert NOTICE in site.results()
    site.mend()
    site.clock.now += 10
    site.results()
    site.settle()
    assert site.policy.breaker.state == CLOSED
    assert SERVER in site.results()


def test_an_index_that_is_deleted_or_emptied_is_missed_by_no_reader_and_comes_back(
    site: Site, cluster: Cluster
) -> None:
    """No script: it is really gone."""
    client = cluster.connected().options(request_timeout=PATIENCE_S)
    for _ in range(2):
        client.indices.delete(index=[*client.indices.get(index=f"{cluster.prefix}-*")])
        page = site.results("?q=moons")
        assert (OWN in page, NOTICE in page, "Moons of earth" in page) == (True, True, True)
        site.work(ELASTICSEARCH)
        assert not differences(ELASTICSEARCH)
        assert SERVER in site.results("?q=moons")
    alias = f"{cluster.prefix}-practices-*"
    client.delete_by_query(index=alias, query={"match_all": {}}, refresh=True)
    page = site.results()
    assert (OWN in page, "Moons of earth" in page) == (True, True)


def test_an_index_that_may_not_be_written_takes_everything_afterwards(site: Site, cluster: Cluster) -> None:
    """The block of a full disk, set on the real index: reading goes on, but lacks what is new."""
    client = cluster.connected().options(request_timeout=PATIENCE_S)
    every = f"{cluster.prefix}-practices-*"
    client.indices.put_settings(index=every, settings={"index.blocks.read_only_allow_delete": True})
    site.publish("Half moons")
    site.work(EMBEDDED)
    assert SERVER in site.results("?q=walls")
    site.try_to_work(outbox.MAX_ATTEMPTS + 1)
    assert outbox.failed(ELASTICSEARCH) == 0, "it is not the practice that is wrong"
    page = site.results("?q=half")
    assert (OWN in page, NOTICE in page, "Half moons" in page) == (True, False, True)
    client.indices.put_settings(index=every, settings={"index.blocks.read_only_allow_delete": None})
    site.later(outbox.LONGEST_BACKOFF_S)
    site.work(ELASTICSEARCH)
    assert not differences(ELASTICSEARCH)
    assert SERVER in site.results("?q=half")


def test_an_answer_in_drops_ends_with_its_time(proxy: FaultProxy, cluster: Cluster) -> None:
    for fault in (fault_proxy.hang, fault_proxy.drip, fault_proxy.drip_headers):
        proxy.break_(fault)
        behind = Cluster((proxy.url,), prefix=cluster.prefix, search_timeout_s=IMPATIENCE_S)
        started = timezone.now()
        with pytest.raises(EngineUnavailable):
            ElasticsearchEngine(behind).count()
        assert timezone.now() - started < timedelta(seconds=PATIENCE_S), fault.__name__
        proxy.mend()
        behind.close()


def test_the_worker_is_back_within_a_minute() -> None:
    """The longest that it may notice nothing: a request that hangs, then the longest pause."""
    pause_s = max(worker.pause_s(failures) for failures in range(1, 40) for _ in range(20))
    assert pause_s + WRITE_TIMEOUT_S < 60
    assert outbox.LONGEST_BACKOFF_S + pause_s < 60
