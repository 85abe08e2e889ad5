"""Hearing of questions by mail: asked for on a page, confirmed and stopped by a button behind a link."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from exchange import listeners
from exchange.listeners import MAILS_TO_ONE_ADDRESS, Wish
from jobs.limits import mailbox
from readers.peer_forms.asking import ListenForm
from readers.peer_forms.forms import PeerForm, choices
from readers.peer_forms.views import PeerFormView
from readers.peer_mails import confirmation
from readers.presenters.peers.listening import wish_view
from readers.request_land import land_of
from readers.views.peers.private import link_page


class ListenView(PeerFormView):
    """Takes in who wants to hear of questions; counts once the address has confirmed it."""

    template_name = "readers/ask/listen.html"

    def make_form(self, data: Any = None, files: Any = None) -> ListenForm:
        initial = {"reads": [self.language]}
        return ListenForm(data, subject="listen", known=land_of(self.request), initial=initial)

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        chosen = form["reads"].value() or []
        field = form.fields["reads"]
        return {"languages_read": choices(field.choices, chosen)}  # type: ignore[attr-defined]

    def take_in(self, form: Any) -> HttpResponseBase:
        email = form.cleaned_data["email"].strip().lower()
        if wait := MAILS_TO_ONE_ADDRESS.hit(mailbox(email)):
            return self.refused(form, wait)
        # Nobody who fills in the field that people do not see gets a mail sent to somebody.
        if not form.filled_traps:
            wish = Wish(self.language, form.cleaned_data["reads"], form.land_fields.content["land_pairs"])
            confirmation(email, self.language, listeners.ask(email, wish)).send()
        return render(self.request, "readers/ask/listen_sent.html", {"email": email})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with a button that confirms; confirm where it is pressed."""
    if request.method == "POST":
        listener = listeners.confirm(token)
        state = "done" if listener else "over"
    else:
        listener = listeners.to_confirm(token)
        state = "asked" if listener else "over"
    wish = wish_view(listener) if listener else None
    return link_page(request, "readers/ask/confirm.html", state, {"wish": wish})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with a button that stops the mails; stop them where it is pressed, or a mail program asks.

    A mail program sends nothing but its request (RFC 8058), from wherever it is.
    """
    if request.method == "POST":
        state = "done" if listeners.stop(token) else "over"
    else:
        state = "asked" if listeners.can_stop(token) else "over"
    return link_page(request, "readers/ask/stop.html", state, {})
