"""Shows the coordination who subscribed, takes addresses in, gives them out, and erases them when asked."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from exchange.admin.coordination import CoordinationOnly
from exchange.regions import is_coordination
from media.attachments import CSV, attachment
from newsletter.admin.base import LIST, SUBSCRIBERS, TITLE
from newsletter.models import StoppedAddress, Subscriber
from newsletter.recipients import subscribers
from newsletter.subscriber_files import (
    MOST_PROBLEMS,
    WrongRowsError,
    empty_table,
    import_bounces,
    import_subscribers,
    table_of_all,
)
from newsletter.subscribing import forget, is_offered
from practices.admin.table_form import TableForm
from practices.interchange.tables.cells import MOST_MEGABYTES, FileRefusedError
from zones.languages import BY_CODE

PAGE_SIZE: Final = 50
EXPORTED: Final = "newsletter.subscribers_exported"
IMPORTED: Final = "newsletter.subscribers_imported"
BOUNCED: Final = "newsletter.bounces_imported"
ERASED: Final = "newsletter.subscriber_erased"


class SubscribersView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsletter/admin/subscribers.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Subscribers")
    header_icon = "group"
    problems: tuple[str, ...] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Takes a table of subscribers, or of addresses whose mail came back: all of it or nothing."""
        form = TableForm(request.POST, request.FILES)
        kind = request.POST.get("kind", "")
        if kind not in ("subscribers", "bounces"):
            raise Http404
        if form.is_valid():
            try:
                self._take(kind, form.content(), form.file_name)
            except FileRefusedError as refused:
                form.refuse(refused)
            except WrongRowsError as wrong:
                self.problems = tuple(wrong.problems)
            else:
                return redirect(SUBSCRIBERS)
        context = self.get_context_data(**{f"{kind}_form": form, "failed": kind})
        return self.render_to_response(context, status=422)

    def _take(self, kind: str, content: bytes, name: str) -> None:
        if kind == "bounces":
            number = import_bounces(content, name)
            log(self.request.user, BOUNCED, user=self.request.user, data={"number": number})
            words = ngettext(
                "%(number)s address gets no more mails until it is confirmed anew.",
                "%(number)s addresses get no more mails until they are confirmed anew.",
                number,
            )
            messages.success(self.request, words % {"number": number})
            return
        taken = import_subscribers(content, name)
        log(self.request.user, IMPORTED, user=self.request.user, data={"number": taken.new})
        messages.success(
            self.request,
            _("New: %(new)s. Known before, left as they were: %(known)s. Stopped, left out: %(stopped)s.")
            % {"new": taken.new, "known": taken.known, "stopped": taken.stopped},
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = self.request.GET.get("q", "").strip()
        rows = Subscriber.objects.select_related("region").order_by("-created_at", "-pk")
        if words:
            rows = rows.filter(email__icontains=words[:100])
        numbers = Subscriber.objects.aggregate(
            unconfirmed=Count("pk", filter=Q(confirmed_at=None)),
            bounced=Count("pk", filter=Q(bounced_on__isnull=False)),
        )
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return (
            {"subscribers_form": TableForm(), "bounces_form": TableForm()}
            | context
            | {
                "words": words,
                "page": page,
                "rows": [(row, _languages(row)) for row in page],
                "number": subscribers().count(),
                "stopped": StoppedAddress.objects.count(),
                "is_offered": is_offered(),
                "problems": self.problems[:MOST_PROBLEMS],
                "more_problems": max(0, len(self.problems) - MOST_PROBLEMS),
                "most_megabytes": MOST_MEGABYTES,
                **numbers,
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


def _languages(row: Subscriber) -> str:
    wished = row.languages or row.wished.get("languages", [])
    return ", ".join(BY_CODE[code].name for code in wished if code in BY_CODE)


class SubscriberView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    """Shows what is kept of one person, and erases it when they ask for that."""

    template_name = "newsletter/admin/subscriber.html"
    http_method_names = ["get", "head", "post"]
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.number: int = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    @property
    def subscriber(self) -> Subscriber:
        found: Subscriber = get_object_or_404(Subscriber.objects.select_related("region"), pk=self.number)
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        forget(self.subscriber)
        log(request.user, ERASED, user=request.user, data={"number": self.number})
        messages.success(request, _("The address and all that was kept with it are erased."))
        return redirect(SUBSCRIBERS)

    def get_page_title(self) -> str:
        return self.subscriber.email

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = self.subscriber
        return context | {
            "subscriber": found,
            "languages": _languages(found),
            "list_url": reverse(SUBSCRIBERS),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": TITLE},
            {"url": reverse(SUBSCRIBERS), "label": SubscribersView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]


@require_POST
def export_subscribers(request: HttpRequest) -> HttpResponse:
    """Answers with all addresses, and writes down who took them. Raises Http404 for others."""
    if not is_coordination(request.user):
        raise Http404
    content, number = table_of_all()
    log(request.user, EXPORTED, user=request.user, data={"number": number})
    return attachment(content, CSV, f"newsletter-subscribers-{timezone.localdate()}.csv", is_private=True)


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """Answers with an empty table to fill in. Raises Http404 for others."""
    if not is_coordination(request.user):
        raise Http404
    return attachment(empty_table(), CSV, "newsletter-import.csv", is_private=True)
