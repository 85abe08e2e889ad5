"""What the page of a practice costs with 500 reports of peers, beside the same page without any.

    python -m benchmarks.many_reports [--reports 500] [--runs 20]

Reports on lands all over the world, with long texts, on the heaviest of the starter practices. Prints
queries, bytes as they travel (the worst of three languages, with a land of a place) and processor time, and
how long one more decision takes to add all of them up. Ends with 1 where the page asks more than two queries
more, or is heavier than its budget.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from benchmarks.page_cost import asked
from benchmarks.page_weight import LAND, PRACTICES, budgets
from benchmarks.temporary_site import temporary_site
from benchmarks.texts import text
from benchmarks.timing import cpu_ms, machine, shown
from zones.vocabulary import CROPS, LANGUAGES, TEXTURES

MOST_QUERIES_MORE: Final = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What the page costs: the most queries and bytes of any, and the processor's time for each."""

    queries: int
    bytes: int
    times_ms: list[float]

    def __str__(self) -> str:
        return f"{self.queries} queries, {self.bytes:,} bytes, {shown(self.times_ms)} of the processor"


def cost(application: Callable[..., Any], paths: Sequence[str], runs: int) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    queries, sizes = 0, []
    for path in paths:
        # What is kept in memory from one request to the next is asked by the first alone.
        asked(application, path)
        with CaptureQueriesContext(connection) as captured:
            sizes.append(len(asked(application, path)))
        queries = max(queries, len(captured))
    return Cost(queries, max(sizes), cpu_ms([partial(asked, application, path) for path in paths] * runs))


def add_reports(slug: str, count: int, dice: random.Random) -> float:
    """Writes published reports, each of another person; returns the seconds of adding them up."""
    from django.utils import timezone

    from exchange.models import Author, Report, State
    from exchange.reports import recount
    from practices.models import Practice

    practice = Practice.objects.get(slug=slug)
    authors = Author.objects.bulk_create(
        Author(language="es", code_hash=f"{slug[:30]} {number}") for number in range(count)
    )
    Report.objects.bulk_create(
        Report(
            practice=practice,
            author=author,
            outcome=dice.choice(("worked", "partly", "did_not_work", "stopped")),
            since=dice.choice(("this_year", "longer")),
            changed=text(dice, "es", 400),
            language=dice.choice(LANGUAGES),
            form_id=f"{author.pk:032d}",
            place_name="Kopargo",
            country="BJ",
            land_pairs=[
                ["lat", f"{dice.uniform(-45, 55):.1f}"],
                ["lon", f"{dice.uniform(-120, 150):.1f}"],
                ["texture", dice.choice(TEXTURES)],
                ["crops", dice.choice(CROPS)],
            ],
            state=State.PUBLISHED,
            sent_at=timezone.now(),
        )
        for author in authors
    )
    started = time.perf_counter()
    recount(practice.pk)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--runs", type=int, default=20, help="how often each page is timed")
    options = parser.parse_args()
    with temporary_site():
        from django.core.management import call_command

        from exchange.models import PracticeReports
        from kb.wsgi import application

        call_command("load_starter", verbosity=0)
        paths = [f"/{language}/{path}/?{LAND}" for path in PRACTICES for language in LANGUAGES]
        without = cost(application, paths, options.runs)
        dice = random.Random(1)
        added_up_s = max(add_reports(path.split("/")[1], options.reports, dice) for path in PRACTICES)
        bands = max(len(summary.bands) for summary in PracticeReports.objects.all())
        with_them = cost(application, paths, options.runs)
    budget = budgets()["html"]["practice"]
    print(machine())
    print(f"without a report   {without}")
    print(f"{options.reports:>7} reports    {with_them}; {bands} bands; budget {budget:,} bytes")
    print(f"one more decision adds all of them up in {added_up_s * 1000:.0f} ms")
    sys.exit(with_them.queries > without.queries + MOST_QUERIES_MORE or with_them.bytes > budget)


if __name__ == "__main__":
    main()
