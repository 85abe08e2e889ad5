"""A table on its way to becoming drafts."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from practices.regions import Region
from tests.html import controls, parsed, said

INDEX = "/admin/import/"
HEADINGS = ("Nom", "Lieu", "Pays", "Usage de la terre", "Ce que ça a donné", "En bref")
GOOD = (
    ("Zaï au champ", "Kaya", "Burkina Faso", "cultures", "adopted", "Des trous pleins de fumier."),
    ("Demi-lunes", "Tahoua", "NE", "cropland", "mixed", ""),
)


def table(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([headings, *rows])
    return text.getvalue().encode()


def send(client: Client, region: Region, content: bytes, name: str = "pratiques.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(INDEX, {"file": file, "section": region.section.pk})


def sent(client: Client, region: Region, content: bytes, name: str = "pratiques.csv") -> str:
    response = send(client, region, content, name)
    assert response.status_code == 302, said(parsed(response).find("main"))
    return str(response["Location"])


def shown(response: Any) -> str:
    return said(parsed(response).find("main"))


def press(client: Client, address: str, action: str, **data: Any) -> Any:
    """Presses a button, and has the worker do what follows."""
    response = client.post(address, {"action": action, **data})
    do_import_work()
    return response


def do_import_work() -> None:
    leases = Leases()
    while run_next(discover(), Lane.IMPORTS, leases):
        pass


def can_make(response: Any) -> bool:
    return any(button.get("value") == "make" for button in controls(parsed(response), "action"))
