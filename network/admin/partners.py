"""Shows partners in the admin, each person those of their countries: list, form, history."""

from typing import Any, ClassVar, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from media.admin.walls import OwnRows, RowsToChange
from network.access import may_delete, may_enter, own_partners
from network.admin.panels import partner_panels
from network.models import Partner
from network.partners.doubles import Doubles, seen_by, told
from practices.places import place_line

NAME: Final = "partners"
FILES: Final = "network_partner_files"
# Has the list show those who applied, or whom nobody confirmed for two years.
WAITING: Final = "waiting"


class OwnPartners(OwnRows):
    """Is there for those who look after a country, with the partners of theirs."""

    may_enter = staticmethod(may_enter)
    own = staticmethod(own_partners)


class DoublesMixin:
    """Tells after saving that another entry may be of the same organisation."""

    request: HttpRequest

    def save_instance(self) -> Partner:
        saved: Partner = super().save_instance()  # type: ignore[misc]
        if others := Doubles(seen_by(self.request.user)).of(saved):
            text = gettext("Called so, or with this website, there is also: %(names)s. Is it the same one?")
            messages.warning(self.request, text % {"names": told(others)})
        return saved


class PartnerIndexView(OwnPartners, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Partner]:
        own = own_partners(self.request.user)
        return own.waiting() if WAITING in self.request.GET else own

    def get_delete_url(self, instance: Partner) -> str | None:
        address: str | None = super().get_delete_url(instance)
        return address if may_delete(self.request.user, instance) else None

    @property
    def header_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_buttons
        return [*buttons, HeaderButton(_("Import and export"), url=reverse(FILES), icon_name="upload")]


class PartnerCreateView(OwnPartners, DoublesMixin, generic.CreateView):
    pass


class PartnerEditView(OwnPartners, DoublesMixin, generic.EditView):
    pass


class PartnerDeleteView(OwnPartners, RowsToChange, generic.DeleteView):
    may_change = staticmethod(may_delete)


class PartnerHistoryView(OwnPartners, history.HistoryView):
    pass


class PartnerUsageView(OwnPartners, usage.UsageView):
    pass


def membership(partner: Partner) -> str:
    """Returns where it stands on its way, and whether it is a member."""
    state = partner.get_state_display()
    return gettext("%(state)s, member") % {"state": state} if partner.is_member else state


class PartnersMenuItem(MenuItem):
    """Stands in the menu of those who look after a country."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)


class PartnerViewSet(ModelViewSet):
    model = Partner
    name = NAME
    url_prefix = NAME
    icon = "group"
    menu_label = _("Partners")
    menu_order = 270
    menu_item_class = PartnersMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PartnerIndexView
    add_view_class = PartnerCreateView
    edit_view_class = PartnerEditView
    delete_view_class = PartnerDeleteView
    history_view_class = PartnerHistoryView
    usage_view_class = PartnerUsageView
    ordering = "name"
    search_fields: ClassVar[list[str]] = ["name", "place_name"]
    search_backend_name = None
    list_filter: ClassVar[list[str]] = ["kind", "state", "is_member"]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("place", label=_("Place"), accessor=place_line),
        Column("state", label=_("State"), accessor=membership, sort_key="state"),
        DateColumn("confirmed_on", label=_("Confirmed on"), sort_key="confirmed_on"),
    ]

    def get_edit_handler(self) -> Any:
        return partner_panels().bind_to_model(Partner)
