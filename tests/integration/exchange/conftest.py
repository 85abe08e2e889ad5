"""Files of a test lie in a folder of its own; forms are checked as for every browser."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def client() -> Client:
    """A browser without a cookie, which a form that asks for one would refuse."""
    return Client(enforce_csrf_checks=True)
