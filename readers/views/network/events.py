"""Events: the list, the page of one, and both as files for calendars."""

from collections.abc import Iterable

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from media.attachments import attachment
from network.events.calendar_file import CALENDAR, calendar_file
from network.events.public import coming_events, past_events
from network.models import Event
from readers.presenters.network.events import event_list, event_view
from readers.request_land import land_of

PAGE_SIZE = 20


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Answer with events to come, then a page of those that are over."""
    page = Paginator(past_events(), PAGE_SIZE).get_page(request.GET.get("page"))
    coming = list(coming_events()) if page.number == 1 else []
    view = event_list(coming, list(page.object_list), page, land_of(request).pairs)
    return render(request, "readers/events/list.html", {"view": view})


@require_safe
def event(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with one event, 404 where there is none or it is not published."""
    view = event_view(_public(number), land_of(request).pairs)
    return render(request, "readers/events/event.html", {"view": view})


@require_safe
def event_ics(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with one event for a calendar."""
    return _calendar([_public(number)], f"event-{number}.ics")


@require_safe
def events_ics(request: HttpRequest) -> HttpResponse:
    """Answer with all events to come, for a calendar that asks again; 404 while there are none."""
    coming = list(coming_events())
    if not coming:
        raise Http404(_("Nothing is planned at the moment."))
    return _calendar(coming, "events.ics")


def _public(number: int) -> Event:
    found = Event.objects.public().filter(pk=number).first()
    if found is None:
        raise Http404(_("There is no such event, or it is no longer shown."))
    return found


def _calendar(found: Iterable[Event], name: str) -> HttpResponse:
    base = settings.WAGTAILADMIN_BASE_URL
    rows = [(each, base + reverse("readers:event", args=[each.pk])) for each in found]
    title = f"{_('Twin Fields')} · {_('Events')}"
    return attachment(calendar_file(title, rows), CALENDAR, name)
