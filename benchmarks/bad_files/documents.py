"""Lists bad files that are sent as documents."""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Final

from benchmarks.bad_files.bad_file import DOCUMENT, SCRIPT, BadFile
from benchmarks.bad_files.pictures import EXE, HLS, HTML, MEGABYTE, SVG, XXE

PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
TYPES: Final = "[Content_Types].xml"
TEXT: Final = "word/document.xml"
ODT: Final = "application/vnd.oasis.opendocument.text"


def packed(
    *names: str, content: bytes = b"<x/>", mimetype: str = "", packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Returns an archive of entries with one content, the same bytes at each call."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return file.getvalue()


def unfolding() -> bytes:
    return packed(TYPES, *(f"word/{n}.xml" for n in range(5)), content=bytes(50 * MEGABYTE))


def many_entries() -> bytes:
    return packed(TYPES, *(f"word/{number}.xml" for number in range(20_000)), content=b"")


def wrong_sum() -> bytes:
    content = bytearray(packed(TYPES, TEXT, content=b"<x>" + bytes(range(32, 127)) * 9))
    at = content.index(TEXT.encode()) + len(TEXT) + 20
    content[at] ^= 0xFF
    return bytes(content)


def bad(
    name: str, file_name: str, make: Callable[[], bytes], code: str = "", *, heavy: bool = False
) -> BadFile:
    return BadFile(name, DOCUMENT, file_name, make, code, heavy)


def fixed(name: str, file_name: str, content: bytes, code: str = "kind_not_as_named") -> BadFile:
    return bad(name, file_name, lambda: content, code)


DOCX: Final = packed(TYPES, TEXT)

CORPUS: Final = (
    fixed("PDF of 0 bytes", "list.pdf", b"", "empty"),
    fixed("PDF cut in half", "list.pdf", PDF[: len(PDF) // 2]),
    fixed("PDF that is an archive as well", "list.pdf", PDF + packed("index.html", content=SCRIPT)),
    fixed("HTML by the name of a PDF", "list.pdf", HTML),
    fixed("a program by the name of a PDF", "list.pdf", EXE),
    fixed("HLS list by the name of a PDF", "list.pdf", HLS),
    fixed("PDF after a program", "list.pdf", EXE + PDF),
    bad("DOCX that unfolds to 300 MB", "list.docx", unfolding, "unpacks_too_large", heavy=True),
    bad("DOCX of 20,000 entries", "list.docx", many_entries, "unpacks_too_large", heavy=True),
    bad("DOCX with a wrong sum", "list.docx", wrong_sum, "kind_not_as_named"),
    fixed("DOCX cut in half", "list.docx", DOCX[: len(DOCX) // 2]),
    fixed("DOCX without a list of its types", "list.docx", packed(TEXT)),
    fixed("table by the name of a text", "list.docx", packed(TYPES, "xl/workbook.xml")),
    fixed("any archive by the name of a DOCX", "list.docx", packed("index.html", content=SCRIPT)),
    bad(
        "DOCX packed another way",
        "a.docx",
        partial(packed, TYPES, TEXT, packing=zipfile.ZIP_LZMA),
        "kind_not_as_named",
    ),
    fixed("ODT without its type", "list.odt", packed("content.xml")),
    fixed("ODT of another type", "list.odt", packed("content.xml", mimetype=f"{ODT}-master")[:-4]),
    fixed("ODT without a text", "list.odt", packed("styles.xml", mimetype=ODT)),
    fixed("ODT cut in half", "list.odt", packed("content.xml", mimetype=ODT)[:120]),
    fixed("a program by the name of a text", "list.txt", EXE),
    fixed("a program by the name of a CSV", "list.csv", EXE),
    fixed("a program marked as UTF-16", "list.txt", b"\xff\xfe" + EXE),
    fixed("macros", "list.docm", DOCX, "kind_not_taken"),
    fixed("archive", "list.zip", DOCX, "kind_not_taken"),
    fixed("HTML", "list.html", HTML, "kind_not_taken"),
    fixed("SVG with a script, as a document", "list.svg", SVG, "kind_not_taken"),
    fixed("PDF by the name of a program", "list.pdf.exe", PDF, "kind_not_taken"),
    fixed("XML that asks for a file, as a document", "list.xml", XXE, "kind_not_taken"),
    bad("text of 21 MB", "list.txt", lambda: b"a" * 21 * MEGABYTE, "too_large", heavy=True),
    # Taken: nothing here opens what is in it, and a browser is told to keep it, not to show it.
    fixed("HTML by the name of a text", "list.txt", HTML, ""),
    fixed("DOCX with entries that lead away", "list.docx", packed(TYPES, TEXT, "../../../etc/cron.d/x"), ""),
    fixed("document's name of 300 letters", f"{'é' * 300}.pdf", PDF, ""),
)
