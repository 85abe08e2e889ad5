"""What the pages on countries in the admin have in common: their names and their wall."""

from typing import Any, Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.access import states_of

BOARD: Final = "network_countries"
TABLE: Final = "network_countries_table"
COUNTRY: Final = "network_country"
COUNTRY_TABLE: Final = "network_country_table"
SHEET: Final = "network_value_sheet"
TITLE: Final = _("Countries")


class CountryAdminView(WagtailAdminTemplateMixin, TemplateView):
    """Answers 404 to whoever looks after no country; `countries` are the person's."""

    header_icon = "site"
    countries: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.countries = states_of(request.user)
        if not self.countries:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(BOARD), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]
