"""Fill the data folder in use with generated practices, time a rebuild: `python -m benchmarks.fill COUNT`."""

import sys
import time

import django


def main() -> None:
    django.setup()
    from benchmarks.corpus import fill
    from practices.models import Practice
    from practices.regions import create_region
    from search.engines.base import EMBEDDED
    from search.indexing.rebuilding import rebuild

    started = time.perf_counter()
    fill(create_region("generated", {"en": "Generated"}).section, int(sys.argv[1]))
    print(f"corpus         {Practice.objects.count()} practices in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    count = rebuild(EMBEDDED).count
    print(f"rebuild        {count} practices in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
