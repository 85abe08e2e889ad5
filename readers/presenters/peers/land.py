"""Says how like one person's land another's is: a bar, words, and the one telling fact. Hides nothing."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import PeerItem
from matching.explanation import Explanation, State
from practices.places import country_name
from readers.presenters.land.bar import stated_texts
from readers.presenters.land.contrast import distinct_texts
from readers.presenters.practice.comparison import difference_factor, factor_groups
from readers.presenters.wording import factor_label, listed
from zones.land import Land

WORDS: Final = {
    "close": gettext_lazy("Land much like the asker’s"),
    "near": gettext_lazy("Land a little like the asker’s"),
    "far": gettext_lazy("Land unlike the asker’s"),
}
# The bar of a group, and the box of its colours and edge.
BARS: Final[dict[str, State]] = {"close": "close", "near": "near", "listed": "near", "far": "different"}
BOXES: Final[dict[str, str]] = {"close": "box--close", "near": "box--near", "different": "box--far"}


@dataclass(frozen=True, slots=True)
class PeerLand:
    """How like a person's land is. `compared` says of each part of the land how, or why it was not."""

    bar: State
    words: str
    fact: str
    compared: str

    @property
    def box(self) -> str:
        return BOXES.get(self.bar, "")


def peer_land(explanation: Explanation) -> PeerLand:
    """Return how like the asker's land it is; the explanation has the asker's land asking."""
    group = explanation.group
    groups = factor_groups(explanation)
    known = [one.label for one in groups if one.state != "unknown"]
    if group is None or not known:
        return PeerLand("unknown", _("Not known how like the asker’s land it is"), "", "")
    if group == "listed":
        names = listed([name.lower() for name in known])
        words = _("Compared by %(compared)s only") % {"compared": names}
    else:
        words = str(WORDS[group])
    return PeerLand(BARS[group], words, _fact(explanation), compared_text(explanation))


def compared_text(explanation: Explanation) -> str:
    """Return each part of the land with how it compares, or that it was not said or is not known."""
    return " · ".join(
        _("%(label)s: %(text)s") % {"label": one.label, "text": one.state_label}
        for one in factor_groups(explanation)
    )


def _fact(explanation: Explanation) -> str:
    """Return the difference that matters most, with both sides; empty where all that is known is alike."""
    main = explanation.main_difference
    if main is None:
        return ""
    sides = {limiter.name: (limiter.yours, limiter.theirs) for limiter in explanation.applied} | {
        result.name: (result.yours, result.theirs)
        for result in explanation.factors
        if result.name not in explanation.limiters
    }
    name = difference_factor(explanation) or main
    asker, here = distinct_texts(name, *sides[main])
    return _("%(label)s: %(asker)s for the asker, %(here)s here") % {
        "label": factor_label(name),
        "asker": asker,
        "here": here,
    }


def place_words(item: PeerItem) -> str:
    """Return the place and country of an item, as far as they are known."""
    country = country_name(item.country) if item.country else ""
    return ", ".join(part for part in (item.place_name, country) if part)


def who_words(item: PeerItem) -> str:
    """Return who says something, by name only where they agreed, and where."""
    place = place_words(item)
    if item.shown_name:
        return ", ".join(part for part in (item.shown_name, place) if part)
    return _("A farmer in %(place)s") % {"place": place} if place else _("A farmer")


def land_words(land: Land) -> str:
    """Return what somebody said of their land, in a few words."""
    return ", ".join(stated_texts(land))
