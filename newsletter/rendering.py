"""Writes an issue as a mail: HTML that mail programs of all ages show, and the same as plain text.

Tables, inlined styles, PNG drawings by whole addresses, fonts of the system; nothing is loaded that would
tell who reads. What the programs know is recorded in `tests/data/mail_clients.json` and held against this.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from css_inline import CSSInliner
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from newsletter.archive import kicker
from newsletter.content import EntryContent, IssueContent
from practices import raster_drawings

# Nothing is read from other files or addresses, whatever stands in the HTML.
INLINER: Final = CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
)
EMPTY_LINES: Final = re.compile(r"\n{3,}")
CHARSET: Final = '<meta charset="utf-8">'
BETWEEN_TAGS: Final = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class OwnPractice:
    """One practice for a single reader; `language` is that of its name."""

    name: str
    language: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What stands in the mail of one reader alone."""

    heading: str
    practices: Sequence[OwnPractice]


@dataclass(frozen=True, slots=True)
class Fact:
    text: str
    is_failure: bool


@dataclass(frozen=True, slots=True)
class MailEntry:
    """An entry as the templates place it; `lang` is empty where it is in the language of the issue."""

    kicker: str
    heading: str
    heading_language: str
    lang: str
    issue_language: str
    text: str
    note: str
    url: str
    read_label: str
    picture_url: str
    picture_alt: str
    facts: Sequence[Fact] = field(default=())


def mail_html(content: IssueContent, *, unsubscribe_url: str = "", own: Sequence[OwnPart] = ()) -> str:
    """Returns the HTML of the mail. `unsubscribe_url` may be a tag that another program replaces."""
    with translation.override(content.language):
        page = render_to_string("newsletter/mail/issue.html", _context(content, unsubscribe_url, own))
    inlined = BETWEEN_TAGS.sub("\n", INLINER.inline(page))
    # What is left of the styles now stands first, and a file has to say its letters before that.
    return inlined.replace(CHARSET, "", 1).replace("<head>", f"<head>{CHARSET}", 1)


def mail_text(content: IssueContent, *, unsubscribe_url: str = "", own: Sequence[OwnPart] = ()) -> str:
    """Returns the same as plain text."""
    with translation.override(content.language):
        page = render_to_string("newsletter/mail/issue.txt", _context(content, unsubscribe_url, own))
    return EMPTY_LINES.sub("\n\n", page).strip() + "\n"


def _context(content: IssueContent, unsubscribe_url: str, own: Sequence[OwnPart]) -> Mapping[str, Any]:
    return {
        "content": content,
        "entries": [_entry(entry, content.language) for entry in content.entries],
        "own": own,
        "unsubscribe_url": unsubscribe_url,
        "sender_lines": list(_sender_lines()),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _entry(entry: EntryContent, language: str) -> MailEntry:
    return MailEntry(
        kicker=kicker(entry.kind),
        heading=entry.heading,
        heading_language=entry.heading_language,
        lang=entry.language if entry.language != language else "",
        issue_language=language,
        text=entry.text,
        note=entry.note,
        url=entry.url,
        read_label=_("Answer") if entry.kind == "question" else _("Read"),
        picture_url=picture_url(entry.picture),
        picture_alt=entry.picture_alt,
        facts=list(_facts(entry)),
    )


def picture_url(name: str) -> str:
    """Returns the whole address of a drawing as PNG; empty where there is none, so that no frame is empty."""
    path = raster_drawings.static_path(name) if name else ""
    return f"{settings.WAGTAILADMIN_BASE_URL}{static(path)}" if path else ""


def _facts(entry: EntryContent) -> Iterator[Fact]:
    """Yields the facts; the line that says what failed begins as `newsletter/sources.py` has it begin."""
    with translation.override(entry.language):
        failed = _("What did not work")
    for text in entry.facts:
        yield Fact(text, text.startswith(failed))


def _sender_lines() -> Iterator[str]:
    """Yields who answers for the letter, and where they can be written to."""
    operator = settings.OPERATOR
    if line := ", ".join(filter(None, (operator["name"], operator["address"]))):
        yield line
    if operator["email"]:
        yield operator["email"]
