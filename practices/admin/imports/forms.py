"""Asks for a file and the region that it is for, and for the columns that were not recognised."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.region_access import AnyUser
from practices.admin.imports.rights import open_regions
from practices.admin.table_form import TableForm
from practices.interchange.tables.columns import by_key, columns
from practices.interchange.tables.files import TAKEN
from practices.models import ImportBatch
from practices.passages import passage


class RegionField(forms.ModelChoiceField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # By `id`: the primary key of a page's own type takes numbers that are too large for the database.
        super().__init__(*args, to_field_name="id", **kwargs)

    def label_from_instance(self, section: Any) -> str:
        return passage(section, "name").text or str(section.title)


class UploadForm(TableForm):
    accept = TAKEN

    section = RegionField(label=gettext_lazy("Region"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = open_regions(user)  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """Asks of which region the table is wanted; its fields are named apart from those of the upload."""

    exported = RegionField(label=gettext_lazy("Region"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exported"].queryset = open_regions(user)  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Asks what stands under each heading that is not recognised, or was given by hand before."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        choices = [("", _("Not read")), *((column.key, column.heading) for column in columns())]
        for place, heading in enumerate(batch.contents.get("headings", ())):
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=batch.columns[place],
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, key in list(cleaned.items()):
            if key and key in taken:
                self.add_error(
                    name,
                    _("“%(column)s” is under “%(heading)s” already.")
                    % {"column": by_key()[key].heading, "heading": self.fields[taken[key]].label},
                )
            taken.setdefault(key, name)
        return cleaned

    def keys(self) -> list[str]:
        """Returns the chosen keys in the order of the headings."""
        return [self.cleaned_data.get(name, "") for name in self.fields]

    def unknown(self) -> list[Any]:
        """Returns the fields whose heading was not recognised."""
        return [self[name] for name in self.fields if not self[name].value()]

    def known(self) -> list[Any]:
        return [self[name] for name in self.fields if self[name].value()]
