"""The dashboard: what the base knows in all, and sums of what countries state, with how many they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.countries.indicators import INDICATORS, REPORTED, THEMES
from network.countries.known import Known
from network.countries.stated import Total, WorldPotential, totals, world_potential
from network.models import Origin, StatedValue
from readers.presenters.network.countries import Coverage, coverage, outcomes_text, value_files
from readers.presenters.network.country_carbon import CarbonColumns, carbon_columns, potential_text
from readers.presenters.network.stated_values import countries_text, total_note, total_text
from readers.presenters.view_models import Link
from readers.presenters.wording import number
from readers.request_land import RequestLand, with_query
from zones.carbon_sentences import about_texts
from zones.countries import STATES


@dataclass(frozen=True, slots=True)
class Figure:
    """Holds a figure with what it counts, and of how many countries and years it is."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class DashboardView:
    coverage: Coverage
    known: Sequence[Figure]
    stated: Sequence[tuple[str, Sequence[Figure]]]
    carbon: CarbonColumns
    countries_url: str
    files: Sequence[Link]


def dashboard_view(
    request_land: RequestLand, known: Mapping[str, Known], values: Sequence[StatedValue]
) -> DashboardView:
    """Return the dashboard; `values` are all that are published. Nothing stated is added to anything else."""
    sums = totals(values)
    groups = []
    for theme, title in THEMES.items():
        figures = [
            Figure(str(each.label), total_text(each.code, sums[each.code]), total_note(sums[each.code]))
            for each in INDICATORS.values()
            if each.theme == theme and each.code in sums and each.code != REPORTED
        ]
        figures += _answers(theme, values)
        if figures:
            groups.append((str(title), figures))
    return DashboardView(
        coverage=coverage(value.country for value in values),
        known=_known(known),
        stated=groups,
        carbon=_carbon(known, values, sums.get(REPORTED)),
        countries_url=with_query(reverse("readers:countries"), request_land.pairs),
        files=value_files() if values else (),
    )


def _known(known: Mapping[str, Known]) -> list[Figure]:
    def figure(label: str, name: str) -> Figure:
        counts = [getattr(each, name) for each in known.values()]
        countries = sum(1 for count in counts if count)
        return Figure(label, number(sum(counts)), countries_text(countries) if countries else "")

    outcomes = sum((Counter(each.outcomes) for each in known.values()), Counter())
    return [
        figure(_("Practices"), "practices"),
        *([Figure(_("How it went"), outcomes_text(outcomes), "")] if outcomes else []),
        figure(_("Reports of others who tried one"), "reports"),
        figure(_("Practices with measured soil carbon"), "measured"),
        figure(_("Partners"), "partners"),
        *_regions(known),
    ]


def _regions(known: Mapping[str, Known]) -> list[Figure]:
    """Return how many regions look after countries, and after how many."""
    numbers = {region.pk for each in known.values() for region in each.regions}
    cared_for = sum(1 for each in known.values() if each.regions)
    return [Figure(_("Regions"), number(len(numbers)), countries_text(cared_for))] if numbers else []


def _answers(theme: str, values: Sequence[StatedValue]) -> list[Figure]:
    """Return of each question with given answers how many countries gave which."""
    found = []
    for each in INDICATORS.values():
        if each.theme != theme or not each.choices:
            continue
        given = Counter(
            value.choice
            for value in values
            if value.indicator == each.code and value.origin == Origin.REPORTED
        )
        told = [f"{label} {number(given[code])}" for code, label in each.choices.items() if given[code]]
        if told:
            found.append(Figure(str(each.label), " · ".join(told), countries_text(given.total())))
    return found


def _carbon(
    known: Mapping[str, Known], values: Sequence[StatedValue], reported: Total | None
) -> CarbonColumns:
    world = world_potential(values)
    measured = sum(each.measured for each in known.values())
    columns = carbon_columns("", [], measured)
    return CarbonColumns(
        potential=potential_text(world.tons if world else None, is_asked=world is not None),
        details=[_covered(world), *about_texts()] if world else (),
        reported=f"{total_text(REPORTED, reported)} ({total_note(reported)})"
        if reported
        else columns.reported,
        measured=columns.measured,
    )


def _covered(world: WorldPotential) -> str:
    countries = _("%(number)s of %(all)s countries") % {
        "number": number(world.countries),
        "all": number(len(STATES)),
    }
    if world.cropland_share is None:
        return countries
    share = _("%(share)s %% of their cropland") % {"share": number(100 * world.cropland_share)}
    return f"{countries}, {share}"
