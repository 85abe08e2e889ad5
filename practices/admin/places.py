"""Answers the form of a practice: what is known of the place that is being typed, and the region's map.

Nothing here belongs to a region: gazetteer, climate map and outline of the world are the same for all.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from practices.editing.place_answer import place_answer
from practices.form_fields import NumberPart, WholeNumberPart
from practices.models import Practice
from practices.region_map import region_svg
from zones.countries import country_codes

_NUMBERS: dict[str, Any] = {
    "latitude": NumberPart(low=-90, high=90, min_value=-90, max_value=90, required=False),
    "longitude": NumberPart(low=-180, high=180, min_value=-180, max_value=180, required=False),
    "altitude_m": WholeNumberPart(min_value=-450, max_value=6500, required=False),
}


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Returns, as a part of the form, what is known of the place that it holds; writes nothing."""
    asked = request.GET
    longest = Practice._meta.get_field("place_name").max_length
    practice = Practice(
        place_name=asked.get("place_name", "").strip()[:longest],
        country="".join(_known(asked.get("country", ""))[:1]),
        located_as=asked.get("located_as", "")[: Practice._meta.get_field("located_as").max_length],
    )
    problems = []
    for name, field in _NUMBERS.items():
        try:
            setattr(practice, name, field.clean(asked.get(name, "")))
        except ValidationError as error:
            problems += error.messages
    practice.settle_position(practice.place_name, practice.country)
    practice.derive_conditions()
    answer = place_answer(practice, _known(asked.get("countries", "")))
    return render(request, "practices/panels/place_answer.html", {"answer": answer, "problems": problems})


@require_safe
@cache_control(private=True, max_age=86400)
def region_map(request: HttpRequest) -> HttpResponse:
    countries = _known(request.GET.get("countries", ""))
    return HttpResponse(region_svg(countries), content_type="image/svg+xml")


def _known(countries: str) -> tuple[str, ...]:
    known = country_codes()
    return tuple(code for code in dict.fromkeys(countries.split(",")) if code in known)
