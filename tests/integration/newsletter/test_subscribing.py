"""Who subscribes, confirms it by mail, and can see, take along and erase what is kept of them."""

import json
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jobs.models import Link, OutgoingMail
from newsletter import subscribing
from newsletter.models import Delivery, StoppedAddress, Subscriber
from newsletter.sending import start_sending
from newsletter.subscribing import stop_token
from practices.regions import Region
from tests.html import get, parsed, said
from tests.integration.exchange.asking import FARM, form, path_in, post
from tests.integration.newsletter.mailing import closed_issue, subscriber


@pytest.fixture(autouse=True)
def _offered(settings: Settings) -> None:
    settings.NEWSLETTER_SENDING = True


def subscribe(client: Client, email: str = "awa@example.org", language: str = "en", **typed: Any) -> Any:
    data = form("newsletter", email=email, **{"languages": ["en", "fr"], **typed})
    return post(client, f"/{language}/newsletter/subscribe/", data)


def test_nobody_is_a_subscriber_before_the_button_is_pressed(region: Region, client: Client) -> None:
    answer = subscribe(client, language="fr", region=region.section.pk)
    assert answer.status_code == 200 and not answer.cookies
    (letter,) = mail.outbox
    address = path_in(letter, "newsletter/confirm")
    page = get(client, address)
    get(client, address)
    assert "West Africa" in said(page) and "Français" in said(page)
    assert Subscriber.objects.get().confirmed_at is None
    client.post(address)
    found = Subscriber.objects.get()
    assert found.confirmed_at and found.languages == ["fr", "en"] and found.region == region.section
    assert found.land_pairs == [], "the land counts only with its tick"
    assert found.consent_proof and found.consent_on
    assert client.post(address).status_code == client.get(address).status_code == 404


def test_mails_about_it_say_which_site_writes(region: Region, client: Client, settings: Settings) -> None:
    settings.NEWSLETTER_FROM = "letters@example.org"
    subscribe(client, language="fr")
    token = stop_token(subscriber("known@example.org", "fr"))
    post(client, f"/fr/newsletter/stop/{token}/kept/", {})
    for letter in mail.outbox:
        assert letter.message()["From"] == "Champs jumeaux <letters@example.org>"
        assert "Champs jumeaux" in letter.subject and "Champs jumeaux" in letter.body
        assert "Champs jumeaux" in said(parsed(letter.alternatives[0].content))
    assert len(mail.outbox) == 2
    settings.NEWSLETTER_FROM = "Le réseau des champs <letters@example.org>"
    subscribe(client, "other@example.org")
    sender = str(make_header(decode_header(mail.outbox[-1].message()["From"])))
    assert sender == "Le réseau des champs <letters@example.org>", "a name in the settings is kept"


def test_a_land_is_kept_with_a_tick_alone(region: Region, client: Client) -> None:
    subscribe(client, with_land="1")
    address = path_in(mail.outbox[0], "newsletter/confirm")
    assert "Kopargo" in said(get(client, address))
    client.post(address)
    assert dict(Subscriber.objects.get().land_pairs)["texture"] == "sandy"


def test_a_thousand_tries_write_one_mail_to_the_victim(region: Region, client: Client) -> None:
    pages = set()
    for _each in range(40):
        pages.add(subscribe(client, "victim@example.org").content.decode())
    assert len(mail.outbox) == 1
    assert len(pages) == 1, "whoever tries learns nothing"
    # A wish that somebody else types meanwhile does not spoil the link of the first mail.
    assert client.post(path_in(mail.outbox[0], "newsletter/confirm")).status_code == 200


def test_asking_again_ends_no_link_before_and_each_confirms_its_own(region: Region, client: Client) -> None:
    """Anybody can type the address on the day after, whatever they choose."""
    tokens = [subscribing.ask("awa@example.org", subscribing.Wish([code])) for code in ("es", "fr", "en")]
    first, second, third = (f"/en/newsletter/confirm/{token}/" for token in tokens)
    wished = [said(get(client, address).find("dl")) for address in (first, second, third)]
    assert wished == ["LanguagesEspañol", "LanguagesFrançais", "LanguagesEnglish"]
    assert client.post(first).status_code == 200
    found = Subscriber.objects.get()
    assert found.languages == ["es"] and not found.wishes, "with one of them all is settled"
    assert client.post(second).status_code == client.post(third).status_code == 404


def test_a_wish_is_kept_no_longer_than_its_link_is_good(region: Region) -> None:
    subscribing.ask("awa@example.org", subscribing.Wish(["es"]))
    Link.objects.update(expires_at=timezone.now())
    subscribing.ask("awa@example.org", subscribing.Wish(["fr"]))
    assert [wish["languages"] for wish in Subscriber.objects.get().wishes] == [["fr"]]


def test_addresses_of_one_mailbox_share_its_one_mail(region: Region, client: Client) -> None:
    for email in ("victim+1@example.org", "Victim+2@example.org", "victim@example.org"):
        assert subscribe(client, email).status_code == 200
    assert len(mail.outbox) == 1


