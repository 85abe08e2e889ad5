"""Answers about land: practices that suit it, what the map knows of a position, places by name."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field, StringConstraints, create_model

from api.v1.answers import Conditions, Language, Match, Page, Place
from api.v1.paging import address
from api.v1.problems import Refused, only, status_text, unusable
from media.spoken_languages import TAG
from readers.results_query import MOST_CODES, OPEN_FACETS, ResultsQuery, facet_codes, parameter
from readers.zone_codes import zone_at
from search import service
from search.asked_land import POSITION, STATED, UnusableLand, asked_land
from search.engines.base import FACETS, ORDERS, EngineUnavailable
from search.serializers import answer_content
from zones import gazetteer
from zones.factors import CHOICES, FACTS, NUMBERS
from zones.grid import Climate
from zones.labels import zone_name
from zones.land import ALTITUDE, ANY_LAND_USE, SLIDER_GROUPS, Land
from zones.land_reading import LATITUDE, LONGEST_VALUE, LONGITUDE
from zones.place_match import look_up
from zones.vocabulary import LAND_USES, LANGUAGES

router = Router()
YES_NO = Literal["yes", "no"]


def _number(low: float, high: float) -> Any:
    return (float | None, Field(None, ge=low, le=high, allow_inf_nan=False))


def _some_of(codes: Any) -> Any:
    return (list[Literal[tuple(codes)]], Field([], max_length=len(codes)))  # type: ignore[misc]


def _tags() -> tuple[Any, Any]:
    """Returns the field of a parameter that takes tags of languages, as they are written: ff, pt-BR."""
    tag = Annotated[str, StringConstraints(pattern=f"^{TAG.pattern}$")]
    return (list[tag], Field([], max_length=MOST_CODES))


_POSITION: dict[str, Any] = {
    "place": (str, Field("", max_length=LONGEST_VALUE)),
    "lat": _number(LATITUDE.low, LATITUDE.high),
    "lon": _number(LONGITUDE.low, LONGITUDE.high),
    "altitude": _number(ALTITUDE.low, ALTITUDE.high),
}
_STATED: dict[str, Any] = {
    **{name: _number(kind.low, kind.high) for name, kind in NUMBERS.items()},
    **{name: _some_of(kind.codes) for name, kind in CHOICES.items()},
    **dict.fromkeys(FACTS, (YES_NO | None, None)),
    "land_use": (Literal[(*LAND_USES, ANY_LAND_USE)] | None, None),
    **{f"weigh_{group}": _number(0, 2) for group in SLIDER_GROUPS},
}
_FOUND: dict[str, Any] = {
    "q": (str, Field("", max_length=200)),
    "sort": (Literal[ORDERS], ORDERS[0]),
    **{parameter(name): _tags() if name in OPEN_FACETS else _some_of(facet_codes(name)) for name in FACETS},
    "page": (int, Field(1, ge=1, le=service.LAST_PAGE)),
    "limit": (int, Field(20, ge=1, le=100)),
    "language": (Language | None, None),
}
# The parameters of the readers' pages, so that an address of a page can be asked of the API.
AskedPosition = create_model("AskedPosition", **_POSITION, language=(Language | None, None))
AskedMatch = create_model("AskedMatch", **_POSITION, **_STATED, **_FOUND)


def _land(request: HttpRequest) -> Land:
    try:
        params = {name: request.GET.getlist(name) for name in (*POSITION, *STATED) if name in request.GET}
        return asked_land(params, get_language() or LANGUAGES[0])
    except UnusableLand as error:
        raise unusable(error) from error


@router.get("/match", response=Match, operation_id="match")
def match(request: HttpRequest, asked: Annotated[AskedMatch, Query()]) -> dict[str, Any]:  # type: ignore[valid-type]
    only(request, AskedMatch.model_fields)
    land = _land(request)
    selection = ResultsQuery.from_request(request).selection
    page, limit = asked.page, asked.limit  # type: ignore[attr-defined]
    try:
        answer = service.match(land, selection, page=page, size=limit)
    except EngineUnavailable as error:
        raise Refused(503, status_text(503)) from error
    content = answer_content(land, answer)
    urls = [result.practice.url for result in answer.results]
    for entry, url in zip(content["results"], urls, strict=True):
        entry["url"] = f"{settings.WAGTAILADMIN_BASE_URL}{url}"
    has_more = page * limit < answer.total and page < service.LAST_PAGE
    return {
        "count": answer.total,
        "next": address(request, page=page + 1) if has_more else None,
        **content,
        "facets": {name: dict(counts) for name, counts in answer.facet_counts.items()},
    }


@router.get("/conditions", response=Conditions, operation_id="conditions")
def conditions(request: HttpRequest, asked: Annotated[AskedPosition, Query()]) -> dict[str, Any]:  # type: ignore[valid-type]
    only(request, AskedPosition.model_fields)
    land = _land(request)
    climate = land.climate
    if climate is None:
        raise Refused(422, _("Name a place, or a latitude and a longitude."))
    return {**_climate(climate), **_of_land(land)}


def _climate(climate: Climate) -> dict[str, Any]:
    return {**asdict(climate), "values": climate.values()}


def _of_land(land: Land) -> dict[str, Any]:
    zone = zone_at(land)
    return {
        "latitude": land.latitude,
        "longitude": land.longitude,
        "place": land.town and asdict(land.town),
        "zone": zone,
        "zone_name": str(zone_name(zone)),
        "about": [name for name, answer in land.answers().items() if answer.is_about],
    }


@router.get("/places", response=Page[Place], operation_id="places")
def places(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=2, max_length=LONGEST_VALUE)],
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
    language: Language | None = None,
) -> dict[str, Any]:
    only(request, ("q", "limit", "language"))
    spoken = get_language() or LANGUAGES[0]
    answer = look_up(q, spoken)
    told = [*([answer.sure] if answer.sure else ()), *answer.places, *answer.largest, *answer.elsewhere]
    begun = gazetteer.completions(q, spoken, limit)
    found = list({place.id: place for place in (*told, *begun)}.values())[:limit]
    return {"count": len(found), "next": None, "results": [asdict(place) for place in found]}
