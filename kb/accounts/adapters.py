"""Fits allauth to this site: nobody signs up, one confirmation is enough, secrets are encrypted."""

import base64
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from kb.accounts.second_factor import is_setting_up, is_shut

UNSAID: Final = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")
SALT: Final = "kb.accounts.second_factor"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Returns whether the password is asked again: not for the first factor right after signing in."""
        if app == "allauth.mfa" and is_setting_up(context.request):
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Returns the ways to confirm who one is: without the password where a device has to be proved."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not is_shut(context.request):
            return methods
        return [method for method in methods if method["id"] != "reauthenticate"]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **options: Any,
    ) -> None:
        """Shows what allauth has to say, but not that somebody signed in or out: they see it."""
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *rest, **options)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Sends the mail in the language of the account, not in that of the browser."""
        with translation.override(user.language):  # type: ignore[attr-defined]
            super().send_notification_mail(template_prefix, user, context, email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leaves counting tries to kb.accounts.sign_in, whose limits all processes share."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Has nothing to give back: see above."""


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return gettext("Twin Fields")

    def _get_site_name(self) -> str:
        return gettext("Twin Fields")

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the secret; raises ValidationError where it was encrypted with a key that is gone."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValidationError(
                gettext("This second factor cannot be read any more. Ask an administrator to remove it.")
            ) from None


def _box() -> MultiFernet:
    """Returns what encrypts with the secret key and reads what earlier keys encrypted."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret_key: str) -> bytes:
    digest = salted_hmac(SALT, "encryption", secret=secret_key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
