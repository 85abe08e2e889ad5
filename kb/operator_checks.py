"""Says at the start which lines about the operator the legal notice lacks. The site runs without them."""

from typing import Final

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

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
