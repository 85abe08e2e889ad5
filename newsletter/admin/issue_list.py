"""Answers under /admin/newsletter/: the issue that is being written, and those that are closed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.regions import is_coordination
from newsletter import building
from newsletter.access import EditorsOnly, may_edit
from newsletter.admin.base import BUILD, LIST, TITLE, IssueView
from newsletter.admin.builder import saved_words
from newsletter.admin.sent import sent_lines
from newsletter.archive import published
from newsletter.building import ClosedIssueError

PAGE_SIZE = 25


class IssueListView(EditorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Lists the issues; a button begins the next one."""

    template_name = "newsletter/admin/issues.html"
    page_title = TITLE
    header_icon = "mail"
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect(BUILD, building.begin(request.user).pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        current = building.open_issue()
        closed = published().defer("frozen").annotate(number=Count("entries")).select_related("closed_by")
        page = Paginator(closed, PAGE_SIZE).get_page(self.request.GET.get("page"))
        sent = sent_lines(list(page))
        return context | {
            "current": current,
            "is_coordination": is_coordination(self.request.user),
            "number": current.entries.count() if current else 0,
            "saved": saved_words(current) if current else "",
            "page": page,
            "has_last": building.last_issue() is not None,
            "closed": [(issue, sent.get(issue.pk)) for issue in page],
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class DeleteView(IssueView):
    """Asks once more, then deletes an open issue."""

    template_name = "newsletter/admin/delete.html"
    http_method_names = ["get", "head", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.issue = self.find_issue()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"issue": self.issue, "number": self.issue.entries.count()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            building.delete(self.find_issue())
        except ClosedIssueError:
            messages.error(request, _("This issue is closed: it stands in the archive and stays there."))
            return redirect(BUILD, self.number)
        messages.success(request, _("The issue is deleted."))
        return redirect(LIST)


class NewsletterMenuItem(MenuItem):
    """Stands in the menu of those who write the newsletter."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit(request.user)


def menu_item() -> NewsletterMenuItem:
    return NewsletterMenuItem(TITLE, reverse(LIST), name="newsletter", icon_name="mail", order=120)
