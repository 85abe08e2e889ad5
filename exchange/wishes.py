"""Keeps what was asked for an address until its owner confirms it by the link of a mail.

Anybody can type anybody's address, and again the day after. So each link stays good until its own end, and
confirms what was asked with it, whatever is asked later; with one of them all is settled.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from exchange.models.wishing import Wishing
from jobs import links

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CONFIRM_WITHIN: Final = timedelta(days=7)

Row = TypeVar("Row", bound=Wishing)


def write_down(row: Wishing, purpose: str, wish: "DataclassInstance") -> str:
    """Adds a wish to those that wait; returns the token of the link that confirms it."""
    wished = json.loads(json.dumps(asdict(wish)))
    before = {_subject(row, one): one for one in row.wishes if one != wished}
    still_open = links.open_subjects(purpose, tuple(before))
    row.wished = wished
    row.earlier_wishes = [one for subject, one in before.items() if subject in still_open]
    if row.confirmed_at is None:
        # Who asks again has as long to confirm as at first.
        row.created_at = timezone.now()
    row.save(update_fields=["wished", "earlier_wishes", "created_at"])
    return links.make(purpose, _subject(row, wished), valid_for=CONFIRM_WITHIN)


def of_link(rows: QuerySet[Row], subject: str) -> Row | None:
    """Returns whose wish a link confirms, with that one as their newest; None where it does not wait."""
    number, _blank, _digest_part = subject.partition(" ")
    row = rows.filter(pk=int(number)).first()
    wished = next((one for one in row.wishes if _subject(row, one) == subject), None) if row else None
    if row is None or wished is None:
        return None
    row.wished = wished
    return row


def settle(row: Wishing) -> dict[str, Any]:
    """Takes a confirmed wish, and all others that waited, away; returns it."""
    wished: dict[str, Any] = row.wished
    row.wished, row.earlier_wishes = {}, []
    return wished


def _subject(row: Wishing, wished: Mapping[str, Any]) -> str:
    """Returns what a link to confirm a wish is for."""
    digest = hashlib.sha256(json.dumps(wished, sort_keys=True).encode()).hexdigest()[:16]
    return f"{row.pk} {digest}"
