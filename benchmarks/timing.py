"""Processor time of calls, and how busy the machine was meanwhile."""

import os
import statistics
import time
from collections.abc import Callable, Iterable


def cpu_ms(calls: Iterable[Callable[[], object]]) -> list[float]:
    """Milliseconds of the processor for each call, all threads of this process together."""
    times = []
    for call in calls:
        started = time.process_time()
        call()
        times.append((time.process_time() - started) * 1000)
    return times


def wall_ms(calls: Iterable[Callable[[], object]]) -> list[float]:
    """Returns the milliseconds of the clock that each call took, sorted."""
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def percentiles(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def shown(times: list[float]) -> str:
    p50, p95 = percentiles(times)
    return f"p50 {p50:7.2f} ms   p95 {p95:7.2f} ms"


def machine() -> str:
    one, five, _fifteen = os.getloadavg()
    return f"{os.cpu_count()} cores, load average {one:.1f} (1 minute), {five:.1f} (5 minutes)"
