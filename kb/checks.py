"""Refuses settings with which the site must not start. Pure, so that production.py can ask early."""

from collections.abc import Sequence
from urllib.parse import urlsplit

MIN_KEY_LENGTH = 40
# Keys that stand in this repository or in Django's own templates.
KNOWN_KEYS = ("only-for-development", "only-for-tests", "django-insecure-", "change-me", "changeme", "secret")


def refusals(
    *, secret_key: str, allowed_hosts: Sequence[str], debug: bool, base_url: str, insecure_http: bool
) -> list[str]:
    """Returns one sentence for each setting that would put people at risk; empty when all is well."""
    found = []
    if not secret_key:
        found.append("TWINFIELDS_SECRET_KEY is not set: give it at least 40 random characters.")
    elif secret_key.startswith(KNOWN_KEYS):
        found.append("TWINFIELDS_SECRET_KEY is a known example: make a new random one.")
    elif len(secret_key) < MIN_KEY_LENGTH or len(set(secret_key)) < 10:
        found.append("TWINFIELDS_SECRET_KEY is too easy to guess: give it at least 40 random characters.")
    if not allowed_hosts:
        found.append("TWINFIELDS_ALLOWED_HOSTS is empty: name the hosts under which the site is reached.")
    elif any(host.strip() in ("*", "") or host.strip() == "." for host in allowed_hosts):
        found.append("TWINFIELDS_ALLOWED_HOSTS must name the hosts one by one, not *.")
    if debug:
        found.append("DEBUG must be off in production.")
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        found.append(
            "TWINFIELDS_BASE_URL must be the full address of the site, such as https://fields.example.org."
        )
    elif address.scheme == "http" and not insecure_http:
        found.append(
            "TWINFIELDS_BASE_URL is not https: use https, or set TWINFIELDS_INSECURE_HTTP=1"
            " where the site is reached from this machine alone."
        )
    return found
