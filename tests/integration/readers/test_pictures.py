"""A photo stands in place of the drawing, and says nothing about where its owner lives."""

import io
from pathlib import Path

import brotli
import pytest
from bs4 import Tag
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as PillowImage
from pytest_django import Settings

from benchmarks.photos import photo
from media.models import Image, PublicCopy, Rendition
from practices.models import Practice, PracticeStep
from practices.regions import Region
from tests import factories
from tests.html import addresses_of_pictures, get, parsed, said
from tests.media_work import do_media_work

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
        title="IMG_0001",
        file=file,
        alt_text_en="Maize in rows",
        alt_text_fr="Du maïs en rangs",
        credit="Awa Diallo",
        licence="CC-BY-4.0",
    )


@pytest.fixture
def practice(region: Region, image: Image) -> Practice:
    practice = factories.make_practice(region.section, lead_image=image)
    practice.steps.add(PracticeStep(text_en="Sow", image=image))
    practice.save()
    return practice


def test_a_photo_is_shown_small_without_camera_data_described_and_credited(
    practice: Practice, client: Client, image: Image
) -> None:
    do_media_work()
    page = get(client, factories.url_in(practice, "fr"))
    banner, step = (found for found in page.find_all("picture"))
    assert [source["type"] for source in banner.find_all("source")] == ["image/avif", "image/webp"]
    assert banner.find("img", alt="Du maïs en rangs", loading=False)
    assert step.find("img", alt="Du maïs en rangs", loading="lazy")
    assert said(page).count("Photo : Awa Diallo · CC BY 4.0") == 2
    for address in fetched(page):
        content = b"".join(client.get(address).streaming_content)
        assert len(content) < 30_000
        assert b"traced" not in content and b"Exif" not in content
        with PillowImage.open(io.BytesIO(content)) as shown:
            assert not shown.getexif() and not shown.info.get("icc_profile")


def test_a_description_in_another_language_says_so(practice: Practice, client: Client) -> None:
    do_media_work()
    page = get(client, factories.url_in(practice, "es"))
    assert page.find("picture").find("img")["lang"] == "en"
    assert not get(client, factories.url_in(practice, "fr")).find("picture").find("img").get("lang")


def fetched(page: Tag) -> set[str]:
    """Every address that some browser may fetch for a picture."""
    candidates = [
        each.split()[0] for source in page.find_all("source") for each in source["srcset"].split(",")
    ]
    return {*candidates, *(each for each in addresses_of_pictures(page) if each.startswith("/media/"))}


def test_no_reader_waits_for_a_size(practice: Practice, client: Client) -> None:
    """Until the worker has made the sizes, the drawing stands there; asking makes nothing."""
    practice.drawing = "zai-yatenga"
    practice.save()
    for address in (factories.url_in(practice, "en"), "/en/practices/", "/en/west-africa/"):
        page = get(client, address)
        assert not any("/media/" in each for each in addresses_of_pictures(page))
    assert any("zai-yatenga" in each for each in addresses_of_pictures(page))
    assert not Rendition.objects.exists() and not PublicCopy.objects.exists()


def test_the_original_is_served_to_nobody(practice: Practice, client: Client, image: Image) -> None:
    for address in (image.file.url, f"/media/images/../{image.file.name}", "/media/images/"):
        assert client.get(address).status_code in (400, 404)


@pytest.mark.slow
def test_a_page_with_photos_stays_within_what_a_prepaid_phone_affords(
    region: Region, settings: Settings, tmp_path: Path, client: Client
) -> None:
    """A photo at the top and one with each of six steps, each with its own author.

    Only the one at the top is seen before anybody scrolls; the others weigh as much as their addresses.
    """
    settings.MEDIA_ROOT = tmp_path
    photos = [
        Image.objects.create(
            title=f"Photo {number}",
            file=ContentFile(jpeg_with_gps() if number else photo(number), name=f"{number}.jpg"),
            alt_text_en="Stones in a row across a slope, maize behind them",
            credit=f"Awa Diallo {number}",
            licence="CC-BY-4.0",
        )
        for number in range(7)
    ]
    practice = factories.make_practice(region.section, lead_image=photos[0])
    practice.steps = [PracticeStep(text_en=f"Step {number}", image=photos[number]) for number in range(1, 7)]
    practice.save()
    do_media_work()
    answer = client.get(practice.url, headers={"Accept-Encoding": "br"})
    page = parsed(brotli.decompress(answer.content))
    banner = page.find("source", type="image/avif")
    heaviest = max(
        len(b"".join(client.get(each.split()[0]).streaming_content)) for each in banner["srcset"].split(",")
    )
    assert len(page.find_all("picture")) == 7
    assert len(answer.content) <= 14_000
    assert len(answer.content) + heaviest <= 30_000
