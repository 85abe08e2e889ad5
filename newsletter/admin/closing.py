"""Has an editor look a second time at what goes out, language by language, then closes the issue."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter import building, presence
from newsletter.admin.base import BUILD, PREVIEW, IssueView
from newsletter.building import ClosedIssueError
from newsletter.content import IssueContent, entries_of, public_content
from newsletter.freezing import VANISHED, changes_since, close
from newsletter.models import Issue
from newsletter.sources import key_of, public_keys
from practices.editing.edit_kind import language_name
from practices.passages import Passage, languages_from, localized, passage, shortened
from practices.translated_passages import digest

FIRST_HEADINGS: Final = 3
LONGEST_LINE: Final = 160


@dataclass(frozen=True, slots=True)
class LanguageLook:
    """What readers of one language get: how many entries, how many of another language, the first lines."""

    code: str
    name: str
    subject: Passage
    intro: Passage
    number: int
    marked: int
    left_out: int
    headings: Sequence[str]
    preview_url: str


def look_at(issue: Issue, contents: Sequence[IssueContent]) -> list[LanguageLook]:
    """Returns what goes out in each language, the editor's own first."""
    total = issue.entries.count()
    looks = []
    for content in contents:
        intro = passage(issue, "intro", content.language)
        looks.append(
            LanguageLook(
                code=content.language,
                name=language_name(content.language),
                subject=passage(issue, "subject", content.language),
                intro=Passage(shortened(intro.text, LONGEST_LINE), intro.lang),
                number=len(content.entries),
                marked=sum(entry.language != content.language for entry in content.entries),
                left_out=total - len(content.entries),
                headings=[entry.heading or shortened(entry.text, 60) for entry in content.entries][
                    :FIRST_HEADINGS
                ],
                preview_url=f"{reverse(PREVIEW, args=[issue.pk])}?language={content.language}",
            )
        )
    return looks


def contents_of(issue: Issue) -> list[IssueContent]:
    return [public_content(issue, code) for code in languages_from(None)]


def mark_of(contents: Sequence[IssueContent]) -> str:
    """Returns a short mark of all that goes out, to know later whether it is still the same."""
    packed = [asdict(content) for content in sorted(contents, key=lambda one: one.language)]
    return digest(json.dumps(packed, sort_keys=True, default=list))


def gone_from(issue: Issue) -> list[str]:
    """Returns the headings of entries that nobody may read any more and that are therefore left out."""
    entries = list(entries_of(issue))
    public = public_keys(map(key_of, entries))
    return [passage(each, "heading").text for each in entries if key_of(each) and key_of(each) not in public]


def changes_context(issue: Issue) -> dict[str, list[str]]:
    """Returns the headings of a closed issue that changed on the site since, and that are gone from it."""
    changes = changes_since(issue)
    return {
        "changed": [change.heading for change in changes if change.state != VANISHED],
        "vanished": [change.heading for change in changes if change.state == VANISHED],
    }


class CloseView(IssueView):
    template_name = "newsletter/admin/close.html"
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.issue = self.find_issue()
        if self.issue.is_frozen:
            return redirect(BUILD, self.number)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.issue = self.find_issue()
        try:
            with transaction.atomic():
                self.issue = building.locked(self.number)
                contents = contents_of(self.issue)
                if missing(self.issue, contents):
                    return self._again(HTTPStatus.UNPROCESSABLE_ENTITY)
                if mark_of(contents) != request.POST.get("seen"):
                    messages.error(
                        request,
                        _(
                            "Something changed since you looked: an entry was edited, or taken off the site. "
                            "Nothing is closed yet. Look once more."
                        ),
                    )
                    return self._again(HTTPStatus.CONFLICT)
                close(self.issue, request.user)
        except ClosedIssueError:
            messages.info(request, _("Somebody else closed this issue already."))
            return redirect(BUILD, self.number)
        presence.leave(self.issue, request.user)
        messages.success(request, _("The issue is closed and stands in the archive."))
        return redirect(BUILD, self.number)

    def _again(self, status: int) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        contents = contents_of(self.issue)
        return context | {
            "issue": self.issue,
            "looks": look_at(self.issue, contents),
            "seen": mark_of(contents),
            "missing": missing(self.issue, contents),
            "gone": gone_from(self.issue),
            "others": presence.come(self.issue, self.request.user),
            "build_url": reverse(BUILD, args=[self.number]),
        }

    @property
    def step(self) -> str:
        return _("Close this issue")


def missing(issue: Issue, contents: Sequence[IssueContent]) -> list[str]:
    """Returns what an issue lacks before it can be closed, in sentences."""
    found = []
    if not localized(issue, "subject"):
        found.append(_("It has no subject yet. Write one in at least one language."))
    if not any(content.entries for content in contents):
        found.append(_("It has no entry yet that anybody would get."))
    return found
