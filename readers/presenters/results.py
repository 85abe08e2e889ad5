"""The results page: groups of cards, facets with counts, and what to say when little or nothing is close."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from matching.profile import LIMITERS
from matching.ranking import GROUPS
from readers.presenters import query_controls
from readers.presenters.cards import card
from readers.presenters.comparison import group_heading
from readers.presenters.problems import problem_text
from readers.presenters.prompts import asks
from readers.presenters.view_models import Applied, Card, Facet, Group, Option, ResultsPage
from readers.presenters.wording import factor_label, sentence_case
from readers.request_land import RequestLand
from search.engines.base import FACETS, Selection
from search.service import PAGE_SIZE, Result, SearchResults
from zones import vocabulary
from zones.labels import LABELS, zone_name
from zones.naming import ALL_ZONES

LANGUAGE_NAMES = {"en": "English", "fr": "Français", "es": "Español"}
MOST_ZONES = 8
LIMITER_FACTORS = {limiter.name: limiter.factor for limiter in LIMITERS}

# The vocabulary of each facet's codes; zones and languages name themselves.
FACET_VOCABULARIES = {
    "crops": "CROPS",
    "outcome": "OUTCOMES",
    "practice_group": "PRACTICE_GROUPS",
    "continent": "CONTINENTS",
}


FACET_HEADINGS = {
    "crops": gettext_lazy("Crop or animal"),
    "outcome": gettext_lazy("How it went"),
    "practice_group": gettext_lazy("What is done"),
    "zone": gettext_lazy("Zone"),
    "continent": gettext_lazy("Continent"),
    "language": gettext_lazy("Language"),
}


def facet_heading(name: str) -> str:
    return str(FACET_HEADINGS[name])


def option_label(facet: str, code: str) -> str:
    return option_labels(facet, get_language() or "")[code]


@cache
def option_labels(facet: str, language: str) -> Mapping[str, str]:
    """By code, in the order they are shown, in the active language, which is `language`."""
    return {code: _label(facet, code) for code in facet_codes(facet)}


def _label(facet: str, code: str) -> str:
    if facet == "zone":
        return str(zone_name(code))
    if facet == "language":
        return LANGUAGE_NAMES[code]
    return sentence_case(LABELS[FACET_VOCABULARIES[facet]][code])


def facet_codes(facet: str) -> Sequence[str]:
    """Every code that the facet may carry in an address, in the order it is shown."""
    if facet == "zone":
        return tuple(ALL_ZONES)
    if facet == "language":
        return vocabulary.LANGUAGES
    codes: Sequence[str] = getattr(vocabulary, FACET_VOCABULARIES[facet])
    return codes


# A crop filter is not the farmer's own crop: the address keeps them apart.
def parameter(facet: str) -> str:
    return f"only_{facet}"


def _facet(parameter_name: str) -> str:
    return parameter_name.removeprefix("only_")


def _facets(answer: SearchResults, selection: Selection) -> list[Facet]:
    shown = []
    language = get_language() or ""
    for name in FACETS:
        counts = answer.facet_counts.get(name, {})
        ticked = selection.facets.get(name, frozenset())
        options = [
            Option(code, label, counts.get(code, 0), code in ticked, not counts.get(code))
            for code, label in option_labels(name, language).items()
            if counts.get(code) or code in ticked
        ]
        if name == "zone":
            options = _fewer(options)
        if len(options) > 1 or ticked:
            shown.append(Facet(parameter(name), facet_heading(name), options, is_open=bool(ticked)))
    return shown


def _fewer(options: list[Option]) -> list[Option]:
    """The most frequent ones in their order, and those that are ticked: a phone has no room for all zones."""
    kept = sorted(options, key=lambda option: (not option.is_selected, -option.count))[:MOST_ZONES]
    return [option for option in options if option in kept]


def selection_pairs(selection: Selection) -> list[tuple[str, str]]:
    """Words and filters as an address carries them."""
    return [*query_controls.words_pairs(selection), *facet_pairs(selection)]


def facet_pairs(selection: Selection) -> list[tuple[str, str]]:
    return [
        (parameter(name), code)
        for name in FACETS
        for code in facet_codes(name)
        if code in selection.facets.get(name, ())
    ]


def _applied(path: str, told: RequestLand, selection: Selection) -> list[Applied]:
    every, words = facet_pairs(selection), query_controls.words_pairs(selection)
    return [
        Applied(
            _("%(filter)s: %(answer)s")
            % {"filter": facet_heading(_facet(name)), "answer": option_label(_facet(name), code)},
            _url(path, [*told.pairs, *words, *(pair for pair in every if pair != (name, code))]),
        )
        for name, code in every
    ]


def _url(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _nothing_close(answer: SearchResults) -> str:
    """Which factor or limit most often stands between this land and the nearest practices."""
    main_differences = Counter(
        LIMITER_FACTORS.get(main_difference, main_difference)
        for result in answer.results
        if (main_difference := result.explanation.main_difference) is not None
    )
    if not main_differences:
        return _("These come nearest.")
    factor = main_differences.most_common(1)[0][0]
    return _("What differs most often: %(factor)s. These come nearest.") % {"factor": factor_label(factor)}


def _relaxed(answer: SearchResults) -> str:
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


def _groups(answer: SearchResults, cards: Sequence[tuple[Result, Card]]) -> list[Group]:
    groups: list[Group] = []
    for code in GROUPS:
        members = [shown for result, shown in cards if result.explanation.group == code]
        count = answer.groups.get(code, 0)
        if members:
            # Alone on a page they are what the reader came for.
            is_folded = code == "far" and bool(groups)
            groups.append(Group(code, group_heading(code), count, members, is_folded=is_folded))
    return groups


def results_page(
    path: str,
    told: RequestLand,
    selection: Selection,
    answer: SearchResults,
    *,
    number: int,
    notices: Sequence[str] = (),
) -> ResultsPage:
    cards = [
        (result, card(told.land, result.practice, result.explanation, told.pairs, result.snippet))
        for result in answer.results
    ]
    compared = any(result.explanation.likeness is not None for result, _card in cards)
    pages = max(1, -(-answer.total // PAGE_SIZE))
    by_words = bool(answer.words and answer.words.used)
    # Only the land's own order falls into groups of nearness.
    grouped = compared and not (by_words and selection.order != "land")
    words, others = query_controls.words_pairs(selection), [*told.pairs, *facet_pairs(selection)]
    here = [*told.pairs, *selection_pairs(selection)]

    def page_url(wanted: int) -> str:
        return _url(path, [*here, ("page", str(wanted))] if wanted > 1 else here)

    return ResultsPage(
        heading=_("Practices with these words") if by_words else _("Practices tried by others"),
        groups=_groups(answer, cards) if grouped else (),
        browse_cards=() if grouped else [shown for _result, shown in cards],
        facets=_facets(answer, selection),
        applied=_applied(path, told, selection),
        total=answer.total,
        nothing_close=_nothing_close(answer) if compared and not answer.groups.get("close") else "",
        relaxed=_relaxed(answer),
        ask=asks(path, told, selection_pairs(selection)) if not told.land.is_empty else (),
        previous_url=page_url(number - 1) if number > 1 else "",
        next_url=page_url(number + 1) if number < pages else "",
        page_number=number,
        page_count=pages,
        notices=notices,
        problems=[problem_text(problem) for problem in told.problems],
        hidden=[*told.pairs, *words],
        search_box=query_controls.search_box(selection, others),
        spelling=query_controls.spelling(path, selection, answer, others),
        did_you_mean=query_controls.did_you_mean(path, answer, others),
        orders=query_controls.orders(path, selection, others) if by_words and compared else (),
    )
