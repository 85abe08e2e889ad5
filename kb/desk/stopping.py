"""Stops the mail on Mondays by a button behind the link of the mail."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kb.desk import weekly
from readers.views.peers.private import link_page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_weekly_mail(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with a button that stops the mail; stops it where it is pressed, or a mail program asks.

    A mail program sends nothing but its request (RFC 8058), from wherever it is.
    """
    if request.method == "POST":
        state = "done" if weekly.stop(token) else "over"
    else:
        state = "asked" if weekly.stops(token) else "over"
    return link_page(request, "kb/desk/stop.html", state, {})
