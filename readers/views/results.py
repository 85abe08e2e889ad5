"""Practices for a land: the page that everything leads to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from readers.demand import count_search
from readers.presenters.feed_link import feed_link
from readers.presenters.peers.asking import MOST_QUESTIONS, AskedHere, asked_here
from readers.presenters.results import results_view
from readers.request_land import land_of
from readers.results_query import ResultsQuery
from readers.views.faults import needs_engine, told_engine
from readers.views.places import at_sea, resolve_place
from search import questions as question_index
from search import service


@require_safe
@needs_engine
def results(request: HttpRequest) -> HttpResponse:
    """Answer with what was found; with 404 where there is no such page of it."""
    if (elsewhere := resolve_place(request, land_of(request))) is not None:
        return elsewhere
    if land_of(request).land.is_at_sea:
        return at_sea(request)
    query = ResultsQuery.from_request(request)
    if query.page is None:
        raise Http404(_("There is no such page."))
    answer = service.match(query.request_land.land, query.selection, page=query.page)
    if query.page > 1 and not answer.results:
        raise Http404(_("There is no such page."))
    count_search(request, query, answer)
    context = {
        "view": results_view(request.path, query, answer),
        "results_url": request.path,
        "asked": _asked(query),
        "feed": feed_link(query.request_land, [*query.word_pairs, *query.facet_pairs]),
    }
    return told_engine(render(request, "readers/results.html", context), answer.engine)


def _asked(query: ResultsQuery) -> AskedHere | None:
    """Return questions with the words that were searched, on the first page; None without any."""
    if not query.words or query.page != 1:
        return None
    found = question_index.found(query.words, query.selection.language, MOST_QUESTIONS)
    return asked_here(query.request_land, found) if found else None
