"""Checks files on every way in of the admin, where a refusal can stand beside the field."""

import unicodedata
from typing import Any, ClassVar

from django.conf import settings
from django.core.files import File
from django.forms import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.intake import file_names
from media.intake.documents import KINDS, clean_document
from media.intake.pictures import KINDS_NAMED, CleanPicture, clean_picture
from media.space_forms import RoomForm

CHOOSE_AGAIN = gettext_lazy(
    "What you wrote is still here. Choose the file again: it has to be sent once more."
)
# So many letters in common, and a long title was made of the file's name, by a browser or by us.
SAME_LETTERS = 100


class PictureField(WagtailImageField):
    """Takes a picture in by the door."""

    default_validators: ClassVar[list[Any]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _("%(kinds)s, up to %(most)s and %(pixels)s million pixels.") % {
            "kinds": KINDS_NAMED,
            "most": filesizeformat(self.max_upload_size),
            "pixels": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        }

    def to_python(self, data: Any) -> CleanPicture | None:
        """Returns the picture written anew; raises ValidationError with a sentence for the person."""
        return None if data in self.empty_values else clean_picture(data)


class DocumentField(WagtailDocumentField):
    """Takes a document in by the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _("%(kinds)s, up to %(most)s.") % {
            "kinds": ", ".join(name.upper() for name in KINDS),
            "most": filesizeformat(self.max_upload_size),
        }

    def to_python(self, data: Any) -> File | None:
        """Returns the file; raises ValidationError with a sentence for the person."""
        return None if data in self.empty_values else clean_document(data)


class IntakeForm:
    """Puts the field that knows the door in place of Wagtail's, and begins the title with the file's name.

    Deleting a file that is replaced is left to the model, which does so after the transaction.
    """

    file_field: type[FileField]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original_file = None
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        # Wagtail names the class of this field in its code, and some of its forms go without the field.
        if (stock := fields.get("file")) is not None:
            fields["file"] = self.file_field(label=stock.label, required=stock.required, widget=stock.widget)
            self._begin_title()

    def full_clean(self) -> None:
        """Checks the form; where it comes back for another field, says that browsers have let go of the file.

        As a hint and not as a fault: Wagtail's form for several files keeps them itself.
        """
        super().full_clean()  # type: ignore[misc]
        form: Any = self
        if (
            form.errors
            and "file" in form.fields
            and "file" not in form.errors
            and "file" in form.changed_data
        ):
            form["file"].help_text = CHOOSE_AGAIN

    def _begin_title(self) -> None:
        """Sets a title that nobody typed, or that a browser made of the file's name, to what fits."""
        form: Any = self
        key = form.add_prefix("title")
        sent = form.files.get(form.add_prefix("file")) if form.is_bound else None
        if sent is None or "title" not in form.fields:
            return
        typed = unicodedata.normalize("NFC", form.data.get(key) or "").strip()
        begun = file_names.title(sent.name)
        is_of_the_name = typed == unicodedata.normalize("NFC", sent.name) or (
            len(typed) > file_names.TITLE_LETTERS and typed[:SAME_LETTERS] == begun[:SAME_LETTERS]
        )
        if begun and (not typed or is_of_the_name):
            form.data = (
                {**form.data.dict(), key: begun} if hasattr(form.data, "dict") else {**form.data, key: begun}
            )


class ImageForm(RoomForm, IntakeForm, BaseImageForm):
    file_field = PictureField


class DocumentForm(RoomForm, IntakeForm, BaseDocumentForm):
    file_field = DocumentField
