"""Shows closed issues to readers: as they were, without what anybody took off the site since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter.content import EntryContent, archive_url, public_content
from newsletter.models import Issue
from practices.passages import Passage, passage
from readers.presenters.practice.pictures import drawing
from readers.presenters.view_models import Picture
from zones.vocabulary import LANGUAGES


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the list of all."""

    url: str
    subject: Passage
    closed_at: datetime | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of an issue; `kicker` says what kind it is where the heading does not."""

    kicker: str
    heading: Passage
    text: Passage
    url: str
    facts: Sequence[str]
    # Of facts: None where they are in the page's language.
    lang: str | None
    picture: Picture | None
    note: str


@dataclass(frozen=True, slots=True)
class IssueView:
    subject: Passage
    intro: Passage
    closed_at: datetime | None
    entries: Sequence[EntryView]
    is_example: bool
    list_url: str


def published() -> QuerySet[Issue]:
    """Returns the issues in the archive, the newest first."""
    return Issue.objects.exclude(closed_at=None).order_by("-closed_at", "-pk")


@dataclass(frozen=True, slots=True)
class IssueAddresses:
    """Where an issue is read, by language, and since when."""

    urls: Mapping[str, str]
    closed_at: datetime | None


def issue_addresses() -> list[IssueAddresses]:
    """Returns the whole addresses of all issues, for search engines; an example is for people alone."""
    return [
        IssueAddresses({code: archive_url(issue, code) for code in LANGUAGES}, issue.closed_at)
        for issue in published().filter(is_example=False).defer("frozen")
    ]


def issues_view() -> list[IssueLine]:
    """Returns the list of issues in the active language."""
    return [
        IssueLine(
            reverse("newsletter:issue", args=[issue.slug]),
            passage(issue, "subject"),
            issue.closed_at,
            issue.is_example,
        )
        for issue in published().defer("frozen")
    ]


def issue_view(issue: Issue, language: str) -> IssueView:
    """Returns an issue for readers of the active language."""
    content = public_content(issue, language)
    return IssueView(
        subject=passage(issue, "subject"),
        intro=passage(issue, "intro"),
        closed_at=issue.closed_at,
        entries=[_entry_view(entry, language) for entry in content.entries],
        is_example=issue.is_example,
        list_url=reverse("newsletter:issues"),
    )


def _entry_view(entry: EntryContent, language: str) -> EntryView:
    lang = entry.language if entry.language != language else None
    heading_language = entry.heading_language or entry.language
    return EntryView(
        kicker=kicker(entry.kind),
        heading=Passage(entry.heading, heading_language if heading_language != language else None),
        text=Passage(entry.text, lang),
        url=entry.url,
        facts=entry.facts,
        lang=lang,
        picture=drawing(entry.picture),
        note=entry.note,
    )


def kicker(kind: str) -> str:
    """Returns what stands above a heading, in the active language; nothing above a practice or free text."""
    return {
        "report": _("A farmer tried it"),
        "question": _("Somebody asks"),
        "press": _("Read in the press"),
        "event": _("Event"),
    }.get(kind, "")
