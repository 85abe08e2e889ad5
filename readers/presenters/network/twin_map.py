"""The outline of the world with a point for each territory that looks for a twin."""

from collections.abc import Iterable

from network.models import Territory
from readers.presenters.land.world_map import map_svg
from zones import outline


def twin_svg(territories: Iterable[Territory]) -> str:
    """Return the drawing; the list beside it says which point is which."""
    points = "".join(_point(each) for each in territories)
    land = f'<path class="land" d="{outline.outline_path()}"/>'
    return map_svg(outline.WIDTH, outline.HEIGHT, land + points)


def _point(territory: Territory) -> str:
    x, y = outline.to_point(territory.latitude, territory.longitude)
    return f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
