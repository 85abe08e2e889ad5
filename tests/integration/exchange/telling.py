"""Goes through the screens of "Tell us yours" as a browser would."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from exchange.models import Contribution
from tests.forms import form_data

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
# By screen, in the order of the screens.
TOLD: dict[str, dict[str, Any]] = {
    "place": {"place_typed": "Copargo", "texture": "sandy", "slope": "gentle", "land_use": "cropland"},
    "what": {
        "sentence": "Cordones de piedras contra el agua",
        "problem": "La lluvia se lleva la tierra.",
        "crops": ["maize", "cattle"],
    },
    "how": {"steps": "Buscar piedras.\nPonerlas a nivel.\n\nTapar los huecos.", "when": "Antes de la lluvia"},
    "outcome": {
        "outcome": "abandoned",
        "did_not_work": "Faltaron piedras.",
        "how_overcome": "Compramos un carro.",
        "since_year": "2019",
    },
    "you": {
        "name": "Ana Fulana",
        "role": "agricultora",
        "publication": "on",
        "naming": "on",
        "licence": "CC-BY-SA-4.0",
        "phone": "+504 9999 0000",
        "email": "ana@example.org",
    },
}


def opened(client: Client, url: str) -> dict[str, Any]:
    """Returns what the form of a screen would send as it stands."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    return form_data(page.content.decode())


def fill(client: Client, url: str, told: dict[str, Any]) -> HttpResponse:
    """Opens a screen, fills it in and sends it."""
    return client.post(url, {**opened(client, url), **told}, **OURS)


def save(client: Client, url: str, told: dict[str, Any]) -> str:
    """Saves a screen; returns where that leads."""
    answer = fill(client, url, told)
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def tell(client: Client, language: str = "es", **other: Any) -> str:
    """Saves all five screens, some of them told otherwise; returns the address of the summary."""
    url = f"/{language}/tell/"
    for screen, told in TOLD.items():
        url = save(client, url, {**told, **other.get(screen, {})})
    return url


def tell_and_send(client: Client, language: str = "es", **other: Any) -> Contribution:
    """Tells a practice and sends it; returns what is kept of it."""
    save(client, tell(client, language, **other), {})
    return Contribution.objects.latest("pk")
