"""Answers when something went wrong, with a way on. `kb/urls.py` names these as Django's handlers."""

import contextlib
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from readers.presenters.page_frame import error_frame, links_to_lists
from readers.request_land import land_of


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page that says so; its links in other languages lead to lists, which are there."""
    context = {
        **error_frame(request),
        "languages": links_to_lists(request),
        "results_url": reverse("readers:results"),
    }
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _failure(request, "400.html", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _failure(request, "403.html", HTTPStatus.FORBIDDEN)


def too_large(request: HttpRequest) -> HttpResponse:
    return _failure(request, "413.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def without_length(request: HttpRequest) -> HttpResponse:
    return _failure(request, "411.html", HTTPStatus.LENGTH_REQUIRED)


def server_error(request: HttpRequest) -> HttpResponse:
    return _failure(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def _failure(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """Return a page that asks nothing of the database; of a request that cannot be read it does without."""
    context: dict[str, Any] = {}
    with contextlib.suppress(Exception):
        land_of(request)
        context["request"] = request
    return HttpResponse(render_to_string(template, context), status=status)
