"""Results as JSON, for the command line and other machines."""

from dataclasses import asdict
from typing import Any

from matching.explanation import to_json
from practices.passages import passage
from search.practice_rows import km_between
from search.service import Result, SearchResults
from zones.geography import continent_of
from zones.land import Land


def result_entry(land: Land, result: Result) -> dict[str, Any]:
    """Return one result with its whole explanation; the title in the active language."""
    practice = result.practice
    km = km_between(land, practice)
    return {
        **to_json(result.explanation),
        "id": practice.external_id,
        "slug": practice.slug,
        "title": passage(practice, "name").text,
        "distance_km": None if km is None else round(km),
        "continent": continent_of(practice.country) if practice.country else None,
        "warnings": [asdict(warning.limit) for warning in result.warnings],
        "snippet": result.snippet.html if result.snippet else "",
    }


def land_entry(land: Land) -> dict[str, Any]:
    """Return where a land lies, and the parameters that ask for it again."""
    return {
        "place": land.place_name or (land.town.name if land.place and land.town else ""),
        "country": land.town.country if land.town else None,
        "latitude": land.latitude,
        "longitude": land.longitude,
        "query": land.to_query(),
    }


def answer_content(land: Land, answer: SearchResults) -> dict[str, Any]:
    """Return a page of results with what was asked and what was left out, titles in the active language."""
    return {
        "land": land_entry(land),
        "engine": answer.engine,
        "degraded": answer.degraded,
        "words": asdict(answer.words) if answer.words else None,
        "relaxed": answer.relaxed,
        "groups": dict(answer.groups),
        "results": [result_entry(land, result) for result in answer.results],
    }
