"""What a table of 500 practices costs: reading and looking through it, making drafts, undoing them.

    python -m benchmarks.imports [--rows 500]

Prints processor seconds and seconds of each step, the questions to the database of the preview, and how long
the database was held for writing. Ends with 1 where the preview takes more than ten seconds of the processor,
or the database was held for more than ten.
"""

import argparse
import csv
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

from benchmarks.temporary_site import REGION, temporary_site
from benchmarks.timing import machine

MOST_SECONDS: Final = 10
Made = TypeVar("Made")


def rows(count: int) -> list[list[str]]:
    head = [
        "name_fr",
        "place_name",
        "country",
        "land_uses",
        "outcome",
        "summary_fr",
        "steps_fr",
        "latitude",
        "longitude",
    ]
    head += ["since_year", "rain_low", "rain_high", "texture", "crops", "problem_fr", "what_changed_fr"]
    text = "Des trous creusés avant les pluies et remplis de fumier. " * 5
    return [
        head,
        *(
            [
                f"Essai {number}",
                "Kaya",
                "BF",
                "cropland",
                "adopted",
                text,
                "Creuser\nRemplir\nSemer",
                "13,1",
                "-1,1",
                "1998",
                "500",
                "800",
                "sandy",
                "pulses_oilseeds",
                text,
                text,
            ]
            for number in range(count)
        ),
    ]


def as_csv(table: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(table)
    return text.getvalue().encode()


def as_xlsx(table: list[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def timed(what: str, action: Callable[[], Made]) -> tuple[float, Made]:
    start, began = time.process_time(), time.monotonic()
    made = action()
    seconds = time.process_time() - start
    print(f"{what}: {seconds:.1f} s of the processor, {time.monotonic() - began:.1f} s", flush=True)
    return seconds, made


def measure(count: int) -> bool:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from practices.admin.imports.batches import make_drafts, receive, undo
    from practices.admin.imports.preview import preview
    from practices.models import RegionSection

    section = RegionSection.objects.get(slug=REGION)
    person: Any = get_user_model()(email="measured@example.org", is_superuser=True)
    person.save()
    table = rows(count)
    slowest = 0.0
    for name, content in (("a.csv", as_csv(table)), ("a.xlsx", as_xlsx(table))):
        print(f"{name}, {len(content):,} bytes")
        read, batch = timed("read", partial(receive, content, name, section, person))
        with CaptureQueriesContext(connection) as captured:
            looked, seen = timed("looked through", partial(preview, batch))
        print(f"{seen.good_count} rows ready, {seen.bad_count} to be mended, {len(captured)} queries")
        slowest = max(slowest, read + looked)
    with held() as spans:
        made = timed("drafts made", lambda: make_drafts(batch))[1]
        timed("undone", lambda: undo(made))
    print(f"held for writing: at most {max(spans):.1f} s")
    return slowest <= MOST_SECONDS and max(spans) <= MOST_SECONDS


@contextmanager
def held() -> Iterator[list[float]]:
    """Yields the seconds of each transaction, from its beginning to its end, filled as they end."""
    from django.db import connection

    spans: list[float] = []
    begin, commit = connection._start_transaction_under_autocommit, connection.commit
    started = [0.0]

    def timed_begin() -> None:
        begin()
        started[0] = time.monotonic()

    def timed_commit() -> None:
        commit()
        spans.append(time.monotonic() - started[0])

    connection._start_transaction_under_autocommit, connection.commit = timed_begin, timed_commit
    try:
        yield spans
    finally:
        connection._start_transaction_under_autocommit, connection.commit = begin, commit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500)
    asked = parser.parse_args()
    print(machine())
    with temporary_site():
        return 0 if measure(asked.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
