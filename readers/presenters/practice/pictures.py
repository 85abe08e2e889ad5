"""Pictures of practices and steps: a photo if there is one, else the drawing, each with its description.

A photo is shown once its public files are there, which the worker makes: no reader waits for them. Until
then, and where it cannot or must not be shown, the drawing stands in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from media.models import Image, PublicCopy
from media.reader_sizes import BANNER, SQUARE, Shape
from practices import drawings
from practices.models import Practice, PracticeStep
from practices.passages import Passage, passage
from readers.presenters.view_models import Picture, PictureSource
from readers.presenters.wording import NBSP
from search.practice_rows import PracticeRow
from zones.labels import label

JPEG: Final = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of a page by number. A preview, for people of the region, shows those not public too."""

    by_number: Mapping[int, Image]
    is_preview: bool = False

    def picture(self, number: int | None, shape: Shape) -> Picture | None:
        """Return the photo of that number; None when there is none, or it cannot or must not be shown."""
        image = self.by_number.get(number) if number else None
        if image is None:
            return None
        return photo(image, shape) or (_private_photo(image, shape) if self.is_preview else None)


def drawing(name: str) -> Picture | None:
    """Return a drawing by its name; None when there is no such drawing."""
    return _drawing(name, get_language() or "en") if name else None


@lru_cache(maxsize=1024)
def _drawing(name: str, language: str) -> Picture | None:
    found = drawings.find(name)
    if found is None:
        return None
    alt, written_in = found.description(language)
    lang = None if written_in == language else written_in
    return Picture(static(found.static_path), Passage(alt, lang), found.width, found.height)


def photo(image: Image, shape: Shape) -> Picture | None:
    """Return a photo in the sizes of a shape; None while it has no public files, or must not be shown."""
    copy: PublicCopy | None = getattr(image, "public_copy", None)
    if copy is None or image.is_refused:
        return None
    files = [file for file in copy.files if file.get("shape") == shape.name]
    smallest = next((file for file in files if file["type"] == JPEG), None)
    if smallest is None:
        return None
    # The files of one encoding stand together only by width, so they are brought together.
    by_type = groupby(sorted(files, key=itemgetter("type")), key=itemgetter("type"))
    sources = tuple(
        PictureSource(content_type, ", ".join(_candidate(copy, file, shape) for file in same))
        for content_type, same in by_type
        if content_type != JPEG
    )
    return Picture(
        copy.address(smallest["name"]),
        passage(image, "alt_text"),
        smallest["width"],
        smallest["height"],
        sources,
        credit_line(image),
    )


def _candidate(copy: PublicCopy, file: Mapping[str, Any], shape: Shape) -> str:
    """Return a file as `srcset` lists it: banners by their width, squares by density."""
    address, width = copy.address(file["name"]), file["width"]
    if shape is BANNER:
        return f"{address} {width}w"
    return address if width <= shape.widths[0] else f"{address} {width / shape.widths[0]:g}x"


def _private_photo(image: Image, shape: Shape) -> Picture | None:
    """Return a photo as its editors may see it, in one size that is made on the spot."""
    if image.is_refused:
        return None
    rendition = image.get_rendition(f"fill-{shape.width}x{shape.height}|format-webp|webpquality-45")
    if rendition.is_stand_in:
        return None
    alt = passage(image, "alt_text")
    return Picture(rendition.url, alt, rendition.width, rendition.height, credit=credit_line(image))


def credit_line(image: Image) -> str:
    """Return who took a photo and under which licence; empty where neither is known."""
    licence = str(label("LICENCES", image.licence)).replace(" ", NBSP) if image.licence else ""
    made_by = _("Photo: %(name)s") % {"name": image.credit} if image.credit else ""
    return " · ".join(part for part in (made_by, licence) if part)


def card_picture(practice: PracticeRow) -> Picture | None:
    """Return what stands on a card: the photo, else the drawing."""
    return (photo(practice.lead_image, SQUARE) if practice.lead_image else None) or drawing(practice.drawing)


def page_picture(practice: Practice, photos: Photos) -> Picture | None:
    """Return what stands at the top of a practice's page: the photo, else the drawing."""
    return photos.picture(practice.lead_image_id, BANNER) or drawing(practice.drawing)


def step_picture(step: PracticeStep, photos: Photos) -> Picture | None:
    """Return what stands beside a step: the photo, else the drawing."""
    return photos.picture(step.image_id, SQUARE) or drawing(step.drawing)
