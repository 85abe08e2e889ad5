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


def tapped(x: str, y: str) -> tuple[float, float] | None:
    """Latitude and longitude of a tap in pixels of the picture; None for what is no tap."""
    if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in (x, y)):
        return None
    return outline.to_position(int(x), int(y))
