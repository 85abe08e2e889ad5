"""Limits the form of a region."""

from typing import Any

from practices.editing.edit_kind import EditKindForm


class SectionForm(EditKindForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # When it runs out, the whole region leaves the site.
        if self.for_user is not None and not self.for_user.is_superuser:
            self.fields.pop("expire_at", None)