def test_a_known_address_is_answered_as_an_unknown_one(region: Region, client: Client) -> None:
    subscriber("known@example.org", "es")
    pages = [
        subscribe(client, email).content.decode().replace(email, "…")
        for email in ("known@example.org", "new@example.org")
    ]
    assert pages[0] == pages[1] and len(mail.outbox) == 2
    assert Subscriber.objects.get(email="known@example.org").languages == ["es"], "until it is confirmed"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(region: Region, client: Client) -> None:
    answer = subscribe(client, "awa at example", languages=[], language="fr")
    assert answer.status_code == 422
    page = parsed(answer)
    assert page.find("input", {"name": "email"})["value"] == "awa at example"
    nowhere = form("newsletter", land=[], email="a@example.org", languages=["en"], with_land="1")
    answer = post(client, "/en/newsletter/subscribe/", nowhere)
    page = parsed(answer)
    box = page.find(id="place_typed")
    assert box is not None and all(each.has_attr("open") for each in box.find_parents("details"))
    assert "Say where your land is" in said(box.find_parent("details")) and not mail.outbox


def test_a_robot_and_another_site_send_no_mail(region: Region, client: Client) -> None:
    assert subscribe(client, website="http://spam.example").status_code == 200
    data = form("newsletter", email="awa@example.org", languages=["en"])
    answer = client.post("/en/newsletter/subscribe/", data, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403 and "awa@example.org" in answer.content.decode()
    assert not mail.outbox and not Subscriber.objects.exists()


def test_without_sending_there_is_no_form(region: Region, client: Client, settings: Settings) -> None:
    assert "/en/newsletter/subscribe/" in str(get(client, "/en/newsletter/"))
    settings.NEWSLETTER_SENDING = False
    assert client.get("/en/newsletter/subscribe/").status_code == 404
    assert "/en/newsletter/subscribe/" not in str(get(client, "/en/newsletter/"))


def test_everybody_can_take_along_and_erase_what_is_kept(region: Region, client: Client) -> None:
    found = subscriber("awa@example.org", "fr", land_pairs=[list(pair) for pair in FARM])
    token = stop_token(found)
    # A newsletter is passed on: its link alone tells nothing.
    page = str(get(client, f"/fr/newsletter/stop/{token}/"))
    assert "awa@example.org" not in page and "Kopargo" not in page
    pages = {client.post(f"/fr/newsletter/stop/{token}/kept/").content for _each in range(3)}
    (letter,) = mail.outbox
    assert letter.to == ["awa@example.org"] and len(pages) == 1
    address = path_in(letter, "newsletter/mine")
    assert "awa@example.org" in said(get(client, address)) and "Kopargo" in said(get(client, address))
    data = json.loads(client.get(f"{address}data.json").content)
    assert data["email"] == "awa@example.org" and data["languages"] == ["fr"] and data["land"]
    assert client.post(f"/fr/newsletter/stop/{token}/").status_code == 200
    assert not Subscriber.objects.exists()
    assert "awa" not in str(list(StoppedAddress.objects.values()))
    assert client.get(address).status_code == client.get(f"{address}data.json").status_code == 404
    assert client.post(f"/fr/newsletter/stop/{token}/kept/").status_code == 404
    assert client.post("/fr/newsletter/stop/nothing/").status_code == 404


def test_who_stopped_is_erased_again_when_a_backup_comes_back(region: Region) -> None:
    from exchange import erasures

    found = subscriber("awa@example.org")
    again = {"pk": found.pk, "email": found.email, "languages": ["en"]}
    created = found.created_at
    subscribing.forget(found)
    Subscriber.objects.create(**again)
    Subscriber.objects.update(created_at=created)
    assert subscribing.apply_again(erasures.noted()) == 1
    assert not Subscriber.objects.exists()
    assert subscribing.apply_again(erasures.noted()) == 0


def test_nothing_keeps_the_address_of_who_stopped(region: Region, client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    subscribe(client)
    mail.send_mail("Your report", "It is published.", None, ["awa@example.org"])
    Subscriber.objects.update(confirmed_at=timezone.now(), languages=["en"])
    start_sending(closed_issue(), None)
    Delivery.objects.update(state="refused", error="SMTPRecipientsRefused({'awa@example.org': (550, b'')})")
    subscribing.forget(Subscriber.objects.get())
    assert Delivery.objects.get().error == ""
    assert [row.subject for row in OutgoingMail.objects.all()] == ["Your report"], "not the newsletter's"


def test_who_never_confirms_is_forgotten_with_the_mail_and_asking_again_gives_seven_days(
    region: Region, client: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "jobs.mail.OutboxBackend"
    subscribe(client)
    long_ago = timezone.now() - timedelta(days=8)
    Subscriber.objects.update(created_at=long_ago)
    subscribing.ask("awa@example.org", subscribing.Wish(["en"]))
    assert subscribing.forget_unconfirmed() == 0
    Subscriber.objects.update(created_at=long_ago)
    assert subscribing.forget_unconfirmed() == 1
    assert not Subscriber.objects.exists() and not OutgoingMail.objects.exists()


def test_an_address_that_is_too_long_is_said_to_be(region: Region, client: Client) -> None:
    answer = subscribe(client, f"{'a' * 60}@{'long.' * 45}org")
    assert answer.status_code == 422
    assert "more than 254 letters" in said(parsed(answer))
