"""Stores where the pictures lie that other sites show of links to practices; see `practices/previews.py`."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice


class SharePreview(models.Model):
    """Holds one picture for each language, in a public folder of a name that nobody can guess.

    There is one while anybody may read the practice. Where its title, place, drawing or photo changes, the
    pictures are made anew in another folder.
    """

    # What is made of a practice is no use of it.
    wagtail_reference_index_ignore = True

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="share_preview")
    # The one that can be seen in the pictures: they go with it.
    photo = models.ForeignKey(
        "media.Image", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    folder = models.CharField(_("folder"), max_length=32, unique=True)
    # A hash of all that decides how they look.
    made_from = models.CharField(_("made from"), max_length=64)
    # The name of the file by language; a language that nothing can be shown in has none.
    files = models.JSONField(_("files"), default=dict)
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("preview of links")
        verbose_name_plural = _("previews of links")

    def __str__(self) -> str:
        return self.folder
