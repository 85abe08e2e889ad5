"""Keeps the admin shut until somebody has given their second factor, where one is set up or required.

The rule compares the devices that a session has proved with those that the account has now, so that a session
does not outlive its device. With the password alone nobody reaches the pages that change a device, once there
is one.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

ADMIN: Final = "/admin/"
# Pages on which a device is proved, that lead into the account and away from it, and what their looks need.
OPEN_NAMES: Final = frozenset(
    (
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
    )
)
# Where somebody who has no device yet sets one up, or another password.
SETTING_UP: Final = ("mfa_", "account_reauthenticate", "wagtailadmin_password_reset")
# Shown once a first device is set up, by the session that did it.
NEW_CODES: Final = frozenset(("mfa_view_recovery_codes", "mfa_download_recovery_codes"))
# Who has typed the password so lately need not type it again to set up a first second factor.
JUST_SIGNED_IN_S: Final = 300
SAFE_METHODS: Final = ("GET", "HEAD")

Person = AbstractBaseUser | AnonymousUser


def devices(person: Person) -> frozenset[int]:
    """Returns the numbers of a person's second factors; recovery codes are none by themselves."""
    found = Authenticator.objects.filter(user_id=person.pk).values_list("pk", "type")
    rows = list(found)
    if all(kind == Authenticator.Type.RECOVERY_CODES for _, kind in rows):
        return frozenset()
    return frozenset(pk for pk, _ in rows)


def has_second_factor(person: Person) -> bool:
    return bool(devices(person))


def proved(request: HttpRequest) -> frozenset[int]:
    """Returns the numbers of the devices that this session has proved."""
    records = get_authentication_records(request, request.user)
    return frozenset(record["id"] for record in records if record["method"] == "mfa" and "id" in record)


def is_shut(request: HttpRequest) -> bool:
    """Returns whether the account has devices and this session has proved none of them."""
    own = devices(request.user)
    return bool(own) and not own & proved(request)


def is_setting_up(request: HttpRequest) -> bool:
    """Returns whether somebody who has just typed the password has no device of before."""
    records = get_authentication_records(request, request.user)
    typed_at = max((record["at"] for record in records if record["method"] == "password"), default=0.0)
    if time.time() - typed_at > JUST_SIGNED_IN_S:
        return False
    before = datetime.fromtimestamp(typed_at, UTC)
    return not Authenticator.objects.filter(user_id=request.user.pk, created_at__lt=before).exists()


class SecondFactorMiddleware:
    """Leads people in the admin to set up or to give their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Returns the way to the second factor, None where none is needed; a form gets status 403."""
        if not request.path_info.startswith(ADMIN) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        name = match.view_name if match else ""
        is_setting_up_page = name.startswith(SETTING_UP)
        if name in OPEN_NAMES or is_setting_up_page:
            # Wagtail's own views do this themselves; allauth's know the browser's language only.
            translation.activate(request.user.language)
        if name in OPEN_NAMES:
            return None
        own = devices(request.user)
        if own & proved(request):
            return None
        if own:
            is_open = name in NEW_CODES and is_setting_up(request)
            return None if is_open else _led_to(request, "mfa_reauthenticate")
        if is_setting_up_page or not settings.SECOND_FACTOR_REQUIRED:
            return None
        return _led_to(request, "mfa_activate_totp")


def _led_to(request: HttpRequest, name: str) -> HttpResponse:
    """Returns a redirect to the page. Raises PermissionDenied for all but reading a page."""
    is_page = request.method in SAFE_METHODS and request.headers.get("X-Requested-With") != "XMLHttpRequest"
    if not is_page:
        raise PermissionDenied
    query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(name)}?{query}", status=HTTPStatus.FOUND)
