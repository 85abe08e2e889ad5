"""The press review."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.models import PressItem
from readers.presenters.network.press import press_list
from readers.request_land import land_of

PAGE_SIZE = 20


@require_safe
def press(request: HttpRequest) -> HttpResponse:
    """Answer with a page of articles, the latest first."""
    page = Paginator(PressItem.objects.public(), PAGE_SIZE).get_page(request.GET.get("page"))
    view = press_list(list(page.object_list), page, land_of(request).pairs)
    return render(request, "readers/press.html", {"view": view})
