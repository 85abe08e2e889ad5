"""What phones, cameras and programs make comes in upright, in the right colours, and without a tag."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageColor

from media.intake import decoder
from media.intake.pictures import CleanPicture, clean_picture
from tests.integration.media import phone_files
from tests.integration.media.phone_files import CORNERS, PHONE_FILES, SECRET, PhoneFile

# Where tags begin, in JPEG and in PNG; the profile, because it names a camera's maker.
MARKS = (b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"ICC_PROFILE", b"Photoshop 3.0", b"MPF\0", b"\xff\xfe")
CHUNKS = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"tIME", b"acTL")


def taken(name: str, content: bytes) -> CleanPicture:
    return clean_picture(SimpleUploadedFile(name, content))


def is_without_tags(content: bytes) -> bool:
    if SECRET.encode() in content:
        return False
    if content.startswith(b"\x89PNG"):
        return not any(chunk in content for chunk in CHUNKS)
    return not any(mark in content[: content.index(b"\xff\xda")] for mark in MARKS)


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    width, height = picture.size
    places = [(width // 4 + x * width // 2, height // 4 + y * height // 2) for x, y in CORNERS.values()]
    return [picture.getpixel(place) for place in places]


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], tolerance: int) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("file", PHONE_FILES, ids=lambda file: file.name)
def test_it_is_upright_in_its_colours_and_without_tags(file: PhoneFile) -> None:
    sent = file.make()
    clean = taken(file.name, sent)
    content = clean.read()
    with Image.open(io.BytesIO(content)) as picture:
        assert (clean.width, clean.height) == picture.size == file.size
        assert picture.format == ("PNG" if file.is_png else "JPEG")
        assert clean.name.endswith(".png" if file.is_png else ".jpg")
        shown = corners(picture.convert("RGB"))
    for found, colour in zip(shown, CORNERS, strict=True):
        assert is_near(found, ImageColor.getrgb(colour), file.tolerance), (colour, found)
    assert is_without_tags(content)


def test_the_check_for_tags_sees_those_of_the_files_sent() -> None:
    assert not any(is_without_tags(made()) for made in (phone_files.jpeg, phone_files.png))


def test_sixteen_bits_of_grey_are_as_bright_as_eight() -> None:
    clean = taken("grey.png", phone_files.grey_16_bit())
    with Image.open(clean) as picture:
        shown = corners(picture.convert("L").convert("RGB"))
    wanted = corners(phone_files.field().convert("L").convert("RGB"))
    assert all(is_near(one, other, 3) for one, other in zip(shown, wanted, strict=True))
    assert is_without_tags(clean.open().read())


def test_what_is_clear_stays_clear() -> None:
    clean = taken("drawing.png", phone_files.palette())
    with Image.open(clean) as picture:
        red, lime, blue, white = corners(picture.convert("RGBA"))
    assert (red, lime, blue) == ((255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255))
    assert white[3] == 0
    assert is_without_tags(clean.open().read())


def test_a_large_photo_is_made_smaller_and_keeps_its_shape() -> None:
    content = phone_files.saved(phone_files.turned(6).resize((3000, 4500)), "JPEG", exif=phone_files.tags(6))
    clean = taken("large.jpg", content)
    assert (clean.width, clean.height) == (decoder.LONG_SIDE_PX, 1707)
    with Image.open(clean) as picture:
        assert is_near(corners(picture)[0], ImageColor.getrgb("red"), 12)


@pytest.mark.parametrize("name", ["IMG_0001.JPG", "IMG_0001.heic", "image", "photo.webp", "IMG_0001.jpe"])
def test_a_photo_is_taken_by_what_it_is(name: str) -> None:
    clean = taken(name, phone_files.jpeg())
    assert (clean.name.rpartition(".")[2], clean.content_type) == ("jpg", "image/jpeg")
