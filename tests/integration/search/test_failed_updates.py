"""Administrators see what an index would not take, and why; nobody else does."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.admin.failed_updates import NAME
from practices.regions import Region
from search.engines.base import EMBEDDED
from search.engines.registry import copy_name
from search.models import OutboxRow
from tests import factories


def shown_to(user: object) -> tuple[int, str]:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(reverse(NAME))
    return response.status_code, response.content.decode()


def test_failed_rows_are_listed_with_their_reason(region: Region) -> None:
    bad, waiting = (
        factories.make_practice(region.section, name_en=name) for name in ("Bad pits", "Good pits")
    )
    OutboxRow.objects.filter(practice_id=bad.pk).update(failed_at=timezone.now(), error="no such crop")
    OutboxRow.objects.create(practice_id=waiting.pk, target="forgotten", failed_at=timezone.now())
    status, page = shown_to(factories.UserFactory(is_superuser=True, language="en"))
    assert status == 200
    assert "Bad pits" in page
    assert "no such crop" in page
    assert EMBEDDED in page
    assert "Good pits" not in page
    assert reverse("wagtailadmin_pages:edit", args=[bad.pk]) in page


def test_a_practice_that_is_gone_is_still_listed(region: Region) -> None:
    OutboxRow.objects.create(
        practice_id=4711, target=copy_name(), failed_at=timezone.now(), error="no such crop"
    )
    _status, page = shown_to(factories.UserFactory(is_superuser=True, language="en"))
    assert "practice 4711" in page


def test_others_do_not_see_it(region: Region) -> None:
    status, page = shown_to(factories.make_correspondent(region, language="en"))
    assert status != 200 or "no such crop" not in page
