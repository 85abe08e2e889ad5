"""The sources of a practice, where they are too many for its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practices.models import Practice
from readers.presenters.practice.sources import sources_view
from readers.request_land import land_of


@require_safe
def sources(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Answers with the page of all sources of a practice."""
    return render(request, "readers/sources.html", {"view": sources_view(land_of(request), practice)})
