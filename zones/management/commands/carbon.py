"""What a change of farming may do to the soil's carbon at a place, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from zones import vocabulary
from zones.carbon import Farming, Outlook, outlook, tables_version
from zones.carbon_classes import SOILS, SoilWords, climate_zones
from zones.carbon_sentences import finding_text
from zones.grid import conditions_at

_KEYS = {"lu": "land_use", "mg": "management", "in": "inputs"}


class Command(BaseCommand):
    help = "Prints what a change of farming may do to the soil's carbon in 20 years (t C/ha), as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lat", type=float, required=True, help="latitude in degrees")
        parser.add_argument("--lon", type=float, required=True, help="longitude in degrees")
        soil = parser.add_mutually_exclusive_group()
        soil.add_argument("--texture", choices=vocabulary.TEXTURES, help="the soil by touch")
        soil.add_argument("--soil", choices=SOILS, help="a soil class of the IPCC")
        for when in ("before", "after"):
            parser.add_argument(
                f"--{when}", required=True, metavar="lu=…,mg=…,in=…", help="as in lu=annual,mg=full,in=low"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            climate = conditions_at(options["lat"], options["lon"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if climate is None:
            raise CommandError(f"there is no land at {options['lat']}, {options['lon']} on the map")
        words = SoilWords(frozenset({options["texture"]} if options["texture"] else ()))
        fields = [
            (zone, soil)
            for zone in climate_zones(climate)
            for soil in ([options["soil"]] if options["soil"] else words.classes(zone))
        ]
        found = outlook(fields, _farming(options["before"]), _farming(options["after"]))
        self.stdout.write(json.dumps(_content(found), ensure_ascii=False, indent=2))


def _farming(text: str) -> Farming:
    """Returns what `lu=annual,mg=full,in=low` says; without `in` input is medium. Raises CommandError."""
    parts = [part.partition("=") for part in text.split(",")]
    named = {key.strip(): value.strip() for key, _sign, value in parts}
    if len(named) < len(parts) or not {"lu", "mg"} <= set(named) <= set(_KEYS):
        raise CommandError(f"not lu=…,mg=…,in=…: {text!r}")
    try:
        return Farming(**{_KEYS[key]: value for key, value in named.items()})
    except ValueError as error:
        raise CommandError(f"{error} does not exist or does not go with the rest of {text!r}") from error


def _content(found: Outlook) -> dict[str, Any]:
    content: dict[str, Any] = {"zones": found.zones, "soils": found.soils}
    for name in ("before", "after", "change", "low", "high"):
        content[name] = None if found.change is None else round(getattr(found.change, name), 2)
    with translation.override("en"):
        content["words"] = finding_text(found)
    content["tables_version"] = tables_version()
    return content
