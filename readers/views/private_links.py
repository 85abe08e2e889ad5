"""Pages that only a secret link opens: kept nowhere, told to nobody, changed by a button alone."""

import functools
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from readers.peer_forms.views import PRIVATE

View = Callable[..., HttpResponseBase]


def by_secret_link(view: View) -> View:
    """Returns the view with headers that keep its address from caches, other sites and search engines.

    The link is the secret, so no token of a cookie is asked for.
    """

    @csrf_exempt
    @functools.wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return kept
