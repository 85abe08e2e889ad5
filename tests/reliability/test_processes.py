"""The worker as a process of its own: how soon it is there, and what happens when it is killed.

Each test runs a command of `benchmarks/` at a size for every day; docs/reliability.md tells of the full one.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240

Record = Callable[[str, object], None]


def run(module: str, *arguments: str) -> str:
    others = ("TWINFIELDS_", "DJANGO_", "ELASTICSEARCH_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_publish_is_found_and_an_unpublish_gone_within_two_seconds(record_property: Record) -> None:
    record_property("freshness", run("freshness", "--publishes", "6"))


def test_two_servers_on_one_database_both_follow_every_change(record_property: Record) -> None:
    # Two workers and two web servers more than the smallest machine has room for: it is not about time.
    record_property("several servers", run("several_servers", "--publishes", "2", "--goal", "20"))


def test_a_killed_writer_loses_nothing_and_leaves_nothing(record_property: Record) -> None:
    record_property("killed writer", run("killed_writer", "--kills", "8"))


def test_a_killed_upload_loses_nothing_and_leaves_no_file(record_property: Record) -> None:
    record_property("killed uploads", run("killed_uploads", "--kills", "4"))


def test_a_film_killed_while_it_is_sent_or_made_is_not_lost(record_property: Record) -> None:
    record_property("killed films", run("killed_films", "--kills", "4"))


def test_reports_posted_under_kills_are_there_once(record_property: Record) -> None:
    record_property("killed peers", run("killed_peers", "--kills", "2", "--reports", "10"))


def test_an_issue_sent_under_kills_comes_once_to_each(record_property: Record) -> None:
    # That a lease ends by itself is tried in tests/integration/jobs/.
    options = ("--recipients", "60", "--kills", "2", "--dropped", "0.05", "--end-leases")
    said = run("newsletter_sending", *options)
    record_property("newsletter sending", said)


def test_five_hundred_reports_keep_the_page_within_its_budget(record_property: Record) -> None:
    record_property("many reports", run("many_reports", "--runs", "1"))


def test_a_photo_on_a_telephone_weighs_less_than_half_of_the_stock_one(record_property: Record) -> None:
    said = run("photo_bytes", "--photos", "2")
    record_property("photo bytes", said)
    shares = {line[:28].strip(): float(line.split()[-1]) for line in said.splitlines()[1:]}
    assert shares["ours, 360x210 AVIF"] < 0.5
