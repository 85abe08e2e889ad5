"""Refuses NUL and other control characters of a request in one place, before anything reads them.

PostgreSQL stores no NUL and no half of a surrogate pair, XML carries few of the others, and nobody sees them
in what they pasted. What is in an address is a damaged address. What is in a form is somebody's work: the
answer shows it without these characters, and a button that sends it so.
"""

import json
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

# Everything that Unicode calls a control character but tab and the ends of lines; halves of surrogate pairs.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# The same in a query string as it was sent, in UTF-8 with or without escapes.
IN_QUERY = re.compile(
    r"%0[0-8BbCcEeFf]|%1[0-9A-Fa-f]|%7[Ff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    r"|(?:%[Cc]2|\xc2)(?:%[89][0-9A-Fa-f]|[\x80-\x9f])"
)
# What may become one when JSON is read.
ESCAPED = re.compile(r"\\(?:[bf]|u(?:00[0189][0-9a-f]|007f|d[89a-f][0-9a-f]{2}))", re.IGNORECASE)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# Not read here: they may be long, and are no text.
BINARY = ("multipart/", "image/", "audio/", "video/", "application/octet-stream")
ADMIN_PATH = "/admin/"


def is_clean(text: str) -> bool:
    return not CONTROL.search(text) and not any(map(CONTROL.search, _strings(_inner(text))))


def cleaned(text: str) -> str:
    """Returns the text without control characters; those that part words become a space."""
    if (inner := _inner(text)) is not None:
        return json.dumps(_cleaned_json(inner), ensure_ascii=False)
    return CONTROL.sub(lambda found: " " if found[0].isspace() else "", text)


def _inner(text: str) -> Any:
    """Returns what an editor's field or a script wrote as JSON, if there may be control characters in it.

    Raises BadRequest where it is nested too deeply for anybody to have written it.
    """
    if not ESCAPED.search(text) or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
    except RecursionError:
        raise BadRequest("nested too deeply") from None


def _cleaned_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {cleaned(key): _cleaned_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned_json(inner) for inner in value]
    return cleaned(value) if isinstance(value, str) else value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


class ControlCharactersMiddleware:
    """Stands behind the protection against forged forms, which reads the same fields."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            IN_QUERY.search(request.META.get("QUERY_STRING", ""))
            or CONTROL.search(request.path_info)
            or any(map(CONTROL.search, request.COOKIES.values()))
        ):
            raise BadRequest("control characters")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Raises BadRequest for what no form has sent, and answers a form itself."""
        if request.method in ("GET", "HEAD"):
            return None
        if request.method == "POST" and request.content_type in FORMS:
            fields = [(name, value) for name, values in request.POST.lists() for value in values]
            if all(is_clean(name) and is_clean(value) for name, value in fields):
                return None
            return refused(request, fields)
        if not (request.content_type or "").startswith(BINARY):
            text = request.body.decode(errors="replace")
            if not is_clean(text):
                raise BadRequest("control characters")
        return None


def refused(request: HttpRequest, fields: list[tuple[str, str]]) -> HttpResponse:
    """Returns the page that keeps what was typed, or for a script what Wagtail's own scripts understand."""
    language = getattr(request.user, "language", "") or translation.get_language()
    with translation.override(language):
        sentence = gettext("Your text holds characters that nobody can see and that cannot be stored.")
        if not request.accepts("text/html"):
            answer = {"success": False, "error_code": "control_characters", "error_message": sentence}
            return JsonResponse(answer, status=HTTPStatus.BAD_REQUEST)
        is_admin = request.path_info.startswith(ADMIN_PATH)
        # A password is never written into a page; it is typed again.
        sendable = [(name, value) for name, value in fields if "password" not in name]
        context = {
            "sentence": sentence,
            "texts": [cleaned(value) for _name, value in sendable if not is_clean(value)],
            "fields": [(cleaned(name), cleaned(value)) for name, value in sendable],
            "address": request.get_full_path(),
            "has_files": bool(request.FILES),
        }
        template = "kb/refused_text_admin.html" if is_admin else "kb/refused_text.html"
        return render(request, template, context, status=HTTPStatus.BAD_REQUEST)
