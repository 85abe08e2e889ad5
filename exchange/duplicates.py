"""Finds what may be the same thing sent twice, for the region's people to compare."""

import re
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from exchange.items import MODELS, UNSEEN, text_of
from exchange.models import PeerItem, Report
from exchange.regions import walled
from media.region_access import AnyUser
from zones.spelling import fold_label

SENT_WITHIN: Final = timedelta(days=14)
# Of these many of the same days, the texts are compared.
MOST_COMPARED: Final = 300
MOST_SHOWN: Final = 3
# Two texts are nearly the same where they share so much of their words, and have this many at least.
SHARED_WORDS: Final = 0.8
FEWEST_WORDS: Final = 5


def likely_duplicates(item: PeerItem, user: AnyUser) -> list[PeerItem]:
    """Returns others of the kind, of the person's regions, that say the same or nearly the same."""
    since = item.sent_at or item.created_at
    days = Q(sent_at__range=(since - SENT_WITHIN, since + SENT_WITHIN))
    others: QuerySet[Any] = walled(MODELS[item.kind]._default_manager.all(), user)
    others = others.filter(days).exclude(pk=item.pk).exclude(state__in=UNSEEN).order_by("-sent_at")
    words = _words(text_of(item))
    found = []
    for other in others[:MOST_COMPARED]:
        if _is_same_report(item, other) or _is_nearly_same(words, _words(text_of(other))):
            found.append(other)
            if len(found) == MOST_SHOWN:
                break
    return found


def _is_same_report(item: PeerItem, other: PeerItem) -> bool:
    """Returns whether both tell the same end of the same practice, from the same place."""
    if not (isinstance(item, Report) and isinstance(other, Report)):
        return False
    same = ("practice_id", "country", "outcome")
    return all(getattr(item, name) == getattr(other, name) for name in same) and (
        fold_label(item.place_name) == fold_label(other.place_name) or item.author_id == other.author_id
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold_label(text)))


def _is_nearly_same(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < FEWEST_WORDS:
        return False
    return len(one & other) >= SHARED_WORDS * len(one | other)
