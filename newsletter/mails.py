"""Writes the mails of the newsletter: an issue to one subscriber, a test of it, and the one to confirm."""

import time
import uuid
from collections.abc import Callable, Sequence
from email.charset import QP, Charset
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jobs.senders import named_sender, site_mail
from newsletter.content import IssueContent, public_content
from newsletter.models import Delivery, Issue, Subscriber
from newsletter.own_part import own_parts
from newsletter.rendering import OwnPart, mail_html, mail_text
from newsletter.subscribing import MESSAGE_IDS, stop_token

# Some servers on the way take seven bits only, and would have to write the text anew.
QUOTED: Final = Charset("utf-8")
QUOTED.body_encoding = QP
# What somebody takes off the site is in no mail any more after so long.
CONTENT_HOLDS_S: Final = 60.0


class Letters:
    """Writes the mails of issues; each language of an issue is put together once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._contents: dict[tuple[int, str], tuple[float, IssueContent]] = {}

    def message(self, row: Delivery) -> EmailMultiAlternatives:
        """Returns the mail of a row that has a subscriber: always with the same Message-ID."""
        assert row.subscriber is not None
        subscriber, issue = row.subscriber, row.sending.issue
        content = self._content(issue, row.language)
        stop_url = stop_url_of(subscriber, row.language)
        message = issue_mail(
            content, subscriber.email, stop_url=stop_url, own=own_parts(subscriber, row.language, issue)
        )
        message.extra_headers["Message-ID"] = row.message_id
        return message

    def _content(self, issue: Issue, language: str) -> IssueContent:
        now, known = self._clock(), self._contents.get((issue.pk, language))
        if known is not None and now - known[0] < CONTENT_HOLDS_S:
            return known[1]
        content = public_content(issue, language)
        self._contents[(issue.pk, language)] = (now, content)
        return content


def stop_url_of(subscriber: Subscriber, language: str) -> str:
    """Returns the whole address that stops the newsletter for somebody."""
    with translation.override(language):
        return absolute("newsletter:stop", stop_token(subscriber))


def absolute(name: str, *args: Any) -> str:
    """Returns the whole address of a page in the active language."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def issue_mail(
    content: IssueContent, to: str, *, stop_url: str = "", own: Sequence[OwnPart] = (), mark: str = ""
) -> EmailMultiAlternatives:
    """Returns an issue as a mail; `mark` stands before the subject of one that is only a test."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    headers = {
        "List-Id": f"<newsletter.{host}>",
        "Precedence": "bulk",
        "Content-Language": content.language,
    }
    if stop_url:
        # RFC 8058: a mail program stops the newsletter with one POST to this address.
        headers |= {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    with translation.override(content.language):
        sender = named_sender(settings.NEWSLETTER_FROM)
    message = EmailMultiAlternatives(
        one_line(f"{mark} {content.subject}"),
        mail_text(content, unsubscribe_url=stop_url, own=own),
        sender,
        [to],
        headers=headers,
    )
    message.encoding = QUOTED
    message.attach_alternative(mail_html(content, unsubscribe_url=stop_url, own=own), "text/html")
    return message


def new_message_id(about: str) -> str:
    """Returns a Message-ID by which a mail of the newsletter is known as one."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return f"{MESSAGE_IDS}{about}.{uuid.uuid4().hex}@{host}>"


def one_line(text: str) -> str:
    """Returns a subject without line breaks, which no header may have."""
    return " ".join(text.split())


def confirmation(email: str, language: str, token: str) -> EmailMultiAlternatives:
    """Returns the mail that asks whether an address really wants the newsletter."""
    with translation.override(language):
        subject = _("Please confirm: the newsletter of %(site)s")
        return _link_mail("confirmation", email, subject, absolute("newsletter:confirm", token))


def kept_mail(email: str, language: str, token: str) -> EmailMultiAlternatives:
    """Returns the mail with the link to what is kept of somebody."""
    with translation.override(language):
        subject = _("What the newsletter of %(site)s keeps of you")
        return _link_mail("kept", email, subject, absolute("newsletter:mine", token))


def _link_mail(name: str, email: str, subject: str, url: str) -> EmailMultiAlternatives:
    """Returns a mail whose link answers what somebody asked on this site, in the active language."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": new_message_id(name)}
    return site_mail(
        settings.NEWSLETTER_FROM,
        email,
        subject % {"site": _("Twin Fields")},
        f"newsletter/mail/{name}",
        context={"url": url},
        headers=headers,
    )
