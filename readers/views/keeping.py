"""A practice to keep or to send: the page that offers it, its file, and its short address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import base36_to_int
from django.views.decorators.http import require_safe

from media.attachments import HTML, attachment
from practices.models import Practice
from readers.kept_file import kept_html, kept_name
from readers.presenters.practice.keeping import WITH_LAND, keep_view
from readers.request_land import land_of, with_query
from zones.vocabulary import LANGUAGES


@require_safe
def keep(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Answers with the page "Keep or send" of a practice."""
    path = practice.get_url() or ""
    file = (kept_name(practice), len(kept_html(practice, path).encode()))
    view = keep_view(land_of(request), practice, path, file, has_land=WITH_LAND in request.GET)
    return render(request, "readers/keep.html", {"view": view})


@require_safe
def keep_file(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Answers with the practice as one file to keep."""
    html = kept_html(practice, practice.get_url() or "")
    response = attachment(html, HTML, kept_name(practice))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def short_address(request: HttpRequest, short: str, language: str = "") -> HttpResponse:
    """Leads to a practice in the language named, else in the reader's; the land in the address goes along."""
    try:
        number = base36_to_int(short)
    except ValueError as problem:
        raise Http404 from problem
    practice = Practice.objects.public().filter(pk=number).first()
    if practice is None or (language and language not in LANGUAGES):
        raise Http404
    with translation.override(language or translation.get_language()):
        path = practice.get_url() or ""
    response = HttpResponseRedirect(with_query(path, land_of(request).pairs))
    if not language:
        patch_vary_headers(response, ("Accept-Language",))
    return response
