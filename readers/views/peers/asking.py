"""Questions of people to people on land like theirs: the list, one question, and the form to ask."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange import questions
from exchange.models import Question
from exchange.regions import region_for
from exchange.sending import send
from practices.models import Practice, RegionSection
from practices.passages import passage
from readers.peer_forms.asking import QuestionForm
from readers.peer_forms.forms import PeerForm
from readers.peer_forms.told_views import ToldView
from readers.presenters.peers.asking import question_list, question_page
from readers.request_land import Pairs, land_of, with_query
from readers.results_query import WORDS, page_number
from search import questions as question_index
from search.text.query import MOST_CHARACTERS
from zones.vocabulary import LANGUAGES

PAGE_SIZE: Final = 20


@require_safe
def question_list_page(request: HttpRequest) -> HttpResponse:
    """Answer with the questions that everybody may read, the newest first, or those with words."""
    words = request.GET.get(WORDS, "").strip()[:MOST_CHARACTERS]
    language = getattr(request, "LANGUAGE_CODE", LANGUAGES[0])[:2]
    rows = question_index.found(words, language) if words else questions.published()
    pages = Paginator(rows, PAGE_SIZE)
    number = page_number(request.GET.get("page", ""))
    if number is None or not 1 <= number <= pages.num_pages:
        raise Http404(_("There is no such page."))
    page = pages.page(number)
    view = question_list(
        land_of(request), page.object_list, words=words, page=number, has_more=page.has_next()
    )
    return render(request, "readers/ask/list.html", {"view": view})


@require_safe
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with a question and its answers, 404 where it is not published."""
    found = published_question(number)
    reached = found.deliveries.filter(sent_at__isnull=False).count()
    view = question_page(land_of(request), found, questions.answers_to(found), reached)
    return render(request, "readers/ask/question.html", {"view": view})


def published_question(number: int) -> Question:
    """Return a question that everybody may read. Raises Http404."""
    related = ("practice", "photo__public_copy", "voice__public_copy")
    found = questions.published().select_related(*related).filter(pk=number).first()
    if found is None:
        raise Http404(_("There is no such question, or it is no longer shown."))
    return found


class AskView(ToldView):
    """Takes a question in, on a practice or on its own."""

    template_name = "readers/ask/new.html"

    @cached_property
    def practice(self) -> Practice | None:
        external_id = self.request.GET.get("practice", "")[:80]
        if not external_id:
            return None
        return Practice.objects.public().filter(external_id=external_id).first()

    @property
    def about(self) -> Pairs:
        return [("practice", self.practice.external_id)] if self.practice else []

    def make_form(self, data: Any = None, files: Any = None) -> QuestionForm:
        about = f"question {self.practice.pk}" if self.practice else "question"
        return QuestionForm(data, files, subject=about, known=land_of(self.request))

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        return {
            **super().page(form),
            "practice": passage(self.practice, "name") if self.practice else None,
            "action": with_query(self.request.path, [*self.about, *land_of(self.request).pairs]),
        }

    def region(self, form: QuestionForm) -> RegionSection | None:
        fallback = None
        if self.practice is not None:
            fallback = RegionSection.objects.ancestor_of(self.practice).last()
        return region_for(form.land_fields.content["country"], fallback)

    def take_in(self, form: QuestionForm) -> HttpResponseBase:
        region = self.region(form)
        assert form.stamp is not None, "a form is taken in with its stamp alone"
        if not self.store_files(form):
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        content = {**form.content, "practice": self.practice, "region": region}
        sent = send(
            Question, form.stamp, content, language=self.language, held=form.held(self.is_origin_known)
        )
        return self.thanks(sent, form)
