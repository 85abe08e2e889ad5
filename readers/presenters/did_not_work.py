"""What did not work, and where: by zone, the reader's own first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape

from practices.models import Practice
from practices.passages import Passage, passage_among
from readers.presenters.cards import card
from readers.presenters.view_models import Card
from readers.presenters.zones import without_soil, zone_title, zone_url
from readers.request_land import RequestLand
from search.practice_rows import PracticeRow, practice_rows
from search.text.highlight import Snippet
from zones.land import Land
from zones.naming import ALL_ZONES, growing_period_class, temperature_class, zone_code
from zones.vocabulary import LANGUAGES

# Given up first, then what was stopped for a while, then what went well only in part.
NOT_A_SUCCESS = ("abandoned", "suspended", "mixed")
MOST_A_ZONE = 6
SHOWN_CHARACTERS = 220

_TEXTS = tuple(f"did_not_work_{code}" for code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class ZoneFailures:
    """`count` may be more than the cards; `is_yours` where the reader's land lies."""

    name: str
    url: str
    count: int
    cards: Sequence[Card]
    is_yours: bool = False


def failures_by_zone(told: RequestLand) -> list[ZoneFailures]:
    """Zones in which something did not simply succeed, soils together."""
    ids = _ids_by_zone()
    yours = _zone_of(told.land)
    shown = {pk for members in ids.values() for pk in members[:MOST_A_ZONE]}
    public = Practice.objects.public().filter(pk__in=shown).order_by()
    texts = {pk: dict(zip(LANGUAGES, said, strict=True)) for pk, *said in public.values_list("pk", *_TEXTS)}
    practices = {one.pk: one for one in practice_rows(public) if one.pk in texts}
    zones = sorted(ids, key=lambda code: (code != yours, -len(ids[code]), list(ALL_ZONES).index(code)))
    return [
        ZoneFailures(
            name=zone_title(code),
            url=zone_url(code, told.pairs),
            count=len(ids[code]),
            cards=[
                _card(told, practices[pk], passage_among(texts[pk]))
                for pk in ids[code][:MOST_A_ZONE]
                if pk in practices
            ],
            is_yours=code == yours,
        )
        for code in zones
    ]


def _ids_by_zone() -> dict[str, list[int]]:
    failed = Practice.objects.public().filter(outcome__in=NOT_A_SUCCESS).order_by("-first_published_at", "pk")
    rows = list(failed.values_list("pk", "outcome", "zone_tags"))
    rows.sort(key=lambda row: NOT_A_SUCCESS.index(row[1]))
    found: dict[str, list[int]] = {}
    for pk, _outcome, tags in rows:
        for code in {without_soil(tag) for tag in tags or () if tag in ALL_ZONES}:
            found.setdefault(code, []).append(pk)
    return found


def _zone_of(land: Land) -> str:
    if land.climate is None:
        return ""
    values = land.climate.values()
    return zone_code(
        growing_period_class(values["growing_period"]), temperature_class(values["season_temperature"])
    )


def _card(told: RequestLand, practice: PracticeRow, what: Passage) -> Card:
    said = _beginning(what.text)
    return card(told.land, practice, None, told.pairs, Snippet(escape(said), what.lang) if said else None)


def _beginning(text: str) -> str:
    """On one line, cut between words; blanks that do not break stay."""
    line = " ".join(re.split(r"[ \n]+", text.strip()))
    if len(line) <= SHOWN_CHARACTERS:
        return line
    return f"{line[:SHOWN_CHARACTERS].rpartition(' ')[0].rstrip('.,;: ')}…"
