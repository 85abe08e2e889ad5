"""What somebody who hears of questions has asked for, in words."""

from dataclasses import dataclass

from exchange.models import Listener
from exchange.models.item import land_from
from readers.presenters.land.place_names import place_label
from readers.presenters.peers.land import land_words
from zones.languages import BY_CODE


@dataclass(frozen=True, slots=True)
class WishView:
    """The land and the languages of questions that somebody hears of."""

    place: str
    land: str
    languages: str


def wish_view(listener: Listener) -> WishView:
    """Return what is about to be confirmed, or what was confirmed."""
    wished = listener.wished or {"land_pairs": listener.land_pairs, "reads": listener.reads}
    land = land_from(wished["land_pairs"])
    names = ", ".join(BY_CODE[code].name for code in wished["reads"] if code in BY_CODE)
    return WishView(place_label(land), land_words(land), names)
