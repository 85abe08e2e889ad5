"""Shows territories in the admin, each person those of their countries: list, form, history.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from network.access import may_enter
from network.admin.territory_form import territory_panels
from network.models import Territory
from network.territory_access import may_change, own_territories
from practices.places import country_name

NAME: Final = "territories"
FIGURES: Final = "network_territory_figures"


class Walled:
    """Gives 404 to whoever looks after no country, and for territories of others' countries."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_enter(request.user):
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_object(self, *args: Any) -> Territory:
        found: Territory = super().get_object(*args)  # type: ignore[misc]
        if not own_territories(self.request.user).filter(pk=found.pk).exists():
            raise Http404
        return found


class WalledForChange(Walled):
    """Gives 404 for what is published to all but the coordination too."""

    def get_object(self, *args: Any) -> Territory:
        found = super().get_object(*args)
        if not may_change(self.request.user, found):
            raise Http404
        return found


class TerritoryIndexView(Walled, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Territory]:
        return own_territories(self.request.user)


class TerritoryCreateView(Walled, generic.CreateView):
    pass


class TerritoryEditView(WalledForChange, generic.EditView):
    pass


class TerritoryDeleteView(WalledForChange, generic.DeleteView):
    pass


class TerritoryHistoryView(Walled, history.HistoryView):
    pass


class TerritoryUsageView(Walled, usage.UsageView):
    pass


class TwinsMenuItem(MenuItem):
    """Stands in the menu of those who look after a country."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)


class FiguresColumn(Column):
    """Leads to what the territory states in numbers."""

    cell_template_name = "network/admin/figures_cell.html"

    def get_cell_context_data(self, instance: Territory, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": reverse(FIGURES, args=[instance.pk])}


class TerritoryViewSet(ModelViewSet):
    model = Territory
    name = NAME
    url_prefix = NAME
    icon = "globe"
    menu_label = _("Twin Regions")
    menu_order = 280
    menu_item_class = TwinsMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TerritoryIndexView
    add_view_class = TerritoryCreateView
    edit_view_class = TerritoryEditView
    delete_view_class = TerritoryDeleteView
    history_view_class = TerritoryHistoryView
    usage_view_class = TerritoryUsageView
    ordering = "name"
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    list_filter: ClassVar[list[str]] = ["state", "country"]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("country", label=_("Country"), accessor=lambda each: country_name(each.country)),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        FiguresColumn("figures", label=_("Figures")),
    ]

    def get_edit_handler(self) -> Any:
        return territory_panels().bind_to_model(Territory)
