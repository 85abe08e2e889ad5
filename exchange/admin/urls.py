"""Lists the addresses of the queue, under /admin/."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path

from exchange.admin import item_view, list_view, words
from exchange.admin.flag_view import FlagView
from exchange.admin.item_view import ItemView
from exchange.admin.place_view import give_to_region
from exchange.admin.voice_view import voice
from exchange.models import Kind

_item, _flag = ItemView.as_view(), FlagView.as_view()


def queue_item(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Answers with an item or a notice: both have the same kind of address."""
    return (_flag if kind == Kind.FLAG else _item)(request, kind=kind, pk=pk)


urlpatterns: list[Any] = [
    path("queue/", list_view.QueueView.as_view(), name=list_view.NAME),
    path("queue/<slug:kind>/<int:pk>/", queue_item, name=words.ITEM),
    path("queue/<slug:kind>/<int:pk>/region/", give_to_region, name=item_view.REGION),
    path("queue/<slug:kind>/<int:pk>/voice/", voice, name=item_view.VOICE),
]
