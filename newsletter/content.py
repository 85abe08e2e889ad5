"""Puts an issue together in one language, for previews, mails, files and the archive.

An open issue is put together from what its sources say at this moment, without those that nobody may read any
more; a closed one is what was frozen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.fields import spoken_name
from newsletter.models import Entry, EntryKind, Issue, WhereMissing
from newsletter.sources import facts_of, key_of, picture_of, public_keys, source_of, url_of
from practices.passages import languages_from, passage, shortened
from readers.presenters.days import days_text
from readers.presenters.wording import sentence_case
from zones.languages import language_of
from zones.vocabulary import LANGUAGES

# What most inboxes show beside the subject.
LONGEST_PREHEADER: Final = 110


@dataclass(frozen=True, slots=True)
class EntryContent:
    """One entry as readers of one language get it."""

    kind: str
    heading: str
    # Short plain text with line breaks.
    text: str
    # Of heading and text: the issue's, or another where they are shown marked.
    language: str
    # A whole address, or "".
    url: str
    # Of a practice: place; conditions in words; how it went; what did not work. One line each.
    facts: Sequence[str]
    # The name of a raster drawing, or "".
    picture: str
    picture_alt: str
    # Which other language it is in; outlet of an article; day and place of an event.
    note: str
    # Of an article's title, where it is not `language`.
    heading_language: str = ""


@dataclass(frozen=True, slots=True)
class IssueContent:
    """An issue as readers of one language get it; `key` is its slug."""

    key: str
    language: str
    subject: str
    preheader: str
    intro: str
    entries: Sequence[EntryContent]
    archive_url: str
    is_example: bool


def issue_content(issue: Issue, language: str) -> IssueContent:
    """Returns an issue in a language: what was frozen, where it is closed."""
    if issue.is_frozen:
        return _content(issue, language, [entry for _key, entry in frozen_entries(issue, language)])
    return _content(issue, language, [entry for _key, entry in live_entries(issue, language)])


def public_content(issue: Issue, language: str) -> IssueContent:
    """Returns the same without entries whose practice, report or question nobody may read any more."""
    if not issue.is_frozen:
        return issue_content(issue, language)
    entries = frozen_entries(issue, language)
    shown = public_keys(key for key, _entry in entries)
    return _content(issue, language, [entry for key, entry in entries if not key or key in shown])


def live_entries(issue: Issue, language: str) -> list[tuple[str, EntryContent]]:
    """Returns what an open issue has for a language, each with the key of its source."""
    entries = list(entries_of(issue))
    public = public_keys(key_of(entry) for entry in entries)
    found = []
    for entry in entries:
        key = key_of(entry)
        content = entry_content(entry, language) if not key or key in public else None
        if content is not None:
            found.append((key, content))
    return found


def entries_of(issue: Issue) -> Any:
    """Returns the entries in their order, with what they were picked from."""
    return issue.entries.select_related("practice", "report__practice", "question__practice")


def frozen_entries(issue: Issue, language: str) -> list[tuple[str, EntryContent]]:
    """Returns what a closed issue had for a language, each with the key of its source."""
    stored = issue.frozen.get("entries", {}).get(language, [])
    return [
        (row["source"], EntryContent(**{**row["content"], "facts": tuple(row["content"]["facts"])}))
        for row in stored
    ]


def shown_language(entry: Entry, language: str) -> str:
    """Returns in which language readers of `language` get an entry; empty where they do not get it."""
    if entry.kind == EntryKind.PRESS and entry.title and not entry.languages:
        return language
    if language in entry.languages:
        return language
    if entry.where_missing == WhereMissing.LEAVE_OUT:
        return ""
    return next((code for code in languages_from(language) if code in entry.languages), "")


def entry_content(entry: Entry, language: str) -> EntryContent | None:
    """Returns an entry for readers of a language; None where they do not get it."""
    shown = shown_language(entry, language)
    if not shown:
        return None
    source = source_of(entry)
    with translation.override(shown):
        facts, (picture, alt) = facts_of(source), picture_of(source)
        url = entry.url or url_of(source)
    with translation.override(language):
        notes = [_article(entry), _when_and_where(entry)]
        if shown != language:
            notes.append(_(language_of(shown).note))
        note = sentence_case(" · ".join(part for part in notes if part))
    is_press = entry.kind == EntryKind.PRESS
    return EntryContent(
        kind=entry.kind,
        heading=entry.title if is_press else getattr(entry, f"heading_{shown}") or "",
        text=getattr(entry, f"text_{shown}") or "",
        language=shown,
        url=url,
        facts=tuple(facts),
        picture=picture,
        picture_alt=alt,
        note=note,
        heading_language=entry.title_language if is_press and entry.title_language != shown else "",
    )


def _article(entry: Entry) -> str:
    """Returns who printed an article, and its language, in the active one."""
    if entry.kind != EntryKind.PRESS:
        return ""
    code = entry.title_language
    language = ""
    if code and code != (translation.get_language() or "")[:2]:
        known = _("language: %(language)s") % {"language": spoken_name(code)}
        language = _(language_of(code).note) if code in LANGUAGES else known
    return ", ".join(part for part in (entry.outlet, language) if part)


def _when_and_where(entry: Entry) -> str:
    """Returns the days and the place of an event, in the active language."""
    days = days_text(entry.starts_on, entry.ends_on) if entry.starts_on else ""
    return ", ".join(part for part in (days, entry.place) if part)


def archive_url(issue: Issue, language: str) -> str:
    """Returns the whole address of an issue in the archive."""
    with translation.override(language):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsletter:issue', args=[issue.slug])}"


def _content(issue: Issue, language: str, entries: Sequence[EntryContent]) -> IssueContent:
    intro = passage(issue, "intro", language).text
    return IssueContent(
        key=issue.slug,
        language=language,
        subject=passage(issue, "subject", language).text,
        preheader=shortened(intro, LONGEST_PREHEADER),
        intro=intro,
        entries=tuple(entries),
        archive_url=archive_url(issue, language),
        is_example=issue.is_example,
    )


def without_words(content: EntryContent) -> EntryContent:
    """Returns an entry of which nothing is left to read: its peer took it back."""
    return replace(content, heading="", text="", url="", facts=(), picture="", picture_alt="", note="")


def as_stored(key: str, content: EntryContent) -> Mapping[str, Any]:
    """Returns an entry as a closed issue keeps it."""
    fields = {name: getattr(content, name) for name in content.__slots__}
    return {"source": key, "content": {**fields, "facts": list(content.facts)}}
