"""Reads territories that look for a twin, and what they state; lets the coordination publish it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import Territory, TerritoryFact
from network.twins.vocabulary import INDICATORS

JOINT = "-"


def public_territories() -> list[Territory]:
    """Returns the territories that anybody may see, by name."""
    return list(Territory.objects.public().select_related("twin"))


def territories_at(slug: str) -> Sequence[Territory]:
    """Returns the public territory of an address, or the two that are compared; none for no page."""
    cuts = [place for place, sign in enumerate(slug) if sign == JOINT]
    pairs = [(slug[:cut], slug[cut + 1 :]) for cut in cuts]
    wanted = {slug, *(part for pair in pairs for part in pair)}
    rows = Territory.objects.public().select_related("twin").filter(slug__in=wanted)
    found = {each.slug: each for each in rows}
    if slug in found:
        return (found[slug],)
    known = [pair for pair in pairs if pair[0] != pair[1] and found.keys() >= set(pair)]
    return [found[part] for part in known[0]] if known else ()


def twins_of(territory: Territory) -> list[Territory]:
    """Returns the public territories that it is paired with, whichever of the two says so."""
    says_so = Q(twin=territory)
    if territory.twin_id is not None:
        says_so |= Q(pk=territory.twin_id)
    return list(Territory.objects.public().filter(says_so))


def pairs_among(territories: Iterable[Territory]) -> list[tuple[Territory, Territory]]:
    """Returns the pairs of twins of which both are among these, each once."""
    by_number = {each.pk: each for each in territories}
    found: dict[frozenset[int], tuple[Territory, Territory]] = {}
    for each in by_number.values():
        if each.twin_id in by_number:
            found.setdefault(frozenset((each.pk, each.twin_id)), in_order(each, by_number[each.twin_id]))
    return list(found.values())


def in_order(one: Territory, other: Territory) -> tuple[Territory, Territory]:
    """Returns both, the one that was entered first before the other, so that a pair has one address."""
    return (one, other) if one.pk < other.pk else (other, one)


def published_facts(territory: Territory) -> dict[str, TerritoryFact]:
    """Returns the figures that anybody may read now, by indicator in the order of the vocabulary."""
    rows = territory.facts.exclude(published_at=None).filter(replaced_at=None)
    known = {fact.indicator: fact for fact in rows}
    return {code: known[code] for code in INDICATORS if code in known}


def current_facts(territory: Territory) -> QuerySet[TerritoryFact]:
    """Returns what counts now and what waits to be published."""
    return territory.facts.filter(replaced_at=None).select_related("entered_by")


@transaction.atomic
def enter(fact: TerritoryFact, user: Any) -> None:
    """Writes a draft; it takes the place of an earlier draft of the same."""
    TerritoryFact.lock()
    now = timezone.now()
    waiting = fact.territory.facts.filter(indicator=fact.indicator, published_at=None, replaced_at=None)
    waiting.update(replaced_at=now)
    fact.entered_by, fact.entered_at = user, now
    fact.save()


@transaction.atomic
def publish(territory: Territory, number: int, user: Any) -> bool:
    """Has anybody read a draft; the figure before it stays, dated. Returns False for no such draft."""
    TerritoryFact.lock()
    fact = territory.facts.filter(published_at=None, replaced_at=None, pk=number).first()
    if fact is None:
        return False
    now = timezone.now()
    before = territory.facts.exclude(published_at=None).filter(indicator=fact.indicator, replaced_at=None)
    before.update(replaced_at=now)
    fact.published_at, fact.published_by = now, user
    fact.save(update_fields=["published_at", "published_by"])
    return True


def take_back(territory: Territory, number: int) -> bool:
    """Takes a figure away, draft or published; returns whether it was there."""
    return bool(territory.facts.filter(pk=number, replaced_at=None).update(replaced_at=timezone.now()))
