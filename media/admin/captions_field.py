"""Takes captions as a file, shows those that there are, and lets one take them away."""

from typing import Any, Final

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from media.captions import ARROW, clean_captions

ACCEPT: Final = ".vtt,.srt,text/vtt,application/x-subrip"


class CaptionsInput(forms.ClearableFileInput):
    template_name = "media/admin/captions_input.html"
    # Captions that were sent with a form that came back for another reason.
    kept = ""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})

    def is_initial(self, value: Any) -> bool:
        return isinstance(value, str) and bool(value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Returns the file that is sent, else what an earlier try of this form left."""
        sent = super().value_from_datadict(data, files, name)
        return sent if sent is not None else data.get(_kept_as(name))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        value = self.kept or value
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if self.is_initial(value):
            context["widget"] |= {
                "captions": value,
                "count": value.count(ARROW),
                "kept_as": _kept_as(name) if self.kept else "",
            }
        return context


def _kept_as(name: str) -> str:
    return f"{name}-kept"


class CaptionsField(forms.FileField):
    """Returns captions as WebVTT: of the file, else those that there are; "" once they are taken away."""

    widget = CaptionsInput

    def __init__(self) -> None:
        super().__init__(
            required=False,
            # What reads captions has its own sentence for an empty file.
            allow_empty_file=True,
            label=_("Captions"),
            help_text=_("A file of WebVTT (.vtt) or SubRip (.srt), 200 kB at most."),
            error_messages={
                "contradiction": _("Either send another file or take the captions away, not both.")
            },
        )

    def to_python(self, data: Any) -> Any:
        sent = ContentFile(data.encode(), name="kept.vtt") if isinstance(data, str) and data else data
        file = super().to_python(sent)
        return file if file is None else clean_captions(file)

    def clean(self, data: Any, initial: Any = None) -> str:
        return super().clean(data, initial) or ""
