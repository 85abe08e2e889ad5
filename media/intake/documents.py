"""Knows the kinds of document that people share here, by extension and by how their bytes begin."""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

ZIP_START: Final = b"PK\x03\x04"
# An OpenDocument file begins with an entry of this name that is not compressed and holds its type.
ODF_TYPE_NAME: Final = slice(30, 38)
ODF_TYPE: Final = 38
# How a damaged list of contents fails.
DAMAGED_ZIP: Final = (
    *(zipfile.BadZipFile, struct.error, OSError),
    *(ArithmeticError, LookupError, RuntimeError, ValueError),
)
TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f")
NOT_TEXT: Final = bytes(byte for byte in range(32) if byte not in TEXT_CONTROLS)
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Kind:
    content_type: str
    matches: Callable[[File], bool]


def _start(file: File, length: int) -> bytes:
    file.seek(0)
    start: bytes = file.read(length)
    return start


def _is_pdf(file: File) -> bool:
    return _start(file, 5) == b"%PDF-"


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


def _open_document(content_type: str) -> Kind:
    def matches(file: File) -> bool:
        start = _start(file, ODF_TYPE + len(content_type))
        return (
            start.startswith(ZIP_START)
            and start[ODF_TYPE_NAME] == b"mimetype"
            and start[ODF_TYPE:] == content_type.encode()
        )

    return Kind(content_type, matches)


def _office(name: str, folder: str) -> Kind:
    def matches(file: File) -> bool:
        if _start(file, len(ZIP_START)) != ZIP_START:
            return False
        try:
            with zipfile.ZipFile(file) as packed:
                names = packed.namelist()
        except DAMAGED_ZIP:
            return False
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


def check_kind(file: File) -> None:
    """Raises ValidationError with a sentence for the person if the file is none of the kinds."""
    extension = PurePath(file.name or "").suffix.lower().removeprefix(".")
    kind = KINDS.get(extension)
    if kind is None:
        raise ValidationError(
            _("Files of this kind are not taken here. Send one of these: %(kinds)s."),
            code="kind_not_taken",
            params={"kinds": ", ".join(name.upper() for name in KINDS)},
        )
    try:
        is_so = kind.matches(file)
    finally:
        file.seek(0)
    if not is_so:
        raise ValidationError(
            _("What is in this file is not what its name says (%(kind)s). Save it anew and send it again."),
            code="kind_not_as_named",
            params={"kind": extension.upper()},
        )
