"""The coordination alone sees addresses, takes them in with proof, gives them out, and erases them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from kb.models import User
from newsletter import subscribing
from newsletter.models import Subscriber
from practices.regions import Region
from tests import factories
from tests.html import get, parsed, said
from tests.integration.newsletter.mailing import subscriber

PAGE = "/admin/newsletter/subscribers/"
HEAD = "email,languages,consent_date,consent_proof\n"


@pytest.fixture
def office(db: None, sign_in: Callable[[User], Client], settings: Settings) -> Client:
    settings.NEWSLETTER_SENDING = True
    return sign_in(factories.UserFactory(is_superuser=True))


def send(office: Client, content: str | bytes, kind: str = "subscribers", name: str = "list.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    answer = office.post(PAGE, {"kind": kind, "file": SimpleUploadedFile(name, data)}, follow=True)
    return said(parsed(answer))


def test_people_come_in_with_the_proof_of_their_consent(office: Client) -> None:
    rows = (
        'Awa@Example.org ,"fr, en",2026-05-01,list signed in Natitingou\n'
        "b@example.org,es,2026-04-30,form 12\n"
    )
    assert "New: 2." in send(office, HEAD + rows)
    awa = Subscriber.objects.get(email="awa@example.org")
    assert awa.languages == ["fr", "en"] and awa.confirmed_at and awa.consent_way == "import"
    assert str(awa.consent_on) == "2026-05-01" and awa.consent_proof == "list signed in Natitingou"
    assert "Known before, left as they were: 2." in send(office, HEAD + rows)


def test_a_spreadsheet_does_as_well(office: Client) -> None:
    book, out = Workbook(), BytesIO()
    for row in (HEAD.strip().split(","), ["a@example.org", "en", "2026-05-01", "list"]):
        book.active.append(row)
    book.save(out)
    assert "New: 1." in send(office, out.getvalue(), name="list.xlsx")


def test_one_wrong_row_and_nothing_is_taken(office: Client) -> None:
    rows = (
        "a@example.org,en,2026-05-01,list\n"
        "no address,en,2026-05-01,list\n"
        "b@example.org,de,2026-05-01,list\n"
        "c@example.org,en,yesterday,list\n"
        "d@example.org,en,2999-01-01,list\n"
        "e@example.org,en,2026-05-01,\n"
        "A@example.org,en,2026-05-01,list\n"
        f"{'a' * 60}@{'long.' * 50}org,en,2026-05-01,list\n"
    )
    page = send(office, HEAD + rows)
    for words in (
        *("Row 3: “no address” is no mail address.", "Row 4: “de” is not a list of languages"),
        *(
            "Row 5: A day such as 2026-11-30 is needed here, not “yesterday”.",
            "Row 6: 2999-01-01 has not come",
        ),
        *("Row 7: Say in at most 300 letters", "Row 8: “a@example.org” stands in row 2 as well."),
        "is no mail address: it has more than 254 letters.",
    ):
        assert words in page, words
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("email\na@example.org\n", "list.csv", "The first row has no column “languages”."),
        ("", "list.csv", "There is no record here."),
        (b"PK\x03\x04", "list.xlsx", "damaged"),
        ("x", "list.pdf", "This is not a table that can be read"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(
    office: Client, content: str | bytes, name: str, words: str
) -> None:
    page = send(office, content, name=name)
    assert words in page
    assert not Subscriber.objects.exists()


def test_who_stopped_is_not_brought_back(office: Client) -> None:
    subscribing.forget(subscriber("a@example.org"))
    assert "Stopped, left out: 1." in send(office, f"{HEAD}A@example.org,en,2026-05-01,list\n")
    assert not Subscriber.objects.exists()


def test_mails_that_came_back_end_there(office: Client) -> None:
    subscriber("a@example.org")
    subscriber("b@example.org")
    assert "1 address gets no more" in send(office, "email\na@example.org\nc@example.org\n", "bounces")
    assert list(Subscriber.objects.filter(bounced_on=None).values_list("email", flat=True)) == [
        "b@example.org"
    ]
    assert "1 person gets the newsletter" in said(get(office, PAGE))


def test_taking_all_addresses_along_is_written_down(office: Client) -> None:
    subscriber("a@example.org", "fr", consent_proof="=1+1")
    answer = office.post(f"{PAGE}all.csv")
    table = answer.content.decode("utf-8-sig")
    assert "a@example.org,fr" in table and "'=1+1" in table, "no spreadsheet calculates what somebody wrote"
    assert ModelLogEntry.objects.filter(action="newsletter.subscribers_exported").count() == 1
    assert office.get(f"{PAGE}all.csv").status_code == 405


def test_somebody_who_asks_for_it_is_erased(office: Client) -> None:
    found = subscriber("a@example.org")
    page = f"{PAGE}{found.pk}/"
    assert "a@example.org" in said(get(office, PAGE + "?q=a@ex")) and "No address" in said(
        get(office, PAGE + "?q=zz")
    )
    assert "a@example.org" in said(get(office, page))
    office.post(page)
    assert not Subscriber.objects.exists() and office.get(page).status_code == 404


def test_nobody_else_sees_an_address(
    desk: Client, region: Region, sign_in: Callable[[User], Client], client: Client
) -> None:
    found = subscriber("a@example.org")
    for other in (desk, sign_in(factories.make_correspondent(region))):
        for page in (PAGE, f"{PAGE}{found.pk}/", f"{PAGE}import.csv"):
            assert other.get(page).status_code == 404, page
            assert other.post(page).status_code in (404, 405), page
        assert other.post(f"{PAGE}all.csv").status_code == 404
    assert PAGE not in str(get(desk, "/admin/newsletter/"))
    assert client.get(PAGE).status_code == 302
