"""Writes the mail on Mondays: what waits for a person, in their language; none where nothing waits."""

import logging
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from exchange import notifying
from exchange.admin import list_view, queue
from exchange.models import Question
from exchange.notifying import Letter
from exchange.questions import unanswered
from exchange.regions import walled
from jobs import links
from kb.desk import work
from kb.desk.cards import LIST
from kb.desk.work import Desk
from kb.models import User

logger = logging.getLogger(__name__)

STOP: Final = "kb.weekly_digest"
STOP_WITHIN: Final = timedelta(days=90)
MONDAY: Final = 0
# In UTC: morning in Africa and Europe.
FIRST_HOUR: Final = 5


def send_due(now: datetime | None = None) -> int:
    """Writes the mails of a Monday, to everybody once; returns how many."""
    now = now or timezone.now()
    if now.weekday() != MONDAY or now.hour < FIRST_HOUR:
        return 0
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    not_yet = Q(weekly_digest_at=None) | Q(weekly_digest_at__lt=today)
    due = User.objects.filter(not_yet, is_active=True, weekly_digest=True)
    written = 0
    for number in due.order_by("pk").values_list("pk", flat=True):
        try:
            written += _send(number, not_yet, now)
        except Exception:
            # One that cannot be written must not keep the others waiting; it is tried again next time.
            logger.exception("the mail on Mondays could not be written, account %s", number)
    return written


@transaction.atomic
def _send(number: int, not_yet: Q, now: datetime) -> bool:
    """Writes one mail in the transaction that notes it, so that nobody gets two; returns whether any."""
    if not User.objects.filter(not_yet, pk=number).update(weekly_digest_at=now):
        return False
    user = User.objects.get(pk=number)
    with translation.override(user.language):
        waiting = what_waits(user)
        if not waiting:
            return False
        stop_url = _absolute(
            reverse("stop_weekly_mail", args=[links.make(STOP, str(user.pk), valid_for=STOP_WITHIN)])
        )
        letter = Letter(
            _("Your desk this week"),
            _("This waits for you:"),
            links=(*waiting, (_("My desk"), _absolute(reverse("wagtailadmin_home")))),
            notes=(_("No more mail on Mondays? One click, without signing in: %(url)s") % {"url": stop_url},),
            sender=_("Twin Fields"),
        )
        headers = {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        notifying.send(user.email, letter, headers)
    return True


def what_waits(user: User) -> list[tuple[str, str]]:
    """Returns what waits for a person, each with where it is listed; empty where nothing does."""
    if not list_view.has_queue(user):
        return []
    desk = Desk(user)
    drafts = reverse(LIST, args=[work.DRAFTS.name])
    asked = unanswered(walled(Question.objects.all(), user))
    found = [
        *(
            (kind.heading, kind.find(desk).count(), reverse(LIST, args=[kind.name]))
            for kind in (work.SENT_BACK, work.REVIEW)
        ),
        (list_view.QueueView.page_title, queue.waiting_count(user), reverse(list_view.NAME)),
        (
            _("Questions that nobody answered for two weeks"),
            asked.count(),
            list_view.address(queue.Chosen(state=queue.UNANSWERED)),
        ),
        (_("Drafts that nobody touched for a week"), work.old_drafts(desk).count(), drafts),
    ]
    if any(number for _what, number, _url in found):
        # By itself it is no reason to write.
        in_vain = work.SEARCHED.find(desk).count()
        found.append((work.SEARCHED.heading, in_vain, reverse(LIST, args=[work.SEARCHED.name])))
    return [
        (_("%(what)s: %(number)s") % {"what": what, "number": number}, _absolute(url))
        for what, number, url in found
        if number
    ]


def _absolute(path: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def stops(token: str) -> bool:
    """Returns whether this is a link that stops the mail, or has stopped it."""
    return links.find(token, STOP) is not None


def stop(token: str) -> bool:
    """Stops the mail of whose link this is; returns False for no such link."""
    link = links.find(token, STOP)
    return bool(link and User.objects.filter(pk=int(link.subject)).update(weekly_digest=False))
