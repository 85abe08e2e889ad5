"""A picture that is not whole is refused with a sentence, in all ways in, and nothing of it is kept."""

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from pytest_django import Settings
from wagtail.models import UploadedFile

from media.forms import PictureField
from media.models import Image
from practices.regions import Region
from tests.integration.media.conftest import picture_bytes

FORMS = {
    "jpg": ("JPEG", {}),
    "progressive.jpg": ("JPEG", {"progressive": True}),
    "png": ("PNG", {}),
    "webp": ("WEBP", {}),
    "lossless.webp": ("WEBP", {"lossless": True}),
    "avif": ("AVIF", {}),
    "gif": ("GIF", {}),
}
DAMAGED = "This picture is damaged. Please send it again."
# Too little is left to tell that it was meant to be a picture.
NO_PICTURE = "What is in this file is not a picture."
PARTS = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)


def whole(kind: str) -> bytes:
    form, options = FORMS[kind]
    return picture_bytes(form, **options)


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def odd_files() -> dict[str, tuple[str, bytes]]:
    """Damage of other kinds than a cut, by what is wrong."""
    png, jpeg = whole("png"), whole("jpg")
    start = png.index(b"IDAT") - 4
    wrong_sum = bytearray(png)
    wrong_sum[png.index(b"IDAT") + 40] ^= 0xFF
    return {
        "wrong sum": ("png", bytes(wrong_sum)),
        "zero-length chunk": ("png", png[:start] + bytes(4) + png[start + 4 :]),
        "no data": ("png", png[:start] + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b"")),
        "png header only": ("png", png[:33]),
        "jpeg header only": ("jpg", jpeg[:20]),
        "gif header only": ("gif", b"GIF89a" + struct.pack("<HH", 160, 120) + bytes(3)),
        "webp header only": ("webp", whole("webp")[:20]),
        "avif header only": ("avif", whole("avif")[:40]),
        "last two bytes": ("jpg", jpeg[:-2]),
        "last eight bytes": ("png", png[:-8]),
        "zeroes at the end": ("jpg", jpeg[: len(jpeg) // 2] + bytes(len(jpeg) // 2)),
    }


def cut_files() -> dict[str, tuple[str, bytes]]:
    return {
        f"{kind} cut at {part:.0%}": (kind, content[: int(len(content) * part)])
        for kind, content in ((kind, whole(kind)) for kind in FORMS)
        for part in PARTS
    }


BAD_FILES = {**cut_files(), **odd_files()}
# Each way in is tried with one of each format; the field that all of them share, with all.
SOME_FILES = {
    name: bad
    for name, bad in BAD_FILES.items()
    if name in ("jpg cut at 50%", "png header only", "wrong sum", "gif cut at 90%", "avif cut at 50%")
}


def single(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Zaï pits in June",
            "alt_text_fr": "Des trous en rangs",
            "collection": region.collection.pk,
            "file": upload,
        },
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="Zaï pits in June"' in page
    assert 'value="Des trous en rangs"' in page
    return page


def several(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Zaï pits in June", "collection": region.collection.pk, "files[]": upload},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    reply = json.loads(answer.content)
    assert (answer.status_code, reply["success"]) == (200, False)
    return str(reply["error_message"])


def chooser(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Zaï pits in June",
            "image-chooser-upload-collection": region.collection.pk,
            "image-chooser-upload-file": upload,
        },
    )
    reply = json.loads(answer.content)
    assert (answer.status_code, reply["step"]) == (200, "reshow_creation_form")
    assert 'value="Zaï pits in June"' in reply["htmlFragment"]
    return str(reply["htmlFragment"])


WAYS_IN = (single, several, chooser)
WayIn = Callable[[Client, SimpleUploadedFile, Region], str]


def upload_of(kind: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"field.{kind.rsplit('.', 1)[-1]}", content)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", BAD_FILES)
def test_no_damaged_picture_is_taken(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        PictureField().clean(upload_of(*BAD_FILES[name]))
    message = refusal.value.messages[0]
    assert message == DAMAGED or message.startswith(NO_PICTURE)


@pytest.mark.parametrize("name", SOME_FILES)
@pytest.mark.parametrize("way_in", WAYS_IN)
def test_every_way_in_says_so_and_keeps_what_was_typed(
    way_in: WayIn, name: str, correspondent: Client, region: Region, files: Path
) -> None:
    assert DAMAGED in way_in(correspondent, upload_of(*SOME_FILES[name]), region)
    assert not Image.objects.exists()
    assert not UploadedFile.objects.exists()
    assert kept(files) == []


@pytest.mark.parametrize("kind", FORMS)
def test_whole_pictures_are_taken(kind: str) -> None:
    taken = PictureField().clean(upload_of(kind, whole(kind)))
    assert (taken.width, taken.height) == (160, 120)
    assert Pillow.open(taken).size == (160, 120)


def test_a_damaged_file_does_not_take_the_place_of_a_whole_one(
    correspondent: Client, region: Region, image: Image
) -> None:
    before = Path(image.file.path).read_bytes()
    content = whole("jpg")
    answer = correspondent.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": "A better one",
            "collection": region.collection.pk,
            "file": upload_of("jpg", content[: len(content) // 2]),
        },
    )
    assert DAMAGED in answer.content.decode()
    image.refresh_from_db()
    assert (image.title, Path(image.file.path).read_bytes()) == ("A field", before)


def test_what_is_too_large_is_never_decoded(correspondent: Client, region: Region) -> None:
    """Its header is right and its data are nonsense: whoever decodes it would call it damaged."""
    size = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", size) + png_chunk(b"IDAT", b"x") + png_chunk(b"IEND", b"")
    message = several(correspondent, upload_of("png", png), region)
    assert "900 million pixels" in message


def test_a_file_that_lies_on_the_disk_is_checked_too(
    correspondent: Client, region: Region, settings: Settings
) -> None:
    """Large uploads are kept in a temporary file instead of memory."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    content = whole("jpg")
    assert several(correspondent, upload_of("jpg", content[:-100]), region) == DAMAGED
    assert not Image.objects.exists()
    correspondent.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "A field", "collection": region.collection.pk, "files[]": upload_of("jpg", content)},
    )
    taken = Image.objects.get()
    assert (taken.title, taken.width, taken.height) == ("A field", 160, 120)
