"""Shows what the practices of a region cover, what readers ask for, and where nobody has written yet."""

from typing import Any, ClassVar, Final

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from practices.admin.reports.base import RegionReport, RegionReportMenuItem
from practices.coverage import Table, flat, tables
from practices.region_access import is_administrator

COVERAGE: Final = "practices_coverage"


class CoverageView(RegionReport):
    template_name = "practices/admin/reports/coverage.html"
    page_title = gettext_lazy("What is covered")
    header_icon = "site"
    list_export: ClassVar[list[str]] = ["table", "name", "practices", "asked"]
    export_headings: ClassVar[dict[str, Any]] = {
        "table": gettext_lazy("Seen by"),
        "name": gettext_lazy("Name"),
        "practices": gettext_lazy("Practices"),
        "asked": gettext_lazy("Searches of readers in 90 days"),
    }
    export_filename = "coverage"

    @cached_property
    def tables(self) -> list[Table]:
        countries = {code for region in self.regions for code in region.countries or ()}
        sees_all = is_administrator(self.request.user) and len(self.regions) == len(self.own_regions)
        return tables(self.practices, countries, None if sees_all else countries)

    def rows(self) -> Any:
        return (
            {
                "table": table.heading,
                "name": line.name,
                "practices": line.practices,
                "asked": "" if line.asked is None else line.asked,
            }
            for table, line in flat(self.tables)
        )

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return item

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        gaps = [(table, line) for table, line in flat(self.tables) if line.is_gap]
        return context | {"tables": self.tables, "gaps": gaps}


urlpatterns: list[URLPattern] = [path("reports/coverage/", CoverageView.as_view(), name=COVERAGE)]


def menu_item() -> RegionReportMenuItem:
    return RegionReportMenuItem(
        CoverageView.page_title, reverse(COVERAGE), name="coverage", icon_name="site", order=90
    )
