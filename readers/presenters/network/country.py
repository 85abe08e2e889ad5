"""One country: what this site knows of it, what it states of itself, and what nobody has stated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.countries.indicators import INDICATORS, THEMES
from network.countries.known import Known
from network.models import StatedValue
from practices.passages import passage
from practices.places import country_name
from readers.presenters.cards import card
from readers.presenters.network.countries import outcomes_text, partners_text, value_files
from readers.presenters.network.country_carbon import CarbonColumns, carbon_columns
from readers.presenters.network.stated_values import Bar, ValueLine, value_lines
from readers.presenters.view_models import Card, Link
from readers.presenters.wording import listed, number, sentence_case
from readers.request_land import RequestLand, with_query
from search.practice_rows import PracticeRow
from zones.carbon_sentences import CLIMATE_ZONE_LABELS
from zones.country_zones import zone_shares

MOST_CARDS: Final = 24
# Below half of one in a hundred a share is not worth a line.
LEAST_SHARE: Final = 0.005


@dataclass(frozen=True, slots=True)
class ZoneShare:
    label: str
    percent: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class ValueGroup:
    title: str
    lines: Sequence[ValueLine]


@dataclass(frozen=True, slots=True)
class CountryView:
    """Holds a country's page; `more` says how many practices stand on it no more."""

    name: str
    description: str
    back_url: str
    facts: Sequence[tuple[str, str]]
    regions: Sequence[Link]
    partners: Link | None
    zones: Sequence[ZoneShare]
    practices: Sequence[Card]
    more: str
    groups: Sequence[ValueGroup]
    missing: str
    carbon: CarbonColumns
    files: Sequence[Link]


def country_view(
    request_land: RequestLand,
    country: str,
    known: Known,
    practices: Sequence[PracticeRow],
    values: Sequence[StatedValue],
    *,
    earlier: Iterable[StatedValue],
) -> CountryView:
    """Return what a country's page shows; `values` are published."""
    missing = [
        str(each.label)
        for each in INDICATORS.values()
        if each.code not in {value.indicator for value in values}
    ]
    left = known.practices - len(practices)
    return CountryView(
        name=country_name(country),
        description=_(
            "What was tried on the land of %(name)s, and what the country says it does for its soils."
        )
        % {"name": country_name(country)},
        back_url=with_query(reverse("readers:countries"), request_land.pairs),
        facts=_facts(known),
        regions=[
            Link(passage(region, "name").text, with_query(region.get_url() or "", request_land.pairs))
            for region in known.regions
        ],
        partners=_partners(request_land, country, known.partners),
        zones=_zones(country),
        practices=[card(request_land, one) for one in practices],
        more=ngettext("And %(number)s more.", "And %(number)s more.", left) % {"number": number(left)}
        if left > 0
        else "",
        groups=_groups(values, earlier),
        missing=listed(missing) if values and missing else "",
        carbon=carbon_columns(country, values, known.measured),
        files=value_files() if values else (),
    )


def _facts(known: Known) -> list[tuple[str, str]]:
    return [
        (_("Practices"), number(known.practices)),
        *([(_("How it went"), outcomes_text(known.outcomes))] if known.outcomes else []),
        (_("Reports of others who tried one"), number(known.reports)),
        (_("Practices with measured soil carbon"), number(known.measured)),
    ]


def _partners(request_land: RequestLand, country: str, count: int) -> Link | None:
    if not count:
        return None
    pairs = [*request_land.pairs, ("country", country)]
    return Link(partners_text(count), with_query(reverse("readers:partners"), pairs))


def _zones(country: str) -> list[ZoneShare]:
    shares = sorted(zone_shares(country).items(), key=lambda each: -each[1])
    return [
        ZoneShare(
            sentence_case(CLIMATE_ZONE_LABELS[zone]),
            f"{number(100 * share)} %",
            Bar(round(100 * share, 1), 0, 0),
        )
        for zone, share in shares
        if share >= LEAST_SHARE
    ]


def _groups(values: Sequence[StatedValue], earlier: Iterable[StatedValue]) -> list[ValueGroup]:
    """Return the values by theme; carbon stands in columns of its own, with the same lines below."""
    before = list(earlier)
    groups = []
    for theme, title in THEMES.items():
        of_theme = [
            value
            for value in values
            if value.indicator in INDICATORS and INDICATORS[value.indicator].theme == theme
        ]
        if of_theme:
            groups.append(ValueGroup(str(title), value_lines(of_theme, before)))
    return groups
