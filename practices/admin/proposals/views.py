"""Answers under /admin/thesaurus/: a proposal is made, listed, and decided on."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from jobs.row_numbers import row_number
from media.admin.walls import HiddenFromOthers
from practices.admin.proposals.forms import DecisionForm, ProposalForm
from practices.models import Concept, ConceptProposal
from practices.models.concept_proposal import LONGEST_WORD
from practices.proposals import (
    Kind,
    NotApplicableError,
    State,
    accept,
    decline,
    may_decide,
    may_propose,
    told,
    visible,
)
from practices.times import ago

INDEX: Final = "thesaurus_proposals"
PROPOSE: Final = "thesaurus_propose"
PROPOSAL: Final = "thesaurus_proposal"
PAGE_SIZE: Final = 25
TITLE: Final = gettext_lazy("Proposals for the thesaurus")


class ProposalsView(HiddenFromOthers, WagtailAdminTemplateMixin, TemplateView):
    """Lists what was proposed, what is not decided yet first."""

    template_name = "practices/admin/proposals/index.html"
    page_title = TITLE
    header_icon = "tag"
    http_method_names = ["get", "head"]
    may_enter = staticmethod(may_propose)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # "open" is the last of the three by the alphabet.
        found = visible(self.request.user).order_by("-state", "-proposed_at", "-pk")
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return context | {
            "page": page,
            "lines": [(each, told(each), _who_and_when(each)) for each in page],
            "decides": may_decide(self.request.user),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, _thesaurus(), {"url": "", "label": self.get_page_title()}]


class ProposeView(ProposalsView):
    """Takes a proposal; `?kind=` says of which kind, `?word=` and `?concept=` fill it in."""

    template_name = "practices/admin/proposals/propose.html"
    page_title = gettext_lazy("Propose for the thesaurus")
    http_method_names = ["get", "head", "post"]

    @cached_property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in Kind.values else str(Kind.LABEL)

    def _form(self, data: Any = None) -> ProposalForm:
        concept = Concept.objects.filter(pk=row_number(self.request.GET.get("concept", ""))).first()
        initial = {
            "word": self.request.GET.get("word", "")[:LONGEST_WORD],
            "language": get_language(),
            "concept": concept,
        }
        return ProposalForm(self.kind, data, initial=initial)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        form.instance.proposed_by = request.user
        form.save()
        messages.success(
            request, _("Thank you. Whoever looks after the thesaurus decides, and you get a mail.")
        )
        return redirect(INDEX)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self._form()
        context = super().get_context_data(**kwargs)
        kept = {name: self.request.GET[name] for name in ("word", "concept") if self.request.GET.get(name)}
        kinds = [
            (label, f"?{urlencode({'kind': kind, **kept})}", kind == self.kind)
            for kind, label in Kind.choices
        ]
        return context | {"form": form, "kinds": kinds, "media": form.media}


class ProposalView(ProposalsView):
    """Shows one proposal, and takes the decision of those who edit the thesaurus."""

    template_name = "practices/admin/proposals/proposal.html"
    http_method_names = ["get", "head", "post"]

    @cached_property
    def proposal(self) -> ConceptProposal:
        return get_object_or_404(visible(self.request.user), pk=self.kwargs["proposal_id"])

    def get_page_title(self) -> str:
        return told(self.proposal)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": reverse(INDEX), "label": TITLE}, items[-1]]

    def post(self, request: HttpRequest, proposal_id: int) -> HttpResponseBase:
        proposal = self.proposal
        if not may_decide(request.user):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if form.is_valid():
            words = form.cleaned_data["words"]
            try:
                if request.POST.get("action") == "accept":
                    is_done = accept(proposal.pk, request.user, words)
                elif request.POST.get("action") == "decline":
                    is_done = decline(proposal.pk, request.user, words)
                else:
                    raise Http404
            except NotApplicableError as problem:
                for said in problem.problems.values():
                    for each in said:
                        form.add_error(None, each)
            else:
                if is_done:
                    messages.success(request, _("Decided. Whoever proposed it gets a mail."))
                else:
                    messages.warning(request, _("Somebody decided on this before you."))
                return redirect(INDEX)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        proposal = self.proposal
        may = proposal.state == State.OPEN and may_decide(self.request.user)
        return (
            {"form": DecisionForm() if may else None}
            | context
            | {
                "proposal": proposal,
                "told": told(proposal),
                "who": _who_and_when(proposal),
            }
        )


def _who_and_when(proposal: ConceptProposal) -> str:
    person = proposal.proposed_by
    name = get_user_display_name(person) if person is not None else ""
    return " · ".join(filter(None, (name, ago(proposal.proposed_at))))


def _thesaurus() -> dict[str, Any]:
    return {"url": reverse("wagtailsnippets_practices_concept:list"), "label": _("Thesaurus")}


urlpatterns: list[URLPattern] = [
    path("thesaurus/proposals/", ProposalsView.as_view(), name=INDEX),
    path("thesaurus/proposals/<int:proposal_id>/", ProposalView.as_view(), name=PROPOSAL),
    path("thesaurus/propose/", ProposeView.as_view(), name=PROPOSE),
]
