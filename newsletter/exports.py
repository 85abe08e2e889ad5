"""Writes an issue as the mailing tools take it: HTML and text with the tags that each of them replaces.

What the tags mean is documented by their makers: Mailchimp's `*|UNSUB|*` and `*|HTML:LIST_ADDRESS_HTML|*`
(help page "About Email Footers"), Listmonk's `{{ UnsubscribeURL }}` (documentation, "Templating") and its
fields of a campaign ("API / Campaigns"); Brevo's `{{ unsubscribe }}` is read from mails that are in use.
Whatever an issue itself says in such signs stays text.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from newsletter.content import IssueContent
from newsletter.mails import issue_mail
from newsletter.rendering import mail_html, mail_text

HTML: Final = "text/html; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
# Stands for the link until all that people wrote is made harmless.
PLACE_OF_LINK: Final = "https://unsubscribe.invalid/"
# An invisible sign between two that would begin a tag.
APART: Final = "\N{WORD JOINER}"


@dataclass(frozen=True, slots=True)
class Tool:
    """A mailing tool: what begins a tag in it, the tag for stopping, and lines that it wants in the HTML."""

    code: str
    name: str
    openings: Sequence[str]
    unsubscribe: str
    html_lines: Sequence[str] = ()


TOOLS: Final[Mapping[str, Tool]] = {
    tool.code: tool
    for tool in (
        Tool("mailchimp", "Mailchimp", ("*|",), "*|UNSUB|*", ("*|HTML:LIST_ADDRESS_HTML|*",)),
        Tool("brevo", "Brevo", ("{{", "{%", "{#"), "{{ unsubscribe }}"),
        Tool("listmonk", "Listmonk", ("{{", "@TrackLink"), "{{ UnsubscribeURL }}"),
    )
}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    name: str
    content_type: str
    content: bytes


def html_for(content: IssueContent, tool: Tool | None) -> str:
    """Returns the HTML for a mailing tool, or for any other program."""
    if tool is None:
        return mail_html(content)
    html = mail_html(content, unsubscribe_url=PLACE_OF_LINK)
    html = _harmless(html, tool, lambda sign: f"&#{ord(sign)};")
    html = html.replace(PLACE_OF_LINK, escape(tool.unsubscribe))
    lines = "".join(f"<p>{line}</p>" for line in tool.html_lines)
    return html.replace("</body>", f"{lines}</body>") if lines else html


def text_for(content: IssueContent, tool: Tool | None) -> str:
    """Returns the plain text for a mailing tool, or for any other program."""
    if tool is None:
        return mail_text(content)
    text = _apart(mail_text(content, unsubscribe_url=PLACE_OF_LINK), tool)
    return text.replace(PLACE_OF_LINK, tool.unsubscribe)


def subject_for(content: IssueContent, tool: Tool) -> str:
    """Returns the subject as it is typed into a mailing tool."""
    return _apart(" ".join(content.subject.split()), tool)


def _harmless(text: str, tool: Tool, instead: Callable[[str], str]) -> str:
    # The first sign alone is taken: in `{{{` the second begins a tag as well.
    pattern = "|".join(f"{re.escape(each[0])}(?={re.escape(each[1:])})" for each in tool.openings)
    return re.sub(pattern, lambda found: instead(found[0]), text)


def _apart(text: str, tool: Tool) -> str:
    return _harmless(text, tool, lambda sign: f"{sign}{APART}")


def campaign_for(content: IssueContent) -> str:
    """Returns a campaign of Listmonk as JSON, for `POST /api/campaigns`; the list is its first one."""
    tool = TOOLS["listmonk"]
    campaign = {
        "name": f"{content.key} {content.language}",
        "subject": subject_for(content, tool),
        "lists": [1],
        "type": "regular",
        "content_type": "html",
        "body": html_for(content, tool),
        "altbody": text_for(content, tool),
        "messenger": "email",
        "tags": [content.language],
    }
    return json.dumps(campaign, ensure_ascii=False, indent=2)


def draft_for(content: IssueContent) -> bytes:
    """Returns an unsent mail to nobody yet, as mail programs open it."""
    message = issue_mail(content, "")
    message.to = []
    message.extra_headers = {"X-Unsent": "1", "Content-Language": content.language}
    return message.message().as_bytes()


# By what stands in the address of the file.
KINDS: Final[Mapping[str, str]] = {
    **{f"{tool}.{suffix}": tool for tool in TOOLS for suffix in ("html", "txt")},
    "listmonk.json": "listmonk",
    **dict.fromkeys(("mail.eml", "mail.html", "mail.txt"), ""),
}
LABELS: Final = {
    "html": _("HTML"),
    "txt": _("Plain text"),
    "json": _("Campaign for its API (JSON)"),
    "eml": _("Mail to open in a mail program"),
}


def exported(content: IssueContent, kind: str) -> ExportedFile:
    """Returns the file of a kind. Raises KeyError for an unknown one."""
    tool = TOOLS.get(KINDS[kind])
    name = f"newsletter-{content.key}-{content.language}-{kind}"
    with override(content.language):
        match kind.rpartition(".")[2]:
            case "html":
                return ExportedFile(name, HTML, html_for(content, tool).encode())
            case "txt":
                return ExportedFile(name, TEXT, text_for(content, tool).encode())
            case "json":
                return ExportedFile(name, "application/json", campaign_for(content).encode())
            case _:
                return ExportedFile(name, "message/rfc822", draft_for(content))
