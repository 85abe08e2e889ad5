"""Counts in memory and writes the counts down every few seconds, so that no reader waits for a disk.

What was counted since the last time goes with a process that is killed; nothing is counted twice. Until it is
written a text lies in memory alone, and only a keyed digest of it is written before its third day.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from practices.demand.typed import countable, digest_of
from practices.models import Practice
from practices.models.demand import DemandCount, Opening, TypedTerm

logger = logging.getLogger(__name__)

Kind = DemandCount.Kind
DAYS_UNTIL_SHOWN: Final = 3
# What no reader comes near: whoever sends thousands of texts fills neither memory nor disk.
MOST_WAITING: Final = 5_000
MOST_OF_A_DAY: Final = 20_000


class Key(NamedTuple):
    kind: str
    code: str
    country: str
    day: date


@dataclass
class Counts:
    """Holds what was counted and is not written yet; `texts` by kind and digest, with their language."""

    asked: Counter[Key] = field(default_factory=Counter)
    found_nothing: Counter[Key] = field(default_factory=Counter)
    opened: Counter[tuple[int, date]] = field(default_factory=Counter)
    texts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.asked or self.opened)

    @property
    def is_full(self) -> bool:
        return len(self.asked) + len(self.opened) >= MOST_WAITING

    def add(self, other: "Counts") -> None:
        self.asked.update(other.asked)
        self.found_nothing.update(other.found_nothing)
        self.opened.update(other.opened)
        for key, text in other.texts.items():
            self.texts.setdefault(key, text)


_lock: Final = threading.Lock()
_waiting = Counts()
_writer: threading.Thread | None = None


# --- counting ----------------------------------------------------------------------------------------------


def count_search(
    *,
    country: str,
    language: str,
    codes: Iterable[tuple[str, str]] = (),
    words: str = "",
    no_practice_has_words: bool = False,
) -> None:
    """Counts one search: of which country's land, with which coarse conditions and words.

    `codes` are pairs of a kind and a code. Each is counted by itself, and nothing tells which came together.
    """
    day = timezone.now().date()
    counts = Counts(Counter(Key(kind, code, country, day) for kind, code in codes))
    counts.asked[Key(Kind.LANGUAGE, language, country, day)] += 1
    if text := countable(words).lower():
        _count_text(counts, Kind.WORDS, text, country, language, is_in_vain=no_practice_has_words)
    _add(counts)


def count_unknown_place(name: str, *, country: str, language: str) -> None:
    """Counts the name of a place that the gazetteer does not have; `country` where it was told beside it."""
    if text := countable(name):
        counts = Counts()
        _count_text(counts, Kind.PLACE, text, country, language, is_in_vain=True)
        _add(counts)


def count_opening(practice: int) -> None:
    """Counts that somebody opened the page of a practice."""
    _add(Counts(opened=Counter([(practice, timezone.now().date())])))


def _count_text(
    counts: Counts, kind: Kind, text: str, country: str, language: str, *, is_in_vain: bool
) -> None:
    digest = digest_of(kind, text)
    key = Key(kind, digest, country, timezone.now().date())
    counts.asked[key] += 1
    counts.found_nothing[key] += is_in_vain
    counts.texts[str(kind), digest] = text, language


def _add(counts: Counts) -> None:
    with _lock:
        if not _waiting.is_full:
            _waiting.add(counts)
        _start_writing()


# --- writing -----------------------------------------------------------------------------------------------


def _start_writing() -> None:
    """Begins the thread that writes, once in each process, after its server has forked."""
    global _writer  # noqa: PLW0603  one for each process
    if _writer is not None or not settings.DEMAND_WRITTEN_EVERY_S:
        return
    _writer = threading.Thread(target=_write_again_and_again, name="demand", daemon=True)
    _writer.start()
    atexit.register(write)


def _write_again_and_again() -> None:
    pause = threading.Event()
    while not pause.wait(settings.DEMAND_WRITTEN_EVERY_S):
        write()
        connection.close()


def write() -> None:
    """Writes down what was counted since the last time; keeps it for the next where the database is away."""
    global _waiting
    with _lock:
        counts, _waiting = _waiting, Counts()
    if not counts:
        return
    try:
        with transaction.atomic():
            _write_searches(counts)
            _write_openings(counts)
    except OperationalError:
        logger.warning("what readers look for could not be written yet", exc_info=True)
        with _lock:
            if not _waiting.is_full:
                _waiting.add(counts)
    except DatabaseError:
        logger.exception("what readers look for could not be written")


def _write_searches(counts: Counts) -> None:
    if not counts.asked:
        return
    if DemandCount.objects.filter(day=timezone.now().date()).count() < MOST_OF_A_DAY:
        empty = [DemandCount(**key._asdict()) for key in sorted(counts.asked)]
        DemandCount.objects.bulk_create(empty, ignore_conflicts=True)
    # All rows are there now, and no other process changes them until these are written.
    rows = (
        DemandCount.objects.select_for_update()
        .order_by("pk")
        .filter(day__in={key.day for key in counts.asked}, code__in={key.code for key in counts.asked})
    )
    sums = [
        DemandCount(
            **key._asdict(),
            asked=row.asked + counts.asked[key],
            found_nothing=row.found_nothing + counts.found_nothing[key],
        )
        for row in rows
        if (key := Key(row.kind, row.code, row.country, row.day)) in counts.asked
    ]
    DemandCount.objects.bulk_create(
        sums,
        update_conflicts=True,
        unique_fields=["kind", "code", "country", "day"],
        update_fields=["asked", "found_nothing"],
    )
    shown = typed_on_enough_days({digest for _kind, digest in counts.texts})
    TypedTerm.objects.bulk_create(
        [
            TypedTerm(kind=kind, digest=digest, text=text, language=language)
            for (kind, digest), (text, language) in counts.texts.items()
            if (kind, digest) in shown
        ],
        ignore_conflicts=True,
    )


def _write_openings(counts: Counts) -> None:
    if not counts.opened:
        return
    numbers = {pk for pk, _day in counts.opened}
    there = set(Practice.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    keys = sorted((pk, day) for pk, day in counts.opened if pk in there)
    Opening.objects.bulk_create([Opening(practice_id=pk, day=day) for pk, day in keys], ignore_conflicts=True)
    rows = (
        Opening.objects.select_for_update()
        .order_by("pk")
        .filter(practice__in=there, day__in={day for _pk, day in keys})
    )
    sums = [
        Opening(practice_id=row.practice_id, day=row.day, number=row.number + counts.opened[key])
        for row in rows
        if (key := (row.practice_id, row.day)) in counts.opened
    ]
    Opening.objects.bulk_create(
        sums, update_conflicts=True, unique_fields=["practice", "day"], update_fields=["number"]
    )


def typed_on_enough_days(digests: Collection[str] | None = None) -> set[tuple[str, str]]:
    """Returns kind and digest of what was typed on three days or more, of all or of these digests."""
    counted = DemandCount.objects.filter(kind__in=(Kind.WORDS, Kind.PLACE))
    if digests is not None:
        counted = counted.filter(code__in=digests)
    days = counted.values("kind", "code").annotate(days=Count("day", distinct=True))
    return set(days.filter(days__gte=DAYS_UNTIL_SHOWN).values_list("kind", "code"))
