"""Practices for a land as JSON, with the full explanation of each."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from search import service
from search.asked_land import POSITION, STATED, UnusableLand, asked_land
from search.engines.base import EngineUnavailable, Selection
from search.serializers import answer_content
from zones.land import Land
from zones.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = "Prints the practices that suit a land, best first, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", default="", help="a village or town, or a position")
        parser.add_argument("--lat", default="", help="latitude in degrees")
        parser.add_argument("--lon", default="", help="longitude in degrees")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="FACTOR=VALUE",
            help="an answer, such as texture=sandy",
        )
        parser.add_argument("--words", default="", help="words that the practices should have")
        parser.add_argument("--language", choices=LANGUAGES, default="en")
        parser.add_argument(
            "--engine", default="", help="name of the engine; the settings' own when left out"
        )
        parser.add_argument("--limit", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            land = self._land(options)
            try:
                selection = Selection(words=options["words"], language=options["language"])
                answer = service.match(
                    land, selection, size=max(1, options["limit"]), engine=options["engine"]
                )
            except KeyError as error:
                raise CommandError(f"there is no engine called {error}") from error
            except EngineUnavailable as error:
                raise CommandError(f"the index cannot answer: {error}. Run rebuild_index.") from error
            content = answer_content(land, answer)
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def _land(self, options: dict[str, Any]) -> Land:
        params: dict[str, list[str]] = {}
        for name in POSITION:
            if options[name]:
                params[name] = [options[name]]
        for assignment in options["set"]:
            name, separator, value = assignment.partition("=")
            if not separator or not value.strip():
                raise CommandError(f"--set takes FACTOR=VALUE, not {assignment!r}")
            if name not in STATED:
                raise CommandError(f"there is no factor {name!r}. There are: {', '.join(STATED)}.")
            params.setdefault(name, []).extend(value.split(","))
        try:
            return asked_land(params, options["language"])
        except UnusableLand as error:
            raise CommandError(_said(error)) from error


def _said(error: UnusableLand) -> str:
    """Returns why there is no land, and which places there are instead, each with its country."""
    if error.reason == "values":
        return "; ".join(f"{one.parameter}={one.value}: {one.code}" for one in error.problems)
    if error.reason == "sea":
        return f"there is no land at {error.typed} on the map"
    names = ", ".join(f"{place.name} ({place.country})" for place in error.places)
    if error.reason == "area":
        return f"{error.typed!r} is no place but a country or region. Places: {names}"
    return f"no place is called {error.typed!r}." + (f" There are: {names}" if names else "")
