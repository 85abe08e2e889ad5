"""Has every form of the admin read numbers, days and lines as people write them."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin import widgets
from wagtail.admin.forms.models import register_form_field_override

from practices.form_fields import WholeNumberPart
from zones.blank import one_line


class LineBox(forms.CharField):
    """Takes one line; a text in which nothing can be seen is none."""

    def to_python(self, value: Any) -> str | None:
        text: str | None = super().to_python(value)
        return one_line(text) if text else text


def register() -> None:
    """Takes the place of Django's boxes, to which "1.000" is one and a pasted mark is a text."""
    whole: dict[str, Any] = {"form_class": WholeNumberPart, "widget": WholeNumberPart.widget}
    register_form_field_override(models.IntegerField, override=whole)
    day: dict[str, Any] = {
        "widget": widgets.AdminDateInput,
        "error_messages": {"invalid": _("Write the date like this: 2027-03-31 or 31 March 2027.")},
    }
    register_form_field_override(models.DateField, override=day)
    moment: dict[str, Any] = {
        "widget": widgets.AdminDateTimeInput,
        "error_messages": {"invalid": _("Write the date and the time like this: 2027-03-31 14:30.")},
    }
    register_form_field_override(models.DateTimeField, override=moment)
    register_form_field_override(models.CharField, override={"form_class": LineBox}, exact_class=True)
