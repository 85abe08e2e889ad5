"""Shows what a country states, drafts and earlier values too; the coordination publishes and withdraws."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from exchange.regions import is_coordination
from jobs.row_numbers import row_number, row_numbers
from network.access import states_of
from network.admin.country_base import COUNTRY, CountryAdminView
from network.admin.country_board import table_of
from network.admin.figure_words import figure_words
from network.countries.indicators import INDICATORS, UNITS
from network.countries.rules import beyond_limits
from network.countries.stated import NotReadyError, drafts, in_order, key_of, publish, published, withdraw
from network.models import StatedValue
from practices.places import country_name

PUBLISHED = "network.value_published"
WITHDRAWN = "network.value_withdrawn"


class CountryView(CountryAdminView):
    template_name = "network/countries/country.html"
    http_method_names = ["get", "head", "post"]

    @property
    def code(self) -> str:
        """Returns the country of the address. Raises Http404 for one that is not the person's."""
        code: str = self.kwargs["code"]
        if code not in self.countries:
            raise Http404
        return code

    def get_page_title(self) -> str:
        return country_name(self.code)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Publishes the drafts that were ticked, or withdraws one value. Raises Http404 for others."""
        if not is_coordination(request.user):
            raise Http404
        if "withdraw" in request.POST:
            self._withdraw(request.POST["withdraw"])
        else:
            self._publish(row_numbers(request.POST.getlist("value")))
        return redirect(COUNTRY, self.code)

    def _publish(self, numbers: list[int]) -> None:
        done = 0
        chosen = in_order(drafts([self.code]).filter(pk__in=numbers))
        refused = self._beyond_limits(chosen)
        for reason in dict.fromkeys(refused[each.indicator] for each in chosen if each.indicator in refused):
            messages.error(self.request, _("Nothing of this is published: %(reason)s") % {"reason": reason})
        for value in chosen:
            if value.indicator in refused:
                continue
            try:
                publish(value.pk, self.request.user)
            except NotReadyError as error:
                told = {"value": INDICATORS[value.indicator].label, "reason": error.reason}
                messages.error(self.request, _("“%(value)s” is not published. %(reason)s") % told)
            except StatedValue.DoesNotExist:
                # Somebody else was quicker.
                continue
            else:
                log(value, PUBLISHED, user=self.request.user)
                done += 1
        if done:
            words = ngettext("%(count)s value is public now.", "%(count)s values are public now.", done)
            messages.success(self.request, words % {"count": done})
        elif not numbers:
            messages.warning(self.request, _("No value was ticked."))

    def _beyond_limits(self, chosen: list[StatedValue]) -> dict[str, str]:
        """Returns what would not go together if these were public too: their drafts were entered apart."""
        public = published().filter(country=self.code)
        return beyond_limits(self.code, {key_of(value): value for value in (*public, *chosen)}.values())

    def _withdraw(self, number: str) -> None:
        value = published().filter(country=self.code, pk=row_number(number)).first()
        if value is None or not withdraw(value.pk):
            raise Http404
        log(value, WITHDRAWN, user=self.request.user)
        messages.success(self.request, _("The value is off the site. It stays in the history here."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = StatedValue.objects.filter(country=self.code).select_related("entered_by", "published_by")
        old = rows.exclude(replaced_at=None, withdrawn_at=None).order_by("-entered_at", "-pk")
        return context | {
            "code": self.code,
            "is_coordination": is_coordination(self.request.user),
            "drafts": _told(drafts([self.code]).select_related("entered_by")),
            "published": _told(published().filter(country=self.code).select_related("published_by")),
            "earlier": [(value, *_words(value)) for value in old if value.indicator in INDICATORS],
        }


def _told(values: QuerySet[StatedValue]) -> list[tuple[StatedValue, str, str]]:
    return [(value, *_words(value)) for value in in_order(values) if value.indicator in INDICATORS]


def _words(value: StatedValue) -> tuple[str, str]:
    """Returns what was asked, and what was stated with its unit."""
    return str(INDICATORS[value.indicator].label), stated_text(value)


def stated_text(value: StatedValue) -> str:
    """Returns what a value states, its unit and its year."""
    indicator = INDICATORS[value.indicator]
    text = figure_words(value, indicator.choices, UNITS[indicator.unit])
    return f"{text}, {value.year}" if value.year else text


@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Answers with the spreadsheet of one country. Raises Http404 for one that is not the person's."""
    if code not in states_of(request.user):
        raise Http404
    return table_of(request, (code,))
