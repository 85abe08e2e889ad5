"""What goes wrong is said in three languages, and never as a bare English page."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

SITE_NAMES = ("Twin Fields", "Champs jumeaux", "Campos gemelos")


def said(content: bytes) -> list[str]:
    shown = content.decode()
    return [name for name in SITE_NAMES if name in shown.partition("<main>")[2]]


def test_a_request_that_cannot_be_read(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["example.org"]
    response = Client().get("/en/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert said(response.content) == list(SITE_NAMES)


def test_a_form_from_elsewhere() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert said(response.content) == list(SITE_NAMES)
