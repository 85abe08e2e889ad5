"""Finds the published pages whose languages are to be looked after, what helps most readers first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from wagtail.models import Page

from media.region_access import AnyUser
from practices.admin.translations.rights import in_own_regions
from practices.demand.reading import openings
from practices.freshness import TO_DO, EditKind, State
from practices.models import Practice, RegionSection, TranslationState
from practices.translated_passages import parts_of
from zones.vocabulary import LANGUAGES

# How much a language in this state lacks to its readers: what is wrong before what is not there.
WORST: Final = 3
LACKS: Final[Mapping[State, int]] = {State.MISSING: 2, State.MACHINE: 2, State.STALE: 1, State.CURRENT: 0}


@dataclass(frozen=True, slots=True)
class Filter:
    """Says which pages are asked for: those with this language, or any, in one of these states."""

    language: str = ""
    state: State | None = None

    @property
    def languages(self) -> Sequence[str]:
        return [self.language] if self.language else LANGUAGES

    @property
    def states(self) -> Sequence[State]:
        return [self.state] if self.state else TO_DO


def translated_pages(user: AnyUser) -> QuerySet[Page]:
    """Returns the published practices and regions that the person may change."""
    shown = Q(pk__in=Practice.objects.order_by().values("pk")) | Q(
        pk__in=RegionSection.objects.order_by().values("pk")
    )
    return Page.objects.filter(in_own_regions(user), shown, live=True, alias_of=None)


def waiting(user: AnyUser, asked: Filter) -> list[int]:
    """Returns the numbers of the pages in question, most wanting first.

    That is what the languages lack times how often readers opened the page; among equals, what was published
    last.
    """
    states = TranslationState.objects.filter(page=OuterRef("pk"), language__in=asked.languages)
    found = (
        translated_pages(user)
        .filter(Exists(states.filter(state__in=asked.states)))
        .annotate(lacks=_lack(asked.languages))
        .order_by(F("lacks").desc(), F("last_published_at").desc(nulls_last=True), "-pk")
        .values_list("pk", "lacks")
    )
    rows = list(found)
    opened = openings(Practice.objects.filter(in_own_regions(user)).order_by().values("pk"))
    # Whatever nobody opened yet still counts once.
    rows.sort(key=lambda row: -row[1] * (1 + opened.get(row[0], 0)))
    return [pk for pk, _lacks in rows]


def _lack(languages: Sequence[str]) -> Sum:
    wrong = When(
        translation_states__state=State.STALE,
        translation_states__stale_after=EditKind.MAJOR,
        then=Value(WORST),
    )
    weights = [When(translation_states__state=state, then=Value(lack)) for state, lack in LACKS.items()]
    return Sum(
        Case(wrong, *weights, default=Value(0), output_field=IntegerField()),
        filter=Q(translation_states__language__in=languages),
    )


def pages_with_states(numbers: Sequence[int]) -> list[tuple[Any, dict[str, TranslationState]]]:
    """Returns pages in this order, each as its own type, with their states, by a fixed number of queries."""
    practices = Practice.objects.select_related("latest_revision").prefetch_related(*parts_of(Practice))
    found: dict[int, Any] = {
        **practices.in_bulk(numbers),
        **RegionSection.objects.select_related("latest_revision").in_bulk(numbers),
    }
    states: dict[int, dict[str, TranslationState]] = {number: {} for number in numbers}
    for state in TranslationState.objects.filter(page__in=numbers):
        states[state.page_id][state.language] = state
    return [(found[number], states[number]) for number in numbers if number in found]
