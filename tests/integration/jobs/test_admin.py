"""Superusers see which mails and jobs need somebody, never what stands in a mail; others see nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.admin import failed_jobs, mails
from jobs.models import Job, OutgoingMail
from practices.regions import Region
from tests import factories

SECRET = "the-link-that-opens-an-account"


@pytest.fixture
def uncertain(db: None) -> OutgoingMail:
    return OutgoingMail.objects.create(
        message_id="<1@example.org>",
        recipient="ada@example.org",
        subject="New password",
        content={"body": SECRET},
        state="uncertain",
    )


@pytest.fixture
def failed(db: None) -> Job:
    return Job.objects.create(
        kind="tests.dig", state="failed", attempts=6, error="no shovel", ended_at=timezone.now()
    )


def administrator() -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))
    return client


def test_a_mail_that_may_have_arrived_is_listed_without_its_text(uncertain: OutgoingMail) -> None:
    client = administrator()
    page = client.get(reverse(mails.NAME)).content.decode()
    for shown in ("ada@example.org", "New password", "may have arrived"):
        assert shown in page
    assert SECRET not in page
    table = b"".join(client.get(reverse(mails.NAME), {"export": "csv"})).decode()
    assert "ada@example.org" in table
    assert SECRET not in table


def test_it_is_sent_again_by_the_button_alone(uncertain: OutgoingMail) -> None:
    client, address = administrator(), reverse(mails.TRY_AGAIN_NAME, args=[uncertain.pk])
    assert address in client.get(reverse(mails.NAME)).content.decode()
    page = client.get(address).content.decode()
    assert "may have arrived already" in page
    assert SECRET not in page
    uncertain.refresh_from_db()
    assert uncertain.state == "uncertain", "looking at the page sends nothing"
    client.post(address)
    uncertain.refresh_from_db()
    assert uncertain.state == "waiting"
    assert Job.objects.get().payload == {"mail": uncertain.pk}
    assert address not in client.get(reverse(mails.NAME)).content.decode()


def test_work_that_failed_is_listed_and_tried_again(failed: Job) -> None:
    client = administrator()
    page = client.get(reverse(failed_jobs.NAME)).content.decode()
    assert "tests.dig" in page
    assert "no shovel" in page
    client.post(reverse(failed_jobs.TRY_AGAIN_NAME, args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)


def test_others_see_and_do_nothing(region: Region, uncertain: OutgoingMail, failed: Job) -> None:
    client = Client()
    client.force_login(factories.make_correspondent(region, language="en"))
    for address in (reverse(mails.NAME), reverse(failed_jobs.NAME)):
        assert client.get(address).status_code != 200
        assert address not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(reverse(mails.TRY_AGAIN_NAME, args=[uncertain.pk]))
    client.post(reverse(failed_jobs.TRY_AGAIN_NAME, args=[failed.pk]))
    uncertain.refresh_from_db()
    failed.refresh_from_db()
    assert (uncertain.state, failed.state) == ("uncertain", "failed")
