"""Stores the accounts of people who write here, and when a public address last went away.

An account's e-mail address is the name to sign in with.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def as_stored(email: str) -> str:
    """Returns an address as it stands in the database: one mailbox is one account, whatever the spelling."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=as_stored(email or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody with this e-mail address has an account already.")},
    )
    display_name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("The name that colleagues see.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick this instead of deleting an account.")
    )
    weekly_digest = models.BooleanField(
        _("mail on Mondays"),
        default=True,
        help_text=_("What waits for you, once a week. No mail where nothing does."),
    )
    # When the person's desk was last looked at for that mail, whether or not one was written.
    weekly_digest_at = models.DateTimeField(null=True, editable=False)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        self.email = as_stored(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = as_stored(self.email)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.display_name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def first_name(self) -> str:
        """Returns what Wagtail's menu calls the person."""
        return self.get_full_name()


class AddressChange(models.Model):
    """When a page last left its address. One row: pages that are still there know their own dates."""

    changed_at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return str(self.changed_at)

    @classmethod
    def latest(cls) -> datetime | None:
        return cls.objects.values_list("changed_at", flat=True).first()
