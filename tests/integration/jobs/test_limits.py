"""Limits hold to the number, from one process and from several, and keep no address."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs.limits import Limit, give_back_all, hit_all, mailbox, purge
from jobs.models import LimitWindow
from tests.integration.jobs.processes import environ_of_database, run_two

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
THREE = Limit("trying", count=3, per=timedelta(minutes=15))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.django_db
def test_what_is_too_many_waits_until_the_window_is_over() -> None:
    allowed = [THREE.hit("ada", NOON + minutes(at)) for at in (0, 1, 2)]
    assert not any(allowed)
    assert THREE.hit("ada", NOON + minutes(5)) == minutes(10)
    # Being refused does not make the wait longer.
    assert THREE.hit("ada", NOON + minutes(14)) == minutes(1)
    assert not THREE.hit("ada", NOON + minutes(15))
    assert not THREE.hit("ada", NOON + minutes(16))


@pytest.mark.django_db
def test_keys_and_purposes_are_counted_apart() -> None:
    for _ in range(4):
        wait = THREE.hit("ada", NOON)
    assert wait
    assert not THREE.hit("nora", NOON)
    assert not Limit("another", count=1, per=minutes(1)).hit("ada", NOON)


@pytest.mark.parametrize(
    "address", ["awa@example.org", " Awa@Example.org", "awa+1@example.org", "AWA+farm+2@example.org"]
)
def test_one_mailbox_is_one_key_whatever_stands_after_a_plus(address: str) -> None:
    assert mailbox(address) == "awa@example.org"
    assert mailbox("awa+1@example.com") == "awa@example.com", "another host is another mailbox"


@pytest.mark.django_db
def test_a_use_given_back_is_free_again_and_never_more_than_that() -> None:
    for _ in range(3):
        THREE.hit("ada", NOON)
    THREE.give_back("ada", NOON)
    assert not THREE.hit("ada", NOON)
    assert THREE.hit("ada", NOON)
    for _ in range(9):
        THREE.give_back("ada", NOON)
    assert [bool(THREE.hit("ada", NOON)) for _ in range(4)] == [False, False, False, True]
    THREE.forget("ada", NOON)
    assert not THREE.hit("ada", NOON)


@pytest.mark.django_db
def test_of_several_limits_all_count_or_none() -> None:
    once = Limit("once", count=1, per=minutes(15))
    uses = [(THREE, "ada"), (once, "somewhere")]
    assert not hit_all(uses)
    for _ in range(5):
        assert hit_all(uses)
    assert LimitWindow.objects.get(purpose="trying").used == 1
    give_back_all(uses)
    assert not hit_all(uses)


@pytest.mark.django_db
def test_no_address_can_be_read_and_what_is_over_goes() -> None:
    THREE.hit("192.0.2.7", NOON)
    THREE.hit("192.0.2.7", NOON + timedelta(days=1))
    assert not any("192" in str(row) for row in LimitWindow.objects.values_list())
    # The same address on another day is another key.
    assert LimitWindow.objects.values("key").distinct().count() == 2
    assert purge(NOON + timedelta(days=1)) == 1
    assert LimitWindow.objects.count() == 1


HITS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
import django
django.setup()
from django.db import connections
from jobs.limits import Limit
limit = Limit("together", count=20, per=timedelta(minutes=15))
def hit(key):
    try:
        return not limit.hit(key)
    finally:
        connections.close_all()
sys.stdin.readline()
with ThreadPoolExecutor(8) as threads:
    print(sum(threads.map(hit, ["new", "old"] * 40)))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_several_processes_together_never_pass_a_limit(tmp_path: Path) -> None:
    """80 uses of each of two keys from two processes with eight threads each; 20 of each are allowed."""
    assert sum(map(int, run_two(HITS, environ_of_database(tmp_path)))) == 40
