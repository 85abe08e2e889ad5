"""The page of partners: filters, the map, the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.fields import spoken_name
from network.models import PartnerKind
from network.partners.directory import FACETS
from network.partners.finding import LAYERS, PARTNERS, PRACTICES, REGIONS, Found
from network.partners.map_cells import Circle
from network.vocabulary import COMPETENCES, OBJECTIVES
from practices.passages import Passage
from practices.places import country_name
from readers.network_query import NetworkQuery
from readers.presenters.land.world_map import TapMap
from readers.presenters.network.partner_map import partner_map
from readers.presenters.network.partner_rows import NetworkRow
from readers.presenters.view_models import Facet, FacetOption, Link
from readers.presenters.wording import listed, number, sentence_case
from readers.request_land import Pairs, RequestLand, with_query
from zones import gazetteer
from zones.spelling import without_accents

PAGE_SIZE: Final = 20
# The alternative text of the map names so many of the largest groups.
MOST_GROUPS: Final = 5
LAYER_LABELS: Final[Mapping[str, Promise]] = {
    PARTNERS: gettext_lazy("Partners"),
    PRACTICES: gettext_lazy("Practices"),
    REGIONS: gettext_lazy("Regions"),
}
HEADINGS: Final[Mapping[str, Promise]] = {
    "kind": gettext_lazy("Kind of organisation"),
    "offers": gettext_lazy("Offers"),
    "seeks": gettext_lazy("Seeks"),
    "does": gettext_lazy("What it does"),
    "objective": gettext_lazy("Objective of the initiative"),
    "speaks": gettext_lazy("Language"),
    "member": gettext_lazy("Member of the consortium"),
    "region": gettext_lazy("Region of correspondents"),
    "country": gettext_lazy("Country"),
}
MEMBER_LABELS: Final = {"yes": gettext_lazy("members"), "no": gettext_lazy("partners that are no members")}


@dataclass(frozen=True, slots=True)
class Select:
    """A filter with one answer."""

    name: str
    heading: str
    options: Sequence[FacetOption]


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NetworkView:
    heading: str
    layers: Sequence[Tab]
    orders: Sequence[Tab]
    facets: Sequence[Facet]
    selects: Sequence[Select]
    hidden: Pairs
    applied_filters: Sequence[Link]
    clear_url: str
    action: str
    found: str
    map: TapMap
    map_alt: str
    map_hidden: Pairs
    map_note: str
    world_url: str
    notices: Sequence[str]
    rows: Sequence[NetworkRow]
    empty: str
    previous_url: str
    next_url: str
    csv_url: str


def network_view(
    request_land: RequestLand,
    query: NetworkQuery,
    found: Found,
    rows: Sequence[NetworkRow],
    region_names: Mapping[str, Passage],
    *,
    circles: Sequence[Circle],
    is_missed: bool,
) -> NetworkView:
    """Return the page of what was found."""
    path, pairs = reverse("readers:partners"), request_land.pairs

    def address(**changed: object) -> str:
        return with_query(path, [*query.pairs(**changed), *pairs])

    labels = _labels(query, found, region_names)
    heading = found_text(query.layer, len(found))
    beside = [pair for pair in query.pairs() if pair[0] in ("layer", "box", "order")]
    return NetworkView(
        heading=heading,
        layers=[
            Tab(
                str(LAYER_LABELS[layer]),
                with_query(path, [*NetworkQuery(layer).pairs(), *pairs]),
                layer == query.layer,
            )
            for layer in LAYERS
        ],
        orders=_orders(request_land, query, address) if len(found) > 1 else (),
        facets=_facets(query, found, labels),
        selects=_selects(query, found, labels),
        hidden=[*beside, *pairs],
        applied_filters=_applied(query, labels, pairs),
        clear_url=with_query(path, [*beside, *pairs]) if query.chosen else "",
        action=path,
        found=heading,
        map=partner_map(query),
        map_alt=_alt(circles),
        map_hidden=[*query.pairs(), *pairs],
        map_note=_unplaced_text(found.unplaced),
        world_url=address(box=None) if query.box else "",
        notices=[_("There is no circle near. Tap on one of them.")] if is_missed else [],
        rows=rows,
        empty=_empty_text(query),
        previous_url=address(page=query.page - 1) if query.page > 1 else "",
        next_url=address(page=query.page + 1) if query.page * PAGE_SIZE < len(found) else "",
        csv_url=reverse("readers:partners_csv") if query.layer == PARTNERS and (rows or query.chosen) else "",
    )


def found_text(layer: str, count: int) -> str:
    """Return how many there are."""
    texts = {
        PARTNERS: ngettext("%(n)s partner", "%(n)s partners", count),
        PRACTICES: ngettext("%(n)s practice with a place", "%(n)s practices with a place", count),
        REGIONS: ngettext("%(n)s region", "%(n)s regions", count),
    }
    return texts[layer] % {"n": number(count)}


def _empty_text(query: NetworkQuery) -> str:
    if query.chosen or query.box:
        return _("Nothing found with these filters. Take one away.")
    return _("Nothing is listed here yet.")


def _unplaced_text(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Of %(n)s we know only the country: it stands at the largest town.",
        "Of %(n)s we know only the country: they stand at its largest town.",
        count,
    ) % {"n": number(count)}


def _orders(request_land: RequestLand, query: NetworkQuery, address: Callable[..., str]) -> Sequence[Tab]:
    """Return the two orders, where the reader has a place and the list is of partners."""
    if query.layer != PARTNERS or request_land.land.latitude is None:
        return ()
    return [
        Tab(_("By name"), address(is_near=False), not query.is_near),
        Tab(_("Nearest to me first"), address(is_near=True), query.is_near),
    ]


def _labels(
    query: NetworkQuery, found: Found, names: Mapping[str, Passage]
) -> Mapping[str, Mapping[str, str]]:
    countries = {*found.counts.get("country", ()), *query.chosen.get("country", ())}
    return {
        "kind": {str(kind): sentence_case(kind.label) for kind in PartnerKind},
        **{name: _competence_labels() for name in ("offers", "seeks", "does")},
        "objective": {code: f"{code} {label}" for code, label in OBJECTIVES.items()},
        "speaks": {code: sentence_case(spoken_name(code)) for code in FACETS["speaks"]},
        "member": {code: sentence_case(label) for code, label in MEMBER_LABELS.items()},
        "region": {slug: name.text for slug, name in names.items()},
        "country": dict(
            sorted(
                ((code, country_name(code)) for code in countries), key=lambda item: without_accents(item[1])
            )
        ),
    }


def _competence_labels() -> dict[str, str]:
    return {code: sentence_case(label) for code, label in COMPETENCES.items()}


def _options(
    name: str, query: NetworkQuery, found: Found, labels: Mapping[str, Mapping[str, str]]
) -> list[FacetOption]:
    counts, ticked = found.counts.get(name, {}), query.chosen.get(name, frozenset())
    return [
        FacetOption(code, label, counts.get(code, 0), code in ticked, not counts.get(code))
        for code, label in labels[name].items()
        if counts.get(code) or code in ticked
    ]


def _facets(query: NetworkQuery, found: Found, labels: Mapping[str, Mapping[str, str]]) -> list[Facet]:
    shown = []
    for name in FACETS:
        options, ticked = _options(name, query, found, labels), len(query.chosen.get(name, ()))
        if len(options) > 1 or ticked:
            shown.append(Facet(name, str(HEADINGS[name]), options, ticked, bool(ticked)))
    return shown


def _selects(query: NetworkQuery, found: Found, labels: Mapping[str, Mapping[str, str]]) -> list[Select]:
    found_options = ((name, _options(name, query, found, labels)) for name in ("country", "region"))
    return [
        Select(name, str(HEADINGS[name]), options)
        for name, options in found_options
        if len(options) > 1 or query.chosen.get(name)
    ]


def _applied(query: NetworkQuery, labels: Mapping[str, Mapping[str, str]], pairs: Pairs) -> list[Link]:
    """Return each chosen answer, and the address without it."""
    path = reverse("readers:partners")
    return [
        Link(
            _("%(filter)s: %(answer)s") % {"filter": HEADINGS[name], "answer": labels[name].get(code, code)},
            with_query(path, [*query.without(name, code).pairs(), *pairs]),
        )
        for name, code in query.filters
    ]


def _alt(circles: Sequence[Circle]) -> str:
    """Return in words what the map shows: where the largest groups are."""
    groups = listed(_group(circle) for circle in circles[:MOST_GROUPS])
    if not groups:
        return _("Map: nothing is on it.")
    return _("Map. The largest groups: %(groups)s. The list below has them all.") % {"groups": groups}


def _group(circle: Circle) -> str:
    town, _km = gazetteer.nearest(circle.latitude, circle.longitude, limit=1)[0]
    country = country_name(town.country)
    return _("%(n)s around %(town)s (%(country)s)") % {
        "n": number(circle.count),
        "town": town.name,
        "country": country,
    }
