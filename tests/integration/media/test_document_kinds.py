"""Documents are of the kinds that people share, by name and by content; anything else is refused in words."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media.intake.documents import clean_document
from media.models import Document
from practices.regions import Region
from tests.integration.media.conftest import make_older_document

NOT_TAKEN = "Files of this kind are not taken here."
NOT_AS_NAMED = "What is in this file is not what its name says"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)


def packed(*names: str, mimetype: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


ODT = packed("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
ODP = packed("content.xml", mimetype="application/vnd.oasis.opendocument.presentation")
DOCX = packed("_rels/.rels", "word/document.xml", "[Content_Types].xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
PPTX = packed("[Content_Types].xml", "ppt/presentation.xml")

GOOD = {
    "seeds.pdf": b"%PDF-1.7\n...\n%%EOF\n",
    "SEEDS.PDF": b"%PDF-1.7\n...%%EOF",
    "letter.odt": ODT,
    "prices.ods": ODS,
    "talk.odp": ODP,
    "letter.docx": DOCX,
    "prices.xlsx": XLSX,
    "talk.pptx": PPTX,
    "prices.csv": "prix;année\r\n1 200;2024\r\n".encode(),
    "latin.csv": "prix;année\n".encode("latin-1"),
    "excel.csv": "prix;année\n".encode("utf-16"),
    "note.v2.txt": "Ñame y yuca\n\f".encode(),
}
NOT_KNOWN = {
    "tool.exe": EXE,
    "facture.pdf.exe": EXE,
    "facture.exe": b"%PDF-1.7",
    "page.html": b"<script>alert(1)</script>",
    "drawing.svg": b"<svg/>",
    "macro.docm": DOCX,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "photo.jpg": b"\xff\xd8\xff",
    "archive.zip": DOCX,
    "script.js": b"1",
    "none": b"%PDF-1.7",
    "pdf": b"%PDF-1.7",
    ".pdf": b"%PDF-1.7",
    "trick.pdf.": b"%PDF-1.7",
}
NOT_SO = {
    "facture.pdf": EXE,
    "late.pdf": EXE + b"%PDF-1.7",
    "web.pdf": b"<html>%PDF-",
    "tool.txt": EXE,
    "tool.csv": EXE,
    "marked.txt": b"\xff\xfe" + EXE,
    "letter.docx": EXE,
    "other.docx": XLSX,
    "plain.docx": packed("word/document.xml"),
    "cut.docx": DOCX[:-30],
    "running.docx": EXE + DOCX,
    "letter.odt": ODS,
    "zip.odt": packed("content.xml"),
    "prices.xlsx": b"PK\x03\x04",
    "cut.ods": ODS[:-30],
    "cut.pdf": b"%PDF-1.7\n...",
    "both.pdf": b"%PDF-1.7\n%%EOF" + packed("index.html"),
}


def single(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtaildocs:add"),
        {"title": "Seed list", "collection": region.collection.pk, "credit": "Awa", "file": upload},
    )
    if answer.status_code == 302:
        return ""
    page = answer.content.decode()
    assert 'value="Seed list"' in page
    assert 'value="Awa"' in page
    return page


def several(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Seed list", "collection": region.collection.pk, "files[]": upload},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    return str(json.loads(answer.content).get("error_message", ""))


def chooser(client: Client, upload: SimpleUploadedFile, region: Region) -> str:
    answer = client.post(
        reverse("wagtaildocs_chooser:create"),
        {
            "document-chooser-upload-title": "Seed list",
            "document-chooser-upload-collection": region.collection.pk,
            "document-chooser-upload-file": upload,
        },
    )
    assert answer.status_code == 200
    return str(json.loads(answer.content).get("htmlFragment", ""))


WAYS_IN = (single, several, chooser)
WayIn = Callable[[Client, SimpleUploadedFile, Region], str]


def nothing_is_kept(files: Path) -> bool:
    return not Document.objects.exists() and not [path for path in files.rglob("*") if path.is_file()]


def refusal_of(name: str, content: bytes) -> str:
    """Why a file is not taken; nothing if it is."""
    file = SimpleUploadedFile("x", content)
    # As it was sent: Django would take a name apart here that a browser may well send.
    file._name = name
    try:
        clean_document(file)
    except ValidationError as refusal:
        return refusal.messages[0]
    assert file.read() == content
    return ""


@pytest.mark.parametrize("name", GOOD)
def test_what_people_share_is_taken(name: str) -> None:
    assert refusal_of(name, GOOD[name]) == ""


@pytest.mark.parametrize("name", NOT_KNOWN)
def test_other_kinds_are_not_taken(name: str) -> None:
    message = refusal_of(name, NOT_KNOWN[name])
    assert message.startswith(NOT_TAKEN)
    assert "PDF, ODT" in message


@pytest.mark.parametrize("name", NOT_SO)
def test_a_name_does_not_make_a_kind(name: str) -> None:
    assert refusal_of(name, NOT_SO[name]).startswith(NOT_AS_NAMED)


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_every_way_in_refuses_in_words_and_keeps_what_was_typed(
    way_in: WayIn, correspondent: Client, region: Region, files: Path
) -> None:
    assert NOT_TAKEN in way_in(correspondent, SimpleUploadedFile("facture.pdf.exe", EXE), region)
    assert NOT_AS_NAMED in way_in(correspondent, SimpleUploadedFile("facture.pdf", EXE), region)
    assert nothing_is_kept(files)


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_every_way_in_takes_a_pdf(way_in: WayIn, correspondent: Client, region: Region) -> None:
    way_in(correspondent, SimpleUploadedFile("seeds.pdf", GOOD["seeds.pdf"]), region)
    saved = Document.objects.get()
    assert (saved.title, Path(saved.file.path).read_bytes()) == ("Seed list", GOOD["seeds.pdf"])


def test_the_words_about_an_older_document_can_still_be_changed(
    correspondent: Client, region: Region
) -> None:
    page = make_older_document(region, "page.html", b"<p>")
    answer = correspondent.post(
        reverse("wagtaildocs:edit", args=[page.pk]), {"title": "New", "collection": region.collection.pk}
    )
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.title == "New"
