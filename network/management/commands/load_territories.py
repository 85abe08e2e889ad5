"""Writes the first pair of the Twin Regions, with name, country and centre alone; safe to repeat."""

import json
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from network.models import Territory, TerritoryState

FILE: Final = Path(apps.get_app_config("network").path) / "data" / "territories.json"


class Command(BaseCommand):
    help = "Writes the first two territories of the Twin Regions. What is there already is left alone."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        number = write_missing(json.loads(FILE.read_text(encoding="utf-8")))
        if verbosity:
            self.stdout.write(f"{number} territories written")


@transaction.atomic
def write_missing(told: list[dict[str, Any]]) -> int:
    """Returns how many were written; those that were there, or were withdrawn, stay as they are."""
    known = set(Territory.objects.values_list("slug", flat=True))
    made = {}
    for record in told:
        if record["slug"] not in known:
            fields = {name: value for name, value in record.items() if name != "twin"}
            made[record["slug"]] = Territory.objects.create(state=TerritoryState.PUBLISHED, **fields)
    for record in told:
        if record["slug"] in made and record["twin"] in made:
            made[record["slug"]].twin = made[record["twin"]]
            made[record["slug"]].save()
    return len(made)
