"""Takes a table that somebody sends, and says beside its field why nothing of it can be taken."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.interchange.tables.cells import MOST_MEGABYTES, FileRefusedError

# As much of a name as is kept; its end says what kind of file it is.
LONGEST_NAME: Final = 200
# Why a file is refused in which there is no table of the kind that is asked for.
OTHERS: Final = ("unknown_kind", "no_records")


class TableForm(forms.Form):
    accept: Sequence[str] = (".csv", ".xlsx")
    # What is said of a file of other people's making, where there is something better to say than of any.
    not_ours: Promise | str = ""

    file = forms.FileField(label=_("File"), widget=forms.FileInput, allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(self.accept)

    @property
    def file_name(self) -> str:
        name: str = self.cleaned_data["file"].name
        return name[-LONGEST_NAME:]

    def content(self) -> bytes:
        """Returns what is in the file. Raises FileRefusedError for one that is too large to be read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_MEGABYTES * 1_000_000:
            raise FileRefusedError("file_too_big", most=MOST_MEGABYTES)
        content: bytes = sent.read()
        return content

    def refuse(self, refused: FileRefusedError) -> None:
        """Puts why the file is refused beside its field."""
        is_others = self.not_ours and refused.code in OTHERS
        self.add_error("file", str(self.not_ours) if is_others else refused.message)
