"""Asks what kind of change it was where a text is edited that other languages have as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.panels import Panel

from practices.editing.page_form import TrilingualPageForm
from practices.freshness import EditKind, Standing, State, graver
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

# Of what is told in two languages, one can be left behind.
FEWEST_LANGUAGES: Final = 2
COMPARE: Final = "translations_compare"
KINDS: Final[Mapping[EditKind, tuple[Promise, Promise]]] = {
    EditKind.TYPO: (
        pgettext_lazy("change of a text", "Small"),
        gettext_lazy("a typing mistake, a comma; translations stay as they are"),
    ),
    EditKind.MEDIUM: (
        pgettext_lazy("change of a text", "Medium"),
        gettext_lazy("a sentence more, a clearer word; translators are asked to look"),
    ),
    EditKind.MAJOR: (
        pgettext_lazy("change of a text", "Large"),
        gettext_lazy("another quantity, a warning, a new step; readers of other languages are told as well"),
    ),
}


class EditKindForm(TrilingualPageForm):
    """Notes the kind of edit with the version that is saved, where a text was changed."""

    edit_kind = forms.ChoiceField(
        label=gettext_lazy("How large is the change of the text?"),
        choices=[(kind.value, label) for kind, (label, _examples) in KINDS.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.instance.pending_kind if self.instance.pk else None
        self.initial["edit_kind"] = graver(said, EditKind.MEDIUM).value

    def save(self, commit: bool = True) -> Any:
        chosen = self.cleaned_data.get("edit_kind")
        self.instance.edit_kind = EditKind(chosen) if chosen and self._changes_texts() else None
        return super().save(commit)

    def _changes_texts(self) -> bool:
        rows = [row for formset in self.formsets.values() for row in formset.forms]
        changed = [*self.changed_data, *(name for row in rows for name in row.changed_data)]
        # Whole rows go as well.
        return any(map(_is_text, changed)) or any(formset.deleted_forms for formset in self.formsets.values())


def _is_text(name: str) -> bool:
    """Returns whether a box of the form holds a text of one language."""
    return name.endswith(tuple(f"_{code}" for code in LANGUAGES))


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """Says of one language how it stands; `url` leads to where it is compared with another."""

    name: str
    state: State
    words: str
    url: str


def state_words(standing: Standing) -> str:
    """Returns how a language stands, in words."""
    if standing.state is State.STALE and standing.since:
        month = date_format(standing.since, "YEAR_MONTH_FORMAT")
        return pgettext("language", "out of date since %(month)s") % {"month": month}
    return {
        State.MISSING: pgettext("language", "missing"),
        State.MACHINE: pgettext("language", "by a machine, nobody has read it"),
        State.CURRENT: pgettext("language", "original")
        if standing.is_source
        else pgettext("language", "up to date"),
        State.STALE: pgettext("language", "out of date"),
    }[standing.state]


def language_name(code: str) -> str:
    """Returns what a language is called in the person's own, as the first word of a line."""
    return capfirst(_(BY_CODE[code].english_name))


def language_lines(page: int, standings: Mapping[str, Standing]) -> list[LanguageLine]:
    return [
        LanguageLine(
            language_name(code),
            standings[code].state,
            state_words(standings[code]),
            "" if standings[code].is_source else reverse(COMPARE, args=[page, code]),
        )
        for code in LANGUAGES
        if code in standings
    ]


class EditKindPanel(Panel):
    """Shows how the languages stand, and asks for the kind of edit once a text is changed."""

    def get_form_options(self) -> dict[str, Any]:
        # Otherwise Wagtail draws the box below the form.
        return {"fields": ["edit_kind"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/panels/edit_kind.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                css={"all": ["practices/translations/translations.css"]},
                js=["practices/translations/edit_kind.js"],
            )

        def is_shown(self) -> bool:
            return self.form is not None and self.instance.pk is not None and bool(self._lines)

        def show_panel_furniture(self) -> bool:
            return False

        @cached_property
        def _lines(self) -> list[LanguageLine]:
            found = self.instance.standings()
            told = [each for each in found.values() if each.state is not State.MISSING]
            return language_lines(self.instance.pk, found) if told else []

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            lines = self._lines
            box = self.form["edit_kind"]
            asked = sum(line.state is not State.MISSING for line in lines) >= FEWEST_LANGUAGES
            kinds = [
                (kind.value, label, examples, box.value() == kind.value)
                for kind, (label, examples) in KINDS.items()
            ]
            return context | {
                "lines": lines,
                "box": box,
                "kinds": kinds if asked else [],
                # What was typed is shown again with its answer.
                "waits": not self.form.is_bound,
            }
