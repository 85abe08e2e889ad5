"""Practices for a land: the page that everything leads to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from readers.presenters import query_controls
from readers.presenters.results import facet_codes, parameter, results_page
from readers.presenters.wording import engine_text
from readers.request_land import land_of
from readers.views.faults import needs_engine
from readers.views.places import resolve_place
from search import service
from search.engines.base import FACETS, ORDERS, Selection
from search.text.query import parse


def read_selection(request: HttpRequest) -> tuple[Selection, bool]:
    """The ticked facets and the words, and whether something was ticked that does not exist."""
    facets, understood = {}, True
    for name in FACETS:
        given = [code for code in request.GET.getlist(parameter(name))[:64] if code]
        known = frozenset(given) & frozenset(facet_codes(name))
        understood = understood and len(known) == len(set(given))
        if known:
            facets[name] = known
    words, _is_cut = read_words(request)
    sort = request.GET.get(query_controls.ORDER, "")
    order = sort if sort in ORDERS else ORDERS[0]
    return Selection(facets, words, get_language() or "en", order), understood


def read_words(request: HttpRequest) -> tuple[str, bool]:
    """The words, no longer than anybody would type, and whether there were more."""
    query = parse(request.GET.get(query_controls.WORDS, ""), get_language() or "en")
    return query.text, query.is_cut


def read_page(request: HttpRequest) -> int:
    """The page asked for, 1 when none is. Raises Http404 for what cannot be a page."""
    text = request.GET.get("page", "") or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Http404(_("There is no such page."))
    number = int(text)
    if not 1 <= number <= service.LAST_PAGE:
        raise Http404(_("There is no such page."))
    return number


@require_safe
@needs_engine
def results(request: HttpRequest) -> HttpResponse:
    told = land_of(request)
    if (elsewhere := resolve_place(request, told)) is not None:
        return elsewhere
    selection, understood = read_selection(request)
    number = read_page(request)
    answer = service.match(told.land, selection, page=number)
    if number > 1 and not answer.results:
        raise Http404(_("There is no such page."))
    notices = [] if understood else [_("A filter in this address does not exist any more and was left out.")]
    _words, is_cut = read_words(request)
    notices += query_controls.notices(selection, answer, is_cut=is_cut)
    page = results_page(request.path, told, selection, answer, number=number, notices=notices)
    context = {"page": page, "results_url": request.path, "answered_by": engine_text(answer.engine)}
    return render(request, "readers/results.html", context)
