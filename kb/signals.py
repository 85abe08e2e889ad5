"""Keeps the language of an account the same in the account and in Wagtail's own settings."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from wagtail.users.models import UserProfile

from kb.models import User


def tell_wagtail(
    instance: User, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    # What was saved without the language may not know of its latest change.
    if not raw and (update_fields is None or "language" in update_fields):
        profile = UserProfile.get_for_user(instance)
        UserProfile.objects.filter(pk=profile.pk).update(preferred_language=instance.language)
        profile.preferred_language = instance.language


def tell_account(instance: UserProfile, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.preferred_language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)


def connect() -> None:
    post_save.connect(tell_wagtail, sender=User, dispatch_uid="kb.tell_wagtail")
    post_save.connect(tell_account, sender=UserProfile, dispatch_uid="kb.tell_account")
