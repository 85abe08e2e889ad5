"""The world as a picture to tap. Without scripts a tap is an image button that sends its own x and y."""

from dataclasses import dataclass

from django.templatetags.static import static

from zones import outline


@dataclass(frozen=True, slots=True)
class WorldMap:
    src: str
    width: int
    height: int


def world_map() -> WorldMap:
    return WorldMap(static("search/world.svg"), outline.WIDTH, outline.HEIGHT)


def tapped(x: str, y: str, shown_width: int) -> tuple[float, float] | None:
    """Latitude and longitude of a tap in pixels of the shown picture; None for what is no tap."""
    if not (x.isascii() and y.isascii() and x.isdigit() and y.isdigit() and len(x) < 6 and len(y) < 6):
        return None
    scale = outline.WIDTH / shown_width
    return outline.to_position(int(x) * scale, int(y) * scale)
