"""Writes the one mail of an expression of interest: the link that confirms it, and later withdraws it."""

import uuid
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jobs.senders import site_mail
from network.twins.expressing import MESSAGE_IDS

AUTOMATIC: Final = {"Auto-Submitted": "auto-generated"}


def confirmation(email: str, language: str, token: str) -> EmailMultiAlternatives:
    """Return the mail with the link of an expression, in the language that it was written in.

    Anybody can type anybody's address, so nothing else that was typed stands in it: its page shows that.
    """
    with translation.override(language):
        address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readers:twins_mine', args=[token])}"
        subject = _("Please confirm: a twin for your territory")
        headers = {**AUTOMATIC, "Message-ID": _message_id()}
        return site_mail(
            settings.DEFAULT_FROM_EMAIL,
            email,
            subject,
            "readers/mails/twin",
            context={"url": address},
            headers=headers,
        )


def _message_id() -> str:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return f"{MESSAGE_IDS}{uuid.uuid4().hex}@{host}>"
