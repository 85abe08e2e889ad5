"""What did not work, and where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from readers import selectors
from readers.presenters.did_not_work import MOST_CARDS_PER_ZONE, failures_view
from readers.request_land import land_of


@require_safe
def did_not_work(request: HttpRequest) -> HttpResponse:
    """Answer with what did not simply succeed, by zone."""
    failures = selectors.failures(MOST_CARDS_PER_ZONE)
    return render(request, "readers/did_not_work.html", {"view": failures_view(land_of(request), failures)})
