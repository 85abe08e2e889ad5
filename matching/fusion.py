"""One order from two: reciprocal rank fusion of the order by land and the order by words.

Ranks are joined, never scores, for scores of different engines and languages cannot be compared.
Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms Condorcet", SIGIR.
"""

from collections.abc import Sequence
from typing import Final

K: Final = 60
# Ranks below this are as good as none.
DEPTH: Final = 200


def fused(by_land: Sequence[int], by_words: Sequence[int]) -> list[int]:
    """Return the items that lead in either order, then the rest in the land's order, which settles ties."""
    scores: dict[int, float] = {}
    for ranked in (by_land[:DEPTH], by_words[:DEPTH]):
        for rank, item in enumerate(ranked, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (K + rank)
    # Items of the land's first ranks were entered first, and sorting keeps what is equal in its place.
    leading = sorted(scores, key=lambda item: -scores[item])
    return [*leading, *(item for item in by_land if item not in scores)]
