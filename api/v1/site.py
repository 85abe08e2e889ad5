"""Puts the API together: its parts, how it writes JSON, what it says of faults, how it describes itself."""

import logging
from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer

from api.v1 import countries, events, lands, newsletters, partners, practices, reports, territories, words
from api.v1.descriptions import describe
from api.v1.misused import misused
from api.v1.problems import CONTENT_TYPE, Problem, Refused, problem, status_text

logger = logging.getLogger(__name__)

# What any address may answer beside what it is for; 405 to other methods than GET, HEAD and OPTIONS.
ANYWHERE = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data)


class PracticesAPI(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Returns the description with every fault named; ninja names the content of answers only once."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        parts = schema["components"]["schemas"]["Problem"].pop("$defs", {})
        schema["components"]["schemas"].update(parts)
        for operations in schema["paths"].values():
            for operation in operations.values():
                # To the ETag of an answer that is still true.
                unchanged = {int(HTTPStatus.NOT_MODIFIED): {"description": HTTPStatus.NOT_MODIFIED.phrase}}
                faults = {int(status): _fault(status) for status in ANYWHERE}
                operation["responses"] |= unchanged | faults
        describe(schema)
        return schema


def _fault(status: HTTPStatus) -> dict[str, Any]:
    said = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": status.phrase, "content": {CONTENT_TYPE: said}}


api = PracticesAPI(
    title="Twin Fields",
    version="1",
    docs_url=None,
    openapi_url="/openapi.json",
    renderer=OrjsonRenderer(),
    urls_namespace="api_v1",
)
for part in (practices, lands, words, reports, newsletters, partners, countries, territories, events):
    api.add_router("", part.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error.status, error.detail, error.errors)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, status_text(422), misused(error.errors))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("%s", request.path, exc_info=error)
    return problem(500)
