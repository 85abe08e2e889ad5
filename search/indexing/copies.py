"""Which indexes there are to keep: each copy of the embedded one, and the cluster's.

A copy is registered before it is built, and from then on every change is written down for it as well. While
its worker lives it says so. A copy that says nothing for days is forgotten, with all that waits for it; when
its worker comes back, it registers anew and builds the index anew.
"""

import socket
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search.engines.base import EMBEDDED
from search.engines.embedded import copy_id
from search.engines.registry import copy_name, target_names
from search.models import IndexCopy, OutboxRow

# A server that is down over a long weekend still finds its changes; each of them is a row for each copy.
EXPIRES_AFTER: Final = timedelta(days=4)


def names_of(engines: Collection[str] = ()) -> list[str]:
    """Returns what rows of the outbox call these engines' indexes, or all that this server keeps."""
    return [copy_name() if engine == EMBEDDED else engine for engine in engines or target_names()]


def registered_names(engines: Collection[str]) -> list[str]:
    """Returns the same, and has changes written down for this server's copy from now on."""
    return [register() if engine == EMBEDDED else engine for engine in engines]


def followed_names() -> list[str]:
    """Returns the name of every index that changes are written down for, on whatever server it lies."""
    others = [name for name in target_names() if name != EMBEDDED]
    return [*IndexCopy.objects.order_by("pk").values_list("name", flat=True), *others]


def register() -> str:
    """Has changes written down for this copy from now on; returns its name. Idempotent."""
    copy_id.get_or_create(Path(str(settings.SEARCH["INDEX_DIR"])))
    name = copy_name()
    IndexCopy.objects.get_or_create(name=name, defaults={"host": socket.gethostname()[:100]})
    return name


def keep_alive() -> None:
    """Says that the worker of this copy lives."""
    now = timezone.now()
    if not IndexCopy.objects.filter(name=copy_name()).update(seen_at=now, host=socket.gethostname()[:100]):
        register()


def mark_built(name: str) -> None:
    """Notes that the copy holds all that was published when it was registered."""
    IndexCopy.objects.filter(name=name).update(is_built=True, seen_at=timezone.now())


def is_followed() -> bool:
    """Returns whether this copy was built and has had every change written down for it since."""
    return IndexCopy.objects.filter(name=copy_name(), is_built=True).exists()


def remove_expired() -> int:
    """Drops copies that nobody has heard of for days, never this server's own, and rows for copies that are
    not there; returns how many copies went.
    """
    lost = IndexCopy.objects.filter(seen_at__lt=timezone.now() - EXPIRES_AFTER).exclude(name=copy_name())
    with transaction.atomic():
        count = lost.delete()[0]
        there = IndexCopy.objects.values("name")
        OutboxRow.objects.filter(target__startswith=EMBEDDED).exclude(target__in=there).delete()
    return count


def remove_all() -> None:
    """Drops every copy: the database is another one now, and no index fits it."""
    with transaction.atomic():
        IndexCopy.objects.all().delete()
        OutboxRow.objects.filter(target__startswith=EMBEDDED).delete()
