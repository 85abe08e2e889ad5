"""Offers what is new as a feed, all of it or what fits a land, words and filters.

The app above makes feeds and says here under which name of an address; nothing is offered without it.
"""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from readers.presenters.view_models import Link
from readers.request_land import Pairs, RequestLand, with_query

_names: Final[list[str]] = []


def offer(address_name: str) -> None:
    """Registers the name of the address that answers with a feed."""
    _names[:] = [address_name]


def feed_link(request_land: RequestLand, others: Pairs | tuple[()] = ()) -> Link | None:
    """Returns the feed for a land and what is asked beside it; None where there are no feeds.

    A land that says nothing to compare, or whose place is in doubt, is left out: its feed would be refused.
    """
    if not _names:
        return None
    is_of_land = request_land.land.can_be_compared and not request_land.is_doubtful
    label = _("What is new on land like mine, as a feed") if is_of_land else _("What is new, as a feed")
    pairs = [*(request_land.pairs if is_of_land else ()), *others]
    return Link(label, with_query(reverse(_names[0]), pairs))
