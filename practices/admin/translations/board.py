"""Answers under /admin/translations/: what waits for a translator in the person's regions."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from practices.admin.own_regions_view import OwnRegionsMixin
from practices.admin.translations.side_by_side import BOARD
from practices.admin.translations.waiting import Filter, pages_with_states, waiting
from practices.editing.edit_kind import COMPARE, LanguageLine, language_lines, language_name
from practices.freshness import State
from practices.interchange.tables.cells import MOST_ROWS
from practices.models import RegionSection
from practices.models.freshness import STATE_LABELS
from practices.own_regions import own_regions
from practices.passages import Passage, passage
from zones.vocabulary import LANGUAGES

TABLE: Final = "translations_table"
FILES: Final = "translations_files"
PAGE_SIZE: Final = 25
TITLE: Final = gettext_lazy("Translations")


class FilterForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", pgettext("language", "any")),
            *((code, language_name(code)) for code in LANGUAGES),
        ]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("anything to do")),
            *((state.value, label) for state, label in STATE_LABELS.items()),
        ]

    def filter(self) -> Filter:
        """Returns what was asked for; what is no choice counts as not asked."""
        self.is_valid()
        state = self.cleaned_data.get("state")
        return Filter(self.cleaned_data.get("language", ""), State(state) if state else None)


@dataclass(frozen=True, slots=True)
class Row:
    title: Passage
    url: str
    note: str
    lines: list[LanguageLine]


class BoardView(OwnRegionsMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "practices/admin/translations/board.html"
    http_method_names = ["get", "head"]
    page_title = TITLE
    header_icon = "globe"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = FilterForm(self.request.GET)
        asked = form.filter()
        numbers = waiting(self.request.user, asked)
        page = Paginator(numbers, PAGE_SIZE).get_page(self.request.GET.get("page"))
        regions = own_regions(self.request.user)
        kept = self.request.GET.copy()
        table = ""
        if asked.language and numbers:
            state = {"state": asked.state.value} if asked.state else {}
            table = f"{reverse(TABLE)}?{urlencode({'language': asked.language} | state)}"
        kept.pop("page", None)
        return context | {
            "form": form,
            "number": len(numbers),
            "page": page,
            "kept": kept.urlencode(),
            "table_url": table,
            "files_url": reverse(FILES),
            "most_rows": MOST_ROWS,
            "rows": [_row(each, states, regions, asked) for each, states in pages_with_states(list(page))],
        }


def _row(page: Any, states: dict[str, Any], regions: list[RegionSection], asked: Filter) -> Row:
    standings = {code: state.standing for code, state in states.items()}
    return Row(
        passage(page, "name"),
        reverse(COMPARE, args=[page.pk, _first_to_do(standings, asked)]),
        _place(page, regions),
        language_lines(page.pk, standings),
    )


def _first_to_do(standings: dict[str, Any], asked: Filter) -> str:
    """Returns the language that the row's title leads to."""
    to_do = (code for code in asked.languages if code in standings and standings[code].state in asked.states)
    return next(to_do, LANGUAGES[0])


def _place(page: Any, regions: list[RegionSection]) -> str:
    """Returns the name of the region to those who have several; a region says that it is one."""
    if isinstance(page, RegionSection):
        return _("Region")
    if len(regions) == 1:
        return ""
    return next((str(passage(each, "name")) for each in regions if page.path.startswith(each.path)), "")


class TranslationsMenuItem(MenuItem):
    """Stands in the menu of those who may change pages somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_permission(request.user, "change"))


def menu_item() -> TranslationsMenuItem:
    return TranslationsMenuItem(TITLE, reverse(BOARD), name="translations", icon_name="globe", order=155)
