"""What pages that take a decision share: the form, a decision by somebody else meanwhile, what was typed."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.admin import list_view
from exchange.admin.decision_form import DecisionForm
from exchange.admin.history import decided_meanwhile, last_step
from exchange.deciding import DecidedMeanwhileError
from exchange.models import Action, Decision, Flag, Kind, PeerItem

CONFLICT: Final = 409
REFUSED: Final = 422


class DecisionView(WagtailAdminTemplateMixin, TemplateView):
    """Shows one item of the queue, and takes the decision on it once."""

    http_method_names = ["get", "head", "post"]
    item: PeerItem | Flag
    form: DecisionForm
    is_late = False
    meanwhile: Decision | None = None
    lost_words = ""

    def make_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> DecisionForm:
        """Returns the form of what may be decided now."""
        raise NotImplementedError

    def decide(self, action: Action, cleaned: dict[str, Any]) -> None:
        """Takes the step, or adds to the form why not. Raises DecidedMeanwhileError."""
        raise NotImplementedError

    def said_after(self, action: Action) -> str:
        raise NotImplementedError

    def next_url(self) -> str:
        return reverse(list_view.NAME)

    def gone(self) -> str:
        """Returns in words why nothing is left to decide; empty where something is."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form()
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form = self.make_form(request.POST)
        if not form.is_valid():
            if "action" in form.errors or "version" in form.errors:
                # What was decided is no longer among what can be: the buttons are those of another moment.
                return self.too_late(**kwargs)
            return self.render_to_response(self.get_context_data(**kwargs), status=REFUSED)
        action = Action(form.cleaned_data["action"])
        self.item.version = form.cleaned_data["version"]
        try:
            self.decide(action, form.cleaned_data)
        except DecidedMeanwhileError:
            return self.too_late(**kwargs)
        if form.errors:
            self.item.refresh_from_db()
            return self.render_to_response(self.get_context_data(**kwargs), status=REFUSED)
        messages.success(request, self.said_after(action))
        return redirect(self.next_url())

    def too_late(self, **kwargs: Any) -> HttpResponse:
        """Returns the page as it stands now, with who decided what, and all that was typed."""
        step, posted = last_step(self.item), self.request.POST
        if step and step.by_id == self.request.user.pk and step.action == posted.get("action"):
            # The same tap twice.
            return redirect(self.next_url())
        if gone := self.gone():
            messages.warning(self.request, gone)
            return redirect(list_view.NAME)
        self.item.refresh_from_db()
        self.__dict__.pop("actions", None)
        self.is_late, self.meanwhile = True, step
        self.lost_words = posted.get(f"words_{posted.get('action', '')}", "")
        typed = {name: value for name, value in posted.items() if name.startswith("words_") and value}
        self.form = self.make_form(initial=typed)
        return self.render_to_response(self.get_context_data(**kwargs), status=CONFLICT)

    def get_page_title(self) -> str:
        return str(Kind(self.item.kind).label).capitalize()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(list_view.NAME), "label": list_view.QueueView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "item": self.item,
            "form": self.form,
            "meanwhile": decided_meanwhile(self.meanwhile) if self.is_late else "",
            "lost_words": self.lost_words,
        }
