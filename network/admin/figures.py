"""Shows the figures of a territory, takes new ones in as drafts, and publishes them for the coordination."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.regions import is_coordination
from jobs.row_numbers import row_number
from network.admin.figure_words import figure_words
from network.admin.territories import FIGURES, NAME
from network.models import Territory, TerritoryFact
from network.models.figure import LONGEST_SOURCE
from network.twins.access import own_territories
from network.twins.territories import current_facts, enter, publish, take_back
from network.twins.vocabulary import BLOCKS, INDICATORS
from practices.form_fields import NumberPart

REFUSED: Final = 422
FIRST_YEAR: Final = 1950
NUMBERS: Final = ("low", "best", "high")


class FigureForm(forms.Form):
    """Takes one figure with its year and source; a number as a range, a best value, or all three."""

    indicator = forms.ChoiceField(label=gettext_lazy("What"))
    low = NumberPart(label=gettext_lazy("Low"), required=False)
    best = NumberPart(label=gettext_lazy("Best value"), required=False)
    high = NumberPart(label=gettext_lazy("High"), required=False)
    choice = forms.ChoiceField(label=gettext_lazy("Answer, for a plan"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Year"), error_messages={"required": gettext_lazy("Write of which year it is.")}
    )
    source_text = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST_SOURCE,
        error_messages={"required": gettext_lazy("Write who says so: without a source it is not taken.")},
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        max_length=LONGEST_SOURCE,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]
            (heading, [(code, each.label) for code, each in INDICATORS.items() if each.block == block])
            for block, heading in BLOCKS.items()
        ]
        answers = {code: text for each in INDICATORS.values() for code, text in (each.choices or {}).items()}
        self.fields["choice"].choices = [("", "---------"), *answers.items()]  # type: ignore[attr-defined]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            text = _("The year goes from %(first)s to this one.")
            raise forms.ValidationError(text % {"first": FIRST_YEAR})
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        indicator = INDICATORS.get(cleaned.get("indicator", ""))
        if indicator is None or any(name in self.errors for name in NUMBERS):
            return cleaned
        numbers = [cleaned.get(name) for name in NUMBERS]
        if indicator.choices is not None:
            self._clean_choice(cleaned, indicator.choices, numbers)
        else:
            self._clean_numbers(cleaned, indicator.highest)
        return cleaned

    def _clean_choice(self, cleaned: dict[str, Any], choices: Any, numbers: list[float | None]) -> None:
        if cleaned.get("choice") not in choices:
            self.add_error("choice", _("Choose the answer."))
        if any(number is not None for number in numbers):
            self.add_error("best", _("This is answered by a word, not by a number."))

    def _clean_numbers(self, cleaned: dict[str, Any], highest: float) -> None:
        told = [cleaned[name] for name in NUMBERS if cleaned.get(name) is not None]
        if cleaned.get("choice"):
            self.add_error("choice", _("This is answered by a number."))
        if cleaned.get("best") is None and (cleaned.get("low") is None or cleaned.get("high") is None):
            self.add_error("best", _("Write the number, or both ends of its range."))
        elif told != sorted(told):
            self.add_error("best", _("The low end comes first, then the best value, then the high end."))
        for name in NUMBERS:
            number = cleaned.get(name)
            if number is not None and not 0 <= number <= highest:
                text = _("This goes from 0 to %(highest)s.")
                self.add_error(name, text % {"highest": number_format(highest, 0, force_grouping=True)})


class FiguresView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what a territory states, with a form for more. The coordination publishes."""

    template_name = "network/admin/figures.html"
    header_icon = "globe"
    http_method_names = ["get", "head", "post"]
    territory: Territory

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises Http404 for a territory of others' countries."""
        found = own_territories(request.user).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.territory = found
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "publish" in request.POST or "take_back" in request.POST:
            return self._settle(request)
        form = FigureForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=REFUSED)
        enter(TerritoryFact(territory=self.territory, **form.cleaned_data), request.user)
        messages.success(request, _("It is entered. Readers see it once the coordination publishes it."))
        return redirect(FIGURES, pk=self.territory.pk)

    def _settle(self, request: HttpRequest) -> HttpResponse:
        """Publishes a draft or takes a figure away. Raises Http404 for all but the coordination."""
        if not is_coordination(request.user):
            raise Http404
        name = "publish" if "publish" in request.POST else "take_back"
        number = row_number(request.POST[name])
        done = (
            publish(self.territory, number, request.user)
            if name == "publish"
            else take_back(self.territory, number)
        )
        if done:
            messages.success(request, _("Done."))
        else:
            messages.warning(request, _("Somebody else was faster: look at it as it stands now."))
        return redirect(FIGURES, pk=self.territory.pk)

    def get_page_title(self) -> str:
        return _("%(place)s: figures") % {"place": self.territory.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        order = {code: place for place, code in enumerate(INDICATORS)}
        facts = sorted(
            current_facts(self.territory), key=lambda fact: (order.get(fact.indicator, len(order)), fact.pk)
        )
        return (
            {"form": FigureForm()}
            | context
            | {
                "rows": [
                    (fact, INDICATORS[fact.indicator].label, _value(fact))
                    for fact in facts
                    if fact.indicator in order
                ],
                "is_coordination": is_coordination(self.request.user),
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _("Twin Regions")},
            {"url": "", "label": self.get_page_title()},
        ]


def _value(fact: TerritoryFact) -> str:
    indicator = INDICATORS[fact.indicator]
    return figure_words(fact, indicator.choices, indicator.unit)
