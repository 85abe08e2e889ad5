"""Who hears of questions: after a confirmation, in languages they read, once a day, until they stop it."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from exchange import listeners
from exchange.deciding import take_step
from exchange.deliveries import find_peers, send_due
from exchange.models import Action, Delivery, Listener
from exchange.peers import MOST_PEERS
from jobs.jobs import purge
from jobs.models import Link
from practices.regions import Region
from readers.peer_mails import questions_mail
from tests.html import get, parsed, said
from tests.integration.exchange.asking import (
    BERN,
    FARM,
    LAND,
    deliver,
    form,
    listener,
    path_in,
    post,
    published_question,
)

LATER = timedelta(days=1, minutes=1)


def listen(client: Client, email: str = "awa@example.org", language: str = "en", **typed: Any) -> Any:
    return post(client, f"/{language}/ask/listen/", form("listen", email=email, **{"reads": ["en"], **typed}))


def test_nobody_hears_of_anything_before_the_button_is_pressed(region: Region, client: Client) -> None:
    assert listen(client).status_code == 200
    (letter,) = mail.outbox
    address = path_in(letter, "confirm")
    published_question(region.section)
    assert deliver() == 0
    page = get(client, address)
    get(client, address)
    assert "Kopargo" in said(page) and "sandy" in said(page)
    assert Listener.objects.get().confirmed_at is None
    assert "You will hear of questions" in said(parsed(client.post(address)))
    assert Listener.objects.get().confirmed_at is not None
    assert client.post(address).status_code == client.get(address).status_code == 404
    assert deliver() == 1


def test_a_known_address_is_answered_as_an_unknown_one(region: Region, client: Client) -> None:
    known = listener("known@example.org", land=LAND)
    pages, letters = [], []
    for email in ("known@example.org", "other@example.org"):
        pages.append(listen(client, email).content.decode().replace(email, "…"))
        letter = mail.outbox[-1]
        letters.append(letter.body.replace(path_in(letter, "confirm"), "…"))
    assert pages[0] == pages[1] and letters[0] == letters[1]
    known.refresh_from_db()
    assert known.land_pairs == [list(pair) for pair in LAND], "nothing changes before it is confirmed"
    client.post(path_in(mail.outbox[0], "confirm"))
    known.refresh_from_db()
    assert ["crops", "maize"] in known.land_pairs


def test_another_wish_for_the_same_address_ends_no_link_before(region: Region, client: Client) -> None:
    """Anybody can type the address, whatever they choose."""
    listen(client)
    listen(client, reads=["fr"])
    first, second = (path_in(letter, "confirm") for letter in mail.outbox)
    wished = [said(get(client, address).find("dl")) for address in (first, second)]
    assert [words.rpartition("Languages")[2] for words in wished] == ["English", "Français"]
    assert client.post(first).status_code == 200
    assert Listener.objects.get().reads == ["en"]
    assert client.post(second).status_code == 404, "with one of them all is settled"


def test_asking_again_gives_seven_days_again(region: Region, client: Client) -> None:
    listen(client)
    Listener.objects.update(created_at=timezone.now() - timedelta(days=8))
    listen(client, reads=["fr"])
    assert listeners.forget_unconfirmed() == 0
    assert client.post(path_in(mail.outbox[1], "confirm")).status_code == 200


def test_an_address_gets_three_letters_an_hour(region: Region, client: Client) -> None:
    codes = [listen(client).status_code for _try in range(4)]
    assert codes == [200, 200, 200, 429]
    assert len(mail.outbox) == 3
    assert listen(client, "awa+farm@example.org").status_code == 429, "the same mailbox"
    assert listen(client, "other@example.org").status_code == 200


def test_a_wish_needs_an_address_a_language_and_a_land(region: Region, client: Client) -> None:
    nothing = form("listen", [("texture", "sandy")], email="awa", reads=[], place_typed="")
    assert "no e-mail address" in said(parsed(post(client, "/en/ask/listen/", nothing)))
    assert "at least one language" in said(parsed(post(client, "/en/ask/listen/", nothing)))
    nowhere = form("listen", [], email="awa@example.org", reads=["en"], place_typed="")
    assert "Say where your land is" in said(parsed(post(client, "/en/ask/listen/", nowhere)))
    assert not Listener.objects.exists() and not mail.outbox


def test_only_who_reads_the_language_and_has_such_land_hears_of_it(region: Region) -> None:
    here = listener("here@example.org")
    listener("french@example.org", reads=["fr", "es"])
    listener("cold@example.org", land=BERN)
    listener("unconfirmed@example.org", confirmed_at=None)
    listener("asker@example.org")
    question = published_question(region.section, email="Asker@example.org")
    assert deliver(question) == 1
    about = [letter.to for letter in mail.outbox if "land like yours" in letter.subject]
    assert about == [["here@example.org"]], "who asked hears of the decision alone"
    assert Delivery.objects.get().listener == here


def test_a_question_is_for_the_thirty_likest(region: Region) -> None:
    for number in range(MOST_PEERS + 5):
        listener(f"peer{number}@example.org", land=FARM if number >= 5 else LAND)
    question = published_question(region.section)
    find_peers(question.pk)
    assert Delivery.objects.count() == MOST_PEERS
    reached = set(Delivery.objects.values_list("listener__email", flat=True))
    assert reached == {f"peer{number}@example.org" for number in range(5, MOST_PEERS + 5)}


def test_one_mail_a_day_with_all_that_waits_and_each_question_once(region: Region) -> None:
    listener("peer@example.org")
    now = timezone.now()
    published_question(region.section, text="First?")
    assert deliver() == 1
    for text in ("Second?", "Third?"):
        published_question(region.section, text=text)
    assert deliver() == 0
    assert send_due(questions_mail, now + LATER) == 1
    assert send_due(questions_mail, now + 2 * LATER) == 0
    assert "2 questions" in mail.outbox[1].subject
    assert [text in mail.outbox[1].body for text in ("First?", "Second?", "Third?")] == [False, True, True]


def test_published_again_it_goes_to_nobody_twice_and_hidden_to_nobody(region: Region) -> None:
    listener("peer@example.org")
    question = published_question(region.section)
    deliver()
    take_step(question, Action.HIDDEN)
    take_step(question, Action.PUBLISHED)
    late = listener("late@example.org")
    find_peers(question.pk)
    take_step(question, Action.HIDDEN)
    assert send_due(questions_mail, timezone.now() + LATER) == 0
    late.refresh_from_db()
    assert late.digest_at is None, "the next question may still come today"
    take_step(question, Action.PUBLISHED)
    assert send_due(questions_mail, timezone.now() + LATER) == 1
    assert [letter.to for letter in mail.outbox] == [["peer@example.org"], ["late@example.org"]]


def test_a_mail_that_cannot_be_written_keeps_nobody_else_waiting_and_comes_later(region: Region) -> None:
    listener("first@example.org")
    listener("second@example.org")
    find_peers(published_question(region.section).pk)

    def fails_once(digest: Any) -> Any:
        if digest.listener.email == "first@example.org":
            raise ValueError("no such template")
        return questions_mail(digest)

    assert send_due(fails_once) == 1
    assert send_due(questions_mail) == 1
    assert [letter.to for letter in mail.outbox] == [["second@example.org"], ["first@example.org"]]


def test_a_mail_says_what_was_compared_in_the_language_of_its_reader(region: Region) -> None:
    listener("peer@example.org", language="es", reads=["en"])
    published_question(region.section, land_pairs=[list(one) for one in LAND])
    deliver()
    (letter,) = mail.outbox
    html = str(letter.alternatives[0][0])
    for part in (str(letter.body), html):
        assert "How do I keep striga away?" in part
        assert "Kopargo, Ben" in part
        assert "/es/answer/" in part and "/es/stop/" in part
    assert '<html lang="es">' in html and 'lang="en"' in html


def test_one_request_of_a_mail_program_stops_the_mails_and_opening_the_link_does_not(
    region: Region,
) -> None:
    listener("peer@example.org")
    published_question(region.section)
    deliver()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost").split("8000")[-1]
    client = Client(enforce_csrf_checks=True)
    opened = client.get(address)
    assert "Stop the mails" in said(parsed(opened)) and Listener.objects.exists()
    assert "no-store" in opened["Cache-Control"] and opened["Referrer-Policy"] == "no-referrer"
    assert opened["X-Robots-Tag"] == "noindex"
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Listener.objects.exists() and not Delivery.objects.exists()
    assert client.post(address).status_code == 200, "asked twice, it has stopped all the same"
    assert client.post(address[:-2] + "/").status_code == 404


def test_an_address_that_nobody_confirmed_is_forgotten(region: Region, client: Client) -> None:
    listen(client)
    kept = listener("kept@example.org")
    Listener.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert listeners.forget_unconfirmed() == 1
    assert Listener.objects.get() == kept


def test_the_address_stands_in_no_link(region: Region) -> None:
    listener("peer@example.org")
    published_question(region.section)
    deliver()
    purge()
    assert not Link.objects.filter(subject__contains="@").exists()
