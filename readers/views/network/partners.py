"""Who takes part: the list with its filters and map, one partner, and the table of all."""

import math
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from media.attachments import CSV, attachment
from network.models import Partner
from network.partners import map_cells as cells
from network.partners.complementary import complements
from network.partners.finding import PARTNERS, PRACTICES, Found, find
from network.partners.table import public_csv
from practices.models import Practice, RegionSection
from practices.passages import Passage, passage
from readers.network_query import NetworkQuery
from readers.presenters.land.world_map import pixels_tapped, was_tapped
from readers.presenters.network.partner_map import partner_svg
from readers.presenters.network.partner_page import partner_page
from readers.presenters.network.partner_rows import NetworkRow, partner_rows, practice_rows, region_rows
from readers.presenters.network.partners import PAGE_SIZE, network_view
from readers.request_land import Pairs, RequestLand, land_of, with_query
from readers.views.places import resolve_place


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Answer with the partners that have the chosen answers, and the map; a tap on it opens a circle."""
    request_land = land_of(request)
    query = NetworkQuery.read(request.GET)
    path = reverse("readers:partners")
    asked = resolve_place(request, request_land, then=path)
    if asked is not None:
        return asked
    found = find(query.layer, query.chosen, query.box, _position(request_land) if query.is_near else None)
    circles = _circles(query, found)
    is_tap = was_tapped(request.GET)
    if is_tap and (opened := _tapped(request, circles)) is not None:
        return HttpResponseRedirect(with_query(path, [*query.pairs(box=opened.box), *request_land.pairs]))
    first = (query.page - 1) * PAGE_SIZE
    if first and first >= len(found):
        raise Http404(_("There is no such page."))
    view = network_view(
        request_land,
        query,
        found,
        _rows(query, found, slice(first, first + PAGE_SIZE), request_land.pairs),
        _region_names(found),
        circles=circles,
        is_missed=is_tap,
    )
    return render(request, "readers/partners/list.html", {"view": view})


@require_safe
def partner_map(request: HttpRequest) -> HttpResponse:
    """Answer with the drawing of what a list shows."""
    query = NetworkQuery.read(request.GET)
    circles = _circles(query, find(query.layer, query.chosen, query.box))
    drawing = partner_svg(query.box.part if query.box else None, circles)
    return HttpResponse(drawing, content_type="image/svg+xml")


@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one partner, 404 where there is none or it has withdrawn."""
    found = Partner.objects.public().filter(external_id=slug).first()
    if found is None:
        raise Http404(_("There is no such partner, or it is no longer shown."))
    view = partner_page(land_of(request), found, list(found.actions.all()), complements(found))
    return render(request, "readers/partners/partner.html", {"view": view})


@require_safe
def partners_csv(request: HttpRequest) -> HttpResponse:
    """Answer with all public partners as a table, without anybody's contact."""
    return attachment(public_csv(), CSV, "partners.csv")


def _position(request_land: RequestLand) -> tuple[float, float] | None:
    land = request_land.land
    return None if land.latitude is None or land.longitude is None else (land.latitude, land.longitude)


def _circles(query: NetworkQuery, found: Found) -> list[cells.Circle]:
    return cells.circles(found.latitude, found.longitude, query.box.part if query.box else None)


def _tapped(request: HttpRequest, circles: Sequence[cells.Circle]) -> cells.Circle | None:
    point = pixels_tapped(request.GET)
    return None if point is None else cells.tapped(circles, *point)


def _rows(query: NetworkQuery, found: Found, shown: slice, pairs: Pairs) -> list[NetworkRow]:
    numbers = found.numbers[shown].tolist()
    rows: Any
    if query.layer == PARTNERS:
        rows = Partner.objects.public().in_bulk(numbers)
        km = [math.inf] * len(numbers) if found.km is None else found.km[shown].tolist()
        return partner_rows([(rows[n], far) for n, far in zip(numbers, km, strict=True) if n in rows], pairs)
    if query.layer == PRACTICES:
        rows = Practice.objects.public().in_bulk(numbers)
        return practice_rows([rows[n] for n in numbers if n in rows], pairs)
    rows = RegionSection.objects.public().in_bulk(numbers)
    return region_rows([rows[n] for n in numbers if n in rows], pairs)


def _region_names(found: Found) -> dict[str, Passage]:
    """Return the names of the regions that anything was found in."""
    slugs = found.counts.get("region", {})
    if not slugs:
        return {}
    sections = RegionSection.objects.public().filter(slug__in=slugs).order_by("path")
    return {section.slug: passage(section, "name") for section in sections}
