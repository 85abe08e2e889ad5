"""Checks files on every way in: add one file, add several, add from within a chooser."""

import io
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageSequence
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.intake.documents import check_kind
from media.space_forms import RoomForm

logger = logging.getLogger(__name__)


class WholeImageField(WagtailImageField):
    """Takes a picture only if all of it can be decoded, so that no page finds out later."""

    def to_python(self, data: Any) -> Any:
        """Returns the file; raises ValidationError for what is no picture, too large, or damaged."""
        try:
            # Kind and size come first, from the header: what is too large is never decoded.
            file = super().to_python(data)
            if file is not None:
                decode(file)
        except ValidationError:
            raise
        except Exception as problem:
            # Each decoder has its own ways to fail on bytes that make no sense.
            logger.info("An uploaded picture is damaged: %s", problem)
            raise ValidationError(
                _("This picture is damaged. Please send it again."), code="damaged"
            ) from problem
        return file


def decode(file: UploadedFile) -> None:
    """Raises whatever the decoder raises if the picture, or one of its frames, is not whole."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    with Pillow.open(io.BytesIO(content)) as picture:
        # Checks the sums that some formats keep of their parts; after it, a picture must be opened anew.
        picture.verify()
    with Pillow.open(io.BytesIO(content)) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()


class ImageForm(RoomForm, BaseImageForm):
    """Takes a picture whose file must be a whole picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail names the class of this field in its code, and some of its forms go without the field.
        if (stock := self.fields.get("file")) is not None:
            self.fields["file"] = WholeImageField(
                label=stock.label, required=stock.required, widget=stock.widget, max_length=stock.max_length
            )


class DocumentForm(RoomForm, BaseDocumentForm):
    """Takes a document whose file must be of a kind that people share here."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_kind(file)
        return file
