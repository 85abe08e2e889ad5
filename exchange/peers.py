"""Finds peers by comparable land: one person's land asks, another's is taken as a record of a single place.

The formula is that of practices (`matching/`); here a land becomes what it compares.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from exchange.models import Listener
from exchange.point_records import point_record, record_of_pairs
from matching import profile, ranking
from matching.explanation import Explanation
from matching.question import build_question
from matching.reference import explainer, scored
from zones.land import Land, Sliders

# A question is for so many peers at most, and for none whose land is less like the asker's.
MOST_PEERS: Final = 30
LIKE_ENOUGH: Final = profile.CLOSE_LIKENESS


@dataclass(frozen=True, slots=True)
class Peer:
    """A listener and how like the asker's land theirs is."""

    listener: Listener
    likeness: float


def asking(land: Land) -> Land:
    """Returns a land as it asks for peers: whatever its use, and by the published weights."""
    return replace(land, land_use=None, sliders=Sliders())


def compared(asker: Land, peer: Land) -> Explanation:
    """Returns how the peer's land compares with the asker's."""
    found = explainer(asking(asker))(point_record(peer))
    assert found is not None, "an open gate lets every land pass"
    return found


def likest(asker: Land, listeners: Iterable[Listener], limit: int = MOST_PEERS) -> list[Peer]:
    """Returns the listeners on land much like the asker's, with climate alike; the likest first."""
    land = asking(asker)
    question = build_question(land)
    if question.total <= 0:
        return []
    explain = explainer(land)
    found: list[tuple[float, int, Listener]] = []
    for listener in listeners:
        record = record_of_pairs(listener.land_pairs, listener.pk)
        likeness = scored(question, record).likeness
        if ranking.steps_of(likeness) < ranking.steps_of(LIKE_ENOUGH):
            continue
        explanation = explain(record)
        if explanation is not None and explanation.factor_groups["climate"] == "close":
            found.append((likeness, -listener.pk, listener))
    best = heapq.nlargest(limit, found, key=lambda one: one[:2])
    return [Peer(listener, likeness) for likeness, _pk, listener in best]
