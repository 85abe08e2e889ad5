"""A territory that looks for a twin: the form, and the page behind the link of its mail."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jobs.consent_texts import TWIN_PUBLICATION, current, words
from jobs.limits import mailbox
from network.models import Expression
from network.twins import expressing
from network.twins.expressing import MAILS_TO_ONE_ADDRESS
from readers.peer_forms.forms import PeerForm, choices
from readers.peer_forms.origin import Origin, origin_of
from readers.peer_forms.twin_form import SAFEGUARDS, TwinForm
from readers.peer_forms.views import PeerFormView
from readers.presenters.network.twins import twin_url
from readers.twin_mails import confirmation
from readers.views.peers.private import link_page

WITHDRAW: Final = "withdraw"


class JoinView(PeerFormView):
    """Takes in an expression of interest; anybody sees it only once the address has confirmed it."""

    template_name = "readers/twins/join.html"

    def make_form(self, data: Any = None, files: Any = None) -> TwinForm:
        return TwinForm(data)

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        return {
            "offers": _boxes(form, "offers"),
            "seeks": _boxes(form, "seeks"),
            "languages": _boxes(form, "languages"),
            "mandate": (form["has_mandate"], _boxes(form, "has_mandate")),
            "safeguards": [(form[name], _boxes(form, name)) for name in SAFEGUARDS],
            "consent": words(TWIN_PUBLICATION, current(TWIN_PUBLICATION), self.language),
        }

    def take_in(self, form: Any) -> HttpResponseBase:
        content, form_id = form.content, form.stamp.form_id
        # Nobody who fills in the field that people do not see has a mail sent to somebody.
        if not form.filled_traps and not Expression.objects.filter(form_id=form_id).exists():
            if wait := MAILS_TO_ONE_ADDRESS.hit(mailbox(content["email"])):
                return self.refused(form, wait)
            if token := expressing.send(form_id, content, language=self.language):
                confirmation(content["email"], self.language, token).send()
        return render(self.request, "readers/twins/join_sent.html", {"email": content["email"]})


def _boxes(form: PeerForm, name: str) -> Sequence[Mapping[str, Any]]:
    return choices(form.fields[name].choices, form[name].value() or [])  # type: ignore[attr-defined]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def twins_mine(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with what became of an expression; confirm or withdraw it where a button is pressed."""
    expression = expressing.of_link(token)
    if expression is None:
        return link_page(request, "readers/twins/mine.html", "over", {})
    if request.method == "POST" and origin_of(request) is not Origin.FOREIGN:
        if WITHDRAW in request.POST:
            expressing.withdraw(expression)
            return link_page(request, "readers/twins/mine.html", "withdrawn", {})
        expressing.confirm(expression)
        # As it is by now: it may have been withdrawn in another window.
        expression = expressing.of_link(token)
        if expression is None:
            return link_page(request, "readers/twins/mine.html", "over", {})
    state = "asked" if expression.confirmed_at is None else "confirmed"
    territory = expression.territory
    context = {
        "expression": expression,
        "page_url": twin_url((territory,), []) if territory is not None and territory.is_public else "",
    }
    return link_page(request, "readers/twins/mine.html", state, context)
