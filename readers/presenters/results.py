"""The results page: groups of cards, facets with counts, and what to say when little or nothing is close."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from matching import profile
from matching.question import Question, build_question
from matching.ranking import GROUPS, steps_of
from readers.presenters import query_controls
from readers.presenters.cards import card
from readers.presenters.comparison import difference_factor, group_heading
from readers.presenters.problems import problem_text
from readers.presenters.prompts import prompts
from readers.presenters.view_models import (
    Card,
    CardGroup,
    Correction,
    Facet,
    FacetOption,
    Link,
    OrderLink,
    Prompt,
    SearchBox,
)
from readers.presenters.wording import factor_label, sentence_case
from readers.request_land import Pairs
from readers.results_query import FACET_VOCABULARIES, ResultsQuery, facet_codes, parameter
from search.engines.base import FACETS
from search.service import PAGE_SIZE, Result, SearchResults
from zones.labels import LABELS, zone_name
from zones.languages import BY_CODE
from zones.vocabulary import CROPS

MOST_ZONES: Final = 8

FACET_HEADINGS: Final = {
    "crops": gettext_lazy("Crop or animal"),
    "outcome": gettext_lazy("How it went"),
    "practice_group": gettext_lazy("What is done"),
    "zone": gettext_lazy("Zone"),
    "continent": gettext_lazy("Continent"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Everything that results.html shows. Cards stand in `groups` where there is something to compare."""

    heading: str
    groups: Sequence[CardGroup] = ()
    ungrouped: Sequence[Card] = ()
    facets: Sequence[Facet] = ()
    facet_hidden: Pairs | tuple[()] = ()
    applied_filters: Sequence[Link] = ()
    total: int = 0
    nothing_close: str = ""
    relaxed: str = ""
    question: Prompt | None = None
    previous_url: str = ""
    next_url: str = ""
    notices: Sequence[str] = ()
    problems: Sequence[str] = ()
    search_box: SearchBox | None = None
    correction: Correction | None = None
    did_you_mean: Link | None = None
    orders: Sequence[OrderLink] = ()


