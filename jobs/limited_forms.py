"""A form that was sent too often: what it says, and how its view answers a machine."""

import math
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.generic.edit import FormMixin

CODES = ("too_many", "busy")
BUSY_S = 5


def too_many(wait: timedelta) -> ValidationError:
    """Returns the error for one who has to wait so long."""
    minutes = math.ceil(wait.total_seconds() / 60)
    text = ngettext(
        "Too many tries. Wait %(minutes)s minute, then try again.",
        "Too many tries. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    seconds = math.ceil(wait.total_seconds())
    return ValidationError(text, code="too_many", params={"minutes": minutes, "seconds": seconds})


def busy() -> ValidationError:
    """Returns the error for one who did nothing wrong but came with too many others."""
    text = gettext("Many people are signing in at this moment. Wait a few seconds, then try again.")
    return ValidationError(text, code="busy", params={"seconds": BUSY_S})


class LimitedFormMixin(FormMixin[Any]):
    """Gives the page with the refused form the status that says so, and when to come back."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        for errors in form.errors.as_data().values():
            for error in errors:
                if error.code in CODES:
                    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
                    response["Retry-After"] = str((error.params or {})["seconds"])
        return response
