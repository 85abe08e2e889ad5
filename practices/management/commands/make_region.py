"""Make a region with its people's groups, rights, moderation and folders; nothing else is needed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from practices.models import RegionSection
from practices.regions import create_region
from practices.slugs import slug_of
from zones.countries import country_codes
from zones.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = (
        "Makes a region as /admin/regions/ does. One of the same address is left alone, and gets what "
        "it lacks. Its people are invited at /admin/regions/."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="in the language that --language names")
        parser.add_argument("--countries", default="", help="ISO 3166 codes with commas: BJ,TG")
        parser.add_argument("--language", choices=LANGUAGES, default=settings.LANGUAGE_CODE)
        parser.add_argument(
            "--correspondents-publish",
            action="store_true",
            default=None,
            help="without it they hand in and a moderator publishes",
        )

    def handle(
        self,
        *,
        name: str,
        countries: str,
        language: str,
        correspondents_publish: bool | None,
        **options: Any,
    ) -> None:
        name = name.strip()
        longest = RegionSection._meta.get_field("name").max_length or 0
        if not name or len(name) > longest:
            raise CommandError(f"A name has 1 to {longest} letters.")
        codes = [code.strip().upper() for code in countries.split(",") if code.strip()]
        if unknown := [code for code in codes if code not in country_codes()]:
            raise CommandError(f"No countries: {', '.join(unknown)}. Write codes of ISO 3166, such as BJ.")
        region = create_region(
            slug_of(name), {language: name}, codes, correspondents_publish=correspondents_publish
        )
        self.stdout.write(f"{region.section.slug}: {region.section.get_url()}")
