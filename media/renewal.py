"""Takes pictures that were stored before there was a door through it, one at a time."""

import logging
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone

from media.models import Image

logger = logging.getLogger(__name__)

# Written by migration 0005 for each picture that was there before.
RENEW: Final = "media.renew_picture"
# Width and height may differ so much in how they shrink before the picture counts as turned.
SAME_SHAPE: Final = 0.02


def renew(number: int) -> None:
    """Replaces the file of a picture by one written anew; what cannot be read is marked and left alone."""
    image = Image.objects.filter(pk=number).first()
    if image is None:
        return
    width, height = image.width, image.height
    try:
        with image.file.storage.open(image.file.name) as stored:
            sent = File(stored, name=image.file.name)
            image.file = sent  # type: ignore[assignment]
            image.save()
    except (OSError, ValidationError) as problem:
        logger.warning("Picture %s cannot be renewed: %s", number, problem)
        if not image.broken_since:
            image.mark_broken(timezone.now())
        return
    _move_focal_point(image, image.width / width, image.height / height)
    image.save()


def _move_focal_point(image: Image, x_scale: float, y_scale: float) -> None:
    """Keeps the focal point where it was in the smaller picture; a picture that was turned loses it."""
    if not image.has_focal_point():
        return
    if abs(x_scale - y_scale) > SAME_SHAPE:
        image.set_focal_point(None)
        return
    image.focal_point_x = round(image.focal_point_x * x_scale)
    image.focal_point_y = round(image.focal_point_y * y_scale)
    image.focal_point_width = round(image.focal_point_width * x_scale)
    image.focal_point_height = round(image.focal_point_height * y_scale)
