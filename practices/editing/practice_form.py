"""Checks the form of a practice, and what publishing it needs."""

from typing import Any

from practices.consent import Publication, refusals
from practices.editing.page_form import TrilingualPageForm


class PracticeForm(TrilingualPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.parent_page.specific_deferred if self.parent_page else None
        countries: tuple[str, ...] = tuple(getattr(region, "countries", ()))
        if len(countries) == 1 and not self.instance.pk:
            self.initial["country"] = self.initial.get("country") or countries[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._leads_to_publishing():
            for field, reason in refusals(self._publication(cleaned)).items():
                self.add_error(field if field in self.fields else None, reason)
        return cleaned

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
                *(step.clip.poster for step in steps if step.clip),
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
