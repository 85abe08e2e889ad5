"""Fail when a text of the site lacks a translation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb import catalogues


class Command(BaseCommand):
    help = "Checks that every text is translated, none is fuzzy, and placeholders agree."

    def handle(self, *args: Any, **options: Any) -> None:
        template = catalogues.extract()
        problems = [
            *catalogues.renamed(),
            *(
                problem
                for language in catalogues.translated_languages()
                for problem in catalogues.problems(language, template)
            ),
        ]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(template)} texts, all translated")
