"""What the pages of the newsletter in the admin have in common: their names, their wall, their issue."""

from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.access import EditorsOnly
from newsletter.models import Issue

LIST: Final = "newsletter_issues"
BUILD: Final = "newsletter_build"
PICK: Final = "newsletter_pick"
PREVIEW: Final = "newsletter_preview"
MAIL: Final = "newsletter_preview_mail"
CLOSE: Final = "newsletter_close"
DELETE: Final = "newsletter_delete"
ADD: Final = "newsletter_add"
OUT: Final = "newsletter_out"
EXPORT: Final = "newsletter_export"
SEND: Final = "newsletter_send"
SENDING: Final = "newsletter_sending"
SUBSCRIBERS: Final = "newsletter_subscribers"
SUBSCRIBER: Final = "newsletter_subscriber"
SUBSCRIBERS_FILE: Final = "newsletter_subscribers_file"
IMPORT_TEMPLATE: Final = "newsletter_import_template"
TITLE: Final = _("Newsletter")


class IssueView(EditorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Finds the issue that the address names, and says where its page stands in the admin."""

    header_icon = "mail"
    issue: Issue

    @property
    def step(self) -> str | Promise:
        """Returns the name of the step below the issue's own page; nothing on that page itself."""
        return ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.number: int = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    def find_issue(self) -> Issue:
        """Returns the issue as it is stored now. Raises Http404 where there is none."""
        found: Issue = get_object_or_404(
            Issue.objects.select_related("saved_by", "closed_by"), pk=self.number
        )
        return found

    def get_page_title(self) -> str:
        return self.issue.name.text or str(_("An issue without a subject yet"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = reverse(BUILD, args=[self.number]) if self.step else ""
        steps = [{"url": "", "label": self.step}] if self.step else []
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": TITLE},
            {"url": own, "label": self.get_page_title()},
            *steps,
        ]
