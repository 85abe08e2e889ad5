"""Recognises a browser in which somebody has signed in before, by a signed cookie.

Who guesses at an account from elsewhere uses up that account's tries; in a known browser its owner has tries
of their own and is never locked out by others. The cookie opens nothing and holds no address.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "known_browser"
SALT = "kb.accounts.known_browser"
KEPT_S = 180 * 24 * 3600
PATH = "/admin/"


def known_browser(request: HttpRequest, account: str) -> str:
    """Returns the browser's own name if this account has signed in there, else nothing."""
    try:
        name, owner = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_S)
    except signing.BadSignature:
        return ""
    return name if constant_time_compare(owner, _hashed(account)) else ""


def remember_browser(response: HttpResponseBase, account: str) -> None:
    value = signing.dumps([secrets.token_urlsafe(12), _hashed(account)], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT_S,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _hashed(account: str) -> str:
    return salted_hmac(SALT, account, algorithm="sha256").hexdigest()
