"""Readers while machines guess at passwords.

    python -m benchmarks.guessers [--guessers 8] [--seconds 20]

Serves a site in a folder of its own with the site's own web server. One reader asks for the home page again
and again: alone; beside eight more readers without a pause, for comparison; beside guessers who send the next
guess as soon as the one before is answered. These guess at one account from one address, as a simple script
does, then each time at another account from another address, as many machines would, where only the limit on
hashing holds. Prints the reader's times, and what the others were answered.
"""

import argparse
import http.cookiejar
import itertools
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from benchmarks.served_site import served_site
from benchmarks.timing import machine, percentiles

HOME = "/fr/"
SIGN_IN = "/admin/login/"
# As a person who reads: a pause between two pages.
PAUSE_S = 0.05

Guess = Callable[[int], tuple[str, str]]


def one_place(_number: int) -> tuple[str, str]:
    """The same account and address for each guess."""
    return "moderator@localhost", "192.0.2.7"


def many_places(number: int) -> tuple[str, str]:
    """An account and an address of its own for each guess."""
    return f"person{number}@example.org", f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def reader(url: str, seconds: float) -> list[float]:
    """Milliseconds for each home page."""
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.perf_counter()
        with urllib.request.urlopen(url + HOME, timeout=60) as answer:
            answer.read()
        times.append((time.perf_counter() - started) * 1000)
        time.sleep(PAUSE_S)
    return times


def read_until(url: str, stop: threading.Event, got: Counter[int]) -> None:
    while not stop.is_set():
        with urllib.request.urlopen(url + HOME, timeout=60) as answer:
            answer.read()
            got[answer.status] += 1


def guess_until(
    url: str, stop: threading.Event, got: Counter[int], numbers: Iterator[int], guess: Guess
) -> None:
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    browser.open(url + SIGN_IN).read()
    token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
    while not stop.is_set():
        number = next(numbers)
        account, address = guess(number)
        fields = {"username": account, "password": f"guess {number}", "csrfmiddlewaretoken": token}
        request = urllib.request.Request(
            url + SIGN_IN, urllib.parse.urlencode(fields).encode(), {"X-Forwarded-For": address}
        )
        try:
            with browser.open(request, timeout=60) as answer:
                answer.read()
                got[answer.status] += 1
        except urllib.error.HTTPError as error:
            error.read()
            got[error.code] += 1


@contextmanager
def beside(count: int, work: Callable[[threading.Event, Counter[int]], None]) -> Iterator[Counter[int]]:
    """Runs so many at once inside the block; gives what they were answered."""
    stop, got = threading.Event(), Counter[int]()
    threads = [threading.Thread(target=work, args=(stop, got)) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield got
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def shown(name: str, times: list[float]) -> str:
    p50, p95 = percentiles(times)
    return f"{name:<42} {len(times):4} pages   p50 {p50:6.1f}   p95 {p95:6.1f}   worst {max(times):6.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guessers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    # So that one machine can pretend to be many.
    os.environ["TWINFIELDS_TRUSTED_PROXIES"] = "1"
    print(machine())
    with served_site() as site:
        numbers = itertools.count()
        others = {
            "readers": partial(read_until, site.url),
            "guessers: one account, one address": partial(
                guess_until, site.url, numbers=numbers, guess=one_place
            ),
            "guessers: others each time": partial(guess_until, site.url, numbers=numbers, guess=many_places),
        }
        reader(site.url, 2)
        print(shown("alone", reader(site.url, options.seconds)))
        for name, work in others.items():
            with beside(options.guessers, work) as got:
                times = reader(site.url, options.seconds)
                statuses = ", ".join(f"{count} × {status}" for status, count in sorted(got.items()))
            print(shown(f"beside {options.guessers} {name}", times))
            print(f"    which were answered {statuses}")
    print(machine())


if __name__ == "__main__":
    main()
