"""What one page costs the processor: the application is called as a server calls it, without a network.

    python -m benchmarks.page_cost [--pages 200] [--words] [--profile 30]

Measures the data folder in use (see benchmarks.fill) and writes nothing. `--words` puts words into every
address, `--profile` prints the functions that took most. Processor time, so that others disturb it little.
"""

import argparse
import cProfile
import os
import pstats
import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

from benchmarks.results_page import addresses
from benchmarks.texts import query
from benchmarks.timing import cpu_ms, machine, shown


def asked(application: Callable[..., Any], path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The body of one answer, compressed as a browser asks for it. Raises ValueError when it is none."""
    address, _mark, parameters = path.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": address, "QUERY_STRING": parameters, "HTTP_HOST": "localhost"}
    environ |= {"HTTP_ACCEPT_ENCODING": "br", **(headers or {})}
    setup_testing_defaults(environ)
    statuses: list[str] = []

    def start(status: str, _headers: object, _error: object = None) -> None:
        statuses.append(status)

    answer = application(environ, start)
    body = b"".join(answer)
    answer.close()
    if not statuses[0].startswith("200"):
        raise ValueError(f"{path}: {statuses[0]}")
    return body


def with_words(paths: Sequence[str]) -> list[str]:
    dice = random.Random(3)
    return [f"{path}&q={quote(query(dice, path[1:3]))}" for path in paths]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--profile", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")
    from kb.wsgi import application

    paths = addresses(options.pages + 20)
    if options.words:
        paths = with_words(paths)
    calls = [partial(asked, application, path) for path in paths]
    for call in calls[:20]:
        call()
    print(machine())
    if options.profile:
        profiler = cProfile.Profile()
        profiler.enable()
        for call in calls[20:]:
            call()
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(options.profile)
        return
    sizes = [len(call()) for call in calls[20:]]
    print(f"results page   {shown(cpu_ms(calls[20:]))}   of the processor")
    print(f"               largest {max(sizes) / 1000:.1f} kB, mean {sum(sizes) / len(sizes) / 1000:.2f} kB")


if __name__ == "__main__":
    main()
