"""When the largest text or picture of a page is seen on a slow link and a slow phone; prints a table.

    python -m benchmarks.lcp [URL] [--times 5]

"Slow 3G" of the browser's tools: 400 kbit/s both ways and 2,000 ms for each request, set through the
browser's own protocol, with the processor six times slower. Median of visits that find nothing kept.
"""

import argparse
import statistics
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import SMALL_PHONE, launch
from benchmarks.page_weight import BUDGETS, LAND
from benchmarks.served_site import served_site

SLOW_3G: Final = {
    "offline": False,
    "latency": 2000,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
PROCESSOR_SLOWER: Final = 6
PAGES: Final = {
    "home": "/fr/",
    "results": f"/fr/practices/?{LAND}",
    "practice": f"/fr/europe/cover-crops-beauce/?{LAND}",
}
# Set before the page's own content, so that no entry is missed.
OBSERVE: Final = """
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.largest = {at: entry.startTime, what: entry.element ? entry.element.tagName.toLowerCase() : ''};
  }
}).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
FIRST_PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds to the first and the largest paint, its element, and the layout shift."""

    first: float
    largest: float
    element: str
    shift: float


def visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(**SMALL_PHONE)
    context.add_init_script(OBSERVE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWER})
    page.goto(address, wait_until="networkidle", timeout=120_000)
    largest = page.evaluate("window.largest")
    found = Visit(
        page.evaluate(FIRST_PAINT),
        largest["at"],
        largest["what"],
        page.evaluate("window.shifted ?? 0"),
    )
    context.close()
    return found


def measure(browser: Browser, site: str, times: int) -> Iterator[str]:
    goal = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))["lcp"]["slow_3g"]
    yield "| page | first paint | largest paint | its element | layout shift | goal |"
    yield "|---|---|---|---|---|---|"
    for name, path in PAGES.items():
        visits = [visit(browser, site + path) for _ in range(times)]
        first, largest = (
            statistics.median(getattr(one, kind) for one in visits) / 1000 for kind in ("first", "largest")
        )
        shift = max(one.shift for one in visits)
        element = statistics.mode(one.element for one in visits)
        yield f"| {name} | {first:.2f} s | {largest:.2f} s | {element} | {shift:.3f} | {goal} s |"


def report(site: str, times: int) -> None:
    with sync_playwright() as playwright, launch(playwright) as browser:
        for line in measure(browser, site, times):
            print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", help="address of a running site")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    if options.site:
        report(options.site.rstrip("/"), options.times)
        return
    with served_site() as served:
        report(served.url, options.times)


if __name__ == "__main__":
    main()
