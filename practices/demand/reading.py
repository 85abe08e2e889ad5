"""Reads what readers look for: what they typed in vain, what they open, what land they ask about."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from practices.demand.counting import typed_on_enough_days
from practices.models.demand import DemandCount, Opening, TypedTerm

KEPT_DAYS: Final = 90
Kind = DemandCount.Kind
# Codes of countries; None is the whole world, and what nobody told the country of.
Countries = Collection[str] | None


def searches_without_results(countries: Countries) -> QuerySet[Any]:
    """Returns the words that found nothing where the land lies in these countries, the most asked first.

    Each has `times`.
    """
    return _typed(Kind.WORDS, countries)


def unknown_places(countries: Countries) -> QuerySet[Any]:
    """Returns the names of places in these countries that the gazetteer does not have, likewise."""
    return _typed(Kind.PLACE, countries)


def _typed(kind: str, countries: Countries) -> QuerySet[Any]:
    counted = _counts(kind, countries).filter(code=OuterRef("digest")).order_by()
    times = counted.values("code").annotate(times=Sum("found_nothing")).values("times")
    found = TypedTerm.objects.filter(kind=kind).annotate(times=Subquery(times))
    return found.filter(times__gt=0).order_by("-times", "text", "pk")


def asked_for(kind: str, countries: Countries) -> dict[str, int]:
    """Returns how often each code of a kind was asked for."""
    counted = _counts(kind, countries).order_by().values("code").annotate(times=Sum("asked"))
    return dict(counted.values_list("code", "times"))


def openings(practices: Iterable[int] | QuerySet[Any, Any], days: int = KEPT_DAYS) -> dict[int, int]:
    """Returns how often each of these practices was opened; those that nobody opened are left out."""
    opened = Opening.objects.filter(practice__in=practices, day__gt=_today() - timedelta(days=days))
    counted = opened.order_by().values("practice").annotate(times=Sum("number"))
    return dict(counted.values_list("practice", "times"))


def forget_old() -> None:
    """Deletes what is older than 90 days, and the texts that were not typed on three of the days left."""
    first = _first_day()
    DemandCount.objects.filter(day__lt=first).delete()
    Opening.objects.filter(day__lt=first).delete()
    shown = typed_on_enough_days()
    gone = [
        pk
        for pk, kind, digest in TypedTerm.objects.values_list("pk", "kind", "digest")
        if (kind, digest) not in shown
    ]
    TypedTerm.objects.filter(pk__in=gone).delete()


def _counts(kind: str, countries: Countries) -> QuerySet[DemandCount]:
    counted = DemandCount.objects.filter(kind=kind, day__gte=_first_day())
    return counted if countries is None else counted.filter(country__in=countries)


def _first_day() -> date:
    return _today() - timedelta(days=KEPT_DAYS - 1)


def _today() -> date:
    return timezone.now().date()
