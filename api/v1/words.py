"""Answers with what the site calls things: zones, and the concepts of the thesaurus."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router, Schema

from api.v1.answers import Concept as ConceptAnswer
from api.v1.answers import Language, Page, Zone
from api.v1.paging import Cursor, Limit, page_of
from api.v1.problems import only
from practices.models import Concept, Practice
from practices.thesaurus import KINDS, as_labels
from zones.labels import zone_name
from zones.naming import ALL_ZONES
from zones.vocabulary import LANGUAGES

router = Router()


@router.get("/zones", response=Page[Zone], operation_id="zones")
def zones(request: HttpRequest, language: Language | None = None) -> dict[str, Any]:
    tagged = Practice.objects.public().values_list("zone_tags", flat=True)
    counts = Counter(code for codes in tagged.iterator() for code in codes or ())
    results = [
        {
            "code": code,
            "name": _in_languages(lambda code=code: str(zone_name(code))),
            "growing_period": zone.growing_period,
            "temperature": zone.temperature,
            "texture": zone.texture,
            "practices": counts[code],
            "urls": _in_languages(
                lambda code=code: f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readers:zone', args=[code])}"
            ),
        }
        for code, zone in ALL_ZONES.items()
    ]
    return {"count": len(results), "next": None, "results": results}


def _in_languages(said: Any) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = said()
    return found


class Asked(Schema):
    kind: Literal[KINDS] | None = None  # type: ignore[valid-type]
    cursor: Cursor = 0
    limit: Limit = 100
    language: Language | None = None


@router.get("/concepts", response=Page[ConceptAnswer], operation_id="concepts")
def concepts(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    rows = Concept.objects.filter(kind=asked.kind) if asked.kind else Concept.objects.all()
    return page_of(request, rows, asked.cursor, asked.limit, _entries)


@router.get("/concepts/{concept_id}", response=ConceptAnswer, operation_id="concept")
def concept(request: HttpRequest, concept_id: str, language: Language | None = None) -> dict[str, Any]:
    found = _entries(list(Concept.objects.filter(code=concept_id).values_list("pk", flat=True)))
    if not found:
        raise Http404
    return found[0]


def _entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    rows = Concept.objects.filter(pk__in=numbers).prefetch_related("broader").order_by("pk")
    return [
        {
            "id": each.code,
            "kind": each.kind,
            "labels": {code: as_labels(getattr(each, f"labels_{code}") or "") for code in LANGUAGES},
            "names": as_labels(each.names),
            "broader": sorted(above.code for above in each.broader.all()),
            "agrovoc": each.agrovoc,
        }
        for each in rows
    ]
