"""Checks the form of a practice, and what publishing it needs."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.consent import Publication, refusals
from practices.editing.edit_kind import EditKindForm
from practices.editing.position_tick import PositionTick
from practices.list_lengths import MOST_TAGS
from practices.places import countries_by_region
from practices.positions import LONGEST_KEY


class PracticeForm(EditKindForm):
    class Media:
        js = ("practices/editor/editor.js", "practices/editor/drawings.js")
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("practices/editor/editor.css",)}

    position_confirmed = forms.CharField(
        label=_("Yes, it is there"), required=False, max_length=LONGEST_KEY, widget=PositionTick
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.parent_page.specific_deferred if self.parent_page else None
        countries: tuple[str, ...] = tuple(getattr(region, "countries", ()))
        if len(countries) == 1 and not self.instance.pk:
            self.initial["country"] = self.initial.get("country") or countries[0]
        if isinstance(outcome := self.fields.get("outcome"), forms.ChoiceField):
            # All are seen at once; that nothing is chosen yet is no choice.
            known: Any = outcome.choices
            outcome.choices = [choice for choice in known if choice[0]]
        if countries and isinstance(self.fields.get("country"), forms.ChoiceField):
            self.fields["country"].choices = countries_by_region(countries)
        self._ask_about_position()

    def _post_clean(self) -> None:
        super()._post_clean()
        doubt = self._ask_about_position()
        if doubt and not self.instance.position_confirmed and self._leads_to_publishing():
            self.add_error("position_confirmed", _("Put the position right, or tick this box."))

    def _ask_about_position(self) -> str:
        """Says beside the box what speaks against the position as it is now; returns it."""
        doubt: str = self.instance.doubt_of_position(self.parent_page)
        if "position_confirmed" in self.fields:
            # The field as it is drawn: its words were taken from the form's before these were known.
            box = self["position_confirmed"]
            box.help_text = doubt
            box.field.widget.key = self.instance.position_key
        return doubt

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_too_many_tags(cleaned)
        if self._leads_to_publishing():
            self._refuse_repeated_rows()
            self._refuse_unknown_sources()
            for field, reason in refusals(self._publication(cleaned)).items():
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

    def _refuse_too_many_tags(self, cleaned: dict[str, Any]) -> None:
        if len(cleaned.get("tags") or ()) > MOST_TAGS:
            self.add_error("tags", _("There are too many tags: at most %(most)s.") % {"most": MOST_TAGS})

    def _refuse_repeated_rows(self) -> None:
        """Adds an error where two rows are about one change, or two sources are called the same."""
        changes = [impact.get_indicator_display() for impact in self._children("impacts")]
        keys = [citation.key for citation in self._children("citations") if citation.key]
        for names in (changes, keys):
            for name in sorted({str(name) for name in names if names.count(name) > 1}):
                self.add_error(None, _("“%(value)s” stands here more than once.") % {"value": name})

    def _refuse_unknown_sources(self) -> None:
        """Adds an error where a measurement names a source that the practice does not have."""
        if not {"citations", "soil_carbon_measured"} <= self.formsets.keys():
            return
        keys = {citation.key for citation in self._children("citations")}
        for form in self.formsets["soil_carbon_measured"].forms:
            source = form.cleaned_data.get("source") if form.is_valid() else ""
            if source and source not in keys and not form.cleaned_data.get("DELETE"):
                form.add_error("source", _("No source below has this short name."))

    def _leads_to_publishing(self) -> bool:
        """Returns whether it is handed in, approved or published, not kept as a draft or sent back."""
        if self.is_draft or "action-cancel-workflow" in self.data:
            return False
        return "action-workflow-action" not in self.data or self.data.get("workflow-action-name") == "approve"

    def _publication(self, cleaned: dict[str, Any]) -> Publication:
        steps = self._children("steps")
        return Publication(
            is_agreed=bool(cleaned.get("publication_agreed")),
            is_compiled=bool(cleaned.get("compiled_from_sources")),
            names_somebody=bool(cleaned.get("contributor_name")),
            sources=len(self._children("citations")),
            pictures=[
                cleaned.get("lead_image"),
                *(step.image for step in steps),
            ],
        )

    def _children(self, name: str) -> list[Any]:
        """Returns what a list of the form holds, without the rows that are taken out."""
        if name not in self.formsets:
            # The whole list is taken from another version.
            return list(getattr(self.instance, name).all())
        return [
            form.instance
            for form in self.formsets[name].forms
            if form.is_valid()
            and (form.has_changed() or form.instance.pk)
            and not form.cleaned_data.get("DELETE")
        ]
