"""Answers with the partners that anybody may see, without whom to write to."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router, Schema

from api.v1.answers import Language, Page
from api.v1.answers import Partner as PartnerAnswer
from api.v1.narrowing import Country
from api.v1.paging import Cursor, Limit, page_of
from api.v1.problems import only
from network.models import Partner
from practices.passages import localized
from zones.vocabulary import LANGUAGES

router = Router()

PLAIN: Final = (
    *("name", "kind", "is_member", "joined_on", "country", "place_name", "latitude", "longitude", "website"),
    *("languages", "competences", "objectives", "offers", "seeks"),
    *("confirmed_on", "source_url", "source_read_on"),
)
OF_ACTIONS: Final = (
    *("kind", "title", "objectives", "practice_groups", "country", "since_year", "until_year", "url"),
)


class Asked(Schema):
    cursor: Cursor = 0
    limit: Limit = 20
    country: Country | None = None
    language: Language | None = None


@router.get("/partners", response=Page[PartnerAnswer], operation_id="partners")
def partners(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    rows = Partner.objects.public()
    if asked.country:
        rows = rows.filter(country=asked.country)
    return page_of(request, rows, asked.cursor, asked.limit, _entries)


@router.get("/partners/{partner_id}", response=PartnerAnswer, operation_id="partner")
def partner(request: HttpRequest, partner_id: str, language: Language | None = None) -> dict[str, Any]:
    found = Partner.objects.public().filter(external_id=partner_id).first()
    if found is None:
        raise Http404
    return _entry(found)


def _entries(numbers: Sequence[int]) -> list[dict[str, Any]]:
    found = Partner.objects.public().prefetch_related("actions").in_bulk(numbers)
    return [_entry(found[number]) for number in numbers if number in found]


def _entry(partner: Partner) -> dict[str, Any]:
    return {
        "id": partner.external_id,
        "urls": {code: _url(partner, code) for code in LANGUAGES},
        **{name: getattr(partner, name) for name in PLAIN},
        "about": localized(partner, "about"),
        "actions": [{name: getattr(one, name) for name in OF_ACTIONS} for one in partner.actions.all()],
    }


def _url(partner: Partner, language: str) -> str:
    with translation.override(language):
        path = reverse("readers:partner", args=[partner.external_id])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
