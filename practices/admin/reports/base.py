"""What reports on regions share: who sees them, which region is chosen, and tables without formulas."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from jobs.admin.tables import TextTables
from practices.admin.own_regions_view import OwnRegionsMixin
from practices.models import Practice, RegionSection
from practices.own_regions import own_regions, within
from practices.passages import Passage, passage

# Whoever has one region is not asked which.
FEWEST_CHOICES: Final = 2


class RegionReport(OwnRegionsMixin, TextTables, WagtailAdminTemplateMixin, TemplateView):
    """Shows people what stands in their regions; `?region=` chooses one of them."""

    # They stand below the table, with their names.
    show_export_buttons = False
    http_method_names = ["get", "head"]

    @property
    def own_regions(self) -> list[RegionSection]:
        return own_regions(self.request.user)

    @cached_property
    def regions(self) -> list[RegionSection]:
        """Returns the region that was chosen, else all of the person's. Raises Http404 for any other."""
        asked = self.request.GET.get("region", "")
        found = [region for region in self.own_regions if asked in ("", str(region.pk))]
        if not found:
            raise Http404
        return found

    @property
    def practices(self) -> QuerySet[Practice]:
        """Returns the published practices of the regions."""
        return Practice.objects.filter(within(self.regions), live=True)

    def choices(self) -> list[tuple[Passage | None, str, bool]]:
        """Returns name, address and whether it is chosen, of all regions together and each; none of one."""
        if len(self.own_regions) < FEWEST_CHOICES:
            return []
        is_all = len(self.regions) > 1
        each = [
            (passage(region, "name"), f"?region={region.pk}", not is_all and region in self.regions)
            for region in self.own_regions
        ]
        return [(None, self.request.path, is_all), *each]

    def rows(self) -> Any:
        """Returns what the table to take away has."""
        raise NotImplementedError

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            table: HttpResponse = self.as_spreadsheet(self.rows(), self.request.GET["export"])
            return table
        response: HttpResponse = super().render_to_response(context, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "choices": self.choices(),
            "csv_url": self.csv_export_url,
            "xlsx_url": self.xlsx_export_url,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RegionReportMenuItem(MenuItem):
    """Stands in the menu of reports of those who look after a region."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(own_regions(request.user))
