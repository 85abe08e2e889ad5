"""Takes a document in, if it is of a kind that people share here, by extension and by what is in it."""

import logging
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from media.intake import file_names

logger = logging.getLogger(__name__)

ZIP_START: Final = b"PK\x03\x04"
# An OpenDocument file begins with an entry of this name that is not compressed and holds its type.
ODF_TYPE_NAME: Final = slice(30, 38)
ODF_TYPE: Final = 38
# How a damaged list of contents, or a damaged part, fails.
DAMAGED_ZIP: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ArithmeticError, LookupError, RuntimeError, ValueError),
)
# What an office file may hold; a farm's longest table has a few megabytes.
MOST_ENTRIES: Final = 10_000
MOST_UNPACKED_BYTES: Final = 200 * 1024 * 1024
PART_BYTES: Final = 64 * 1024
OFFICE_PACKING: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# A PDF ends with its mark; some programs add a little after it.
PDF_END: Final = b"%%EOF"
PDF_END_BYTES: Final = 2048
TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f")
NOT_TEXT: Final = bytes(byte for byte in range(32) if byte not in TEXT_CONTROLS)
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class UnpacksTooLargeError(Exception):
    """Says that a packed file would become far larger than any document is."""


@dataclass(frozen=True, slots=True)
class Kind:
    content_type: str
    matches: Callable[[File], bool]


def _start(file: File, length: int) -> bytes:
    file.seek(0)
    start: bytes = file.read(length)
    return start


def _is_pdf(file: File) -> bool:
    """Returns whether it begins and ends as a PDF, and is not an archive as well."""
    if _start(file, 5) != b"%PDF-":
        return False
    file.seek(max(0, file.size - PDF_END_BYTES))
    return PDF_END in file.read() and not zipfile.is_zipfile(file)


def _is_text(file: File) -> bool:
    """Returns whether there is nothing but text, in UTF-8, UTF-16 or one of the older eight-bit codes."""
    if _start(file, 2) in UTF_16_MARKS:
        file.seek(0)
        try:
            return "\0" not in file.read().decode("utf-16")
        except UnicodeDecodeError:
            return False
    file.seek(0)
    return all(len(chunk.translate(None, NOT_TEXT)) == len(chunk) for chunk in file.chunks())


def _whole_names(file: File) -> frozenset[str]:
    """Returns the names in an archive whose every part can be unpacked; none if one cannot."""
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
                raise UnpacksTooLargeError
            if any(entry.compress_type not in OFFICE_PACKING for entry in entries):
                return frozenset()
            for entry in entries:
                with packed.open(entry) as part:
                    # At the end of a part its sum is compared; no part is longer than the list says.
                    while part.read(PART_BYTES):
                        pass
            return frozenset(entry.filename for entry in entries)
    except DAMAGED_ZIP:
        return frozenset()


def _open_document(content_type: str) -> Kind:
    def matches(file: File) -> bool:
        start = _start(file, ODF_TYPE + len(content_type))
        return (
            start.startswith(ZIP_START)
            and start[ODF_TYPE_NAME] == b"mimetype"
            and start[ODF_TYPE:] == content_type.encode()
            and "content.xml" in _whole_names(file)
        )

    return Kind(content_type, matches)


def _office(name: str, folder: str) -> Kind:
    def matches(file: File) -> bool:
        if _start(file, len(ZIP_START)) != ZIP_START:
            return False
        names = _whole_names(file)
        return "[Content_Types].xml" in names and any(entry.startswith(f"{folder}/") for entry in names)

    return Kind(f"application/vnd.openxmlformats-officedocument.{name}", matches)


KINDS: Final = {
    "pdf": Kind("application/pdf", _is_pdf),
    "odt": _open_document("application/vnd.oasis.opendocument.text"),
    "ods": _open_document("application/vnd.oasis.opendocument.spreadsheet"),
    "odp": _open_document("application/vnd.oasis.opendocument.presentation"),
    "docx": _office("wordprocessingml.document", "word"),
    "xlsx": _office("spreadsheetml.sheet", "xl"),
    "pptx": _office("presentationml.presentation", "ppt"),
    "csv": Kind("text/csv", _is_text),
    "txt": Kind("text/plain", _is_text),
}


def clean_document(file: File) -> File:
    """Returns the file, which stays as it is; raises ValidationError with a sentence for the person."""
    try:
        _check(file)
    except ValidationError as refusal:
        logger.info("A document of %s bytes was refused: %s", file.size, refusal.code)
        raise
    return file


def _check(file: File) -> None:
    most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if not file.size:
        raise ValidationError(_("This file is empty. Please send it again."), code="empty")
    if file.size > most:
        raise ValidationError(
            _("This file is too large: %(size)s. Documents may have up to %(most)s."),
            code="too_large",
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )
    extension = file_names.extension(file.name)
    kind = KINDS.get(extension)
    if kind is None:
        raise ValidationError(
            _("Files of this kind are not taken here. Send one of these: %(kinds)s."),
            code="kind_not_taken",
            params={"kinds": ", ".join(name.upper() for name in KINDS)},
        )
    try:
        is_so = kind.matches(file)
    except UnpacksTooLargeError:
        raise ValidationError(
            _("This document becomes far too large when it is opened. Save it anew and send it again."),
            code="unpacks_too_large",
        ) from None
    finally:
        file.seek(0)
    if not is_so:
        raise ValidationError(
            _("What is in this file is not what its name says (%(kind)s). Save it anew and send it again."),
            code="kind_not_as_named",
            params={"kind": extension.upper()},
        )
