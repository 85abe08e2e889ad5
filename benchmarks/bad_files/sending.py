"""Sends a file by the form of its kind in the admin, and reads what a person would read there."""

from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from benchmarks.bad_files.bad_file import DOCUMENT, FILM, PICTURE, BadFile

# Where it goes, by which field, and what is typed beside it.
FORMS: Final = {
    PICTURE: (
        "wagtailimages:add",
        "file",
        {"title": "Zaï pits", "alt_text_fr": "Des trous", "credit": "Awa"},
    ),
    DOCUMENT: ("wagtaildocs:add", "file", {"title": "Seed list", "credit": "Awa"}),
    FILM: ("clips:add", "received", {"title_fr": "Trous de zaï", "credit": "Awa"}),
}
FOUND: Final = 302


@dataclass(frozen=True, slots=True)
class Answer:
    """`sentence` stands beside the field, empty where the file was taken; `is_kept`: all that was typed."""

    status: int
    sentence: str
    is_kept: bool


def send(client: Client, file: BadFile, collection: int) -> Answer:
    """Returns what came back."""
    view, field, typed = FORMS[file.door]
    upload = SimpleUploadedFile("x", file.content)
    # As browsers send it: whole, and with this one escape.
    upload._name = file.file_name.replace("\n", "%0A")
    answer = client.post(reverse(view), {**typed, "collection": collection, field: upload})
    if answer.status_code == FOUND:
        return Answer(FOUND, "", is_kept=True)
    page = BeautifulSoup(answer.content, "html.parser")
    beside = page.select_one(f"[data-contentpath={field}] .error-message")
    return Answer(
        answer.status_code,
        beside.get_text(" ", strip=True) if beside else "",
        is_kept=all(page.find(attrs={"name": name, "value": value}) for name, value in typed.items()),
    )
