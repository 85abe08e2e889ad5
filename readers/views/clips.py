"""All that one can watch and listen to of a practice, with the words that are said."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practices.models import Practice
from readers import selectors
from readers.presenters.practice.clips import Clips, clips_page
from readers.request_land import land_of


@require_safe
def clips(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Answers with every film and voice of a practice. Raises Http404 where there is none."""
    view = clips_page(land_of(request), practice, Clips(selectors.clips_of(practice)))
    if not view.clips:
        raise Http404
    return render(request, "readers/clips.html", {"view": view})
