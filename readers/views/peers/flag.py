"""Something wrong here? A reader says so, about anything public, without an account."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from exchange import flagging
from readers.peer_forms.flag_form import FlagForm
from readers.peer_forms.views import PRIVATE, PeerFormView
from readers.presenters.peers.flag import flag_view
from readers.request_land import land_of, with_query


class FlagView(PeerFormView):
    """Takes in a notice and leads to a page that says who reads it."""

    template_name = "readers/flag.html"
    subject: flagging.Subject

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = flagging.public_subject(kwargs["kind"], kwargs["pk"])
        if found is None:
            raise Http404
        self.subject = found

    def make_form(self, data: Any = None, files: Any = None) -> FlagForm:
        return FlagForm(data, files, subject=f"flag {self.kwargs['kind']} {self.subject.pk}")

    def page(self, form: Any) -> Mapping[str, Any]:
        return {"view": flag_view(self.subject, form)}

    def take_in(self, form: Any) -> HttpResponseBase:
        flagging.give_notice(
            self.subject,
            form.stamp.form_id,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            email=form.cleaned_data["email"],
            language=self.language,
            held=form.held(self.is_origin_known),
        )
        thanks = reverse("readers:flag_thanks", kwargs=self.kwargs)
        return redirect(with_query(thanks, land_of(self.request).pairs))


@require_safe
def flag_thanks(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Answer that the notice came, whatever became of what it is about."""
    if kind not in flagging.ABOUT:
        raise Http404
    found = flagging.public_subject(kind, pk)
    view = flag_view(found) if found else None
    response = render(request, "readers/flag_thanks.html", {"view": view})
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex"
    return response
