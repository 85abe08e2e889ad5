"""The results page: how many there are, groups of cards, and what to say when little or nothing is close."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.question import Question, build_question
from matching.ranking import GROUPS
from readers.presenters import query_controls
from readers.presenters.cards import card
from readers.presenters.facets import applied_filters, facet_heading, facets, without_left_out
from readers.presenters.land.bar import place_label
from readers.presenters.practice.comparison import difference_factor, group_heading
from readers.presenters.problems import problem_text
from readers.presenters.prompts import prompts
from readers.presenters.view_models import (
    Card,
    CardGroup,
    Correction,
    Facet,
    Link,
    OrderLink,
    Prompt,
    SearchBox,
)
from readers.presenters.wording import factor_label, number
from readers.request_land import Pairs
from readers.results_query import ResultsQuery
from search.service import PAGE_SIZE, Result, SearchResults
from zones.land import Land
from zones.vocabulary import CROPS


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Everything that results.html shows. Cards stand in `groups` where there is something to compare.

    `found` says how many there are for a form's button, `clear_url` is the page without filters.
    """

    heading: str
    found: str = ""
    list_heading: str = ""
    groups: Sequence[CardGroup] = ()
    ungrouped: Sequence[Card] = ()
    facets: Sequence[Facet] = ()
    facet_hidden: Pairs | tuple[()] = ()
    applied_filters: Sequence[Link] = ()
    clear_url: str = ""
    nothing_close: str = ""
    relaxed: str = ""
    question: Prompt | None = None
    previous_url: str = ""
    next_page: Link | None = None
    notices: Sequence[str] = ()
    problems: Sequence[str] = ()
    search_box: SearchBox | None = None
    correction: Correction | None = None
    did_you_mean: Link | None = None
    orders: Sequence[OrderLink] = ()


def results_view(path: str, query: ResultsQuery, answer: SearchResults) -> ResultsView:
    """Return the page of results that `query` asked for and `answer` found."""
    request_land = query.request_land
    list_pairs = query.to_query()
    cards = [
        (
            result,
            card(
                request_land,
                result.practice,
                result.explanation,
                result.snippet,
                result.warnings,
                list_pairs=list_pairs,
            ),
        )
        for result in answer.results
    ]
    compared = any(result.explanation.likeness is not None for result, _card in cards)
    by_words = bool(answer.words and answer.words.used)
    # Only the land's own order falls into groups of nearness.
    grouped = compared and not (by_words and query.order != "land")
    page = query.page or 1
    asked = build_question(request_land.land)
    next_page = _next_page(path, query, answer, asked if grouped else None)
    groups = _groups(asked, answer, cards) if grouped else []
    if groups and groups[-1].is_folded:
        groups[-1] = replace(groups[-1], next_page=next_page)
        next_page = None
    asked_page, query = query, without_left_out(query, answer)
    # What is folded away as unlike the land is counted there.
    like = answer.total - (answer.groups.get("far", 0) if grouped else 0)
    total = like or answer.total
    return ResultsView(
        heading=_heading(request_land.land, total, by_words=by_words, is_like=like > 0),
        found=_("%(n)s found now") % {"n": number(total)},
        list_heading=_("Practices with these words") if by_words else _("Practices tried by others"),
        groups=groups,
        ungrouped=() if grouped else [shown for _result, shown in cards],
        facets=facets(query, answer),
        facet_hidden=[*request_land.pairs, *query.word_pairs, *query.skip_pairs],
        applied_filters=applied_filters(path, query),
        clear_url=replace(query, facets={}, page=1).address(path) if query.facets else "",
        nothing_close=_nothing_close(answer) if compared and not _has_close(asked, answer, page) else "",
        relaxed=_relaxed_text(answer),
        question=_next_question(path, query, answer),
        previous_url=replace(asked_page, page=page - 1).address(path) if page > 1 else "",
        next_page=next_page,
        notices=query_controls.notices(query, answer),
        problems=[problem_text(problem) for problem in request_land.problems],
        search_box=query_controls.search_box(query),
        correction=query_controls.correction(path, query, answer),
        did_you_mean=query_controls.did_you_mean(path, query, answer),
        orders=query_controls.order_links(path, query) if by_words and compared else (),
    )


def _heading(land: Land, total: int, *, by_words: bool, is_like: bool) -> str:
    """Return how many practices there are, and with which words or, where any is like it, for whose land."""
    words = {"n": number(total), "place": place_label(land)}
    if by_words:
        return ngettext("%(n)s practice with these words", "%(n)s practices with these words", total) % words
    if land.is_empty or not is_like:
        return ngettext("%(n)s practice", "%(n)s practices", total) % words
    if land.place is None:
        return ngettext("%(n)s practice for your land", "%(n)s practices for your land", total) % words
    return ngettext("%(n)s practice for %(place)s", "%(n)s practices for %(place)s", total) % words


def _next_page(path: str, query: ResultsQuery, answer: SearchResults, asked: Question | None) -> Link | None:
    """Return the page that goes on, and what is on it; None where all was shown.

    `asked` is given where practices stand in groups: those unlike the land come last, and are named.
    """
    shown = (query.page or 1) * PAGE_SIZE
    left = answer.total - shown
    if left <= 0:
        return None
    label = ngettext("%(n)s more", "%(n)s more", left) % {"n": number(left)}
    if asked is not None and left == answer.groups.get("far", 0):
        label = _("%(label)s: %(text)s") % {"label": group_heading("far", asked.factor_groups), "text": label}
    return Link(label, replace(query, page=(query.page or 1) + 1).address(path))


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
    return page > 1 or any(result.explanation.is_close for result in answer.results)


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
