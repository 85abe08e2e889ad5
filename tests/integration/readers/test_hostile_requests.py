"""Whatever is sent to a public address, the answer is useful or a clean refusal; nothing sent becomes markup.

`TWINFIELDS_REQUESTS` sets how many of the generated requests are sent; docs/reliability.md has the full run.
"""

import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable

import brotli
import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.readers.hostile import (
    MARKS,
    STRINGS,
    Attempt,
    at_random,
    every_parameter,
    paths_and_parameters,
)

COUNT = int(os.environ.get("TWINFIELDS_REQUESTS", "400"))
SEED = 20261123
SHARDS = 2
# Every so many of the systematic requests is sent when not all are.
STRIDE = max(1, 20_000 // COUNT)
SLOWEST_CPU_S = 1.0
LANGUAGE = re.compile(r'<html lang="(en|fr|es)"')
ESCAPED_OUT = re.compile("|".join(map(re.escape, MARKS)))
SCRIPT_ADDRESS = re.compile(r"""(href|src|action)=["']?\s*(javascript|data|vbscript):""", re.IGNORECASE)
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
EXPECTED = frozenset((200, 301, 302, 304, 400, 403, 404, 405))


@pytest.fixture
def public(region: Region, work: Callable[[], None], settings: Settings) -> dict[str, tuple[str, ...]]:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("load_pages", verbosity=0)
    factories.load_collection()
    work()
    practice = Practice.objects.public().order_by("pk").first()
    assert practice is not None
    return paths_and_parameters(
        practice.get_parent().slug,
        practice.slug,
        "about",
        (practice.zone_tags or ("sub_humid-hot-sandy",))[0],
    )


def complaint(attempt: Attempt, response: HttpResponse) -> str:
    """What is wrong with an answer; empty for nothing."""
    status = response.status_code
    if status not in EXPECTED:
        return f"status {status}"
    body = b"".join(response) if response.streaming else response.content
    # The client of the tests drops the body that HEAD must not have, and keeps the headers.
    coding = response.get("Content-Encoding", "") if body else ""
    text = UNPACK[coding](body).decode(errors="replace")
    if ESCAPED_OUT.search(text) or SCRIPT_ADDRESS.search(text):
        return "what was sent became markup"
    if any("\n" in value or "\r" in value for _name, value in response.items()):
        return "a header was split"
    if attempt.headers.get("host", "testserver") != "testserver" and status != 400:
        return f"a foreign host got {status}"
    if status in (301, 302) and not re.match(r"/(?![/\\])", response["Location"]):
        return f"leads to {response['Location'][:100]}"
    is_empty = attempt.method in ("HEAD", "OPTIONS") or status in (301, 302, 304, 405)
    kind = response.get("Content-Type", "")
    # What refuses a program says so in its own form.
    is_page = (status in (400, 403, 404) and "problem+json" not in kind) or "text/html" in kind
    if is_page and not is_empty and not LANGUAGE.search(text):
        return f"status {status} without a page in a language: {text[:100]}"
    # A session cookie of nobody is taken back; else readers get none.
    if response.cookies and "cookie" not in attempt.headers and not attempt.path.startswith("/admin/"):
        return f"sets a cookie: {response.cookies.output()}"
    return ""


@pytest.mark.campaign
@pytest.mark.database
@pytest.mark.parametrize("shard", range(SHARDS))
def test_nothing_breaks_and_nothing_gets_through(
    shard: int, public: dict[str, tuple[str, ...]], record_property: Callable[[str, object], None]
) -> None:
    attempts: list[Attempt] = list(every_parameter(public))[shard * STRIDE :: SHARDS * STRIDE]
    attempts += at_random(public, COUNT // SHARDS, SEED + shard)
    client = Client(enforce_csrf_checks=True, raise_request_exception=True)
    statuses, slowest, wrong = send(client, attempts)
    counted = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    record_property(
        f"hostile requests, shard {shard + 1} of {SHARDS}",
        f"{len(attempts)} with {len(STRINGS)} strings on {len(public)} addresses in three languages, "
        f"seed {SEED + shard}: {counted}; {len(wrong)} wrong; "
        f"slowest {slowest[0]:.2f} s of processor time",
    )
    assert not wrong, f"{len(wrong)} of {len(attempts)}:\n" + "\n".join(wrong[:20])
    assert slowest[0] <= SLOWEST_CPU_S, slowest


def send(client: Client, attempts: Iterable[Attempt]) -> tuple[Counter[int], tuple[float, str], list[str]]:
    statuses, slowest, wrong = Counter[int](), (0.0, ""), list[str]()
    for attempt in attempts:
        started = time.process_time()
        try:
            response = client.generic(
                attempt.method,
                attempt.path,
                attempt.body,
                content_type=attempt.headers.get("content-type", "application/x-www-form-urlencoded"),
                headers=attempt.headers,
                QUERY_STRING=attempt.query,
            )
        except Exception as error:  # noqa: BLE001  told with the request that caused it
            wrong.append(f"{error!r}: {attempt}")
            continue
        slowest = max(slowest, (time.process_time() - started, str(attempt)))
        statuses[response.status_code] += 1
        client.cookies.clear()
        if found := complaint(attempt, response):
            wrong.append(f"{found}: {attempt}")
    return statuses, slowest, wrong
