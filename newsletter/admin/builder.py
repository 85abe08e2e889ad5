"""Answers under /admin/newsletter/ISSUE/: an issue while it is written, and what it was once it is closed."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from jobs.row_numbers import row_number
from newsletter import building, presence
from newsletter.admin.base import BUILD, CLOSE, LIST, PICK, PREVIEW, IssueView
from newsletter.admin.closing import changes_context
from newsletter.admin.forms import EntryForm
from newsletter.admin.pick_view import full_words
from newsletter.admin.sent import sent_line
from newsletter.admin.typed import Typed, forms_of, save_typed, touched
from newsletter.building import WRITTEN, ClosedIssueError, FullIssueError
from newsletter.content import archive_url
from newsletter.models import Entry, EntryKind, Issue
from newsletter.prefilled import PREFILLED
from newsletter.sources import PICKED, key_of, public_keys, source_of, url_of
from practices.editing.edit_kind import language_name
from practices.passages import languages_from
from practices.times import ago

SAVE: Final = "save"
STEPS: Final = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as the page shows it; `is_gone` where nobody may read its source any more."""

    form: EntryForm
    number: int
    place: int
    kind: str
    heading: str
    lacking: str
    is_gone: bool
    is_open: bool
    url: str


class BuilderView(IssueView):
    http_method_names = ["get", "head", "post"]

    def get_template_names(self) -> list[str]:
        return [f"newsletter/admin/{'closed' if self.issue.is_frozen else 'builder'}.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.issue = self.find_issue()
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.issue = self.find_issue()
        try:
            self.issue, typed = save_typed(self.number, request.POST, request.user)
        except ClosedIssueError:
            return self._closed_meanwhile()
        do, _colon, what = request.POST.get("do", SAVE).partition(":")
        if typed.has_errors or typed.has_conflict:
            status = HTTPStatus.CONFLICT if typed.has_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
            return self.render_to_response(self.get_context_data(typed=typed), status=status)
        try:
            return redirect(self._act(do, what))
        except FullIssueError:
            messages.error(request, full_words())
            return redirect(BUILD, self.number)

    def _act(self, do: str, what: str) -> str:
        """Does what a button says, once all that was typed is saved; returns where to go on."""
        user, here = self.request.user, reverse(BUILD, args=[self.number])
        number = row_number(what)
        match do:
            case "up" | "down":
                # By its name in the address its button has the focus again, without a script too.
                place, last = building.move(self.issue, number, STEPS[do], user)
                pressed = {0: "down", last: "up"}.get(place, do)
                return f"{here}#{pressed}-{number}"
            case "out":
                building.take_out(self.issue, number, user)
                messages.success(self.request, _("Taken out of this issue."))
                return f"{here}#entries"
            case "add" if what in WRITTEN:
                entry = building.add_block(self.issue, EntryKind(what), user)
                return f"{here}?open={entry.pk}#entry-{entry.pk}"
            case "pick" if what in PICKED or what in PREFILLED:
                return reverse(PICK, args=[self.number, what])
            case "preview":
                return reverse(PREVIEW, args=[self.number])
            case "close":
                return reverse(CLOSE, args=[self.number])
        messages.success(self.request, _("Saved."))
        return f"{here}#entry-{number}" if number else here

    def _closed_meanwhile(self) -> HttpResponse:
        self.issue = self.find_issue()
        context = self.get_context_data() | {"typed_texts": touched(self.request.POST)}
        return render(self.request, self.get_template_names(), context, status=HTTPStatus.CONFLICT)

    def get_context_data(self, typed: Typed | None = None, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        issue = self.issue
        if issue.is_frozen:
            return context | closed_context(issue)
        others = presence.come(issue, self.request.user)
        shown = typed or forms_of(issue)
        return context | {
            "issue": issue,
            "typed": typed,
            "head": shown.head,
            "rows": self._rows(shown),
            "saved": saved_words(issue),
            "others": [
                _("%(name)s has this issue open too, last seen %(when)s.")
                % {"name": other.name, "when": ago(other.since)}
                for other in others
            ],
            "picks": [
                (EntryKind.PRACTICE, _("Practices")),
                (EntryKind.REPORT, _("What farmers tried")),
                (EntryKind.QUESTION, _("Questions")),
                (EntryKind.EVENT, _("Events")),
                (EntryKind.PRESS, _("From the press review")),
            ],
            "blocks": [
                (EntryKind.FREE, _("Text of your own")),
                (EntryKind.PRESS, _("Press review")),
                (EntryKind.EVENT, _("Event")),
            ],
        }

    def _rows(self, shown: Typed) -> list[EntryRow]:
        entries = [form.instance for form in shown.entries]
        keys = {entry.pk: key_of(entry) for entry in entries}
        public = public_keys(keys.values())
        asked = self.request.GET.get("open", "")
        return [
            EntryRow(
                form=form,
                number=entry.pk,
                place=place,
                kind=entry.get_kind_display(),
                heading=entry.title or entry_heading(form),
                lacking=", ".join(form.lacking),
                is_gone=bool(keys[entry.pk]) and keys[entry.pk] not in public,
                is_open=form.has_conflict or bool(form.errors) or asked == str(entry.pk),
                url=url_of(source_of(entry)) if keys[entry.pk] in public else "",
            )
            for place, (form, entry) in enumerate(zip(shown.entries, entries, strict=True), start=1)
        ]


def entry_heading(form: EntryForm) -> str:
    """Returns what an entry is called in the list: its heading, else the beginning of its text."""
    for boxes in form.language_boxes():
        for box in boxes.boxes:
            if text := str(box.field.value() or "").strip():
                return text
    return _("empty")


def saved_words(issue: Issue) -> str:
    """Returns who saved an issue last, and when."""
    if issue.saved_at is None:
        return ""
    name = get_user_display_name(issue.saved_by) if issue.saved_by else _("Somebody")
    return _("Last saved by %(name)s, %(when)s") % {"name": name, "when": ago(issue.saved_at)}


def entries_by_practice() -> dict[int, str]:
    """Returns where each practice stands in the open issue, by number."""
    entries = Entry.objects.filter(issue__closed_at=None).exclude(practice=None)
    return {
        practice: f"{reverse(BUILD, args=[issue])}#entry-{number}"
        for practice, issue, number in entries.values_list("practice", "issue", "pk")
    }


def closed_context(issue: Issue) -> dict[str, Any]:
    """Returns what the page of a closed issue shows."""
    return {
        "issue": issue,
        "closed_by": get_user_display_name(issue.closed_by) if issue.closed_by else "",
        **changes_context(issue),
        "sent": sent_line(issue),
        "archive": [(language_name(code), archive_url(issue, code), code) for code in languages_from(None)],
        "preview_url": reverse(PREVIEW, args=[issue.pk]),
        "list_url": reverse(LIST),
    }
