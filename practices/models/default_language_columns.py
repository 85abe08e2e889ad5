"""Keeps every text column, whoever saves: one language beside the others, nothing invisible."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation

from zones.blank import emptied, one_line


class DefaultLanguageColumns(models.Model):
    """Writes text columns under the default language.

    The column `name` beside `name_en`, `name_fr`, `name_es` takes the value of the language that is active
    while saving. Without this it would depend on the menus of whoever saved last.
    """

    class Meta:
        abstract = True

    def empty_blank_texts(self) -> None:
        """Takes out what cannot be seen. For a text of nothing else another language stands in."""
        for field in self._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                text = self.__dict__.get(field.attname)
                if isinstance(text, str) and text:
                    tidy = one_line if isinstance(field, models.CharField) else emptied
                    self.__dict__[field.attname] = tidy(text)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self.empty_blank_texts()
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            super().save_base(*args, **kwargs)
