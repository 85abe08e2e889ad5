"""Finds what stands in one subscriber's mail alone: practices from land like theirs, or of their region."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from matching.explanation import Explanation
from newsletter.models import EntryKind, Issue, Subscriber
from newsletter.rendering import OwnPart, OwnPractice
from practices.addresses import page_addresses
from practices.models import Practice
from practices.passages import passage
from practices.places import place_line
from search import service
from search.engines.base import EngineUnavailable

logger = logging.getLogger(__name__)

MOST: Final = 3
# What is new where there was no issue before.
NEW_WITHIN: Final = timedelta(days=90)
# Land that is much like theirs; or, where they told too little of it, what is likest by what they told.
LIKE: Final = ("close", "listed")


def own_parts(subscriber: Subscriber, language: str, issue: Issue) -> list[OwnPart]:
    """Returns what the subscriber wished beside the issue: of land like theirs, and of their region.

    Each has up to three practices that stand nowhere else in the mail; a part without any is left out.
    Their addresses say nothing of the land: a mail is passed on.
    """
    told = set(issue.entries.filter(kind=EntryKind.PRACTICE).values_list("practice", flat=True))
    with translation.override(language):
        parts = []
        if subscriber.land_pairs:
            heading, rows = _of_land(subscriber, told)
            parts.append(_part(heading, rows, language))
            told |= {practice.pk for practice in rows}
        if subscriber.region is not None:
            parts.append(_of_region(subscriber.region, told, _new_since(issue), language))
    return [part for part in parts if part.practices]


def _of_land(subscriber: Subscriber, told: set[int]) -> tuple[str, list[Practice]]:
    """Returns a heading and the likest practices.

    Returns none where no index answers, since the mail goes out without them.
    """
    try:
        results = service.match(subscriber.land, size=MOST + len(told)).results
    except EngineUnavailable as error:
        logger.warning("a mail goes out without practices from like land: %s", error)
        return "", []
    found = {each.practice.pk: each.explanation for each in results if each.explanation.group in LIKE}
    numbers = [number for number in found if number not in told][:MOST]
    rows = Practice.objects.public().in_bulk(numbers)
    return _heading([found[number] for number in numbers]), [rows[pk] for pk in numbers if pk in rows]


def _heading(explanations: Sequence[Explanation]) -> str:
    """Returns how like the land is, by what was compared."""
    if any(each.group == "close" for each in explanations):
        return _("On land like yours")
    if {factor.factor_group for each in explanations for factor in each.factors} <= {"climate"}:
        return _("Where the climate is like yours")
    return _("On land like yours, as far as you told us of it")


def _new_since(issue: Issue) -> datetime:
    """Returns since when a practice is new: the issue before this one had what is older."""
    closed = issue.closed_at or timezone.now()
    before = Issue.objects.filter(closed_at__lt=closed, is_example=False).order_by("-closed_at")
    return before.values_list("closed_at", flat=True).first() or closed - NEW_WITHIN


def _of_region(region: Any, told: set[int], since: datetime, language: str) -> OwnPart:
    """Returns what was published in a region since then; often nothing."""
    published = Practice.objects.public().descendant_of(region).filter(first_published_at__gt=since)
    rows = published.exclude(pk__in=told)
    heading = _("New in %(region)s") % {"region": passage(region, "name").text}
    return _part(heading, rows.order_by("-first_published_at", "-pk")[:MOST], language)


def _part(heading: str, practices: Iterable[Practice], language: str) -> OwnPart:
    address = page_addresses()
    return OwnPart(heading, [_own(practice, language, address(practice.url_path)) for practice in practices])


def _own(practice: Practice, language: str, path: str) -> OwnPractice:
    name = passage(practice, "name", language)
    url = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    return OwnPractice(name.text, name.lang or language, place_line(practice), url)
