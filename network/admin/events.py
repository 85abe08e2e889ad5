"""Shows events in the admin: correspondents those of their countries, those who publish all.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from network.admin.event_form import event_panels
from network.event_access import may_change, may_enter_events, own_events
from network.models import Event
from practices.places import country_name

NAME: Final = "events"


class Walled:
    """Gives 404 to whoever looks after no events, and for those of others' countries."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_enter_events(request.user):
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_object(self, *args: Any) -> Event:
        found: Event = super().get_object(*args)  # type: ignore[misc]
        if not own_events(self.request.user).filter(pk=found.pk).exists():
            raise Http404
        return found


class WalledForChange(Walled):
    """Gives 404 for what is published to all but those who publish too."""

    def get_object(self, *args: Any) -> Event:
        found = super().get_object(*args)
        if not may_change(self.request.user, found):
            raise Http404
        return found


class EventIndexView(Walled, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Event]:
        return own_events(self.request.user)


class EventCreateView(Walled, generic.CreateView):
    pass


class EventEditView(WalledForChange, generic.EditView):
    pass


class EventDeleteView(WalledForChange, generic.DeleteView):
    pass


class EventHistoryView(Walled, history.HistoryView):
    pass


class EventUsageView(Walled, usage.UsageView):
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
