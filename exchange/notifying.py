"""Tells authors by mail what was decided, and those who gave notice what came of it.

In the language of whoever gets it, with the words of the region, through the outbox (`jobs/mail.py`), so that
a mail is written with the decision or not at all. Nobody's text, name or number stands in a subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.deciding import after_each_step
from exchange.items import called, practice_name, practice_of
from exchange.models import Action, Decision, Flag, PeerItem
from exchange.models.flag import FlagState
from jobs.senders import named_sender
from practices.models import Practice, RegionSection
from practices.passages import passage

TOLD: Final = frozenset({Action.ASKED, Action.PUBLISHED, Action.EDITED, Action.DECLINED, Action.HIDDEN})
HEADERS: Final = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a mail, part by part, for its two templates."""

    subject: str
    first: str
    words: str = ""
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())
    sender: str = ""


def connect() -> None:
    after_each_step(tell_author)


def tell_author(item: PeerItem, action: Action) -> None:
    """Writes the mail of a decision; none where its author left no address, or did this step themselves."""
    author = item.author
    if action not in TOLD or not author.email:
        return
    step = Decision.objects.filter(item_kind=item.kind, item_number=item.pk).latest("at", "pk")
    with translation.override(author.language):
        send(author.email, _letter(item, action, step.words, author.language))


def tell_flagger(flag: Flag, words: str) -> None:
    """Writes the mail about a notice that was decided, and forgets the address, which was for this alone."""
    if not flag.email:
        return
    address, flag.email = flag.email, ""
    flag.save(update_fields=["email"])
    with translation.override(flag.language):
        if flag.state == FlagState.HIDDEN:
            subject, first = (
                _("What you told us: it is hidden"),
                _("You told us that something was wrong on our site. We looked at it and took it off."),
            )
        else:
            subject, first = (
                _("What you told us: it stays"),
                _("You told us that something was wrong on our site. We looked at it, and it stays."),
            )
        note = _("Your address was kept for this mail only and is forgotten now.")
        send(address, Letter(subject, first, words, notes=(note,), sender=_sender(flag.region)))


def private_page_url(language: str) -> str:
    """Returns where an author's page opens by its code; the link itself is stored nowhere."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, f"/{language}/mine/")


def practice_url(practice: Practice | None) -> str:
    """Returns the full address of a practice that anybody may read, in the active language, else ""."""
    if practice is None or not practice.live:
        return ""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, practice.get_url() or "/")


def _letter(item: PeerItem, action: Action, words: str, language: str) -> Letter:
    what = called(item, language)
    subject, first = {
        Action.ASKED: (_("A question about what you sent"), _("About %(what)s: we have a question.")),
        Action.PUBLISHED: (_("Published: what you sent"), _("About %(what)s: it is published.")),
        Action.EDITED: (
            _("Published: what you sent"),
            _("About %(what)s: it is published, with small changes."),
        ),
        Action.DECLINED: (_("Not published: what you sent"), _("About %(what)s: it is not published.")),
        Action.HIDDEN: (_("Taken off: what you sent"), _("About %(what)s: it is hidden now.")),
    }[action]
    practice = practice_of(item)
    links = []
    if url := practice_url(practice):
        links.append((practice_name(practice, language), url))
    links.append((_("Your private page"), private_page_url(language)))
    how = _(
        "Open your private page by the link that you kept, or with your code. There you can answer, correct "
        "it, or take it back. Please do not answer this mail: nobody reads it."
    )
    return Letter(
        subject, first % {"what": what}, words, tuple(links), notes=(how,), sender=_sender(item.region)
    )


def _sender(region: RegionSection | None) -> str:
    site = _("Twin Fields")
    return f"{passage(region, 'name')}, {site}" if region else site


def send(address: str, letter: Letter, headers: Mapping[str, str] | None = None) -> None:
    """Writes the mail of a letter in the active language."""
    context = {"letter": letter, "language": translation.get_language()}
    message = EmailMultiAlternatives(
        letter.subject,
        render_to_string("exchange/mail/letter.txt", context),
        named_sender(settings.DEFAULT_FROM_EMAIL),
        [address],
        headers={**HEADERS, **(headers or {})},
    )
    message.attach_alternative(render_to_string("exchange/mail/letter.html", context), "text/html")
    message.send()
