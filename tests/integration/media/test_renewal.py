"""Pictures of before the door lose what their cameras noted, and keep their focal point."""

import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from jobs.models import Job
from media import renewal
from media.models import Image, Rendition
from practices.regions import Region

SECRET = b"A camera that can be traced"


def stored_before(region: Region, orientation: int = 1) -> Image:
    """A picture as it was stored once: as sent, with all that the camera wrote into it."""
    content = io.BytesIO()
    exif = PillowImage.Exif()
    exif[0x010F], exif[0x0112] = SECRET.decode(), orientation
    PillowImage.new("RGB", (4000, 3000), "#14532f").save(content, "JPEG", exif=exif)
    image = Image(title="Before", collection=region.collection, width=4000, height=3000)
    image.file.name = image.file.storage.save("original_images/a.jpg", ContentFile(content.getvalue()))
    image.focal_point_x, image.focal_point_y = 2000, 1500
    image.focal_point_width = image.focal_point_height = 400
    Image.objects.bulk_create([image])
    return Image.objects.get(title="Before")


def content_of(image: Image) -> bytes:
    with image.file.storage.open(image.file.name) as handle:
        return handle.read()


def test_an_old_picture_is_written_anew(
    region: Region, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    image = stored_before(region)
    storage, old = image.file.storage, image.file.name
    assert SECRET in content_of(image)
    with django_capture_on_commit_callbacks(execute=True):
        renewal.renew(image.pk)
    image.refresh_from_db()
    assert not storage.exists(old)
    assert SECRET not in content_of(image)
    assert (image.width, image.height) == (2560, 1920)
    assert (image.focal_point_x, image.focal_point_y, image.focal_point_width) == (1280, 960, 256)


def test_one_that_lay_on_its_side_stands_upright_and_loses_its_focal_point(region: Region) -> None:
    image = stored_before(region, orientation=6)
    renewal.renew(image.pk)
    image.refresh_from_db()
    assert (image.width, image.height) == (1920, 2560)
    assert not image.has_focal_point()


def test_one_that_cannot_be_read_is_marked_and_left_alone(region: Region) -> None:
    image = stored_before(region)
    with image.file.storage.open(image.file.name, "wb") as handle:
        handle.write(b"no picture")
    renewal.renew(image.pk)
    assert Image.objects.get().broken_since
    assert content_of(image) == b"no picture"


def test_an_update_asks_for_each_and_forgets_the_old_sizes(region: Region) -> None:
    image = stored_before(region)
    Rendition.objects.create(
        image=image, filter_spec="fill-240x240|format-webp|webpquality-45", width=1, height=1, file="images/x"
    )
    migration = import_module("media.migrations.0005_renew_pictures")
    migration.have_pictures_renewed(apps, None)
    assert [job.payload for job in Job.objects.filter(kind=renewal.RENEW)] == [{"number": image.pk}]
    assert not Rendition.objects.exists()
