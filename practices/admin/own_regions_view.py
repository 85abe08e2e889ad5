"""Shuts views of the admin to people who look after no region."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from practices.own_regions import own_regions


class OwnRegionsMixin(View):
    """Answers 404 to whoever looks after no region."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not own_regions(request.user):
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
