"""The list of countries: what the base knows of each, and what each states of itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.countries.indicators import INDICATORS
from network.countries.known import Known
from network.models import StatedValue
from practices.places import country_name
from readers.presenters.network.stated_values import value_text
from readers.presenters.view_models import Link
from readers.presenters.wording import number, sentence_case
from readers.request_land import RequestLand, with_query
from zones.countries import STATES
from zones.geography import continent_of
from zones.labels import label
from zones.spelling import without_accents
from zones.vocabulary import CONTINENTS, OUTCOMES

CONTINENT: Final = "continent"
WITH_VALUES: Final = "with"
VALUES: Final = "values"


@dataclass(frozen=True, slots=True)
class CountriesQuery:
    """Holds what the list is asked for; a continent that is none stands for all."""

    continent: str = ""
    only_with_values: bool = False

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "CountriesQuery":
        continent = sent.get(CONTINENT, "")
        return cls(continent if continent in CONTINENTS else "", sent.get(WITH_VALUES) == VALUES)

    def has(self, country: str) -> bool:
        return not self.continent or continent_of(country) == self.continent

    def pairs(self) -> list[tuple[str, str]]:
        found = [(CONTINENT, self.continent)] if self.continent else []
        return [*found, (WITH_VALUES, VALUES)] if self.only_with_values else found


@dataclass(frozen=True, slots=True)
class FilterLink:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many countries state anything; `share` is in per cent, for a bar."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class CountryLine:
    name: str
    url: str
    known: str
    stated: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CountriesView:
    """Holds the list; `others` belong to a region, and nothing was told of them yet."""

    coverage: Coverage
    filters: Sequence[FilterLink]
    lines: Sequence[CountryLine]
    others: Sequence[Link]
    dashboard_url: str
    files: Sequence[Link]


def country_url(code: str, request_land: RequestLand) -> str:
    """Return the address of a country's page."""
    return with_query(reverse("readers:country", args=[code.lower()]), request_land.pairs)


def by_name(codes: Iterable[str]) -> list[str]:
    """Return the countries in the order of their names in the page's language: there is no other order."""
    return sorted(codes, key=lambda code: without_accents(country_name(code)).casefold())


def coverage(countries: Iterable[str]) -> Coverage:
    """Return of how many countries there are values."""
    count = len(set(countries) & set(STATES))
    text = ngettext(
        "Values from %(count)s of %(all)s countries.", "Values from %(count)s of %(all)s countries.", count
    ) % {"count": number(count), "all": number(len(STATES))}
    return Coverage(text, round(100 * count / len(STATES), 1))


def countries_view(
    request_land: RequestLand,
    query: CountriesQuery,
    known: Mapping[str, Known],
    *,
    stating: Collection[str],
    front: Iterable[StatedValue],
) -> CountriesView:
    """Return the list; `stating` are the countries that state anything, `front` what is shown of it."""
    stated: dict[str, dict[str, StatedValue]] = defaultdict(dict)
    for value in front:
        stated[value.country][value.indicator] = value
    told = {code for code, each in known.items() if each.practices or each.partners}
    codes = set(stating) if query.only_with_values else told | set(stating)
    others = set() if query.only_with_values else known.keys() - codes
    return CountriesView(
        coverage=coverage(stating),
        filters=_filters(request_land, query, bool(stating)),
        lines=[
            _line(request_land, code, known.get(code, Known()), stated[code])
            for code in by_name(codes)
            if query.has(code)
        ],
        others=[
            Link(country_name(code), country_url(code, request_land))
            for code in by_name(others)
            if query.has(code)
        ],
        dashboard_url=with_query(reverse("readers:dashboard"), request_land.pairs),
        files=value_files() if stating else (),
    )


def value_files() -> list[Link]:
    """Return the files of everything that countries state."""
    return [Link("CSV", reverse("countries_csv")), Link("XLSX", reverse("countries_xlsx"))]


def partners_text(count: int) -> str:
    """Return how many partners in words."""
    return ngettext("%(number)s partner", "%(number)s partners", count) % {"number": number(count)}


def outcomes_text(outcomes: Mapping[str, int]) -> str:
    """Return how often practices went which way, in the order of the outcomes."""
    counted = [(code, outcomes[code]) for code in OUTCOMES if outcomes.get(code)]
    return " · ".join(f"{sentence_case(label('OUTCOMES', code))} {number(count)}" for code, count in counted)


def known_text(known: Known) -> str:
    """Return how much the base knows of a country, in a line."""
    parts = [
        ngettext("%(number)s practice", "%(number)s practices", known.practices)
        % {"number": number(known.practices)}
        if known.practices
        else "",
        ngettext("%(number)s report", "%(number)s reports", known.reports) % {"number": number(known.reports)}
        if known.reports
        else "",
        partners_text(known.partners) if known.partners else "",
    ]
    return " · ".join(part for part in parts if part)


def _line(
    request_land: RequestLand, code: str, known: Known, front: Mapping[str, StatedValue]
) -> CountryLine:
    return CountryLine(
        country_name(code),
        country_url(code, request_land),
        known_text(known),
        [
            (str(indicator.label), value_text(front[indicator.code]))
            for indicator in INDICATORS.values()
            if indicator.code in front
        ],
    )


def _filters(request_land: RequestLand, query: CountriesQuery, has_values: bool) -> list[FilterLink]:
    def link(text: str, asked: CountriesQuery) -> FilterLink:
        url = with_query(reverse("readers:countries"), [*request_land.pairs, *asked.pairs()])
        return FilterLink(text, url, asked == query)

    found = [link(_("All"), CountriesQuery("", query.only_with_values))]
    found += [
        link(sentence_case(label("CONTINENTS", code)), CountriesQuery(code, query.only_with_values))
        for code in CONTINENTS
    ]
    if has_values or query.only_with_values:
        text = _("Only those that state values")
        asked = CountriesQuery(query.continent, not query.only_with_values)
        found.append(FilterLink(text, link(text, asked).url, query.only_with_values))
    return found
