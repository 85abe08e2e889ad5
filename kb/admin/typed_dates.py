"""Takes dates as people of each language write them, in every form of the admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin import widgets
from wagtail.admin.forms.models import register_form_field_override


def connect() -> None:
    """Gives Wagtail's forms a sentence that says how a date is written."""
    register_form_field_override(
        models.DateField,
        override={
            "widget": widgets.AdminDateInput,
            "error_messages": {
                "invalid": _("Write the date like this: 2027-03-31 or 31 March 2027."),
            },
        },
    )
    register_form_field_override(
        models.DateTimeField,
        override={
            "widget": widgets.AdminDateTimeInput,
            "error_messages": {
                "invalid": _("Write the date and the time like this: 2027-03-31 14:30."),
            },
        },
    )
