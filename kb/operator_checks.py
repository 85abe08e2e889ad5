"""Says at the start what the operator has left out or set wrongly.

The site runs without the lines of the legal notice, but not with a proxy that it does not know.
"""

from typing import Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from media.handing_over import KINDS

# Where one is missing, readers cannot tell who answers for the site or cannot reach them.
NEEDED: Final = ("name", "address", "email")


@register("operator")
def operator_is_named(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Return one warning that names the settings without a value; nothing where all are there."""
    missing = [f"TWINFIELDS_OPERATOR_{name.upper()}" for name in NEEDED if not settings.OPERATOR[name]]
    if not missing:
        return []
    text = f"The legal notice does not say who answers for this site: set {', '.join(missing)}."
    return [Warning(text, hint="Their lines are left out of the pages until then.", id="operator.W001")]


@register("operator")
def files_are_sent(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Return an error where nobody would send stored files, a warning where perhaps nobody does."""
    if settings.SENDFILE not in KINDS:
        known = ", ".join(filter(None, KINDS))
        text = f"TWINFIELDS_SENDFILE is “{settings.SENDFILE}”, and has to be empty or one of {known}."
        return [Error(text, id="operator.E001")]
    if settings.SENDFILE and not settings.TRUSTED_PROXIES:
        text = (
            "TWINFIELDS_SENDFILE leaves stored files to a proxy, and TWINFIELDS_TRUSTED_PROXIES names none."
        )
        return [Warning(text, hint="Without one, pictures and films are empty.", id="operator.W002")]
    return []
