"""A photo stands in place of the drawing, and says nothing about where its owner lives."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as PillowImage
from pytest_django import Settings

from media.models import Image
from practices.models import Practice, PracticeStep
from practices.regions import Region
from tests import factories
from tests.html import addresses_of_pictures, get

GPS_BLOCK = 0x8825
LATITUDE = 2


def jpeg_with_gps() -> bytes:
    picture = PillowImage.new("RGB", (1200, 900), "#14532f")
    exif = picture.getexif()
    exif.get_ifd(GPS_BLOCK)[LATITUDE] = (9.0, 50.0, 15.3)
    exif[0x010F] = "A camera that can be traced"
    content = io.BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


@pytest.fixture
def image(db: None, settings: Settings, tmp_path: Path) -> Image:
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(jpeg_with_gps(), name="field.jpg")
    return Image.objects.create(
        title="IMG_0001", file=file, alt_text_en="Maize in rows", alt_text_fr="Du maïs en rangs"
    )


@pytest.fixture
def practice(region: Region, image: Image) -> Practice:
    practice = factories.make_practice(region.section, lead_image=image)
    practice.steps.add(PracticeStep(text_en="Sow", image=image))
    practice.save()
    return practice


def test_a_photo_is_shown_small_without_camera_data_and_described(
    practice: Practice, client: Client, image: Image
) -> None:
    page = get(client, factories.url_in(practice, "fr"))
    sources = [source for source in addresses_of_pictures(page) if source.startswith("/media/")]
    assert len(sources) == 2, "the practice's and the step's"
    assert page.find("img", alt="Du maïs en rangs")
    for source in sources:
        answer = client.get(source)
        content = b"".join(answer.streaming_content)
        assert answer.headers["Content-Type"] == "image/webp"
        assert len(content) < 30_000
        assert not PillowImage.open(io.BytesIO(content)).getexif()


def test_the_original_is_served_to_nobody(practice: Practice, client: Client, image: Image) -> None:
    for address in (image.file.url, f"/media/images/../{image.file.name}", "/media/images/"):
        assert client.get(address).status_code in (400, 404)
