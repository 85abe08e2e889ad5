"""What is taken off the site is gone from everything that is given away, at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from api.downloads.making import make as make_files
from kb.models import User
from newsletter import building
from newsletter.freezing import close
from newsletter.models import EntryKind
from practices.models import Practice
from practices.regions import Region
from tests import factories

pytestmark = pytest.mark.django_db
WORD = "Zqwithdrawn"


@pytest.fixture
def practice(region: Region, work: Callable[[], None]) -> Practice:
    made = factories.make_practice(region.section, name_en=WORD, summary_en="Pits.", external_id="withdrawn")
    made.save_revision().publish()
    work()
    return Practice.objects.get(pk=made.pk)


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def test_a_practice_that_is_unpublished_is_nowhere_any_more(
    client: Client,
    practice: Practice,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor: User = factories.UserFactory(is_superuser=True)
    issue = building.begin(editor)
    issue.subject_en = "December"
    issue.save()
    building.add_sources(issue, EntryKind.PRACTICE, [practice.pk], editor)
    close(issue, editor)
    with django_capture_on_commit_callbacks(execute=True):
        make_files()
    there = (
        f"/en/newsletter/{issue.slug}/",
        "/en/feeds/practices.atom",
        "/en/feeds/practices.json",
        "/api/v1/practices",
        "/api/v1/match?q=pits",
        f"/api/v1/newsletters/{issue.slug}",
        "/download/practices.json",
        "/en/practices/?q=pits",
        "/en/card/withdrawn/",
        practice.get_url() + "keep.html",
    )
    for address in there:
        assert WORD in body(client.get(address)), address
    with django_capture_on_commit_callbacks(execute=True):
        practice.unpublish()
    work()
    for address in there:
        response = client.get(address)
        assert response.status_code in (200, 404, 503), address
        assert WORD not in body(response), address
