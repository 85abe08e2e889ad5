"""Sets up production from the environment; raises ImproperlyConfigured rather than start unsafely."""

from django.core.exceptions import ImproperlyConfigured

from kb.checks import refusals
from kb.settings.base import *  # noqa: F403
from kb.settings.base import ALLOWED_HOSTS, SECRET_KEY, WAGTAILADMIN_BASE_URL, env

DEBUG = env.bool("TWINFIELDS_DEBUG", default=False)

if problems := refusals(
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    debug=DEBUG,
    base_url=WAGTAILADMIN_BASE_URL,
    insecure_http=env.bool("TWINFIELDS_INSECURE_HTTP", default=False),
):
    raise ImproperlyConfigured(
        "Twin Fields does not start:\n" + "\n".join(f"- {problem}" for problem in problems)
    )

IS_HTTPS = WAGTAILADMIN_BASE_URL.startswith("https://")
# A proxy in front says https by X-Forwarded-Proto; gunicorn trusts loopback and FORWARDED_ALLOW_IPS.
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECOND_FACTOR_REQUIRED = IS_HTTPS
# Browsers allow passkeys without https on this machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL.rstrip("/")] if IS_HTTPS else []
