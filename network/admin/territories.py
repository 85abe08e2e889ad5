"""Shows territories in the admin, each person those of their countries: list, form, history."""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from media.admin.walls import OwnRows, RowsToChange
from network.access import may_enter
from network.admin.territory_form import territory_panels
from network.models import Territory
from network.twins.access import may_change, own_territories
from practices.places import country_name

NAME: Final = "territories"
FIGURES: Final = "network_territory_figures"


class OwnTerritories(OwnRows):
    """Is there for those who look after a country, with the territories of theirs."""

    may_enter = staticmethod(may_enter)
    own = staticmethod(own_territories)


class TerritoriesToChange(OwnTerritories, RowsToChange):
    """Leaves what is published to the coordination."""

    may_change = staticmethod(may_change)


class TerritoryIndexView(OwnTerritories, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Territory]:
        return own_territories(self.request.user)


class TerritoryCreateView(OwnTerritories, generic.CreateView):
    pass


class TerritoryEditView(TerritoriesToChange, generic.EditView):
    pass


class TerritoryDeleteView(TerritoriesToChange, generic.DeleteView):
    pass


class TerritoryHistoryView(OwnTerritories, history.HistoryView):
    pass


class TerritoryUsageView(OwnTerritories, usage.UsageView):
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
