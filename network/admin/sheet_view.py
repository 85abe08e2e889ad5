"""Shows what a spreadsheet of countries would change, and saves it as drafts: all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.admin.country_base import BOARD, COUNTRY, CountryAdminView
from network.admin.country_view import stated_text
from network.countries.indicators import INDICATORS
from network.countries.sheets import Entry
from network.countries.stated import enter, newest
from network.models import StatedValue, ValueSheet
from practices.places import country_name


class SheetView(CountryAdminView):
    template_name = "network/countries/sheet.html"
    http_method_names = ["get", "head", "post"]

    @cached_property
    def sheet(self) -> ValueSheet:
        own = ValueSheet.objects.filter(user=self.request.user.pk)
        return get_object_or_404(own, pk=self.kwargs["pk"])

    @cached_property
    def entries(self) -> list[Entry]:
        """Returns the rows; those of a country that the person looks after no more are left out."""
        rows = [Entry(**row) for row in self.sheet.rows]
        return [row for row in rows if row.country in self.countries]

    def _values(self) -> list[StatedValue]:
        return [entry.to_value() for entry in self.entries]

    def get_page_title(self) -> str:
        return self.sheet.file_name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        action = request.POST.get("action", "")
        if action not in ("save", "drop"):
            raise Http404
        with transaction.atomic():
            self.sheet.delete()
            count = enter(self._values(), request.user) if action == "save" else 0
        if action == "drop":
            messages.success(request, _("The file was dropped. Nothing was changed."))
            return redirect(BOARD)
        words = ngettext("%(count)s value is a draft now.", "%(count)s values are drafts now.", count)
        messages.success(request, words % {"count": count})
        countries = {entry.country for entry in self.entries}
        return redirect(COUNTRY, countries.pop()) if len(countries) == 1 else redirect(BOARD)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        known = newest(self.countries)
        return context | {
            "rows": [
                (
                    country_name(entry.country),
                    INDICATORS[entry.indicator].label,
                    stated_text(known[entry.key]) if entry.key in known else "",
                    stated_text(entry.to_value()),
                    not (entry.source_text and entry.year),
                )
                for entry in self.entries
            ]
        }
