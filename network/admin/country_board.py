"""Lists a person's countries, gives their spreadsheet, and takes it back."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from media.attachments import XLSX, attachment
from network.access import states_of
from network.admin.country_base import BOARD, SHEET, TITLE, CountryAdminView
from network.countries.rules import changed, rule_problems
from network.countries.sheets import CellProblem, Placed, read
from network.countries.stated import drafts, newest, published
from network.countries.workbooks import workbook
from network.models import ValueSheet
from practices.admin.table_form import TableForm
from practices.interchange.tables.cells import MOST_MEGABYTES, FileRefusedError
from practices.places import country_name
from zones.spelling import without_accents

MOST_PROBLEMS: Final = 100
KEPT: Final = timedelta(days=30)


class SheetForm(TableForm):
    accept = (".xlsx",)
    not_ours = gettext_lazy("This is no spreadsheet of countries. Take it here, and leave its headings.")


class BoardView(CountryAdminView):
    template_name = "network/countries/board.html"
    page_title = TITLE
    http_method_names = ["get", "head", "post"]
    problems: Sequence[CellProblem] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Looks a spreadsheet through: what is wrong is listed, what differs waits to be saved."""
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                rows = self._looked_through(form.content())
            except FileRefusedError as refused:
                form.refuse(refused)
            else:
                if rows:
                    return redirect(SHEET, self._kept(rows, form.file_name).pk)
                if not self.problems:
                    form.add_error("file", _("Nothing in this file differs from what was entered before."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _looked_through(self, content: bytes) -> list[Placed]:
        """Returns the rows that differ, none of a file with problems."""
        sheets = read(content, self.countries)
        known = newest(self.countries)
        rows = changed(sheets.placed, known)
        self.problems = [*sheets.problems, *rule_problems(rows, known)]
        return [] if self.problems else rows

    def _kept(self, rows: list[Placed], name: str) -> ValueSheet:
        ValueSheet.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
        person: Any = self.request.user
        return ValueSheet.objects.create(
            user=person, file_name=name, rows=[row.entry.to_json() for row in rows]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        waiting = Counter(drafts(self.countries).values_list("country", flat=True))
        public = Counter(published().filter(country__in=self.countries).values_list("country", flat=True))
        names = sorted(
            ((country_name(code), code) for code in self.countries),
            # Where somebody waits for an answer, first.
            key=lambda each: (not waiting[each[1]], without_accents(each[0]).casefold()),
        )
        return (
            {"form": SheetForm()}
            | context
            | {
                "rows": [(name, code, public[code], waiting[code]) for name, code in names],
                "problems": self.problems[:MOST_PROBLEMS],
                "more_problems": max(0, len(self.problems) - MOST_PROBLEMS),
                "most_megabytes": MOST_MEGABYTES,
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Answers with the spreadsheet of all of the person's countries. Raises Http404 for none."""
    return table_of(request, states_of(request.user))


def table_of(request: HttpRequest, countries: tuple[str, ...]) -> HttpResponse:
    if not countries:
        raise Http404
    name = countries[0] if len(countries) == 1 else _("countries")
    return attachment(
        workbook(countries), XLSX, f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx", is_private=True
    )


class CountriesMenuItem(MenuItem):
    """Stands in the menu of those who look after a country."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(states_of(request.user))


def menu_item() -> CountriesMenuItem:
    return CountriesMenuItem(TITLE, reverse(BOARD), name="countries", icon_name="site", order=140)
