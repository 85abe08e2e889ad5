"""Shows one notice with what it is about, and takes the decision: hide it, or leave it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from exchange import flagging
from exchange.admin import words
from exchange.admin.decision_form import DecisionForm
from exchange.admin.decision_view import DecisionView
from exchange.admin.history import history
from exchange.admin.panels import panels
from exchange.admin.queue import everything
from exchange.canned_replies import Reply, replies
from exchange.items import text_of
from exchange.models import Action, Flag, Kind, PeerItem
from exchange.models.flag import FlagState
from jobs.row_numbers import row_numbers
from practices.models import Practice
from practices.passages import languages_from, localized


class FlagView(DecisionView):
    """One notice of the queue."""

    template_name = "exchange/admin/flag.html"
    header_icon = "warning"
    item: Flag

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        flag = everything(Flag, request.user).select_related("region").filter(pk=kwargs["pk"]).first()
        if flag is None:
            raise Http404
        self.item = flag
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def decide(self, action: Action, cleaned: dict[str, Any]) -> None:
        together = tuple(row_numbers(self.request.POST.getlist("together")))
        try:
            flagging.decide(
                self.item, action, by=self.request.user, words=cleaned["words"], together=together
            )
        except flagging.MayNotHideError:
            self.form.add_error(
                f"words_{action}", _("You may not unpublish this page. Somebody who may has to decide.")
            )

    def said_after(self, action: Action) -> str:
        return _("%(done)s.") % {"done": str(action.label).capitalize()}

    # --- what the page is made of -----------------------------------------------------------------------

    @property
    def actions(self) -> tuple[Action, ...]:
        return (Action.HIDDEN, Action.KEPT) if self.item.state == FlagState.OPEN else ()

    @cached_property
    def subject(self) -> flagging.Subject | None:
        return flagging.subject(self.item.about_kind, self.item.about_number)

    def canned(self, action: Action) -> list[Reply]:
        """Returns ready replies: for hiding to its author, for leaving it to who gave notice."""
        language = self.item.language
        if action == Action.HIDDEN and isinstance(self.subject, PeerItem):
            language = self.subject.author.language
        return replies(action, Kind.FLAG, language)

    def make_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> DecisionForm:
        return DecisionForm(
            data,
            canned={action: self.canned(action) for action in self.actions},
            has_photo=False,
            needs_text=False,
            initial={"version": self.item.version, **(initial or {})},
        )

    def together(self) -> list[Flag]:
        """Returns the other open notices about the same thing, which one decision settles."""
        others = everything(Flag, self.request.user).filter(
            about_kind=self.item.about_kind, about_number=self.item.about_number, state=FlagState.OPEN
        )
        return [*others.exclude(pk=self.item.pk).order_by("created_at")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "line": words.lines([self.item], self.request.user)[0],
            "is_urgent": self.item.reason in flagging.URGENT,
            "about": self.about(),
            "together": self.together() if self.actions else [],
            "steps": history(self.item),
            "panels": panels(self.form, self.actions),
        }

    def about(self) -> dict[str, Any]:
        """Returns what the notice is about, as far as the person may see it."""
        found = self.subject
        if found is None:
            return {}
        if isinstance(found, Practice):
            if found.pk not in words.seen_practices([self.item], self.request.user):
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
