"""The form of a practice."""

from typing import Any

from practices.editing.page_form import TrilingualPageForm


class PracticeForm(TrilingualPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.parent_page.specific_deferred if self.parent_page else None
        countries: tuple[str, ...] = tuple(getattr(region, "countries", ()))
        if len(countries) == 1 and not self.instance.pk:
            self.initial["country"] = self.initial.get("country") or countries[0]
