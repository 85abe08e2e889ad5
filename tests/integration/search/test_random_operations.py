"""Whatever people do in the admin, in whatever order, the index says the same as the database."""

import os
from collections import Counter
from collections.abc import Callable

import pytest
from wagtail.models import Page, PageViewRestriction

from practices.models import Practice
from search.engines.registry import embedded_engine
from search.indexing.check import differences
from tests.integration.search.operations import Admin

COUNT = int(os.environ.get("TWINFIELDS_OPERATIONS", "120"))
SEED = 20261123


def readable() -> set[int]:
    """Ids of what anybody may read, found page by page and not by the queryset under test."""
    closed = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    above = {page.path: page for page in Page.objects.all()}
    found = set()
    for practice in Practice.objects.all():
        ends = range(practice.steplen, len(practice.path) + 1, practice.steplen)
        line = [above[practice.path[:end]] for end in ends]
        if all(page.live and page.pk not in closed for page in line):
            found.add(practice.pk)
    return found


@pytest.mark.campaign
def test_after_every_operation_the_index_equals_the_database(
    work: Callable[[], None], record_property: Callable[[str, object], None]
) -> None:
    admin, done, seen = Admin(SEED), Counter[str](), Counter[int]()
    for number in range(COUNT):
        name = admin.do()
        done[name] += 1
        work()
        indexed = set(embedded_engine().fingerprints())
        assert indexed == readable(), f"operation {number}: {name}"
        assert not differences(), f"operation {number}: {name}"
        seen[len(indexed)] += 1
    assert COUNT < 500 or len(done) == len(admin.operations), "every kind of operation came up"
    assert len(seen) > 3, "practices came and went"
    record_property(
        "operations",
        f"{COUNT} random operations of {len(done)} kinds, seed {SEED}: index equal to database after each; "
        f"{min(seen)} to {max(seen)} practices public",
    )
