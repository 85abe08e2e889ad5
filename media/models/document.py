"""Stores documents that pages link to."""

from typing import Any

from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from media.fields import DocumentField
from media.models.credited import Credited
from media.names import document_path
from media.stored_files import replacing_files
from zones.blank import emptied


class Document(Credited, AbstractDocument):
    file = DocumentField(_("file"), upload_to=document_path)
    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_documents")

    admin_form_fields = ("title", "file", "credit", "licence", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]
        default_related_name = "media_documents"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.credit = emptied(self.title), emptied(self.credit)
        with replacing_files(self, "file"):
            super().save(*args, **kwargs)

    @property
    def download_name(self) -> str:
        """Returns what the file is called where somebody keeps it: its title, not its stored name."""
        extension = f".{self.file_extension}" if self.file_extension else ""
        title = "".join(letter for letter in self.title if letter.isprintable()).removesuffix(extension)
        return get_valid_filename(f"{title.strip(' .') or self.pk}{extension}")

    @property
    def public_address(self) -> str:
        """Returns where anybody may fetch the file; empty while there is no public copy."""
        copy = getattr(self, "public_copy", None)
        return copy.address(copy.files[0]["name"]) if copy else ""

    @property
    def url(self) -> str:
        return self.public_address or super().url
