"""Shows all of what waits of one kind, page by page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.admin.list_view import has_queue
from kb.desk import published
from kb.desk.cards import LIST, card
from kb.desk.published import PAGE_SIZE
from kb.desk.work import KINDS, Desk

BY_NAME = {kind.name: kind for kind in KINDS}


class DeskListView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "kb/desk/list.html"
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["name"] not in BY_NAME or not has_queue(request.user):
            raise Http404
        self.kind = BY_NAME[kwargs["name"]]
        self.header_icon = self.kind.icon
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_title(self) -> str:
        return str(self.kind.heading)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        desk = Desk(self.request.user)
        paginator: Paginator[Any] = Paginator(self.kind.find(desk), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        first = (page.number - 1) * PAGE_SIZE
        return context | {"card": card(desk, self.kind, first, PAGE_SIZE), "page": page}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


urls: list[URLPattern] = [
    path("desk/<slug:name>/", DeskListView.as_view(), name=LIST),
    path("published/", published.PublishedView.as_view(), name=published.NAME),
]
