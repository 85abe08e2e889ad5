"""The mails to peers: one that asks for a confirmation, one of questions, one of an answer. Text and HTML."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.deciding import after_each_step
from exchange.deliveries import Digest
from exchange.models import Action, Answer, Decision, PeerItem, State
from jobs.senders import site_mail
from readers.presenters.peers.asking import answer_view, heading_and_text
from readers.presenters.peers.digest import mailed_question

AUTOMATIC: Final = {"Auto-Submitted": "auto-generated"}
PUBLISHING: Final = (Action.PUBLISHED, Action.EDITED)


def connect() -> None:
    after_each_step(tell_asker)


def absolute(name: str, *args: Any) -> str:
    """Return the whole address of a page in the active language."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def confirmation(email: str, language: str, token: str) -> EmailMultiAlternatives:
    """Return the mail that asks whether an address really wants to hear of questions."""
    with translation.override(language):
        context = {"confirm_url": absolute("readers:confirm", token)}
        return _mail(email, _("Please confirm: questions from land like yours"), "confirmation", context)


def questions_mail(digest: Digest) -> EmailMultiAlternatives:
    """Return the mail of the questions that wait for a listener, in their language."""
    listener = digest.listener
    with translation.override(listener.language):
        entries = [
            mailed_question(
                entry.question,
                listener.land,
                answer_url=absolute("readers:answer", entry.answer_token),
                page_url=absolute("readers:question", entry.question.pk),
            )
            for entry in digest.entries
        ]
        stop_url = absolute("readers:stop", digest.stop_token)
        subject = ngettext(
            "A question from land like yours", "%(n)s questions from land like yours", len(entries)
        ) % {"n": len(entries)}
        message = _mail(listener.email, subject, "questions", {"entries": entries, "stop_url": stop_url})
        message.extra_headers |= {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return message


def tell_asker(item: PeerItem, action: Action) -> None:
    """Write the mail of an answer to whoever asked, the first time that it is published."""
    if not isinstance(item, Answer) or action not in PUBLISHING or item.state != State.PUBLISHED:
        return
    asker = item.question.author
    steps = Decision.objects.filter(item_kind=item.kind, item_number=item.pk, action__in=PUBLISHING)
    if not asker.email or asker.pk == item.author_id or steps.count() > 1:
        return
    with translation.override(asker.language):
        heading, _rest = heading_and_text(item.question)
        context = {
            "question": heading,
            "answer": answer_view(item.question, item),
            "page_url": absolute("readers:question", item.question_id),
        }
        _mail(asker.email, _("An answer to your question"), "answered", context).send()


def _mail(to: str, subject: str, template: str, context: Mapping[str, Any]) -> EmailMultiAlternatives:
    """Return a mail in the active language, from its two templates."""
    return site_mail(
        settings.DEFAULT_FROM_EMAIL,
        to,
        subject,
        f"readers/mails/{template}",
        context=context,
        headers=AUTOMATIC,
    )
