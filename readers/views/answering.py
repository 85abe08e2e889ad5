"""Answers: from a question's page by anybody, and by the link of a mail; and which of them helped."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange import deliveries, questions
from exchange.models import Answer, Listener, Question
from exchange.private_links import author_of
from exchange.sending import send
from practices.models import RegionSection
from readers.peer_forms.asking import AnswerForm
from readers.peer_forms.forms import PeerForm
from readers.peer_forms.told_views import ToldView, private_page
from readers.presenters.asking import asked_text
from readers.request_land import RequestLand, land_of
from readers.views.asking import published_question
from readers.views.private_links import by_secret_link


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
        self.store_files(form)
        content = {**form.content, "question": self.question, "region": self.question.region}
        sent = send(Answer, form.stamp, content, language=self.language, held=form.held(self.is_origin_known))
        return self.thanks(sent, form)


@method_decorator(by_secret_link, name="dispatch")
class AnswerByLinkView(AnswerView):
    """Takes an answer in by the link of a mail, with the land of whom it was sent to."""

    @cached_property
    def asked(self) -> tuple[Question, Listener | None]:
        found = deliveries.asked_by_link(self.kwargs["token"])
        if found is None:
            raise Http404(_("This link is over, or the question is no longer shown."))
        return found

    @cached_property
    def question(self) -> Question:
        return self.asked[0]

    @property
    def known_land(self) -> RequestLand:
        listener = self.asked[1]
        told = land_of(self.request)
        return RequestLand(listener.land) if told.land.is_empty and listener is not None else told


@require_POST
@by_secret_link
def choose_helped(request: HttpRequest, token: str) -> HttpResponseBase:
    """Write which answer helped, from the asker's private page, and lead back to it."""
    author = author_of(token)
    if author is None:
        raise Http404(_("There is no such page, or it has ended."))
    number, chosen = (_number(request.POST.get(name, "")) for name in ("question", "answer"))
    if number is None or not questions.choose_helped(number, author, chosen):
        raise Http404(_("There is no such question, or it is no longer shown."))
    return HttpResponseRedirect(private_page(token), status=HTTPStatus.SEE_OTHER)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
