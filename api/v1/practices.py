"""Answers with practices: all of them page by page, and one by its lasting id."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from api.v1 import clips
from api.v1.answers import Language, Page
from api.v1.answers import Practice as PracticeAnswer
from api.v1.narrowing import Country, in_region
from api.v1.paging import Cursor, Limit, page_of
from api.v1.problems import only
from practices.addresses import addresses_by_language
from practices.interchange.public_records import PARTS, public_data
from practices.models import Practice, RegionSection, TranslationState
from zones.vocabulary import OUTCOMES

router = Router()


class Asked(Schema):
    region: str = Field("", max_length=80)
    country: Country | None = None
    outcome: Literal[OUTCOMES] | None = None  # type: ignore[valid-type]
    published_since: datetime | None = None
    cursor: Cursor = 0
    limit: Limit = 20
    language: Language | None = None


@router.get("/practices", response=Page[PracticeAnswer], operation_id="practices")
def practices(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    rows = Practice.objects.public()
    if asked.region:
        rows = in_region(rows, asked.region)
    if asked.country:
        rows = rows.filter(country=asked.country)
    if asked.outcome:
        rows = rows.filter(outcome=asked.outcome)
    if asked.published_since is not None:
        rows = rows.filter(last_published_at__gte=_in_utc(asked.published_since))
    return page_of(request, rows, asked.cursor, asked.limit, entries)


@router.get("/practices/{practice_id}", response=PracticeAnswer, operation_id="practice")
def practice(request: HttpRequest, practice_id: str, language: Language | None = None) -> dict[str, Any]:
    found = entries(list(public_with_id(practice_id).values_list("pk", flat=True)))
    if not found:
        raise Http404
    return found[0]


def public_with_id(practice_id: str) -> QuerySet[Practice]:
    """Returns the public practice with an id, or none."""
    return Practice.objects.public().filter(external_id=practice_id)


def _in_utc(moment: datetime) -> datetime:
    """Returns a moment as every database takes it; the first or last there is for one beyond these."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        end = datetime.min if moment.year == datetime.min.year else datetime.max
        return end.replace(tzinfo=UTC)


def entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Returns practices as the API shows them, in the order given; as many queries for one as for 100."""
    states = Prefetch("translation_states", TranslationState.objects.only("page", "language", "state"))
    rows = Practice.objects.filter(pk__in=numbers).prefetch_related(*PARTS, *clips.PARTS, states)
    regions = dict(RegionSection.objects.values_list("path", "slug"))
    addresses = addresses_by_language()
    found = {each.pk: each for each in rows}
    return [
        {
            "id": each.external_id,
            "slug": each.slug,
            "urls": {code: _whole(address(each.url_path)) for code, address in addresses.items()},
            "first_published_at": each.first_published_at,
            "last_published_at": each.last_published_at,
            "confirmed_at": each.confirmed_at,
            "translations": {state.language: state.state for state in each.translation_states.all()},
            "zones": list(each.zone_tags),
            "clips": clips.clips_of(each),
            "record": public_data(each, regions.get(each.path[: -each.steplen], "")),
        }
        for number in numbers
        if (each := found.get(number))
    ]


def _whole(path: str) -> str:
    return path if path.startswith("http") else f"{settings.WAGTAILADMIN_BASE_URL}{path}"
