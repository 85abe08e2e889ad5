"""Answers with the events that anybody may see, those that are over too."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router, Schema
from pydantic import Field

from api.v1.answers import Event as EventAnswer
from api.v1.answers import Language, Page
from api.v1.narrowing import Country
from api.v1.paging import LARGEST_NUMBER, Cursor, Limit, page_of
from api.v1.problems import only
from network.models import Event
from practices.passages import localized
from zones.vocabulary import LANGUAGES

router = Router()

PLAIN: Final = (
    *("starts_on", "ends_on", "starts_at", "ends_at", "zone", "begins", "ends"),
    *("place", "country", "online_url", "languages", "organiser", "url"),
)


class Asked(Schema):
    cursor: Cursor = 0
    limit: Limit = 20
    language: Language | None = None
    country: Country | None = None


@router.get("/events", response=Page[EventAnswer], operation_id="events")
def events(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    rows = Event.objects.public()
    if asked.country:
        rows = rows.filter(country=asked.country)
    return page_of(request, rows, asked.cursor, asked.limit, _entries)


@router.get("/events/{event_id}", response=EventAnswer, operation_id="event")
def event(
    request: HttpRequest,
    event_id: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)],
    language: Language | None = None,
) -> dict[str, Any]:
    entries = _entries([event_id])
    if not entries:
        raise Http404
    return entries[0]


def _entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    found = Event.objects.public().in_bulk(numbers)
    return [_entry(found[number]) for number in numbers if number in found]


def _entry(event: Event) -> dict[str, Any]:
    return {
        "id": event.pk,
        "uid": str(event.uid),
        "urls": {code: _url(event, code) for code in LANGUAGES},
        "title": localized(event, "title"),
        "summary": localized(event, "summary"),
        **{name: getattr(event, name) for name in PLAIN},
    }


def _url(event: Event, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("readers:event", args=[event.pk])
