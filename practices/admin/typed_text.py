"""Gives back what somebody typed when their form cannot be taken: signed out, or a stale security token.

The text travels in the answer, through signing in, back to its form; only between the password and a second
factor it waits in the session. It is shown again there and saved only when the person presses the button.
A form that another site has sent gets nothing.
"""

import json
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_refusal
from wagtail.admin import messages
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views.account import get_user_login_form, password_reset_enabled

# Stands in a form that is to be shown again and not saved.
REDISPLAY: Final = "show-again"
# Holds the fields of the other form while somebody signs in.
CARRIED: Final = "carried"
# Holds them in the session between the password and the second factor.
KEPT: Final = "typed_text"
MAX_CHARACTERS: Final = 1_000_000
MAX_FIELDS: Final = 2_000

# Views that show a form again as it was typed.
SHOWING_AGAIN = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:edit"})

Fields = list[tuple[str, str]]


def nothing_saved_yet(request: HttpRequest) -> None:
    messages.warning(request, _("Nothing is saved yet. Look through your text, then save it."))


# --- what was typed ------------------------------------------------------------------------------------


def typed_fields(request: HttpRequest) -> Fields:
    """Returns the fields of a form without secrets; none if there is too much of it."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", CARRIED, REDISPLAY) and "password" not in name
    ]
    return _bounded(fields)


def carried_fields(request: HttpRequest) -> Fields:
    """Returns the fields that came along through signing in; none if they are not in order."""
    try:
        packed = json.loads(request.POST.get(CARRIED, ""))
        return _bounded([(str(name), str(value)) for name, value in packed])
    except (TypeError, ValueError):
        return []


def _bounded(fields: Fields) -> Fields:
    length = sum(len(name) + len(value) for name, value in fields)
    return fields if len(fields) <= MAX_FIELDS and length <= MAX_CHARACTERS else []


def _is_from_here(request: HttpRequest) -> bool:
    """Tells whether the browser says that one of our own pages sent the form."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(origin)
    return parts.netloc == request.get_host() and parts.scheme == request.scheme


def _admin_address(request: HttpRequest, address: str) -> str:
    """Returns the address if it is one of our admin, else that of the desk."""
    home = reverse("wagtailadmin_home")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith(home)
    return address if is_ours else home


# --- answers -------------------------------------------------------------------------------------------


def ask_to_sign_in(request: HttpRequest, fields: Fields) -> HttpResponse:
    context = {
        "form": get_user_login_form()(request),
        "next": request.get_full_path(),
        "show_password_reset": password_reset_enabled(),
        "carried": json.dumps(fields),
        "signed_out": True,
    }
    return TemplateResponse(request, "wagtailadmin/login.html", context, status=403).render()


def offer_return(request: HttpRequest, address: str, fields: Fields, status: int = 200) -> HttpResponseBase:
    """Returns a page with one button, which leads back to the form with everything typed."""
    context = {"address": _admin_address(request, address), "fields": fields, "redisplay": REDISPLAY}

    def view(request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, "practices/admin/return_to_form.html", context, status=status)

    return _rendered(get_localized_response(view, request))


def show_fields(request: HttpRequest) -> HttpResponseBase:
    """Returns what was typed as plain text, for forms that cannot be shown again filled in."""
    shown = [(name, value) for name, value in typed_fields(request) if value.strip()]
    context = {"address": request.get_full_path(), "fields": shown}

    def view(request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, "practices/admin/typed_fields.html", context)

    return _rendered(get_localized_response(view, request))


def _rendered(response: Any) -> HttpResponseBase:
    return response.render() if hasattr(response, "render") else response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answers a form whose token is missing or stale (setting `CSRF_FAILURE_VIEW`)."""
    if not (_is_admin_form(request) and _is_from_here(request)):
        return plain_refusal(request, reason)
    is_signing_in = request.path == reverse("wagtailadmin_login")
    fields = carried_fields(request) if is_signing_in else typed_fields(request)
    if not fields:
        return plain_refusal(request, reason)
    address = request.POST.get("next", "") if is_signing_in else request.get_full_path()
    if request.user.is_authenticated:
        return offer_return(request, address, fields, status=403)
    return plain_refusal(request, reason) if is_signing_in else ask_to_sign_in(request, fields)


def _is_admin_form(request: HttpRequest) -> bool:
    is_form = request.method == "POST" and request.accepts("text/html")
    return is_form and request.path.startswith(reverse("wagtailadmin_home"))


class TypedTextMiddleware:
    """Carries typed text through signing in. Stands below the session, the CSRF check and the messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_admin_form(request):
            return self.get_response(request)
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        login = reverse("wagtailadmin_login")
        if response.status_code != 302 or was_signed_in:
            return response
        if request.path == login:
            return self._signing_in(request, response)
        if request.user.is_authenticated and KEPT in request.session:
            kept = request.session.pop(KEPT)
            return offer_return(request, kept["address"], [(name, value) for name, value in kept["fields"]])
        fields = typed_fields(request) if urlsplit(response["Location"]).path == login else []
        return ask_to_sign_in(request, fields) if fields else response

    @staticmethod
    def _signing_in(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Returns the way back to the form, or keeps the text until the second factor is given."""
        fields = carried_fields(request)
        address = request.POST.get("next", "")
        if not fields:
            return response
        if request.user.is_authenticated:
            return offer_return(request, address, fields)
        request.session[KEPT] = {"address": address, "fields": fields}
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Shows the typed fields where the view behind the address would save them at once."""
        if not _is_admin_form(request) or not request.user.is_authenticated or REDISPLAY not in request.POST:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in SHOWING_AGAIN:
            return None
        return show_fields(request)
