"""Shows events in the admin: correspondents those of their countries, those who publish all."""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from media.admin.walls import OwnRows, RowsToChange
from network.admin.event_form import event_panels
from network.events.access import may_change, may_enter_events, own_events
from network.models import Event
from practices.places import country_name

NAME: Final = "events"


class OwnEvents(OwnRows):
    """Is there for those who look after events, with theirs."""

    may_enter = staticmethod(may_enter_events)
    own = staticmethod(own_events)


class EventsToChange(OwnEvents, RowsToChange):
    """Leaves what is published to those who publish."""

    may_change = staticmethod(may_change)


class EventIndexView(OwnEvents, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Event]:
        return own_events(self.request.user)


class EventCreateView(OwnEvents, generic.CreateView):
    pass


class EventEditView(EventsToChange, generic.EditView):
    pass


class EventDeleteView(EventsToChange, generic.DeleteView):
    pass


class EventHistoryView(OwnEvents, history.HistoryView):
    pass


class EventUsageView(OwnEvents, usage.UsageView):
    pass


class EventsMenuItem(MenuItem):
    """Stands in the menu of those who look after events."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter_events(request.user)


class EventViewSet(ModelViewSet):
    model = Event
    name = NAME
    url_prefix = NAME
    icon = "date"
    menu_label = _("Events")
    menu_order = 284
    menu_item_class = EventsMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = EventIndexView
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    delete_view_class = EventDeleteView
    history_view_class = EventHistoryView
    usage_view_class = EventUsageView
    ordering = "-starts_on"
    search_fields: ClassVar[list[str]] = ["title_en", "title_fr", "title_es", "place"]
    search_backend_name = None
    list_filter: ClassVar[list[str]] = ["state", "country"]
    list_display: ClassVar[list[Any]] = [
        Column("title", label=_("Title"), accessor=str),
        Column("starts_on", label=_("First day"), sort_key="starts_on"),
        Column("country", label=_("Country"), accessor=lambda each: country_name(each.country)),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
    ]

    def get_edit_handler(self) -> Any:
        return event_panels().bind_to_model(Event)
