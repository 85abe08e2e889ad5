"""When the list for search engines says that it changed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from wagtail.models import Page, PageViewRestriction

from practices.models import Practice
from practices.regions import Region
from tests import factories

LONG_AGO = timezone.now() - timedelta(days=30)


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region()


@pytest.fixture
def practice(region: Region) -> Practice:
    page = factories.make_practice(region.section, name_fr="Cordons")
    factories.make_practice(region.section, name_fr="Zaï")
    Page.objects.update(last_published_at=LONG_AGO, latest_revision_created_at=LONG_AGO)
    page.refresh_from_db()
    return page


def listed(client: Client, since: datetime = LONG_AGO) -> tuple[int, datetime | None]:
    answer = client.get("/sitemap.xml", headers={"if-modified-since": http_date(since.timestamp())})
    changed = answer.get("Last-Modified")
    return answer.status_code, datetime.fromtimestamp(
        parse_http_date(changed), LONG_AGO.tzinfo
    ) if changed else None


def unpublish(page: Practice) -> None:
    page.unpublish()


def unpublish_unlogged(page: Practice) -> None:
    page.unpublish(log_action=False)


def delete(page: Practice) -> None:
    page.delete()


def delete_region(page: Practice) -> None:
    page.get_parent().specific.delete()


def move(page: Practice) -> None:
    page.move(factories.make_region("andes", "Andes").section, "last-child")
    Page.objects.update(last_published_at=LONG_AGO, latest_revision_created_at=LONG_AGO)


def rename(page: Practice) -> None:
    page.slug = "pierres"
    page.save()


def close(page: Practice) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "go_away", [unpublish, unpublish_unlogged, delete, delete_region, move, rename, close]
)
def test_an_address_that_goes_away_is_told(
    client: Client,
    practice: Practice,
    django_capture_on_commit_callbacks: Callable[..., object],
    go_away: Callable[[Practice], None],
) -> None:
    assert listed(client)[0] == 304
    before = timezone.now() - timedelta(seconds=1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        go_away(practice)
    status, changed = listed(client)
    assert status == 200
    assert changed is not None and changed >= before
    assert "/cordons/" not in client.get("/sitemap.xml").content.decode() or go_away is move


def test_a_draft_is_not_told(client: Client, practice: Practice) -> None:
    practice.name_fr = "Cordons de pierres"
    practice.save_revision()
    factories.make_practice(practice.get_parent().specific, name_fr="Ébauche", live=False).delete()
    assert listed(client)[0] == 304
