"""Practices for a land as JSON, with the full explanation of each."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from search import service
from search.engines.base import EngineUnavailable, Selection
from search.serializers import result_entry
from zones.factors import CONSTRAINTS, NAMES
from zones.gazetteer import Place
from zones.land import SLIDER_GROUPS, Land
from zones.land_reading import read_land
from zones.place_match import PlaceAnswer, look_up
from zones.vocabulary import LANGUAGES

# What --set may state; where the land lies has options of its own.
SETTABLE = (*NAMES, *CONSTRAINTS, "altitude", "land_use", *(f"weigh_{group}" for group in SLIDER_GROUPS))


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
            content = {
                "land": {
                    "place": land.place_name,
                    "country": land.town.country if land.town else None,
                    "latitude": land.latitude,
                    "longitude": land.longitude,
                    "query": land.to_query(),
                },
                "engine": answer.engine,
                "degraded": answer.degraded,
                "words": asdict(answer.words) if answer.words else None,
                "relaxed": answer.relaxed,
                "groups": dict(answer.groups),
                "results": [result_entry(land, result) for result in answer.results],
            }
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def _land(self, options: dict[str, Any]) -> Land:
        params: dict[str, list[str]] = {}
        for name in ("place", "lat", "lon"):
            if options[name]:
                params[name] = [options[name]]
        for assignment in options["set"]:
            name, separator, value = assignment.partition("=")
            if not separator or not value.strip():
                raise CommandError(f"--set takes FACTOR=VALUE, not {assignment!r}")
            if name not in SETTABLE:
                raise CommandError(f"there is no factor {name!r}. There are: {', '.join(SETTABLE)}.")
            params.setdefault(name, []).extend(value.split(","))
        land, problems = read_land(params)
        if problems:
            raise CommandError("; ".join(f"{one.parameter}={one.value}: {one.code}" for one in problems))
        if land.place_name and land.latitude is None:
            answer = look_up(land.place_name, options["language"])
            place = answer.sure or _likeliest(answer)
            if place is None:
                raise CommandError(_not_found(land.place_name, answer))
            land = land.moved_to(place.latitude, place.longitude, place=place.id)
        if land.is_at_sea:
            raise CommandError(f"there is no land at {land.latitude}, {land.longitude} on the map")
        return land


def _likeliest(answer: PlaceAnswer) -> Place | None:
    """Returns the best of several places so called, None where it lies in another country than was told."""
    countries = answer.area.countries if answer.area is not None else ()
    for place in answer.places if answer.kind == "places" else ():
        if not countries or place.country in countries:
            return place
    return None


def _not_found(typed: str, answer: PlaceAnswer) -> str:
    """Returns what was not found, and which places there are instead, each with its country."""
    listed = {place.id: place for place in (*answer.places, *answer.largest, *answer.elsewhere)}
    names = ", ".join(f"{place.name} ({place.country})" for place in listed.values())
    if answer.kind == "area":
        return f"{typed!r} is no place but a country or region. Places: {names}"
    return f"no place is called {typed!r}." + (f" There are: {names}" if names else "")
