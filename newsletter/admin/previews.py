"""Shows an issue as its readers will get it: by language, at two widths, dark, without pictures, as text."""

import re
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from newsletter.access import may_edit
from newsletter.admin.base import BUILD, CLOSE, MAIL, PREVIEW, IssueView
from newsletter.content import public_content
from newsletter.models import Issue
from newsletter.rendering import mail_html, mail_text
from practices.editing.edit_kind import language_name
from practices.passages import languages_from
from zones.vocabulary import LANGUAGES

WIDTHS: Final = ("360", "600")
LOOKS: Final = ("light", "dark", "no-pictures", "text")
# What a mail says for dark screens holds for every screen in the preview of them.
_DARK: Final = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_PICTURE: Final = re.compile(r"(<img\b[^>]*?)\ssrc=(?:\"[^\"]*\"|'[^']*')")


def _chosen(request: HttpRequest) -> tuple[str, str, str]:
    """Returns language, width and look that an address asks for; what it does not know counts as not said."""
    asked = request.GET
    own = languages_from(get_language())[0]
    language = asked.get("language", own)
    width, look = asked.get("width", WIDTHS[0]), asked.get("look", LOOKS[0])
    return (
        language if language in LANGUAGES else own,
        width if width in WIDTHS else WIDTHS[0],
        look if look in LOOKS else LOOKS[0],
    )


class PreviewView(IssueView):
    template_name = "newsletter/admin/preview.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.issue = self.find_issue()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        language, width, look = _chosen(self.request)
        content = public_content(self.issue, language)

        def address(**other: str) -> str:
            query = urlencode({"language": language, "width": width, "look": look, **other})
            return f"{reverse(PREVIEW, args=[self.number])}?{query}"

        labels = {
            "light": _("Light"),
            "dark": _("Dark"),
            "no-pictures": _("Without pictures"),
            "text": _("Plain text"),
        }
        return context | {
            "issue": self.issue,
            "content": content,
            "language": language,
            "width": width,
            "look": look,
            "languages": [
                (language_name(code), address(language=code), code == language)
                for code in languages_from(None)
            ],
            "widths": [
                (_("%(width)s pixels") % {"width": each}, address(width=each), each == width)
                for each in WIDTHS
            ],
            "looks": [(labels[each], address(look=each), each == look) for each in LOOKS],
            "mail_url": _mail_url(self.number, language, look),
            "text": mail_text(content) if look == "text" else "",
            "build_url": reverse(BUILD, args=[self.number]),
            "close_url": "" if self.issue.is_frozen else reverse(CLOSE, args=[self.number]),
        }

    @property
    def step(self) -> str:
        return _("Preview")


def _mail_url(number: int, language: str, look: str) -> str:
    return f"{reverse(MAIL, args=[number])}?{urlencode({'language': language, 'look': look})}"


@require_safe
@xframe_options_sameorigin
def preview_mail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answers with the mail itself, for the frame of the preview. Raises Http404 for all but editors."""
    issue = Issue.objects.filter(pk=pk).first() if may_edit(request.user) else None
    if issue is None:
        raise Http404
    language, _width, look = _chosen(request)
    # Editors may have come by another address of the site than mails name.
    html = mail_html(public_content(issue, language)).replace(f'"{settings.WAGTAILADMIN_BASE_URL}/', '"/')
    if look == "dark":
        html = _DARK.sub("@media all", html)
    if look == "no-pictures":
        html = _PICTURE.sub(r"\1", html)
    return HttpResponse(html)
