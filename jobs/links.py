"""Links that only their receiver knows: a token of 128 random bits, of which the hash alone is stored.

    token = links.make("newsletter.confirm", f"subscriber {pk}", valid_for=timedelta(days=7))

The token is shown once, in the address that is sent. `find` tells what a link is for, so that a page can show
a button; it changes nothing, whoever or whatever opens the address. `use` is for the POST of that button.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from jobs.models import Link

TOKEN_BYTES = 16
# How long a link that is over is still known: its page can say "used" or "too old" instead of "no such page".
KEPT = timedelta(days=30)


def make(purpose: str, subject: str, *, valid_for: timedelta, token: str = "") -> str:
    """Returns the token of a new link for this purpose and subject; `token` gives one that is as random."""
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    Link.objects.create(
        token_hash=hashed(token), purpose=purpose, subject=subject, expires_at=timezone.now() + valid_for
    )
    return token


def hashed(token: str) -> str:
    """Returns what is stored of a token. It is random, so no salt and no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open_links(now: datetime) -> QuerySet[Link]:
    return Link.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)


def find(token: str, purpose: str, now: datetime | None = None) -> Link | None:
    """Returns the link while it is good for this purpose. Changes nothing."""
    now = now or timezone.now()
    return _open_links(now).filter(token_hash=hashed(token), purpose=purpose).first()


def use(token: str, purpose: str, now: datetime | None = None) -> Link | None:
    """Uses a link up; returns it to the one caller who was first, and None to all others."""
    now = now or timezone.now()
    link = find(token, purpose, now)
    if link is None or not _open_links(now).filter(pk=link.pk).update(used_at=now):
        return None
    link.used_at = now
    return link


def has_open(purpose: str, subject: str) -> bool:
    """Returns whether some link of a purpose and subject is still good."""
    return _open_links(timezone.now()).filter(purpose=purpose, subject=subject).exists()


def open_subjects(purpose: str, subjects: Collection[str]) -> set[str]:
    """Returns those of the subjects for which some link of a purpose is still good."""
    found = _open_links(timezone.now()).filter(purpose=purpose, subject__in=subjects)
    return set(found.values_list("subject", flat=True))


def revoke(purpose: str, subject: str) -> int:
    """Ends every open link of a purpose and subject; returns how many there were."""
    now = timezone.now()
    return _open_links(now).filter(purpose=purpose, subject=subject).update(revoked_at=now)


def purge(now: datetime | None = None) -> int:
    """Deletes links that have been over for a while; returns how many rows went."""
    return Link.objects.filter(expires_at__lt=(now or timezone.now()) - KEPT).delete()[0]
