"""Lets an editor take a closed issue to a mailing tool, have a test mail of it, or go on to sending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs.limits import Limit
from media.attachments import attachment
from newsletter.access import may_edit
from newsletter.admin.base import BUILD, EXPORT, OUT, SEND, IssueView
from newsletter.admin.sent import sent_line
from newsletter.content import IssueContent, public_content
from newsletter.exports import KINDS, LABELS, TOOLS, exported, html_for, subject_for, text_for
from newsletter.mails import issue_mail
from newsletter.models import Issue
from newsletter.subscribing import is_offered
from practices.editing.edit_kind import language_name
from practices.passages import languages_from
from zones.vocabulary import LANGUAGES

TEST_MAILS: Final = Limit("newsletter test mails", count=30, per=timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class FileLink:
    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class ToolFiles:
    """What an editor copies into a mailing tool, and the files for it."""

    code: str
    name: str
    subject: str
    html: str
    text: str
    files: Sequence[FileLink]


class GoingOutView(IssueView):
    template_name = "newsletter/admin/out.html"
    http_method_names = ["get", "head", "post"]

    @property
    def language(self) -> str:
        asked = self.request.POST.get("language") or self.request.GET.get("language", "")
        return asked if asked in LANGUAGES else languages_from(None)[0]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Sends the mail in a language to the editor alone."""
        address = getattr(request.user, "email", "")
        if not address:
            messages.error(request, _("Your account has no mail address to send it to."))
        elif TEST_MAILS.hit(str(request.user.pk)):
            messages.error(request, _("You had many test mails in this hour. Wait a little, then try again."))
        else:
            content = public_content(self.find_issue(), self.language)
            word = _("Test")
            issue_mail(content, address, mark=f"[{word}]").send()
            messages.success(request, _("A test mail is on its way to %(address)s.") % {"address": address})
        return redirect(f"{reverse(OUT, args=[self.number])}?language={self.language}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.issue = self.find_issue()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        language, address = self.language, reverse(OUT, args=[self.number])
        content = public_content(self.issue, language)
        return context | {
            "issue": self.issue,
            "language": language,
            "languages": [
                (language_name(code), f"{address}?language={code}", code == language)
                for code in languages_from(None)
            ],
            "tools": [self._tool(content, code) for code in TOOLS],
            "plain_files": [self._link(kind, language) for kind, tool in KINDS.items() if not tool],
            "build_url": reverse(BUILD, args=[self.number]),
            "send_url": reverse(SEND, args=[self.number]) if self._can_be_sent else "",
            "sent": sent_line(self.issue),
        }

    @property
    def _can_be_sent(self) -> bool:
        return is_offered() and self.issue.is_frozen and not self.issue.is_example

    def _tool(self, content: IssueContent, code: str) -> ToolFiles:
        tool = TOOLS[code]
        return ToolFiles(
            code,
            tool.name,
            subject_for(content, tool),
            html_for(content, tool),
            text_for(content, tool),
            [self._link(kind, content.language) for kind, of in KINDS.items() if of == code],
        )

    def _link(self, kind: str, language: str) -> FileLink:
        url = reverse(EXPORT, args=[self.number, language, kind])
        return FileLink(LABELS[kind.rpartition(".")[2]], url)

    @property
    def step(self) -> str:
        sent = sent_line(self.issue)
        return _("Take it along") if sent and sent.url else _("Send it or take it along")


@require_safe
def export_file(request: HttpRequest, pk: int, language: str, kind: str) -> HttpResponseBase:
    """Answers with an issue as a file. Raises Http404 for all but editors."""
    issue = Issue.objects.filter(pk=pk).first() if may_edit(request.user) else None
    if issue is None or language not in LANGUAGES or kind not in KINDS:
        raise Http404
    file = exported(public_content(issue, language), kind)
    return attachment(file.content, file.content_type, file.name)
