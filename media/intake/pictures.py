"""Takes a picture in: what is kept is written anew by the decoder, and nothing else of what was sent."""

import json
import logging
import signal
import sys
import tempfile
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from media import sandbox
from media.intake import file_names

logger = logging.getLogger(__name__)

EXTENSIONS: Final = ("jpg", "jpeg", "jpe", "mpo", "png", "webp", "avif", "heic", "heif", "gif")
KINDS_NAMED: Final = "JPEG, PNG, WebP, AVIF, HEIC, GIF"
STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
# The kinds of still picture in the container that films have too.
BRANDS: Final = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
START_BYTES: Final = 64
TYPES: Final = {"jpeg": ("jpg", "image/jpeg"), "png": ("png", "image/png")}

DECODER: Final = Path(__file__).with_name("decoder.py")
# 40 million pixels need up to 0.8 GB of addresses; WebP without loss the most.
LIMITS: Final = sandbox.Limits(memory_bytes=1_200_000_000, output_bytes=64 * 1024 * 1024, wall_s=30)
OVER_LIMIT: Final = tuple(-number for number in (signal.SIGKILL, signal.SIGXCPU, signal.SIGXFSZ))


class CleanPicture(ContentFile):
    """Holds a picture that came in by the door."""

    def __init__(
        self, content: bytes, *, stem: str, kind: str, width: int, height: int, original: bytes | None = None
    ) -> None:
        extension, self.content_type = TYPES[kind]
        super().__init__(content, name=f"{stem}.{extension}")
        self.width, self.height, self.original = width, height, original


def clean_picture(file: File) -> CleanPicture:
    """Returns the picture written anew; raises ValidationError with a sentence for the person."""
    try:
        return _cleaned(file)
    except ValidationError as refusal:
        # Without the name of the file: people call files after people.
        logger.info("A picture of %s bytes was refused: %s", file.size, refusal.code)
        raise


def _cleaned(file: File) -> CleanPicture:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not file.size:
        raise ValidationError(_("This file is empty. Please send it again."), code="empty")
    if file.size > most:
        raise ValidationError(
            _("This file is too large: %(size)s. Pictures may have up to %(most)s."),
            code="too_large",
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )
    extension = file_names.extension(file.name)
    if extension and extension not in EXTENSIONS:
        raise ValidationError(
            _("Files of this kind are not taken as pictures. Send one of these: %(kinds)s."),
            code="kind_not_taken",
            params={"kinds": KINDS_NAMED},
        )
    with tempfile.TemporaryFile(buffering=0) as given, tempfile.TemporaryFile() as written:
        for chunk in file.chunks():
            given.write(chunk)
        file.seek(0)
        given.seek(0)
        if not _begins_like_a_picture(given.read(START_BYTES)):
            raise ValidationError(
                _("What is in this file is not a picture. Send one of these: %(kinds)s."),
                code="no_picture",
                params={"kinds": KINDS_NAMED},
            )
        told = _decoded(given, written)
        written.seek(0)
        given.seek(0)
        return CleanPicture(
            written.read(),
            stem=file_names.title(file.name)[:80] or "picture",
            kind=told["kind"],
            width=told["width"],
            height=told["height"],
            original=given.read() if settings.KEEP_ORIGINALS else None,
        )


def _begins_like_a_picture(start: bytes) -> bool:
    if start[4:8] == b"ftyp":
        return any(start[at : at + 4] in BRANDS for at in range(8, len(start), 4))
    return start.startswith(STARTS) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def _decoded(given: IO[bytes], written: IO[bytes]) -> dict[str, Any]:
    """Returns what the decoder made; raises ValidationError for whatever ended otherwise."""
    try:
        outcome = sandbox.run([sys.executable, "-I", str(DECODER)], given, written, LIMITS)
    except OSError:
        logger.exception("The decoder of pictures cannot be started.")
        raise _refusal("not_now") from None
    if outcome.code is None or outcome.code in OVER_LIMIT:
        raise _refusal("too_heavy")
    if outcome.code < 0:
        logger.warning("The decoder of pictures was ended by signal %s.", -outcome.code)
        raise _refusal("damaged")
    try:
        told: dict[str, Any] = json.loads(outcome.said.splitlines()[-1])
    except (ValueError, IndexError):
        # Memory may end outside Python's sight; then there is a trace, or nothing.
        logger.warning("The decoder of pictures ended with %s: %s", outcome.code, outcome.said[-2000:])
        raise _refusal("too_heavy" if "MemoryError" in outcome.said else "not_now") from None
    if code := told.pop("refusal", None):
        raise _refusal(code, told)
    return told


def _refusal(code: str, figures: dict[str, Any] | None = None) -> ValidationError:
    sentences = {
        "too_many_pixels": _(
            "This picture is too large: %(found)s million pixels. Send one with up to %(most)s million."
        ),
        "too_many_frames": _("There are too many pictures in this file: %(found)s. Send one alone."),
        "too_heavy": _("Opening this picture takes too long or too much memory. Send it smaller."),
        "damaged": _("This picture is damaged. Please send it again."),
        "not_now": _("Pictures cannot be checked right now. Please try again in a few minutes."),
    }
    return ValidationError(sentences[code], code=code, params=figures)
