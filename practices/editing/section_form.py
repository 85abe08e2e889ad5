"""Limits the form of a region."""

from typing import Any

from practices.editing.page_form import TrilingualPageForm


class SectionForm(TrilingualPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # When it runs out, the whole region leaves the site.
        if self.for_user is not None and not self.for_user.is_superuser:
            self.fields.pop("expire_at", None)
