"""Answers with feeds as Atom and as JSON Feed."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.feeds.entries import Entry, FeedView, UnreadError, feed_view
from practices.passages import Passage
from search.engines.base import EngineUnavailable

ATOM: Final = "application/atom+xml; charset=utf-8"
JSON: Final = "application/feed+json; charset=utf-8"
PLAIN: Final = "text/plain; charset=utf-8"
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
MAX_AGE_S: Final = 60
ASK_AGAIN_S: Final = 60


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, _as_atom)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    return _answer(request, _as_json)


def _answer(request: HttpRequest, written: Callable[[FeedView], HttpResponse]) -> HttpResponse:
    """Returns the feed, or a sentence where an empty feed, or one of all practices, would not be true."""
    try:
        view = feed_view(request)
    except EngineUnavailable:
        text = _("This cannot be answered at the moment. Ask again in a minute.")
        return _sentence(text, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(ASK_AGAIN_S)})
    except UnreadError as problem:
        return _sentence("\n".join(problem.sentences), HTTPStatus.BAD_REQUEST)
    return _kept(written(view))


def _as_atom(view: FeedView) -> HttpResponse:
    feed = Atom1Feed(
        title=view.title,
        link=view.url,
        author_name=view.author,
        description=_("What worked, and what did not."),
        language=get_language(),
        feed_url=view.self_url,
        feed_guid=view.self_url,
    )
    for entry in view.entries:
        feed.add_item(
            title=entry.title.text,
            link=entry.url,
            description=_html(entry.lines),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


def _as_json(view: FeedView) -> HttpResponse:
    data = {
        "version": JSON_FEED,
        "title": view.title,
        "authors": [{"name": view.author}],
        "home_page_url": view.url,
        "feed_url": view.self_url,
        "language": get_language(),
        "items": [_item(entry) for entry in view.entries],
    }
    return HttpResponse(orjson.dumps(data), content_type=JSON)


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title.text,
        "content_html": _html(entry.lines),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": entry.title.lang or get_language(),
    }


def _html(lines: Iterable[Passage]) -> str:
    """Returns the lines as paragraphs, each in its language."""
    return format_html_join("", "<p{}>{}</p>", ((_lang(line), line.text) for line in lines))


def _lang(line: Passage) -> str:
    return format_html(' lang="{}"', line.lang) if line.lang else ""


def _kept(response: HttpResponse) -> HttpResponse:
    """Returns a feed that anybody's pages may read, and that is asked for anew after a minute at most."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"max-age={MAX_AGE_S}"
    return response


def _sentence(text: str, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type=PLAIN, headers=headers)
