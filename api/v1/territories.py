"""Answers with the territories that look for a twin, and what each states of itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router, Schema

from api.v1.answers import Language, Page
from api.v1.answers import Territory as TerritoryAnswer
from api.v1.paging import Cursor, Limit, page_of
from api.v1.problems import only
from network.models import Territory, TerritoryFact
from network.twins.territories import pairs_among, public_territories
from network.twins.vocabulary import INDICATORS
from practices.passages import localized
from zones.vocabulary import LANGUAGES

router = Router()

PLAIN: Final = ("name", "country", "level", "role", "latitude", "longitude", "languages", "offers", "seeks")
OF_FIGURES: Final = ("indicator", "low", "best", "high", "year", "source_text", "source_url", "published_at")


class Asked(Schema):
    cursor: Cursor = 0
    limit: Limit = 20
    language: Language | None = None


@router.get("/territories", response=Page[TerritoryAnswer], operation_id="territories")
def territories(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    return page_of(request, Territory.objects.public(), asked.cursor, asked.limit, _entries)


@router.get("/territories/{territory_id}", response=TerritoryAnswer, operation_id="territory")
def territory(request: HttpRequest, territory_id: str, language: Language | None = None) -> dict[str, Any]:
    found = Territory.objects.public().filter(slug=territory_id).values_list("pk", flat=True).first()
    entries = _entries([found]) if found is not None else []
    if not entries:
        raise Http404
    return entries[0]


def _entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    facts = TerritoryFact.objects.exclude(published_at=None).filter(replaced_at=None).order_by("pk")
    rows = Territory.objects.public().prefetch_related(Prefetch("facts", facts, to_attr="stated"))
    found, twins = rows.in_bulk(numbers), _twins()
    return [_entry(found[number], twins) for number in numbers if number in found]


def _twins() -> Mapping[int, list[str]]:
    """Returns the addresses of the twins of each, whichever of the two says so."""
    twins: dict[int, list[str]] = defaultdict(list)
    for one, other in pairs_among(public_territories()):
        twins[one.pk].append(other.slug)
        twins[other.pk].append(one.slug)
    return twins


def _entry(territory: Any, twins: Mapping[int, list[str]]) -> dict[str, Any]:
    return {
        "id": territory.slug,
        "urls": {code: _url(territory, code) for code in LANGUAGES},
        **{name: getattr(territory, name) for name in PLAIN},
        "about": localized(territory, "about"),
        "own_text": territory.own_text,
        "own_language": territory.own_language,
        "twins": sorted(twins.get(territory.pk, ())),
        "figures": [_figure(fact) for fact in territory.stated],
    }


def _figure(fact: TerritoryFact) -> dict[str, Any]:
    indicator = INDICATORS.get(fact.indicator)
    return {
        **{name: getattr(fact, name) for name in OF_FIGURES},
        "answer": fact.choice,
        "unit": str(indicator.unit) if indicator else "",
    }


def _url(territory: Territory, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("readers:twin", args=[territory.slug])
