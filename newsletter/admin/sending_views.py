"""Has an editor look a second time before an issue is sent, then shows how far it is, and what to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchange.regions import is_coordination
from jobs.row_numbers import row_numbers
from newsletter import sending
from newsletter.admin.base import BUILD, OUT, SEND, SENDING, IssueView
from newsletter.admin.closing import changes_context, contents_of, look_at
from newsletter.models import Delivery, Issue, Sending
from newsletter.recipients import numbers_by_language
from newsletter.sending import CannotSendError, start_sending
from practices.editing.edit_kind import language_name
from practices.passages import languages_from

PAGE_SIZE: Final = 50
WHY_NOT: Final = {
    "off": gettext_lazy("This site does not send the newsletter itself: take it to your mailing tool."),
    "example": gettext_lazy("This is an example. It is sent to nobody."),
    "open": gettext_lazy("Close the issue first: what is sent must stay as it is."),
    "sent_before": gettext_lazy("This issue was sent already. Nobody gets it twice."),
    "nobody": gettext_lazy("Nobody has subscribed yet, so there is nobody to send it to."),
    "too_large": gettext_lazy(
        "In one language (%(language)s) it has %(kilobytes)s kB: more than 40, and readers pay for each. "
        "Leave out some entries, or shorten their texts."
    ),
}


def why_not(error: CannotSendError) -> str:
    """Returns why an issue is not sent, in the editor's language."""
    values = dict(error.values)
    if "language" in values:
        values["language"] = language_name(values["language"])
    return str(WHY_NOT[error.code]) % values


class SendView(IssueView):
    """Shows count, subject and first lines of each language; its button sends."""

    template_name = "newsletter/admin/send.html"
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.issue = self.find_issue()
        if Sending.objects.filter(issue=self.issue).exists():
            return redirect(SENDING, self.number)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.issue = self.find_issue()
        seen = request.POST.get("number", "")
        if seen != str(sum(numbers_by_language(self.issue).values())):
            messages.error(
                request,
                _("Somebody subscribed or stopped just now. Nothing is sent yet: look at the numbers again."),
            )
            return self.render_to_response(self.get_context_data(), status=HTTPStatus.CONFLICT)
        try:
            start_sending(self.issue, request.user)
        except CannotSendError as error:
            messages.error(request, why_not(error))
            if error.code == "sent_before":
                return redirect(SENDING, self.number)
            return self.render_to_response(self.get_context_data(), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, _("The issue is being sent. This page shows how far it is."))
        return redirect(SENDING, self.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        numbers = numbers_by_language(self.issue)
        try:
            sending.check(self.issue)
            problem = "" if numbers else str(WHY_NOT["nobody"])
        except CannotSendError as error:
            problem = why_not(error)
        looks = look_at(self.issue, contents_of(self.issue))
        return context | {
            "issue": self.issue,
            "looks": [(look, numbers[look.code]) for look in looks if look.code in numbers],
            "number": sum(numbers.values()),
            "problem": problem,
            **changes_context(self.issue),
            "out_url": reverse(OUT, args=[self.number]),
        }

    @property
    def step(self) -> str:
        return _("Send it")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mail to decide on; the address is for the coordination alone."""

    number: int
    address: str
    language: str
    state: str
    error: str
    # Why it cannot be sent again; empty where it can.
    obstacle: str


def _obstacle(row: Delivery) -> str:
    """Returns why a mail cannot be sent again, in a sentence; nothing where it can."""
    if row.subscriber is None:
        return _("Stopped the newsletter since: it cannot be sent again.")
    if row.subscriber.bounced_on:
        return _("Mails to this address came back: it cannot be sent again before it is confirmed anew.")
    return ""


class SendingView(IssueView):
    """Shows how far the sending is; lets an editor pause it and decide what is uncertain."""

    template_name = "newsletter/admin/sending.html"
    http_method_names = ["get", "head", "post"]

    def find_sending(self) -> Sending | None:
        self.issue: Issue = self.find_issue()
        return Sending.objects.filter(issue=self.issue).select_related("started_by").first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.find_sending()
        if found is None:
            return redirect(SEND, self.number)
        return self.render_to_response(self.get_context_data(sending=found))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.find_sending()
        if found is None:
            return redirect(SEND, self.number)
        chosen = row_numbers(request.POST.getlist("mail"))
        match request.POST.get("action"):
            case "pause":
                sending.pause(found)
                messages.success(request, _("No more mails go out until you go on."))
            case "go-on":
                sending.go_on(found)
                messages.success(request, _("The mails go out again."))
            case "again":
                self._say(sending.send_again(found, chosen))
            case "leave":
                self._say(sending.leave(found, chosen))
        return redirect(SENDING, self.number)

    def _say(self, number: int) -> None:
        if not number:
            messages.error(self.request, _("Choose at least one mail of the list."))
            return
        words = ngettext("%(number)s mail is decided.", "%(number)s mails are decided.", number)
        messages.success(self.request, words % {"number": number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found: Sending = kwargs["sending"]
        progress = sending.progress(found)
        doubts, doubtful = self._page(found, Delivery.TO_DECIDE)
        refused, refusals = self._page(found, (Delivery.State.REFUSED,))
        return context | {
            "issue": self.issue,
            "sending": found,
            "is_over": sending.is_over(found),
            "total": sum(progress[""].values()),
            "sent": progress[""][Delivery.State.SENT],
            "rows": self._rows(progress),
            "states": [Delivery.State(state).label for state in self._shown(progress)],
            "doubts": doubts,
            "refused": refused,
            "next_page": next(
                (page.next_page_number() for page in (doubtful, refusals) if page.has_next()), 0
            ),
            "list_url": reverse(BUILD, args=[self.number]),
        }

    @staticmethod
    def _shown(progress: Mapping[str, Mapping[str, int]]) -> list[str]:
        return [state for state in Delivery.State.values if progress[""].get(state)]

    def _rows(self, progress: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Sequence[int]]]:
        shown = self._shown(progress)
        return [
            (language_name(code), [progress[code].get(state, 0) for state in shown])
            for code in languages_from(None)
            if code in progress
        ]

    def _page(self, found: Sending, states: Sequence[str]) -> tuple[list[Doubt], Any]:
        rows = found.deliveries.filter(state__in=states).select_related("subscriber").order_by("pk")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return [self._doubt(row) for row in page], page

    def _doubt(self, row: Delivery) -> Doubt:
        is_shown = row.subscriber is not None and is_coordination(self.request.user)
        return Doubt(
            row.pk,
            row.subscriber.email if is_shown and row.subscriber else "",
            language_name(row.language),
            row.get_state_display(),
            row.error if is_coordination(self.request.user) else "",
            _obstacle(row),
        )

    @property
    def step(self) -> str:
        return _("How far it is sent")
