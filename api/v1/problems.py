"""Says what was wrong with a request as `application/problem+json` (RFC 9457), in the asked language."""

from collections.abc import Container, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from readers.presenters.problems import no_land_text, problem_text
from search.asked_land import UnusableLand

CONTENT_TYPE: Final = "application/problem+json"


class Fault(Schema):
    """One parameter that could not be used, why in words, and a code for programs."""

    parameter: str
    code: str
    message: str


class Problem(Schema):
    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Refused(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors


def problem(status: int, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """Returns the answer; without `detail` the status is said in a sentence."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or status_text(status),
        "errors": list(errors),
    }
    return HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)


def status_text(status: int) -> str:
    """Returns what a status means here."""
    texts = {
        HTTPStatus.BAD_REQUEST: _("This address cannot be read."),
        HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Only GET, HEAD and OPTIONS are answered here."),
        HTTPStatus.LENGTH_REQUIRED: _("Only GET, HEAD and OPTIONS are answered here."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Only GET, HEAD and OPTIONS are answered here."),
        HTTPStatus.TOO_MANY_REQUESTS: _("That was a lot at once. Wait a little, then go on."),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Something that was asked cannot be used; see “errors”."),
        HTTPStatus.SERVICE_UNAVAILABLE: _("This cannot be answered at the moment. Ask again in a minute."),
    }
    return texts.get(HTTPStatus(status), _("Something went wrong here. We have noted it."))


def only(request: HttpRequest, known: Container[str]) -> None:
    """Refuses parameters that do not exist: whoever misspells one would take the answer for another."""
    strange = [name for name in request.GET if name not in known]
    if strange:
        text = _("There is no parameter “%(parameter)s” here.")
        errors = [
            {"parameter": name[:40], "code": "unknown", "message": text % {"parameter": name[:40]}}
            for name in strange[:10]
        ]
        raise Refused(422, status_text(422), errors)


def unusable(land: UnusableLand) -> Refused:
    """Returns why a land cannot be asked for, and which places there are instead."""
    if land.reason == "values":
        errors = [
            {"parameter": one.parameter, "code": one.code, "message": problem_text(one)}
            for one in land.problems
        ]
        return Refused(422, status_text(422), errors)
    if land.reason == "sea":
        text, parameter = no_land_text(), "lat"
    else:
        names = ", ".join(f"{place.name} ({place.country})" for place in land.places)
        if land.reason == "area":
            text = _("“%(typed)s” is a country or a region. Places in it: %(places)s")
        elif names:
            text = _("No place is called “%(typed)s”. There are: %(places)s")
        else:
            text = _("No place is called “%(typed)s”.")
        text, parameter = text % {"typed": land.typed, "places": names}, "place"
    return Refused(422, text, [{"parameter": parameter, "code": land.reason, "message": text}])
