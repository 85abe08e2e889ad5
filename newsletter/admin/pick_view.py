"""Answers under /admin/newsletter/ISSUE/pick/KIND/: what may be put into an issue, to search and to tick."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from jobs.row_numbers import row_numbers
from newsletter import building
from newsletter.access import EditorsOnly
from newsletter.admin.base import BUILD, LIST, PICK, TITLE, IssueView
from newsletter.building import MOST_ENTRIES, ClosedIssueError, FullIssueError
from newsletter.models import EntryKind
from newsletter.picking import find
from newsletter.prefilled import PREFILLED, add_prefilled, find_prefilled
from newsletter.sources import practices
from practices.models import Practice
from practices.passages import passage

LONGEST_WORDS = 200
HEADINGS = {
    EntryKind.PRACTICE: gettext_lazy("Practices"),
    EntryKind.REPORT: gettext_lazy("What farmers tried"),
    EntryKind.QUESTION: gettext_lazy("Questions"),
    EntryKind.EVENT: gettext_lazy("Events"),
    EntryKind.PRESS: gettext_lazy("From the press review"),
}


class PickView(IssueView):
    template_name = "newsletter/admin/pick.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] not in HEADINGS:
            raise Http404
        self.kind = EntryKind(kwargs["kind"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.issue = self.find_issue()
        if self.issue.is_frozen:
            return redirect(BUILD, self.number)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        numbers = row_numbers(request.POST.getlist("pick"))
        try:
            add = add_prefilled if self.kind in PREFILLED else building.add_sources
            made = add(self.find_issue(), self.kind, numbers, request.user)
        except ClosedIssueError:
            messages.error(request, _("This issue was closed meanwhile; nothing was added."))
            return redirect(BUILD, self.number)
        except FullIssueError:
            messages.error(request, full_words())
            return redirect(request.get_full_path())
        if not made:
            messages.info(request, _("Nothing was added: tick something first."))
            return redirect(request.get_full_path())
        added = ngettext("%(n)s entry added.", "%(n)s entries added.", len(made)) % {"n": len(made)}
        messages.success(request, added)
        return redirect(f"{reverse(BUILD, args=[self.number])}#entry-{made[0].pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = self.request.GET.get("q", "")[:LONGEST_WORDS]
        finder = find_prefilled if self.kind in PREFILLED else find
        found = finder(self.issue, self.kind, words, self.request.GET.get("page"))

        def address(kind: EntryKind, **params: Any) -> str:
            query = urlencode({name: value for name, value in params.items() if value})
            return f"{reverse(PICK, args=[self.number, kind])}?{query}".rstrip("?")

        page = found.page
        return context | {
            "issue": self.issue,
            "found": found,
            "words": words,
            "kinds": [(label, address(kind, q=words), kind == self.kind) for kind, label in HEADINGS.items()],
            "next_url": address(self.kind, q=words, page=page.number + 1) if page.has_next() else "",
            "previous_url": address(self.kind, q=words, page=page.number - 1) if page.has_previous() else "",
            "build_url": reverse(BUILD, args=[self.number]),
        }

    @property
    def step(self) -> str | Promise:
        return HEADINGS[self.kind]


def full_words() -> str:
    return _("There are %(number)s entries already, as many as an issue holds.") % {"number": MOST_ENTRIES}


class AddPracticeView(EditorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Puts one practice into the open issue, from wherever it stands; only a button acts, never a link."""

    template_name = "newsletter/admin/add.html"
    page_title = gettext_lazy("Add to the newsletter")
    header_icon = "mail"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.number: int = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        practice: Practice = get_object_or_404(practices(), pk=self.number)
        issue = building.begin(request.user)
        name = passage(practice, "name").text
        try:
            made = building.add_sources(issue, EntryKind.PRACTICE, [practice.pk], request.user)
        except (ClosedIssueError, FullIssueError):
            messages.error(request, full_words())
            return redirect(BUILD, issue.pk)
        if made:
            messages.success(request, _("“%(name)s” is in the newsletter now.") % {"name": name})
        else:
            messages.info(request, _("“%(name)s” is in this issue already.") % {"name": name})
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return redirect(back if back and is_ours else reverse(BUILD, args=[issue.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        practice: Practice = get_object_or_404(practices(), pk=self.number)
        return context | {"name": passage(practice, "name"), "current": building.open_issue()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]
