"""Shows one notice with what it is about, and takes the decision: hide it, or leave it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange import flagging
from exchange.admin import list_view, words
from exchange.admin.decision_form import DecisionForm
from exchange.admin.history import decided_meanwhile, history, last_step
from exchange.admin.item_view import CONFLICT, REFUSED
from exchange.admin.panels import panels
from exchange.admin.queue import everything
from exchange.canned_replies import Reply, replies
from exchange.deciding import DecidedMeanwhileError
from exchange.items import text_of
from exchange.models import Action, Decision, Flag, Kind, PeerItem
from exchange.models.flag import FlagState
from jobs.row_numbers import row_numbers
from practices.models import Practice
from practices.passages import languages_from, localized


class FlagView(WagtailAdminTemplateMixin, TemplateView):
    """One notice of the queue."""

    template_name = "exchange/admin/flag.html"
    header_icon = "warning"
    http_method_names = ["get", "head", "post"]
    form: DecisionForm
    is_late = False
    meanwhile: Decision | None = None
    lost_words = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        flag = everything(Flag, request.user).select_related("region").filter(pk=kwargs["pk"]).first()
        if flag is None:
            raise Http404
        self.flag = flag
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form()
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form = self.make_form(request.POST)
        if not form.is_valid():
            if "action" in form.errors or "version" in form.errors:
                return self.too_late(**kwargs)
            return self.render_to_response(self.get_context_data(**kwargs), status=REFUSED)
        action = Action(form.cleaned_data["action"])
        self.flag.version = form.cleaned_data["version"]
        together = tuple(row_numbers(request.POST.getlist("together")))
        try:
            flagging.decide(
                self.flag, action, by=request.user, words=form.cleaned_data["words"], together=together
            )
        except DecidedMeanwhileError:
            return self.too_late(**kwargs)
        except flagging.MayNotHideError:
            form.add_error(
                f"words_{action}", _("You may not unpublish this page. Somebody who may has to decide.")
            )
            self.flag.refresh_from_db()
            return self.render_to_response(self.get_context_data(**kwargs), status=REFUSED)
        messages.success(request, _("%(done)s.") % {"done": str(action.label).capitalize()})
        return redirect(list_view.NAME)

    def too_late(self, **kwargs: Any) -> HttpResponse:
        """Returns the page as it stands now, with who decided what, and all that was typed."""
        step, posted = last_step(self.flag), self.request.POST
        if step and step.by_id == self.request.user.pk and step.action == posted.get("action"):
            return redirect(list_view.NAME)
        self.flag.refresh_from_db()
        self.is_late, self.meanwhile = True, step
        self.lost_words = posted.get(f"words_{posted.get('action', '')}", "")
        self.form = self.make_form()
        return self.render_to_response(self.get_context_data(**kwargs), status=CONFLICT)

    # --- what the page is made of -----------------------------------------------------------------------

    @property
    def actions(self) -> tuple[Action, ...]:
        return (Action.HIDDEN, Action.KEPT) if self.flag.state == FlagState.OPEN else ()

    @cached_property
    def subject(self) -> flagging.Subject | None:
        return flagging.subject(self.flag.about_kind, self.flag.about_number)

    def canned(self, action: Action) -> list[Reply]:
        """Returns ready replies: for hiding to its author, for leaving it to who gave notice."""
        language = self.flag.language
        if action == Action.HIDDEN and isinstance(self.subject, PeerItem):
            language = self.subject.author.language
        return replies(action, Kind.FLAG, language)

    def make_form(self, data: Any = None) -> DecisionForm:
        return DecisionForm(
            data,
            canned={action: self.canned(action) for action in self.actions},
            has_photo=False,
            needs_text=False,
            initial={"version": self.flag.version},
        )

    def together(self) -> list[Flag]:
        """Returns the other open notices about the same thing, which one decision settles."""
        others = everything(Flag, self.request.user).filter(
            about_kind=self.flag.about_kind, about_number=self.flag.about_number, state=FlagState.OPEN
        )
        return [*others.exclude(pk=self.flag.pk).order_by("created_at")]

    def get_page_title(self) -> str:
        return str(Kind.FLAG.label).capitalize()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(list_view.NAME), "label": list_view.QueueView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "item": self.flag,
            "line": words.lines([self.flag], self.request.user)[0],
            "is_urgent": self.flag.reason in flagging.URGENT,
            "about": self.about(),
            "together": self.together() if self.actions else [],
            "steps": history(self.flag),
            "panels": panels(self.form, self.actions),
            "form": self.form,
            "meanwhile": decided_meanwhile(self.meanwhile) if self.is_late else "",
            "lost_words": self.lost_words,
        }

    def about(self) -> dict[str, Any]:
        """Returns what the notice is about, as far as the person may see it."""
        found = self.subject
        if found is None:
            return {}
        if isinstance(found, Practice):
            if found.pk not in words.seen_practices([self.flag], self.request.user):
                return {}
            names = localized(found, "name")
            language = next((code for code in languages_from(None) if code in names), "")
            return {
                "text": names.get(language, str(found.untitled)),
                "language": language,
                "is_public": flagging.is_public(found),
                "url": found.get_url() if found.live else "",
                "edit_url": reverse("wagtailadmin_pages:edit", args=[found.pk]),
            }
        if not everything(type(found), self.request.user).filter(pk=found.pk).exists():
            return {}
        return {
            "text": text_of(found),
            "language": found.language,
            "is_public": flagging.is_public(found),
            "line": words.lines([found], self.request.user)[0],
            "photo": found.photo,
        }
