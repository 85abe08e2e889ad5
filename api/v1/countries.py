"""Answers with countries: what the base knows of each, and what each states."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router, Schema

from api.v1.answers import Country as CountryAnswer
from api.v1.answers import Language, Page, WholeCountry
from api.v1.paging import Cursor, Limit, address
from api.v1.problems import only
from network.countries.indicators import INDICATORS
from network.countries.known import Known, known_by_country
from network.countries.stated import earlier, in_order, published
from network.models import StatedValue
from practices.places import country_name
from zones.countries import country_codes
from zones.country_zones import zone_shares
from zones.vocabulary import LANGUAGES

router = Router()


class Asked(Schema):
    cursor: Cursor = 0
    limit: Limit = 20
    language: Language | None = None


@router.get("/countries", response=Page[CountryAnswer], operation_id="countries")
def countries(request: HttpRequest, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    only(request, Asked.model_fields)
    known, values = known_by_country(), _by_country(published())
    # A country keeps its number, so a cursor means the same whatever is published meanwhile.
    numbers = {code: number for number, code in enumerate(country_codes(), start=1)}
    codes = [code for code in numbers if code in known or code in values]
    left = [code for code in codes if numbers[code] > asked.cursor]
    shown = left[: asked.limit]
    has_more = len(left) > len(shown)
    return {
        "count": len(codes),
        "next": address(request, cursor=numbers[shown[-1]]) if has_more else None,
        "results": [_entry(code, known.get(code, Known()), values[code]) for code in shown],
    }


@router.get("/countries/{country_id}", response=WholeCountry, operation_id="country")
def country(request: HttpRequest, country_id: str, language: Language | None = None) -> dict[str, Any]:
    code = country_id.upper()
    if code not in country_codes():
        raise Http404
    values = list(published().filter(country=code))
    known = known_by_country().get(code, Known())
    if not (known.practices or known.partners or known.regions or values or zone_shares(code)):
        raise Http404
    before = [_value(value) for value in earlier().filter(country=code)]
    return {**_entry(code, known, values), "earlier": before}


def _by_country(values: Iterable[StatedValue]) -> dict[str, list[StatedValue]]:
    found: dict[str, list[StatedValue]] = defaultdict(list)
    for value in values:
        found[value.country].append(value)
    return found


def _entry(code: str, known: Known, values: Iterable[StatedValue]) -> dict[str, Any]:
    return {
        "id": code,
        "name": {language: country_name(code, language) for language in LANGUAGES},
        "urls": {language: _url(code, language) for language in LANGUAGES},
        "practices": known.practices,
        "outcomes": known.outcomes,
        "reports": known.reports,
        "partners": known.partners,
        "practices_with_measured_carbon": known.measured,
        "zones": zone_shares(code),
        "values": [_value(value) for value in in_order(values)],
    }


def _url(code: str, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("readers:country", args=[code.lower()])


def _value(value: StatedValue) -> dict[str, Any]:
    indicator = INDICATORS.get(value.indicator)
    return {
        "indicator": value.indicator,
        "unit": indicator.unit if indicator else "",
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "answer": value.choice,
        "year": value.year,
        "origin": value.origin,
        "tier": value.tier,
        "source_text": value.source_text,
        "source_url": value.source_url,
        "note": value.note,
        "published_at": value.published_at,
        "replaced_at": value.replaced_at,
    }
