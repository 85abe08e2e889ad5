"""Pictures of practices and steps: a photo if there is one, else the drawing, each with its description."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.translation import get_language

from media.models import Image
from practices import drawings
from practices.models import Practice, PracticeStep
from readers.presenters.view_models import Picture
from search.practice_rows import PracticeRow

# WebP at a quality that a phone's screen does not tell from the original; renditions carry no camera data.
CARD = "fill-240x240|format-webp|webpquality-45"
PAGE = "fill-720x420|format-webp|webpquality-45"
STEP = "fill-360x270|format-webp|webpquality-45"


def drawing(name: str) -> Picture | None:
    """Return a drawing by its name; None when there is no such drawing."""
    return _drawing(name, get_language() or "en") if name else None


@lru_cache(maxsize=1024)
def _drawing(name: str, language: str) -> Picture | None:
    found = drawings.find(name)
    if found is None:
        return None
    alt, _language = found.description(language)
    return Picture(static(found.static_path), alt, found.width, found.height)


def photo(image: Image | None, spec: str) -> Picture | None:
    """Return a picture in the size of `spec`; None when there is none, or it cannot or must not be shown."""
    if image is None or image.is_refused:
        return None
    rendition = image.get_rendition(spec)
    if rendition.is_stand_in:
        return None
    return Picture(rendition.url, image.default_alt_text, rendition.width, rendition.height)


def card_picture(practice: PracticeRow) -> Picture | None:
    """Return what stands on a card: the photo, else the drawing."""
    return photo(practice.lead_image, CARD) or drawing(practice.drawing)


def page_picture(practice: Practice) -> Picture | None:
    """Return what stands at the top of a practice's page: the photo, else the drawing."""
    return photo(practice.lead_image, PAGE) or drawing(practice.drawing)


def step_picture(step: PracticeStep) -> Picture | None:
    """Return what stands beside a step: the photo, else the drawing."""
    return photo(step.image, STEP) or drawing(step.drawing)
