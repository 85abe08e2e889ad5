""" "I tried this": the form on a practice, and what others told of it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from exchange.models import Report
from exchange.regions import collection_for, region_for
from exchange.reports import summary_of
from exchange.sending import send
from jobs.consent_texts import PEER_NAMING, PEER_PUBLICATION, current
from practices.models import Practice, RegionSection
from readers.peer_forms.report_form import ReportForm, keep_contact
from readers.peer_forms.views import PeerFormView
from readers.presenters.peers.report_form import report_form_page
from readers.presenters.peers.reports import peers_page
from readers.request_land import land_of

LONGEST_PAGE_NUMBER: Final = 6


class ReportFormView(PeerFormView):
    """Shows the form of a report on a practice, and stores its files where its region's people see them."""

    practice: Any

    def show(self, form: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            # A browser does not send a file again by itself.
            self.store_files(form)
        return super().show(form, status)

    def store_files(self, form: ReportForm) -> bool:
        title = str(self.practice.get_admin_display_title())
        return form.store_files(collection_for(self.region(form)), title)

    def region(self, form: ReportForm) -> RegionSection | None:
        """Returns the region that reads it: that of the land's country, else that of the practice."""
        section = RegionSection.objects.ancestor_of(self.practice).last()
        return region_for(form.land_fields.content["country"], section)


class Tried(ReportFormView):
    """Takes in a report on a practice: once, however often it is sent."""

    template_name = "readers/peer_forms/tried.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.practice = kwargs["practice"]

    def make_form(self, data: Any = None, files: Any = None) -> ReportForm:
        return ReportForm(data, files, subject=f"report {self.practice.pk}", known=land_of(self.request))

    def page(self, form: Any) -> Mapping[str, Any]:
        return {"view": report_form_page(land_of(self.request), self.practice, form, self.language)}

    def take_in(self, form: Any) -> HttpResponseBase:
        if not self.store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        sent = send(
            Report,
            form.stamp,
            {"practice": self.practice, "region": self.region(form), **report_content(form)},
            language=self.language,
            held=form.held(self.is_origin_known),
        )
        form.drop_unused(sent.item)
        keep_contact(sent.item.author_id, form)
        return HttpResponseRedirect(
            f"{reverse('readers:mine', args=(sent.token,))}?sent=1", status=HTTPStatus.SEE_OTHER
        )


def report_content(form: ReportForm) -> dict[str, Any]:
    """Returns what a form says of a report, as the model keeps it."""
    told = form.cleaned_data
    return {
        "outcome": told["outcome"],
        "since": told["since"],
        "changed": told["changed"],
        "name": told["name"],
        **form.land_fields.content,
        "publication_version": current(PEER_PUBLICATION),
        # Only who gives a name is named.
        "naming_version": current(PEER_NAMING) if told["name"] else "",
        "photo": form.photo_stored,
        "voice": form.voice_stored,
    }


class Peers(View):
    """Shows all that peers told of a practice, those on land like the reader's first."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, practice: Practice, **kwargs: Any) -> HttpResponse:
        number = request.GET.get("page", "1")
        page = (
            int(number) if number.isascii() and number.isdigit() and len(number) < LONGEST_PAGE_NUMBER else 1
        )
        summary = summary_of(practice.pk)
        view = peers_page(land_of(request), practice, summary, page)
        return render(request, "readers/peers.html", {"view": view})
