"""Reads what countries state, and lets the coordination publish and withdraw it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.countries.indicators import CROPLAND, INDICATORS
from network.models import Origin, StatedValue
from zones.carbon import are_tables_checked
from zones.country_potential import COUNTED, Potential, Tons, changed_areas, potential
from zones.country_zones import zone_shares

NO_SOURCE: Final = _("It has no source: nobody could look it up.")
NO_YEAR: Final = _("It has no year.")


class Key(NamedTuple):
    """Names what is stated: the same thing reported and measured are two."""

    country: str
    indicator: str
    origin: str


class NotReadyError(Exception):
    """Raised for a value that cannot be published; `reason` says why, for people."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Total:
    """Holds a sum over countries, each end of the ranges by itself, of how many countries and years."""

    low: float
    high: float
    countries: int
    first_year: int
    last_year: int


def key_of(value: StatedValue) -> Key:
    return Key(value.country, value.indicator, value.origin)


def published() -> QuerySet[StatedValue]:
    """Returns the values that anybody may read now, in the order of countries."""
    rows = StatedValue.objects.exclude(published_at=None).filter(replaced_at=None, withdrawn_at=None)
    return rows.order_by("country", "pk")


def front() -> QuerySet[StatedValue]:
    """Returns what anybody first wants to know of each country, as countries report it."""
    codes = [code for code, each in INDICATORS.items() if each.is_front]
    return published().filter(indicator__in=codes, origin=Origin.REPORTED)


def stating() -> set[str]:
    """Returns the countries that state anything."""
    return set(published().order_by().values_list("country", flat=True).distinct())


def earlier() -> QuerySet[StatedValue]:
    """Returns published values that a later one took the place of, the latest first."""
    rows = StatedValue.objects.exclude(published_at=None).exclude(replaced_at=None)
    return rows.filter(withdrawn_at=None).order_by("country", "-replaced_at", "-pk")


def drafts(countries: Collection[str]) -> QuerySet[StatedValue]:
    """Returns the values of these countries that wait to be published."""
    rows = StatedValue.objects.filter(country__in=countries, published_at=None, replaced_at=None)
    return rows.order_by("country", "pk")


def newest(countries: Collection[str]) -> dict[Key, StatedValue]:
    """Returns the values of these countries as a correspondent last entered them, drafts before published."""
    rows = StatedValue.objects.filter(country__in=countries, replaced_at=None, withdrawn_at=None)
    found: dict[Key, StatedValue] = {}
    for value in rows.order_by("pk"):
        known = found.get(key_of(value))
        if known is None or value.published_at is None:
            found[key_of(value)] = value
    return found


def in_order(values: Iterable[StatedValue]) -> list[StatedValue]:
    """Returns the values of a country in the order of the indicators."""
    order = {code: place for place, code in enumerate(INDICATORS)}
    return sorted(values, key=lambda value: (order.get(value.indicator, len(order)), value.origin))


@transaction.atomic
def enter(values: Iterable[StatedValue], user: Any) -> int:
    """Writes new drafts; each takes the place of an earlier draft of the same. Returns how many."""
    StatedValue.lock()
    now, count = timezone.now(), 0
    for value in values:
        waiting = drafts([value.country]).filter(indicator=value.indicator, origin=value.origin)
        waiting.update(replaced_at=now)
        value.entered_by, value.entered_at = user, now
        value.save()
        count += 1
    return count


@transaction.atomic
def publish(number: int, user: Any) -> StatedValue:
    """Has anybody read a draft; the value before it stays, dated. Raises NotReadyError, or DoesNotExist."""
    StatedValue.lock()
    value: StatedValue = StatedValue.objects.get(pk=number, published_at=None, replaced_at=None)
    if not value.source_text:
        raise NotReadyError(NO_SOURCE)
    if value.year is None:
        raise NotReadyError(NO_YEAR)
    now = timezone.now()
    before = published().filter(country=value.country, indicator=value.indicator, origin=value.origin)
    before.update(replaced_at=now)
    value.published_at, value.published_by = now, user
    value.save(update_fields=["published_at", "published_by"])
    return value


def withdraw(number: int) -> bool:
    """Takes a published value off the site; returns whether it was there."""
    return bool(published().filter(pk=number).update(withdrawn_at=timezone.now()))


def totals(values: Iterable[StatedValue]) -> dict[str, Total]:
    """Returns sums over countries by indicator, of reported values: measured ones stand by themselves."""
    found: dict[str, Total] = {}
    for value in values:
        indicator = INDICATORS.get(value.indicator)
        if indicator is None or not indicator.is_total or value.origin != Origin.REPORTED:
            continue
        year = value.year or 0
        known = found.get(value.indicator) or Total(0.0, 0.0, 0, year, year)
        found[value.indicator] = Total(
            known.low + value.lowest,
            known.high + value.highest,
            known.countries + 1,
            min(known.first_year, year),
            max(known.last_year, year),
        )
    return found


def potential_of(country: str, values: Iterable[StatedValue]) -> Potential | None:
    """Returns what the areas that a country states may add.

    None before the tables were compared with the print, and where no area or no zone is known.
    """
    if not are_tables_checked():
        return None
    stated = {value.indicator: value.middle for value in values if value.origin == Origin.REPORTED}
    areas = {code: hectares for code in COUNTED if (hectares := stated.get(code))}
    shares = zone_shares(country)
    return potential(shares, changed_areas(areas)) if areas and shares else None


@dataclass(frozen=True, slots=True)
class WorldPotential:
    """Holds the sum over countries; `cropland_share`, 0 to 1, is how much of their cropland it covers."""

    tons: Tons
    countries: int
    cropland_share: float | None


def world_potential(values: Iterable[StatedValue]) -> WorldPotential | None:
    """Returns what the areas of all countries may add, ranges added; None where nothing is calculated."""
    of_country: dict[str, list[StatedValue]] = defaultdict(list)
    for value in values:
        of_country[value.country].append(value)
    total, count, covered, cropland = Tons(0.0, 0.0, 0.0), 0, 0.0, 0.0
    for country, stated in of_country.items():
        found = potential_of(country, stated)
        if found is None or found.tons is None:
            continue
        total, count = total + found.tons, count + 1
        covered += found.hectares * (1 - found.left_out_share)
        cropland += next((value.middle for value in stated if value.indicator == CROPLAND), 0.0)
    share = min(1.0, covered / cropland) if cropland else None
    return WorldPotential(total, count, share) if count else None
