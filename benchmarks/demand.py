"""What counting costs a reader: the results page with it and without, in turns, and what writing costs.

    python -m benchmarks.demand [--pages 300]

Measures the data folder in use (see benchmarks.fill) and keeps nothing: what is written is rolled back.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.page_cost import asked, with_words
from benchmarks.results_page import addresses
from benchmarks.timing import cpu_ms, machine, percentiles, shown

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 9; Mobile) Firefox/128.0"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")
    from django.conf import settings
    from django.db import transaction

    from kb.wsgi import application
    from practices.demand import counting

    settings.DEMAND_WRITTEN_EVERY_S = 0
    paths = with_words(addresses(options.pages + 20))
    for path in paths[:20]:
        asked(application, path, PHONE)
    counting._waiting = counting.Counts()
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, path in enumerate(paths[20:]):
        # Each page in both ways, each way first every other time.
        for is_counted in (number % 2 == 0, number % 2 == 1):
            settings.DEMAND_COUNTED = is_counted
            times[is_counted] += cpu_ms([lambda path=path: asked(application, path, PHONE)])
    differences = [with_it - without for with_it, without in zip(times[True], times[False], strict=True)]
    print(machine())
    print(f"results page, counted       {shown(times[True])}   of the processor")
    print(f"results page, not counted   {shown(times[False])}")
    print(
        f"difference                  median {statistics.median(differences):.3f} ms, "
        f"ratio of medians {percentiles(times[True])[0] / percentiles(times[False])[0]:.3f}"
    )
    waiting = len(counting._waiting.asked)
    with transaction.atomic():
        took = timed(counting.write)
        transaction.set_rollback(True)
    print(f"written by a thread         {took:.0f} ms for {waiting} counts of {options.pages} pages")


def timed(call: Callable[[], Any]) -> float:
    """Returns milliseconds by the clock."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
