"""Events and articles for tests: numbered dummies on example.org, a week or so from today."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from network.models import Event, PressItem, Publication


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def make_event(**fields: Any) -> Event:
    """A public event in Benin in a week, or with whatever is named."""
    values: dict[str, Any] = {
        "title_en": "Field day 1",
        "title_fr": "Journée au champ 1",
        "summary_en": "We look at pits, and dig one.",
        "starts_on": in_days(7),
        "place": "Copargo",
        "country": "BJ",
        "state": Publication.PUBLISHED,
        **fields,
    }
    return Event.objects.create(**values)


def make_article(**fields: Any) -> PressItem:
    """A public item on an article in German, or with whatever is named."""
    values: dict[str, Any] = {
        "outlet": "Paper 1",
        "title": "Boden, Artikel 1",
        "language": "de",
        "url": "https://www.example.org/1",
        "published_on": in_days(-3),
        "text_en": "It tells of soils. It names no place.",
        "text_fr": "Il y est question des sols.",
        "state": Publication.PUBLISHED,
        **fields,
    }
    return PressItem.objects.create(**values)
