"""How often something may be done in a while: counted in the database, so shared by every process.

    SIGN_IN = Limit("sign-in", count=10, per=timedelta(minutes=15))
    if wait := SIGN_IN.hit(key):
        ...  # refused, for so long

A window begins with its first use. Each count is one UPDATE with the limit in its condition, so that uses at
the same moment never pass together what they may not pass one by one. A transaction of the caller that is
rolled back takes its counts with it: count outside of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from jobs.models import LimitWindow

ALLOWED = timedelta(0)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` uses of one key in `per`, which is a day at most: keys are hashed anew each day."""

    purpose: str
    count: int
    per: timedelta

    def hit(self, key: str, now: datetime | None = None) -> timedelta:
        """Counts one use; returns nothing (a falsy duration) where it is allowed, else how long to wait."""
        now = now or timezone.now()
        rows = self._rows(key, now)
        # Most that are refused are refused again: that takes no lock for writing.
        if wait := self._wait(rows, now):
            return wait
        if self._count(rows, now):
            return ALLOWED
        row = LimitWindow(purpose=self.purpose, key=hashed(key, now), used=0, ends_at=now + self.per)
        # Two who come first at once make one row.
        LimitWindow.objects.bulk_create([row], ignore_conflicts=True)
        return ALLOWED if self._count(rows, now) else self._wait(rows, now) or self.per

    def give_back(self, key: str, now: datetime | None = None) -> None:
        """Takes one use back, for instance one that turned out to be no guess."""
        self._rows(key, now or timezone.now()).filter(used__gt=0).update(used=F("used") - 1)

    def forget(self, key: str, now: datetime | None = None) -> None:
        """Begins anew for this key."""
        self._rows(key, now or timezone.now()).delete()

    def _rows(self, key: str, now: datetime) -> QuerySet[LimitWindow]:
        return LimitWindow.objects.filter(purpose=self.purpose, key=hashed(key, now))

    def _count(self, rows: QuerySet[LimitWindow], now: datetime) -> bool:
        is_over = When(ends_at__lte=now, then=Value(1))
        begins = When(ends_at__lte=now, then=Value(now + self.per))
        free = rows.filter(Q(ends_at__lte=now) | Q(used__lt=self.count))
        return bool(
            free.update(used=Case(is_over, default=F("used") + 1), ends_at=Case(begins, default=F("ends_at")))
        )

    def _wait(self, rows: QuerySet[LimitWindow], now: datetime) -> timedelta:
        ends_at = rows.filter(ends_at__gt=now, used__gte=self.count).values_list("ends_at", flat=True).first()
        return ends_at - now if ends_at else ALLOWED


def hit_all(uses: Sequence[tuple[Limit, str]]) -> timedelta:
    """Counts one use under each limit, or, where one refuses, under none; returns how long to wait."""
    for position, (limit, key) in enumerate(uses):
        if wait := limit.hit(key):
            give_back_all(uses[:position])
            return wait
    return ALLOWED


def give_back_all(uses: Sequence[tuple[Limit, str]]) -> None:
    for limit, key in uses:
        limit.give_back(key)


def hashed(key: str, now: datetime) -> str:
    """Returns what stands for a key on this day; only who knows the site's secret key could make it."""
    return salted_hmac(f"limits {now:%Y-%m-%d}", key, algorithm="sha256").hexdigest()


def mailbox(email: str) -> str:
    """Returns the key of whose mailbox an address is: what follows a plus sign goes to the same one."""
    name, _at, host = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def purge(now: datetime | None = None) -> int:
    """Deletes the windows that are over; returns how many rows went."""
    return LimitWindow.objects.filter(ends_at__lte=now or timezone.now()).delete()[0]
