"""Who answers for the site: said where the settings say it, and never promised where they do not."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client

from tests.html import parsed

pytestmark = pytest.mark.django_db

NOBODY = dict.fromkeys(("name", "address", "email", "phone", "responsible", "hosting"), "")


@pytest.fixture(autouse=True)
def loaded() -> None:
    call_command("load_pages", verbosity=0)


@pytest.mark.parametrize("page", ["legal", "privacy"])
def test_the_lines_of_the_settings_stand_there(page: str, client: Client, settings: Any) -> None:
    settings.OPERATOR = NOBODY | {"name": "Fields e.V.", "email": "we@example.org", "phone": "+49 228 12 (0)"}
    html = client.get(f"/fr/{page}/").content.decode()
    assert "Fields e.V." in html
    links = [link.get("href") for link in parsed(html).find_all("a")]
    assert "mailto:we@example.org" in links
    assert "tel:+49228120" in links
    assert "<dd></dd>" not in html


@pytest.mark.parametrize("page", ["legal", "privacy"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_nothing_is_promised_where_nothing_is_set(
    language: str, page: str, client: Client, settings: Any
) -> None:
    settings.OPERATOR = NOBODY
    html = client.get(f"/{language}/{page}/").content.decode()
    assert "<dl" not in html
    for promise in ("to be completed", "à compléter", "por completar"):
        assert promise not in html


def test_the_start_names_what_is_missing(settings: Any) -> None:
    settings.OPERATOR = NOBODY | {"name": "Fields e.V."}
    (warning,) = run_checks(tags=["operator"])
    assert "TWINFIELDS_OPERATOR_ADDRESS, TWINFIELDS_OPERATOR_EMAIL" in warning.msg
    assert "TWINFIELDS_OPERATOR_NAME" not in warning.msg
    settings.OPERATOR = dict.fromkeys(NOBODY, "told")
    assert run_checks(tags=["operator"]) == []
