"""The pictures behind the maps to tap."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from readers.presenters.land.world_map import MapTile, tile_svg, world_svg

WEEK_S = 7 * 24 * 3600


@require_safe
@cache_control(public=True, max_age=WEEK_S)
def tap_map(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the world, or the tile of it named by its north-western corner."""
    tile = MapTile.read(name)
    if tile is None and name != "world":
        raise Http404
    drawing = world_svg() if tile is None else tile_svg(tile)
    return HttpResponse(drawing, content_type="image/svg+xml")
