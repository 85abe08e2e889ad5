"""Shows the coordination the expressions of interest that were confirmed, and takes its decisions."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.admin.coordination import CoordinationOnly
from exchange.regions import is_coordination
from network.admin.territories import NAME
from network.fields import spoken_name
from network.models import Expression
from network.models.expression import LONGEST_NOTE
from network.twins import expressing
from network.twins.vocabulary import TOPICS
from practices.places import country_name
from zones.languages import language_of

PAGE_SIZE: Final = 50
EXPRESSIONS: Final = "network_expressions"
EXPRESSION: Final = "network_expression"
CONFLICT: Final = 409
REFUSED: Final = 422
TITLE: Final = gettext_lazy("Expressions of interest")


class DecisionForm(forms.Form):
    """Takes the next state and a note to whoever signed; `seen` is the state when the page was opened."""

    seen = forms.ChoiceField(choices=Expression.State.choices, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=Expression.State.choices, label=gettext_lazy("State"))
    note = forms.CharField(
        label=gettext_lazy("Note to whoever signed"),
        help_text=gettext_lazy("It stands on their private page. Write in the language of their text."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ExpressionsView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    """Lists what was confirmed, the newest first."""

    template_name = "network/admin/expressions.html"
    page_title = TITLE
    header_icon = "mail"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = Paginator(expressing.queue(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        rows = [
            (
                each,
                reverse(EXPRESSION, args=[each.pk]),
                country_name(each.country),
                language_of(each.language).name,
            )
            for each in page
        ]
        return context | {"page": page, "rows": rows}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *_path(), {"url": "", "label": TITLE}]


class ExpressionsMenuItem(MenuItem):
    """Stands in the coordination's menu, with how many wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordination(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        number = expressing.waiting().count()
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )


def menu_item() -> ExpressionsMenuItem:
    return ExpressionsMenuItem(TITLE, reverse(EXPRESSIONS), name="expressions", icon_name="mail", order=285)


class ExpressionView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    """Shows one in the person's language, what was written marked with its own, and takes the decision."""

    template_name = "network/admin/expression.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post"]
    expression: Expression

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.number: int = kwargs["pk"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._read()
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            self._read()
            return self.render_to_response(self.get_context_data(form=form), status=REFUSED)
        told = form.cleaned_data
        try:
            expressing.decide(self.number, told["seen"], told["state"], told["note"], request.user)
        except expressing.DecidedMeanwhileError:
            return self._too_late(form)
        messages.success(request, _("Decided. It stands on the private page of whoever signed."))
        return redirect(EXPRESSIONS)

    def _too_late(self, form: DecisionForm) -> HttpResponse:
        """Returns the page as it stands now with what was typed, or the list where it was withdrawn."""
        if not expressing.queue().filter(pk=self.number).exists():
            messages.warning(self.request, _("It was withdrawn meanwhile. Nothing is left to decide."))
            return redirect(EXPRESSIONS)
        self._read()
        messages.warning(self.request, _("Somebody else decided meanwhile: look at it as it stands now."))
        again = DecisionForm(
            initial={
                "seen": self.expression.state,
                "state": self.expression.state,
                "note": form.cleaned_data["note"],
            }
        )
        return self.render_to_response(self.get_context_data(form=again), status=CONFLICT)

    def _read(self) -> None:
        """Reads what the address names. Raises Http404 for what is not confirmed, or gone."""
        found = expressing.queue().select_related("decided_by").filter(pk=self.number).first()
        if found is None:
            raise Http404
        self.expression = found

    def get_page_title(self) -> str:
        return self.expression.territory_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        told = self.expression
        initial = {"seen": told.state, "state": told.state, "note": told.note}
        return (
            {"form": DecisionForm(initial=initial)}
            | context
            | {
                "expression": told,
                "language": language_of(told.language).name,
                "facts": _facts(told),
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *_path(), {"url": reverse(EXPRESSIONS), "label": TITLE}, here]


def _path() -> list[dict[str, Any]]:
    return [{"url": reverse(f"{NAME}:index"), "label": _("Twin Regions")}]


def _facts(told: Expression) -> list[tuple[str, str]]:
    """Returns what was chosen, in words of the person's language."""
    rows = [
        (_("Country"), country_name(told.country)),
        (_("Centre"), f"{told.latitude:.1f}, {told.longitude:.1f}"),
        (_("Offers"), ", ".join(str(TOPICS[code]) for code in told.offers if code in TOPICS)),
        (_("Seeks"), ", ".join(str(TOPICS[code]) for code in told.seeks if code in TOPICS)),
        (_("Languages"), ", ".join(map(spoken_name, told.languages))),
        (_("Those who hold the land were asked"), told.get_land_holders_asked_display()),
        (_("Women, herders and young people were asked"), told.get_groups_asked_display()),
        (_("Food comes first"), told.get_food_first_display()),
        (_("Mandate of the council"), _("yes") if told.has_mandate else _("no")),
        (_("May be published"), _("yes") if told.publication_text else _("no")),
    ]
    return [(label, str(text) or "—") for label, text in rows]