def results_view(path: str, query: ResultsQuery, answer: SearchResults) -> ResultsView:
    """Return the page of results that `query` asked for and `answer` found."""
    request_land = query.request_land
    cards = [
        (result, card(request_land, result.practice, result.explanation, result.snippet, result.warnings))
        for result in answer.results
    ]
    compared = any(result.explanation.likeness is not None for result, _card in cards)
    by_words = bool(answer.words and answer.words.used)
    # Only the land's own order falls into groups of nearness.
    grouped = compared and not (by_words and query.order != "land")
    number, pages = query.page or 1, max(1, -(-answer.total // PAGE_SIZE))
    asked = build_question(request_land.land)
    return ResultsView(
        heading=_("Practices with these words") if by_words else _("Practices tried by others"),
        groups=_groups(asked, answer, cards) if grouped else (),
        ungrouped=() if grouped else [shown for _result, shown in cards],
        facets=_facets(query, answer),
        facet_hidden=[*request_land.pairs, *query.word_pairs, *query.skip_pairs],
        applied_filters=_applied_filters(path, query),
        total=answer.total,
        nothing_close=_nothing_close(answer) if compared and not _has_close(asked, answer, number) else "",
        relaxed=_relaxed_text(answer),
        question=_next_question(path, query, answer),
        previous_url=replace(query, page=number - 1).address(path) if number > 1 else "",
        next_url=replace(query, page=number + 1).address(path) if number < pages else "",
        notices=query_controls.notices(query, answer),
        problems=[problem_text(problem) for problem in request_land.problems],
        search_box=query_controls.search_box(query),
        correction=query_controls.correction(path, query, answer),
        did_you_mean=query_controls.did_you_mean(path, query, answer),
        orders=query_controls.order_links(path, query) if by_words and compared else (),
    )


def facet_heading(name: str) -> str:
    """Return the heading of a facet."""
    return str(FACET_HEADINGS[name])


@cache
def _option_labels(facet: str, language: str) -> Mapping[str, str]:
    """Return the labels by code, in the order they are shown, in the active language, which is `language`."""
    return {code: _option_label(facet, code) for code in facet_codes(facet)}


def _option_label(facet: str, code: str) -> str:
    if facet == "zone":
        return str(zone_name(code))
    if facet == "language":
        return BY_CODE[code].name
    return sentence_case(LABELS[FACET_VOCABULARIES[facet]][code])


def _facets(query: ResultsQuery, answer: SearchResults) -> list[Facet]:
    """Return the facets that narrow these results, or are ticked."""
    shown = []
    language = get_language() or ""
    for name in FACETS:
        counts = answer.facet_counts.get(name, {})
        ticked = query.facets.get(name, frozenset())
        options = [
            FacetOption(code, label, counts.get(code, 0), code in ticked, not counts.get(code))
            for code, label in _option_labels(name, language).items()
            if counts.get(code) or code in ticked
        ]
        if name == "zone":
            options = _fewer(options)
        if len(options) > 1 or ticked:
            shown.append(Facet(parameter(name), facet_heading(name), options))
    return shown


def _fewer(options: list[FacetOption]) -> list[FacetOption]:
    """Return the ticked and the most frequent ones, in their order: a phone has no room for all zones."""
    kept = sorted(options, key=lambda option: (not option.is_selected, -option.count))[:MOST_ZONES]
    return [option for option in options if option in kept]


def _applied_filters(path: str, query: ResultsQuery) -> list[Link]:
    """Return each ticked answer, and the address without it."""
    language = get_language() or ""
    return [
        Link(
            _("%(filter)s: %(answer)s")
            % {"filter": facet_heading(name), "answer": _option_labels(name, language)[code]},
            query.without_facet(name, code).address(path),
        )
        for name in FACETS
        for code in facet_codes(name)
        if code in query.facets.get(name, ())
    ]


def _next_question(path: str, query: ResultsQuery, answer: SearchResults) -> Prompt | None:
    """Return the one question to ask above the practices; None while no land is told, and when all is."""
    if query.request_land.land.is_empty:
        return None
    # What others grow on land that was found like theirs is likely to grow here too.
    counts = answer.facet_counts.get("crops", {})
    open_questions = prompts(
        path,
        query.request_land,
        query.beside_land,
        [result.explanation for result in answer.results],
        skipped=query.skipped,
        skip_url=lambda factor: replace(query.skipping(factor), page=1).address(path),
        likely_crops=sorted(CROPS, key=lambda code: -counts.get(code, 0)),
    )
    return next(iter(open_questions), None)


def _has_close(asked: Question, answer: SearchResults, page: int) -> bool:
    """Return whether anything found is much like the land; in one list, whether the page's best would be."""
    if asked.is_grouped:
        return bool(answer.groups.get("close"))
    enough = steps_of(profile.CLOSE_LIKENESS)
    return page > 1 or any(steps_of(result.explanation.likeness or 0) >= enough for result in answer.results)


def _nothing_close(answer: SearchResults) -> str:
    """Return what most often stands between this land and the nearest practices: a difference, or silence."""
    explanations = [result.explanation for result in answer.results]
    differences = Counter(name for each in explanations if (name := difference_factor(each)) is not None)
    if differences:
        factor = differences.most_common(1)[0][0]
        return _("What differs most often: %(factor)s. These come nearest.") % {
            "factor": factor_label(factor)
        }
    unknown = Counter(one.name for each in explanations for one in each.factors if one.state == "unknown")
    if not unknown:
        return _("These come nearest.")
    factor = unknown.most_common(1)[0][0]
    return _("What is most often not known of theirs: %(factor)s. These come nearest.") % {
        "factor": factor_label(factor)
    }


def _relaxed_text(answer: SearchResults) -> str:
    """Return what was left out so that something is found, "" where nothing was."""
    if not answer.relaxed:
        return ""
    typed = {"words": answer.words.typed if answer.words else ""}
    if answer.relaxed == "some_words":
        return _("No practice has all of “%(words)s”. These have some of it.") % typed
    if answer.relaxed == "words":
        return _("Nothing was found for “%(words)s”. Here is what there is without these words.") % typed
    if answer.relaxed == "everything" and answer.words:
        return _("Nothing was found for “%(words)s” with your filters. Here is everything.") % typed
    if answer.relaxed == "everything":
        return _("Nothing fits all your filters. Here is everything, without them.")
    if answer.relaxed == "land_use":
        return _("Nothing is known for this land use. Other land uses are shown.")
    return _("Nothing fits all your filters. “%(filter)s” was left out.") % {
        "filter": facet_heading(answer.relaxed)
    }


def _groups(asked: Question, answer: SearchResults, cards: Sequence[tuple[Result, Card]]) -> list[CardGroup]:
    groups: list[CardGroup] = []
    for code in GROUPS:
        members = [shown for result, shown in cards if result.explanation.group == code]
        count = answer.groups.get(code, 0)
        if members:
            # Alone on a page they are what the reader came for.
            is_folded = code == "far" and bool(groups)
            heading = group_heading(code, asked.factor_groups)
            groups.append(CardGroup(code, heading, count, members, is_folded=is_folded))
    return groups
