"""What did not work, and where: by zone, the reader's own first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape

from practices.passages import Passage
from readers.presenters.cards import card
from readers.presenters.land.zone import zone_title, zone_url
from readers.presenters.view_models import Card
from readers.request_land import RequestLand
from readers.selectors import Failures
from readers.zone_codes import zone_at
from search.practice_rows import PracticeRow
from search.text.highlight import Snippet
from zones.naming import ALL_ZONES

MOST_CARDS_PER_ZONE: Final = 6
MOST_SNIPPET_CHARACTERS: Final = 220
# One sentence that is longer than this is cut: somebody forgot its end.
LONGEST_SENTENCE: Final = 420
# Not behind "0.5" or "p. 5", nor behind a short word, which may be a shortened one ("St. Louis").
_SENTENCE_END: Final = re.compile(r"(?:(?<=[^\W_]{3})\.|[!?…])(?:\s?[»”\"’)])*(?= +[^a-zà-ÿ]|$)")


@dataclass(frozen=True, slots=True)
class ZoneFailures:
    """`count` may be more than the cards; `is_yours` where the reader's land lies."""

    name: str
    url: str
    count: int
    cards: Sequence[Card]
    is_yours: bool = False


@dataclass(frozen=True, slots=True)
class FailuresView:
    zones: Sequence[ZoneFailures]


def failures_view(request_land: RequestLand, failures: Failures) -> FailuresView:
    """Return the zones in which something did not simply succeed: the reader's, then those with most."""
    ids, yours = failures.ids_by_zone, zone_at(request_land.land)
    order = list(ALL_ZONES)
    zones = sorted(ids, key=lambda code: (code != yours, -len(ids[code]), order.index(code)))
    return FailuresView(
        [
            ZoneFailures(
                name=zone_title(code),
                url=zone_url(code, request_land.pairs),
                count=len(ids[code]),
                cards=[
                    _card(request_land, *failures.practices[pk])
                    for pk in ids[code][:MOST_CARDS_PER_ZONE]
                    if pk in failures.practices
                ],
                is_yours=code == yours,
            )
            for code in zones
        ]
    )


def _card(request_land: RequestLand, practice: PracticeRow, failure: Passage) -> Card:
    text = _beginning(failure.text)
    snippet = Snippet(escape(text), failure.lang) if text else None
    return card(request_land, practice, snippet=snippet)


def _beginning(text: str) -> str:
    """Return the first sentences of a text on one line, at least one; blanks that do not break stay."""
    line = " ".join(re.split(r"[ \n]+", text.strip()))
    if len(line) <= MOST_SNIPPET_CHARACTERS:
        return line
    ends = [end.end() for end in _SENTENCE_END.finditer(line, 0, LONGEST_SENTENCE + 1)]
    if not ends:
        return f"{line[:LONGEST_SENTENCE].rpartition(' ')[0].rstrip('.,;: ')}…"
    return line[: max([end for end in ends if end <= MOST_SNIPPET_CHARACTERS], default=ends[0])]
