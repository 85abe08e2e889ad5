"""What an author does with what they sent: reply, put right, add what became of it a year later."""

from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from exchange.deciding import STEPS, take_step
from exchange.models import Action, Decision, Report, State
from exchange.models.item import LONGEST_TEXT
from exchange.sending import hash_of, send
from practices.models import Practice
from readers.peer_forms.forms import PeerForm, PlainTextField
from readers.peer_forms.report_form import ReportForm
from readers.peer_forms.views import PeerFormView
from readers.presenters.peers.private_page import title_of
from readers.presenters.peers.report_form import report_form_page
from readers.request_land import RequestLand
from readers.views.peers.private import NO_ADDRESSES, PrivateView
from readers.views.peers.reports import ReportFormView, keep_contact, report_content


class PrivateForm(PrivateView, PeerFormView):
    """Shows a form about one of the author's items and takes it in."""

    http_method_names = ["get", "head", "post"]

    def page(self, form: Any) -> Mapping[str, Any]:
        return {**NO_ADDRESSES, "action": self.request.path, "back_url": self.page_url}

    def done(self) -> HttpResponseBase:
        return HttpResponseRedirect(self.page_url, status=HTTPStatus.SEE_OTHER)


class ReplyForm(PeerForm):
    reply = PlainTextField(longest=LONGEST_TEXT, required=True)


class Reply(PrivateForm):
    """Takes in what an author replies to the region's question."""

    template_name = "readers/private/reply.html"

    def make_form(self, data: Any = None, files: Any = None) -> ReplyForm:
        return ReplyForm(data, files, subject=f"reply {self.item.kind} {self.item.pk}")

    def page(self, form: Any) -> Mapping[str, Any]:
        asked = self.steps().filter(action=Action.ASKED).last()
        return {
            **super().page(form),
            "asked": asked.words if asked else "",
            "title": title_of(self.item),
        }

    def steps(self) -> Any:
        return Decision.objects.filter(item_kind=self.item.kind, item_number=self.item.pk)

    def take_in(self, form: Any) -> HttpResponseBase:
        words, last = form.cleaned_data["reply"], self.steps().last()
        # The same reply sent again, after a lost answer.
        if last is None or (last.action, last.words) != (Action.ANSWERED, words):
            take_step(self.item, Action.ANSWERED, words=words)
        return self.done()


class ReportOfAuthor(PrivateForm, ReportFormView):
    """Shows the form of a report filled in with what its author told before."""

    template_name = "readers/private/report.html"
    about: str
    states: frozenset[State]

    @cached_property
    def report(self) -> Report:
        item = self.item
        if not isinstance(item, Report) or item.state not in self.states:
            raise Http404
        return item

    @property
    def practice(self) -> Practice:
        return self.report.practice

    @property
    def initial(self) -> dict[str, Any]:
        return {"name": self.report.name, "phone": self.author.phone, "email": self.author.email}

    def make_form(self, data: Any = None, files: Any = None) -> ReportForm:
        return ReportForm(
            data,
            files,
            subject=f"{self.about} {self.report.pk}",
            known=RequestLand(self.report.land),
            initial=self.initial,
        )

    def page(self, form: Any) -> Mapping[str, Any]:
        known = RequestLand(self.report.land)
        return {
            **super().page(form),
            "view": report_form_page(known, self.practice, form, self.language, self.page_url),
            "about": self.about,
        }


class CorrectReport(ReportOfAuthor):
    """Puts a report right; it is read again before others see it."""

    about = "correct"
    states = STEPS[Action.CORRECTED][0]

    def make_form(self, data: Any = None, files: Any = None) -> ReportForm:
        form = super().make_form(data, files)
        form.begin_with(self.report.voice)
        return form

    @property
    def initial(self) -> dict[str, Any]:
        told = {name: getattr(self.report, name) for name in ("outcome", "since", "changed")}
        return {**super().initial, **told}

    def page(self, form: Any) -> Mapping[str, Any]:
        return {**super().page(form), "report": self.report}

    def take_in(self, form: Any) -> HttpResponseBase:
        if not self.store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        content = {"region": self.region(form), **report_content(form)}
        body_hash = hash_of({"practice": self.practice, **content})
        new_files = content["photo"] is not None or content["voice"] is not None
        for name in ("photo", "voice"):
            # Whoever chooses no other file keeps theirs.
            content[name] = content[name] or getattr(self.report, name)
        keep_contact(self.author.pk, form)
        is_known = body_hash == self.report.body_hash
        is_same = not new_files and all(
            getattr(self.report, name) == value for name, value in content.items()
        )
        if not is_known and not is_same:
            take_step(self.report, Action.CORRECTED, changes={**content, "body_hash": body_hash})
        form.drop_unused(self.report)
        return self.done()


class LaterReport(ReportOfAuthor):
    """Adds what became of it a year later: another report, which names the earlier one."""

    about = "later"
    states = frozenset((State.PUBLISHED,))

    def take_in(self, form: Any) -> HttpResponseBase:
        if not self.store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        content = {"practice": self.practice, "region": self.region(form), **report_content(form)}
        sent = send(
            Report,
            form.stamp,
            {**content, "earlier": self.report},
            language=self.language,
            held=form.held(self.is_origin_known),
            token=self.token,
        )
        form.drop_unused(sent.item)
        keep_contact(self.author.pk, form)
        return HttpResponseRedirect(
            f"{reverse('readers:mine', args=(sent.token,))}?sent=1", status=HTTPStatus.SEE_OTHER
        )


reply = Reply.as_view()
correct_report = CorrectReport.as_view()
later_report = LaterReport.as_view()
