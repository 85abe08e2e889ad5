"""Keeps the un-suffixed columns of translated fields the same, whoever saves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation


class DefaultLanguageColumns(models.Model):
    """Written under the default language.

    The column `name` beside `name_en`, `name_fr`, `name_es` takes the value of the language that is active
    while saving. Without this it would depend on the menus of whoever saved last.
    """

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            super().save_base(*args, **kwargs)
