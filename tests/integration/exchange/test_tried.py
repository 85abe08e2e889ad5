"""A reader says "I tried this": no account, no script, three taps; sent again it is the same report."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from exchange.deciding import take_step
from exchange.models import Action, Author, Decision, Report, State
from exchange.stamps import new_stamp
from media.models import Clip, Image
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.media.conftest import picture_bytes

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TAPS = {"outcome": "did_not_work", "since": "this_year"}


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai")


def address(practice: Practice, language: str = "es") -> str:
    return f"{factories.url_in(practice, language)}tried/"


def hidden(html: str) -> dict[str, str]:
    """Returns the hidden fields of a form."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def aged(practice: Practice, seconds: float = 30) -> str:
    """Returns the stamp of a form that was opened a while ago."""
    return new_stamp(f"report {practice.pk}", timezone.now() - timedelta(seconds=seconds))


def post(client: Client, practice: Practice, *, language: str = "es", headers: Any = OURS, **told: Any) -> HttpResponse:
    fields = {"stamp": aged(practice), "website": "", **TAPS, **told}
    return client.post(address(practice, language), fields, **headers)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_three_taps_make_a_report_and_lead_to_a_private_page(
    client: Client, practice: Practice, language: str
) -> None:
    page = client.get(f"{address(practice, language)}?lat=9.84&lon=1.55&texture=sandy")
    html = page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert not page.cookies
    sent = client.post(
        f"{address(practice, language)}",
        {**hidden(html), "place_typed": "9.8, 1.6", "texture": "sandy", **TAPS},
        **OURS,
    )
    assert sent.status_code == 303, sent.content.decode()
    report = Report.objects.get()
    assert (report.outcome, report.state, report.language) == ("did_not_work", State.WAITING, language)
    assert report.land_pairs == [["lat", "9.8"], ["lon", "1.6"], ["texture", "sandy"]]
    assert report.publication_version and not report.naming_version
    mine = client.get(sent["Location"])
    assert mine.status_code == 200
    assert mine["Referrer-Policy"] == "no-referrer"
    assert mine["Cache-Control"] == "private, no-store"
    assert "noindex" in mine["X-Robots-Tag"]
