"""The filters of the results page: groups of answers with counts, and those that are ticked."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from readers.presenters.practice.clips import language_name
from readers.presenters.view_models import Facet, FacetOption, Link
from readers.presenters.wording import sentence_case
from readers.results_query import (
    FACET_VOCABULARIES,
    OPEN_FACETS,
    ResultsQuery,
    facet_codes,
    in_order,
    parameter,
)
from search.engines.base import FACETS
from search.service import SearchResults
from zones.labels import LABELS, Label
from zones.languages import BY_CODE
from zones.spelling import without_accents

FACET_HEADINGS: Final = {
    "outcome": gettext_lazy("How it went"),
    "temperature": gettext_lazy("Warmth in the season"),
    "growing_period": gettext_lazy("Length of the season"),
    "texture": gettext_lazy("Soil"),
    "practice_group": gettext_lazy("What is done"),
    "soil_carbon": gettext_lazy("Soil carbon, where it was measured"),
    "crops": gettext_lazy("Crop or animal"),
    "continent": gettext_lazy("Continent"),
    "language": gettext_lazy("Language"),
    "voices": gettext_lazy("With a voice in"),
}
# Answers that are said shorter here than elsewhere: the heading above them says what of.
SHORT_LABELS: Final[Mapping[str, Mapping[str, Label]]] = {
    "temperature": {
        "cold": gettext_lazy("Cold, under 5 °C"),
        "cool": gettext_lazy("Cool, 5 to 15 °C"),
        "warm": gettext_lazy("Mild, 15 to 22 °C"),
        "hot": gettext_lazy("Hot, over 22 °C"),
    },
    "growing_period": {
        "arid": gettext_lazy("Under 2½ months"),
        "semi_arid": gettext_lazy("2½ to 6 months"),
        "sub_humid": gettext_lazy("6 to 9 months"),
        "humid": gettext_lazy("Over 9 months"),
    },
}
# With it the filters open; of the others those in which something is ticked.
ALWAYS_OPEN: Final = FACETS[0]


def facet_heading(name: str) -> str:
    """Return the heading of a facet."""
    return str(FACET_HEADINGS[name])


def _labels(facet: str, codes: Collection[str]) -> Mapping[str, str]:
    """Return the labels of the codes, in the order they are shown: languages by their names."""
    if facet not in OPEN_FACETS:
        labels = _option_labels(facet, get_language() or "")
        return {code: label for code, label in labels.items() if code in codes}
    named = {code: sentence_case(language_name(code)) for code in in_order(facet, codes)}
    return dict(sorted(named.items(), key=lambda pair: without_accents(pair[1])))


@cache
def _option_labels(facet: str, language: str) -> Mapping[str, str]:
    """Return the labels by code, in the order they are shown, in the active language, which is `language`."""
    return {code: _option_label(facet, code) for code in facet_codes(facet)}


def _option_label(facet: str, code: str) -> str:
    if facet == "language":
        return BY_CODE[code].name
    labels = SHORT_LABELS.get(facet) or LABELS[FACET_VOCABULARIES[facet]]
    return sentence_case(labels[code])


def without_left_out(query: ResultsQuery, answer: SearchResults) -> ResultsQuery:
    """Return the query with the filters that counted: what was left out to find something is not ticked."""
    left_out = FACETS if answer.relaxed == "everything" else (answer.relaxed,)
    return query.without_facets(left_out) if answer.relaxed else query


def facets(query: ResultsQuery, answer: SearchResults) -> list[Facet]:
    """Return the facets that narrow these results, or are ticked."""
    shown = []
    for name in FACETS:
        counts = answer.facet_counts.get(name, {})
        ticked = query.facets.get(name, frozenset())
        options = [
            FacetOption(code, label, counts.get(code, 0), code in ticked, not counts.get(code))
            for code, label in _labels(name, {*filter(counts.get, counts), *ticked}).items()
        ]
        # Most practices have no voice, so one language narrows too.
        if len(options) > 1 or ticked or (options and name in OPEN_FACETS):
            is_open = bool(ticked) or name == ALWAYS_OPEN
            shown.append(Facet(parameter(name), facet_heading(name), options, len(ticked), is_open))
    return shown


def applied_filters(path: str, query: ResultsQuery) -> list[Link]:
    """Return each ticked answer, and the address without it."""
    return [
        Link(
            _("%(filter)s: %(answer)s") % {"filter": facet_heading(name), "answer": label},
            query.without_facet(name, code).address(path),
        )
        for name in FACETS
        for code, label in _labels(name, query.facets.get(name, ())).items()
    ]
