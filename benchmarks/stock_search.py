"""Our search for words beside Wagtail's stock database backend, over the same practices in SQLite.

    python -m benchmarks.stock_search [--practices 2000] [--queries 30]

Both find the first twenty practices for the same words and read them from the database; ours also compares,
counts facets and marks passages. In turns, in one process; processor time.
"""

import argparse
import random
from functools import partial

from benchmarks.temporary_site import temporary_site
from benchmarks.timing import cpu_ms, machine, percentiles, shown

STOCK = {"BACKEND": "wagtail.search.backends.database"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--practices", type=int, default=2_000)
    parser.add_argument("--queries", type=int, default=30)
    options = parser.parse_args()
    with temporary_site():
        measure(options.practices, options.queries)


def measure(practices: int, queries: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from wagtail.search.backends import get_search_backend
    from wagtail.search.management.commands.update_index import Command

    from benchmarks.corpus import fill
    from benchmarks.texts import query
    from practices.models import Practice
    from practices.regions import create_region
    from search import service
    from search.engines.registry import embedded_writer
    from search.indexing.documents import public_documents

    fill(create_region("generated", {"en": "Generated"}).section, practices)
    embedded_writer().rebuild(public_documents())
    settings.WAGTAILSEARCH_BACKENDS = {**settings.WAGTAILSEARCH_BACKENDS, "stock": STOCK}
    call_command(Command(), backend_name="stock", verbosity=0)
    stock = get_search_backend("stock")

    def by_stock(words: str) -> object:
        return list(stock.search(words, Practice.objects.live())[:20])

    dice = random.Random(3)
    asked = [query(dice, "en") for _ in range(queries)]
    ours = partial(service.search, language="en")
    ours(asked[0])
    by_stock(asked[0])
    mine, theirs = [], []
    for words in asked:
        mine += cpu_ms([partial(ours, words)])
        theirs += cpu_ms([partial(by_stock, words)])
    print(f"{practices:,} practices, {queries} searches; {machine()}")
    print(f"ours     {shown(mine)}")
    print(f"stock    {shown(theirs)}")
    (our50, our95), (stock50, stock95) = percentiles(mine), percentiles(theirs)
    print(f"stock / ours   p50 {stock50 / our50:.1f}   p95 {stock95 / our95:.1f}")


if __name__ == "__main__":
    main()
