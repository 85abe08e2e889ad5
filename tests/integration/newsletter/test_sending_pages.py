"""An editor looks twice before an issue goes out, then sees how far it is and decides what is uncertain."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from kb.models import User
from newsletter import sending
from newsletter.models import Delivery, Issue, Sending
from newsletter.sending import start_sending
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import get, link, said
from tests.integration.newsletter.mailing import by_smtp, closed_issue, free_port, subscriber, work

State = Delivery.State


@pytest.fixture
def letter(region: Region, settings: Settings) -> Issue:
    by_smtp(settings, free_port())
    return closed_issue()


def address(letter: Issue, page: str) -> str:
    return f"/admin/newsletter/{letter.pk}/{page}/"


def press(desk: Client, page: str, **more: object) -> str:
    """Sends the form of a page as it stands; returns what the next page says."""
    answer = desk.post(page, form_data(desk.get(page).content.decode()) | more, follow=True)
    return said_of(answer)


def said_of(answer: object) -> str:
    from tests.html import parsed

    return said(parsed(answer))  # type: ignore[arg-type]


def test_a_second_look_tells_count_language_and_first_lines(letter: Issue, desk: Client) -> None:
    for email, language in (("a@example.org", "en"), ("b@example.org", "fr"), ("c@example.org", "fr")):
        subscriber(email, language)
    page = said(get(desk, address(letter, "send")))
    assert "2 mails" in page and "La lettre de mai" in page and "Les pluies approchent." in page
    assert "La carta de mayo" not in page, "nobody gets it in Spanish"
    assert "a@example.org" not in page
    assert "0 of 3 mails are sent" in press(desk, address(letter, "send"))
    assert Delivery.objects.count() == 3


def test_pages_of_an_issue_say_whether_and_when_it_went_out(letter: Issue, desk: Client) -> None:
    pages = ("/admin/newsletter/", f"/admin/newsletter/{letter.pk}/", address(letter, "out"))
    assert all("Not sent yet" in said(get(desk, page)) for page in pages[:2])
    for email in ("a@example.org", "b@example.org"):
        subscriber(email)
    start_sending(letter, None)
    assert all("Being sent since" in said(get(desk, page)) for page in pages)
    Delivery.objects.update(state=State.SENT)
    for page in pages:
        shown = get(desk, page)
        assert "Sent on" in said(shown) and link(shown, "2 of 2 mails are sent") == address(letter, "sending")
        assert not {"Look at the numbers, then send", "Send it or take it along"} & set(
            shown.stripped_strings
        )


def test_numbers_that_changed_meanwhile_are_shown_again(letter: Issue, desk: Client) -> None:
    subscriber("a@example.org")
    data = form_data(desk.get(address(letter, "send")).content.decode())
    subscriber("b@example.org")
    answer = desk.post(address(letter, "send"), data)
    assert answer.status_code == 409 and not Sending.objects.exists()
    assert "look at the numbers again" in said_of(answer)


def test_an_issue_that_is_sent_leads_to_its_progress(letter: Issue, desk: Client) -> None:
    subscriber("a@example.org")
    data = form_data(desk.get(address(letter, "send")).content.decode())
    desk.post(address(letter, "send"), data)
    assert "Nobody gets it twice" in said_of(desk.post(address(letter, "send"), data, follow=True))
    assert desk.get(address(letter, "send")).url == address(letter, "sending")
    assert Delivery.objects.count() == 1


def test_why_nothing_can_be_sent_is_said_in_the_editors_language(
    letter: Issue, desk: Client, editor: User, settings: Settings
) -> None:
    assert "Nobody has subscribed yet" in said(get(desk, address(letter, "send")))
    settings.NEWSLETTER_SENDING = False
    assert "does not send the newsletter itself" in said(get(desk, address(letter, "send")))
    assert address(letter, "send") not in str(get(desk, address(letter, "out")))


def test_a_mail_server_that_is_away_is_told_on_the_page(letter: Issue, desk: Client) -> None:
    subscriber("a@example.org")
    start_sending(letter, None)
    work()
    page = said(get(desk, address(letter, "sending")))
    assert "Nothing is lost" in page and "Connection refused" in page


def test_a_person_decides_what_may_have_arrived(
    letter: Issue, desk: Client, sign_in: Callable[[User], Client]
) -> None:
    for name in ("a", "b"):
        subscriber(f"{name}@example.org")
    start_sending(letter, None)
    Delivery.objects.update(state=State.UNCERTAIN)
    first, second = Delivery.objects.order_by("pk")
    page = address(letter, "sending")
    assert "a@example.org" not in said(get(desk, page)), "addresses are for the coordination alone"
    coordination = sign_in(factories.UserFactory(is_superuser=True))
    assert "a@example.org" in said(get(coordination, page))
    assert "Choose at least one mail" in press(desk, page, action="again")
    assert "1 mail is decided" in press(desk, page, action="again", mail=first.pk)
    assert "1 mail is decided" in press(desk, page, action="leave", mail=second.pk)
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {first.pk: "waiting", second.pk: "left"}
    press(desk, page, action="pause")
    assert sending.next_due() is None
    press(desk, page, action="go-on")
    assert sending.next_due() == first


def test_who_is_no_editor_finds_none_of_these_pages(
    letter: Issue, region: Region, sign_in: Callable[[User], Client]
) -> None:
    subscriber("a@example.org")
    start_sending(letter, None)
    other = sign_in(factories.make_correspondent(region))
    for page in ("out", "send", "sending", "out/en/mail.html"):
        path = address(letter, page).rstrip("/") if "." in page else address(letter, page)
        assert other.get(path).status_code == 404, page
        assert other.post(path).status_code in (404, 405), page


def test_the_second_look_tells_what_changed_since_it_was_closed(
    region: Region, settings: Settings, desk: Client
) -> None:
    by_smtp(settings, free_port())
    practice = factories.make_practice(region.section, name_en="Taken back pits")
    letter = closed_issue(practice)
    subscriber("a@example.org")
    practice.unpublish()
    page = get(desk, address(letter, "send"))
    assert "Taken off the site since" in said(page)
    assert "Taken back pits" not in " ".join(quote.get_text() for quote in page.find_all("blockquote"))


def test_a_person_may_send_again_what_was_refused(letter: Issue, desk: Client) -> None:
    subscriber("a@example.org")
    start_sending(letter, None)
    Delivery.objects.update(state=State.REFUSED)
    page = address(letter, "sending")
    assert "1 mail is decided" in press(desk, page, action="again", mail=Delivery.objects.get().pk)
    assert Delivery.objects.get().state == State.WAITING
