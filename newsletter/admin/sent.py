"""Says of closed issues whether they went out: since when, and how many mails of how many."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsletter.admin.base import SENDING
from newsletter.models import Delivery, Issue, Sending
from newsletter.subscribing import is_offered

State = Delivery.State


@dataclass(frozen=True, slots=True)
class SentLine:
    """How far an issue is sent, in words; `numbers` and `url` are empty before it goes out."""

    state: str
    numbers: str = ""
    url: str = ""


def sent_line(issue: Issue) -> SentLine | None:
    """Returns how far an issue is sent; None where this site neither sent it nor could."""
    return sent_lines([issue]).get(issue.pk)


def sent_lines(issues: Sequence[Issue]) -> Mapping[int, SentLine]:
    """Returns the same of several issues, by number."""
    can_be_sent = is_offered()
    found = {
        issue.pk: SentLine(_("Not sent yet"))
        for issue in issues
        if can_be_sent and issue.is_frozen and not issue.is_example
    }
    sendings = Sending.objects.filter(issue__in=[issue.pk for issue in issues])
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Delivery.objects.filter(sending__in=sendings).order_by()
    for number, state, count in rows.values_list("sending", "state").annotate(count=Count("pk")):
        counts[number][state] += count
    for sending in sendings:
        found[sending.issue_id] = _line(sending, counts[sending.pk])
    return found


def _line(sending: Sending, counts: Mapping[str, int]) -> SentLine:
    if not counts.get(State.WAITING) and not counts.get(State.SENDING):
        state = _("Sent on %(day)s")
    elif sending.paused_at:
        state = _("Paused; begun on %(day)s")
    elif sending.problem:
        state = _("Waits for the mail server; begun on %(day)s")
    else:
        state = _("Being sent since %(day)s")
    return SentLine(
        state % {"day": date_format(sending.started_at, "DATE_FORMAT")},
        _("%(sent)s of %(total)s mails are sent.")
        % {"sent": counts.get(State.SENT, 0), "total": sum(counts.values())},
        reverse(SENDING, args=[sending.issue_id]),
    )
