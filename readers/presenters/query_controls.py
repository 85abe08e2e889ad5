"""Words on the results page: the search box, what was searched instead, and the order of what was found."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from readers.presenters.view_models import Correction, Link, OrderLink, SearchBox
from readers.request_land import with_query
from readers.results_query import WORDS, ResultsQuery
from search.engines.base import ORDERS, Order
from search.service import SearchResults
from search.text.query import replaced


def search_box(query: ResultsQuery) -> SearchBox:
    """Return the box for words; new words keep the land and the filters."""
    hidden = [*query.request_land.pairs, *query.facet_pairs, *query.skip_pairs]
    return SearchBox(WORDS, query.words, _("Words to look for"), hidden, reverse("readers:suggestions"))


def _with_words(path: str, query: ResultsQuery, words: str, order: Order = ORDERS[0]) -> str:
    """Return the address of the first page with other words, which come first: a shared link shows them."""
    other = replace(query, words=words, order=order)
    pairs = [*other.word_pairs, *other.request_land.pairs, *other.facet_pairs, *other.skip_pairs]
    return with_query(path, pairs)


def correction(path: str, query: ResultsQuery, answer: SearchResults) -> Correction | None:
    """Return what to say when other words were searched than were typed."""
    words = answer.words
    if words is None or not words.corrections or not words.used:
        return None
    required = query.selection.query.required
    quoted = replaced(words.typed, {word.folded: f'"{word.typed}"' for word in required})
    return Correction(
        text=_("Searched for “%(used)s” instead of “%(typed)s”.")
        % {"used": words.used, "typed": words.typed},
        exactly=_("Search for “%(typed)s”") % {"typed": words.typed},
        url=_with_words(path, query, quoted),
    )


def did_you_mean(path: str, query: ResultsQuery, answer: SearchResults) -> Link | None:
    """Return other words and the address that searches for them; None where there are none."""
    if answer.words is None or not answer.words.did_you_mean:
        return None
    meant = answer.words.did_you_mean
    return Link(meant, _with_words(path, query, meant))


def order_links(path: str, query: ResultsQuery) -> list[OrderLink]:
    """Return a link to the same query in each order."""
    labels = {
        "both": pgettext("order", "Land and words"),
        "land": pgettext("order", "Land first"),
        "words": pgettext("order", "Words first"),
    }
    return [
        OrderLink(labels[order], _with_words(path, query, query.words, order), order == query.order)
        for order in ORDERS
    ]


def notices(query: ResultsQuery, answer: SearchResults) -> list[str]:
    """Return what the reader should know of how the address was read and answered."""
    found = []
    found += unknown_parameters(query)
    if query.words and not query.selection.query:
        found.append(_("There is no word in what you typed, so nothing was searched."))
    if query.is_cut:
        found.append(_("That was very long. Only the beginning was searched."))
    if answer.words is not None and answer.words.is_fuzzy and not answer.relaxed:
        found.append(_("Nobody wrote it exactly like that. Words that differ by one letter are shown."))
    return found + untreated(answer) + degraded(answer)


def untreated(answer: SearchResults) -> list[str]:
    """Return what was asked for that no record is about, and whether those shown at least mention it."""
    words = answer.words
    if words is None:
        return []
    found = []
    for concept in words.untreated:
        named = {"concept": concept.label}
        if concept.is_mentioned and words.has_all and answer.total:
            found.append(_("No record treats %(concept)s; these mention it.") % named)
        else:
            found.append(_("No record treats %(concept)s.") % named)
    return found


def unknown_parameters(query: ResultsQuery) -> list[str]:
    """Return what to say of parameters that no page has, and of filters that are no more."""
    found = []
    if any(name.startswith("only_") for name, __ in query.unknown):
        found.append(_("A filter in this address does not exist any more and was left out."))
    return found + [
        _("This address asks for “%(name)s”. We have no such question, so it was not used.") % {"name": name}
        for name, __ in query.unknown
        if not name.startswith("only_")
    ]


def degraded(answer: SearchResults) -> list[str]:
    """Return what to know of an answer that is not what it should be."""
    if answer.instead_of:
        return [
            _(
                "The search server does not answer just now. The site’s own search found these instead; what"
                " was published last may be missing."
            )
        ]
    if answer.degraded:
        return [_("The search is being repaired. What was published last may be missing.")]
    return []
