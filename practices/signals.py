"""Listens to what happens with pages: old addresses lead to new ones, pictures of links follow.

Addresses do so in every language, not only in that of whoever moved the page.
"""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone, translation
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from media import public_folders
from media.models import PublicCopy
from practices import previews
from practices.models import Concept, Practice, SharePreview
from zones.vocabulary import LANGUAGES


def redirect_after_slug_change(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            autocreate_redirects_on_slug_change(instance_before=instance_before, instance=instance)


def redirect_after_move(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    for language in LANGUAGES:
        with translation.override(language):
            autocreate_redirects_on_page_move(
                instance=instance, url_path_before=url_path_before, url_path_after=url_path_after
            )


def note_the_change(instance: Concept, action: str, **kwargs: Any) -> None:
    """Marks a concept as changed with what it belongs to, which Django saves elsewhere."""
    if action.startswith("post_"):
        Concept.objects.filter(pk=instance.pk).update(updated_at=timezone.now())


def connect() -> None:
    page_slug_changed.connect(redirect_after_slug_change, dispatch_uid="practices.redirect_after_slug_change")
    m2m_changed.connect(
        note_the_change, sender=Concept.broader.through, dispatch_uid="practices.note_the_change"
    )
    post_page_move.connect(redirect_after_move, dispatch_uid="practices.redirect_after_move")
    post_save.connect(previews.follow_practice, sender=Practice, dispatch_uid="practices.follow_practice")
    for signal in (post_save, post_delete):
        signal.connect(previews.follow_photo, sender=PublicCopy, dispatch_uid="practices.follow_photo")
    post_delete.connect(previews.delete_files, sender=SharePreview, dispatch_uid="practices.delete_files")
    public_folders.register(public_folders.PublicFolders(previews.is_shown, previews.folders))
