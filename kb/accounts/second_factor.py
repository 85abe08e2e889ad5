"""Keeps the admin shut until somebody has given their second factor, where one is set up or required.

The rule compares the devices that a session has proved with those that the account has now, so that a session
does not outlive its device.
"""

from collections.abc import Callable
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
# Pages that lead to the second factor and away from the account, and what their looks need.
OPEN_NAMES: Final = frozenset(
    (
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
    )
)
OPEN_PREFIXES: Final = ("mfa_", "wagtailadmin_password_reset")
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
        if _is_open(request):
            # Wagtail's own views do this themselves; allauth's know the browser's language only.
            translation.activate(request.user.language)
            return None
        own = devices(request.user)
        if own & proved(request):
            return None
        if own:
            return _led_to(request, "mfa_reauthenticate")
        return _led_to(request, "mfa_activate_totp") if settings.SECOND_FACTOR_REQUIRED else None


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    return name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)


def _led_to(request: HttpRequest, name: str) -> HttpResponse:
    """Returns a redirect to the page. Raises PermissionDenied for all but reading a page."""
    is_page = request.method in SAFE_METHODS and request.headers.get("X-Requested-With") != "XMLHttpRequest"
    if not is_page:
        raise PermissionDenied
    query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(name)}?{query}", status=HTTPStatus.FOUND)
