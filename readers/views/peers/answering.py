"""Answers: from a question's page by anybody, and by the link of a mail; and which of them helped."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from exchange import deliveries, questions
from exchange.models import Answer, Listener, Question
from exchange.sending import send
from jobs.row_numbers import row_number
from practices.models import RegionSection
from readers.peer_forms.asking import AnswerForm
from readers.peer_forms.forms import PeerForm
from readers.peer_forms.origin import Origin, origin_of
from readers.peer_forms.told_views import ToldView
from readers.presenters.peers.asking import answer_view, asked_text, heading_and_text
from readers.request_land import RequestLand, land_of
from readers.views.peers.asking import published_question
from readers.views.peers.private import NO_ADDRESSES, PrivateView, kept_private


class AnswerView(ToldView):
    """Takes an answer in, from the page of a question."""

    template_name = "readers/ask/answer.html"

    @cached_property
    def question(self) -> Question:
        return published_question(self.kwargs["number"])

    @property
    def known_land(self) -> RequestLand:
        """Returns the land with which the form begins."""
        return land_of(self.request)

    def make_form(self, data: Any = None, files: Any = None) -> AnswerForm:
        return AnswerForm(data, files, subject=f"answer {self.question.pk}", known=self.known_land)

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        return {**super().page(form), "question": asked_text(self.question, self.known_land.pairs)}

    def region(self, form: AnswerForm) -> RegionSection | None:
        return self.question.region

    def take_in(self, form: AnswerForm) -> HttpResponseBase:
        assert form.stamp is not None, "a form is taken in with its stamp alone"
        if not self.store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        content = {**form.content, "question": self.question, "region": self.question.region}
        sent = send(Answer, form.stamp, content, language=self.language, held=form.held(self.is_origin_known))
        return self.thanks(sent, form)


@method_decorator(csrf_exempt, name="dispatch")
class AnswerByLinkView(AnswerView):
    """Takes an answer in by the link of a mail, with the land of whom it was sent to."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.asked_of is None:
            page = render(request, "readers/ask/link_over.html", NO_ADDRESSES, status=HTTPStatus.NOT_FOUND)
            return kept_private(page)
        return kept_private(super().dispatch(request, *args, **kwargs))

    @cached_property
    def asked_of(self) -> tuple[Question, Listener | None] | None:
        """Returns the question and for whom it was; None where the link is over."""
        return deliveries.asked_by_link(self.kwargs["token"])

    @cached_property
    def question(self) -> Question:
        assert self.asked_of is not None, "no form is shown for a link that is over"
        return self.asked_of[0]

    @property
    def known_land(self) -> RequestLand:
        listener = self.asked_of[1] if self.asked_of else None
        told = land_of(self.request)
        return RequestLand(listener.land) if told.land.is_empty and listener is not None else told

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        return {**NO_ADDRESSES, **super().page(form)}


class HelpedView(PrivateView):
    """Lets the asker say which answer helped: asked on a page of its own, written by its button alone."""

    http_method_names = ["get", "head", "post"]

    @cached_property
    def question(self) -> Question:
        found = Question.objects.filter(author=self.author, pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404(_("There is no such question, or it is no longer shown."))
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        answers = [answer_view(self.question, answer) for answer in questions.answers_to(self.question)]
        context = {
            "heading": heading_and_text(self.question)[0],
            "answers": answers,
            "has_chosen": self.question.helped_id is not None,
            "back_url": self.page_url,
        }
        return self.shown("readers/ask/helped.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        chosen = row_number(request.POST.get("answer", "")) or None
        is_ours = origin_of(request) is not Origin.FOREIGN
        if not is_ours or not questions.choose_helped(self.question, chosen):
            return self.get(request, **kwargs)
        return HttpResponseRedirect(self.page_url, status=HTTPStatus.SEE_OTHER)
