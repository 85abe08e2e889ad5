"""Shows territories in the admin, each person those of their countries: list, form, history.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from exchange.regions import is_coordination
from network import expressing
from network.admin.territory_form import territory_panels
from network.models import Territory
from network.territory_access import may_change, may_enter, own_territories
from practices.places import country_name

NAME: Final = "territories"
FIGURES: Final = "network_territory_figures"
EXPRESSIONS: Final = "network_expressions"


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
    def get_base_queryset(self) -> QuerySet[Territory]:
        return own_territories(self.request.user)

    @property
    def header_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_buttons
        if not is_coordination(self.request.user):
            return buttons
        number = expressing.waiting_count()
        label = gettext("Expressions of interest")
        if number:
            label = f"{label} ({number})"
        return [*buttons, HeaderButton(label, url=reverse(EXPRESSIONS), icon_name="mail", priority=20)]


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
    """Stands in the menu of those who look after a country, with how much waits for the coordination."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        number = expressing.waiting_count() if is_coordination(request.user) else 0
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )


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
