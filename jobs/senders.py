"""Writes the site's mails in its own name."""

from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def named_sender(address: str) -> str:
    """Returns a sender with the site's name in the active language, where the settings give it no other."""
    name, mailbox = parseaddr(address)
    return address if name or not mailbox else formataddr((_("Twin Fields"), mailbox))


def site_mail(
    sender: str,
    to: str,
    subject: str,
    template: str,
    *,
    context: Mapping[str, Any],
    headers: Mapping[str, str],
) -> EmailMultiAlternatives:
    """Returns a mail in the active language from `template`.txt and .html; the text names the site first."""
    context = {**context, "subject": subject, "language": get_language()}
    body = f"{_('Twin Fields')}\n\n{render_to_string(f'{template}.txt', context).strip()}\n"
    message = EmailMultiAlternatives(subject, body, named_sender(sender), [to], headers=dict(headers))
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return message
