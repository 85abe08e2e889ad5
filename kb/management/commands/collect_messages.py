"""Bring the translators' files up to date with the texts in the code."""

from typing import Any

from django.core.management.base import BaseCommand

from kb import catalogues


class Command(BaseCommand):
    help = "Adds new texts to locale/*/LC_MESSAGES/django.po and drops unused ones; translations stay."

    def handle(self, *args: Any, **options: Any) -> None:
        template = catalogues.extract()
        for language in catalogues.translated_languages():
            missing = catalogues.update(language, template)
            self.stdout.write(f"{language}: {len(template)} texts, {missing} without a translation")
