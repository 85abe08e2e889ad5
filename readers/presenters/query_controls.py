"""Words on the results page: the search box, what was searched instead, and the order of what was found."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from readers.presenters.view_models import Order, SearchBox, Spelling
from readers.request_land import with_land
from search.engines.base import ORDERS, Selection
from search.service import SearchResults
from search.text.query import replaced

WORDS = "q"
ORDER = "sort"

Pairs = list[tuple[str, str]]


def words_pairs(selection: Selection) -> Pairs:
    """The words and their order as an address carries them."""
    if not selection.words:
        return []
    sort = [(ORDER, selection.order)] if selection.order != ORDERS[0] else []
    return [(WORDS, selection.words), *sort]


def search_box(selection: Selection, others: Pairs) -> SearchBox:
    """`others` is the land and the filters: new words keep them."""
    return SearchBox(WORDS, selection.words, _("Words to look for"), others, reverse("readers:words"))


def spelling(path: str, selection: Selection, answer: SearchResults, others: Pairs) -> Spelling | None:
    """Shown when other words were searched than were typed."""
    words = answer.words
    if words is None or not words.corrections or not words.used:
        return None
    quoted = replaced(words.typed, {word.folded: f'"{word.typed}"' for word in selection.query.required})
    return Spelling(
        text=_("Searched for “%(used)s” instead of “%(typed)s”.")
        % {"used": words.used, "typed": words.typed},
        exactly=_("Search for “%(typed)s”") % {"typed": words.typed},
        url=with_land(path, [(WORDS, quoted), *others]),
    )


def did_you_mean(path: str, answer: SearchResults, others: Pairs) -> tuple[str, str] | None:
    """Other words and the address that searches for them."""
    if answer.words is None or not answer.words.did_you_mean:
        return None
    meant = answer.words.did_you_mean
    return meant, with_land(path, [(WORDS, meant), *others])


def orders(path: str, selection: Selection, others: Pairs) -> list[Order]:
    labels = {
        "both": pgettext("order", "Land and words"),
        "land": pgettext("order", "Land first"),
        "words": pgettext("order", "Words first"),
    }
    return [
        Order(
            labels[order],
            with_land(path, [*words_pairs(replace(selection, order=order)), *others]),
            order == selection.order,
        )
        for order in ORDERS
    ]


def notices(selection: Selection, answer: SearchResults | None, *, is_cut: bool) -> list[str]:
    """What the reader should know of how the words were read."""
    found = []
    if selection.words and not selection.query:
        found.append(_("There is no word in what you typed, so nothing was searched."))
    if is_cut:
        found.append(_("That was very long. Only the beginning was searched."))
    if answer is not None and answer.words is not None and answer.words.is_fuzzy and not answer.relaxed:
        found.append(_("Nobody wrote it exactly so. Words that differ by one letter are shown."))
    if answer is not None:
        found += degraded(answer)
    return found


def degraded(answer: SearchResults) -> list[str]:
    """What to know of an answer that is not what it should be."""
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
