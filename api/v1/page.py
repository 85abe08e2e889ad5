"""Shows people what programs may ask of the API, from the same description that programs read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from api.v1.site import api
from network.models import Event, Partner

# To be tried: an answer for each that needs something.
EXAMPLES: Final = {
    "practice": "practices/zai-yatenga",
    "reports": "practices/zai-yatenga/reports",
    "match": "match?place=Copargo&texture=sandy&crops=maize",
    "conditions": "conditions?place=Copargo",
    "places": "places?q=Copargo",
    "concept": "concepts/planting-pits",
    "newsletter": "newsletters/example",
    "partner": "partners/{partner}",
    "country": "countries/BJ",
    "territory": "territories/copargo",
    "event": "events/{event}",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    text: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Operation:
    path: str
    text: str
    example: str
    parameters: Sequence[Parameter]


@dataclass(frozen=True, slots=True)
class ApiView:
    operations: Sequence[Operation]
    schema_url: str
    base: str
    limit: int
    feeds: Sequence[str]
    card: str


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Answers with the page on the API."""
    return render(request, "api/api.html", {"view": api_view()})


def api_view() -> ApiView:
    """Returns every address with its parameters, in the active language."""
    root = reverse("api_v1:api-root")
    partner = Partner.objects.public().order_by("pk").values_list("external_id", flat=True).first()
    event = Event.objects.public().order_by("pk").values_list("pk", flat=True).first()
    asked = {"partner": partner or "none-yet", "event": event or 1}
    examples = {name: example.format(**asked) for name, example in EXAMPLES.items()}
    operations = [
        Operation(
            path=path,
            text=operation["summary"],
            example=root + examples.get(operation["operationId"], path.removeprefix(root)),
            parameters=[_parameter(one) for one in operation.get("parameters", ())],
        )
        for path, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    ]
    return ApiView(
        operations=operations,
        schema_url=reverse("api_v1:openapi-json"),
        base=settings.WAGTAILADMIN_BASE_URL,
        limit=settings.API_REQUESTS_PER_HOUR,
        feeds=_feeds(),
        card=reverse("card", args=["zai-yatenga"]),
    )


def _feeds() -> list[str]:
    atom, as_json = reverse("atom_feed"), reverse("json_feed")
    return [
        atom,
        as_json,
        f"{atom}?region=west-africa",
        f"{atom}?only_crops=maize",
        f"{atom}?place=2394822&texture=sandy",
    ]


def _parameter(described: dict[str, Any]) -> Parameter:
    return Parameter(described["name"], described["description"], _values(described["schema"]))


def _values(schema: dict[str, Any]) -> Sequence[str]:
    """Returns the codes that a parameter may have; none where it has other values."""
    forms = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return next((form["enum"] for form in forms if "enum" in form), ())
