"""The private page: what became of it, and what one may do; a link that is looked at changes nothing."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from exchange.deciding import take_step
from exchange.models import Action, Author, Decision, Question, Report, State
from exchange.private_links import code_for, shown_code
from exchange.sending import send
from exchange.stamps import Stamp, new_stamp
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.exchange.test_tried import OURS, aged, post
from tests.integration.media.conftest import picture_bytes

Mine = Callable[..., str]


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai")


@pytest.fixture
def mine(client: Client, practice: Practice) -> Mine:
    """Sends a report; returns the address of its private page."""

    def sent(**told: object) -> str:
        return str(post(client, practice, language="en", **told)["Location"]).partition("?")[0]

    return sent


def token_of(address: str) -> str:
    return address.split("/mine/")[1].strip("/")


def stamp(about: str, report: Report) -> str:
    return new_stamp(f"{about} {report.pk}", timezone.now() - timedelta(seconds=30))


@pytest.mark.parametrize(("language", "word"), [("en", "Received"), ("fr", "Reçu"), ("es", "Recibido")])
def test_the_page_says_what_became_of_it_step_by_step(
    client: Client, mine: Mine, practice: Practice, language: str, word: str
) -> None:
    address = mine().replace("/en/", f"/{language}/")
    report = Report.objects.get()
    assert word in client.get(address).content.decode()
    take_step(report, Action.ASKED, words="How many pits?")
    asked = client.get(address).content.decode()
    assert "How many pits?" in asked and f"/report/{report.pk}/reply/" in asked
    take_step(report, Action.PUBLISHED)
    assert f"zai/peers/#report-{report.pk}" in client.get(address).content.decode()


def test_a_refusal_is_told_with_its_reason(client: Client, mine: Mine) -> None:
    address = mine()
    take_step(Report.objects.get(), Action.DECLINED, words="This is about another practice.")
    assert "This is about another practice." in client.get(address).content.decode()


def test_the_code_is_shown_in_groups_and_the_link_goes_to_oneself(client: Client, mine: Mine) -> None:
    address = mine()
    html = client.get(address).content.decode()
    assert shown_code(code_for(token_of(address))) in html
    assert re.fullmatch(r"\w{4}-\w{4}-\w{2}", shown_code(code_for(token_of(address))))
    assert "https://wa.me/?text=" in html and "sms:?body=" in html
    # Nobody is told of the address by the page itself.
    assert "canonical" not in html and 'hreflang="x-default"' not in html


def test_a_reply_goes_to_the_region_once(client: Client, mine: Mine) -> None:
    address = mine()
    report = Report.objects.get()
    take_step(report, Action.ASKED, words="How many pits?")
    reply = f"{address}report/{report.pk}/reply/"
    assert "How many pits?" in client.get(reply).content.decode()
    empty = client.post(reply, {"stamp": stamp("reply report", report), "reply": ""}, **OURS)
    assert empty.status_code == 422
    for _time in range(2):
        done = client.post(reply, {"stamp": stamp("reply report", report), "reply": "Forty"}, **OURS)
        assert done.status_code == 303
    report.refresh_from_db()
    assert report.state == State.WAITING
    assert [step.words for step in Decision.objects.filter(action=Action.ANSWERED)] == ["Forty"]


def test_a_correction_is_read_again_before_it_is_shown(
    client: Client, mine: Mine, practice: Practice
) -> None:
    address = mine(changed="I dug in March", name="Ana")
    report = Report.objects.get()
    take_step(report, Action.PUBLISHED)
    form = f"{address}report/{report.pk}/correct/"
    html = client.get(form).content.decode()
    assert "I dug in March" in html and 'value="Ana"' in html
    assert re.search(r'value="did_not_work" checked', html)
    told = {"outcome": "did_not_work", "since": "this_year", "changed": "I dug in May", "name": ""}
    for _time in range(2):
        done = client.post(form, {"stamp": stamp("correct", report), **told}, **OURS)
        assert done.status_code == 303
    report.refresh_from_db()
    assert (report.changed, report.state, report.shown_name) == ("I dug in May", State.WAITING, "")
    assert Decision.objects.filter(action=Action.CORRECTED).count() == 1
    page = client.get(factories.url_in(practice, "en")).content.decode()
    assert "I dug in" not in page


def test_a_form_sent_as_it_was_corrects_nothing(client: Client, mine: Mine) -> None:
    photo = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")
    address = mine(photo=photo, people_agreed="1")
    report = Report.objects.get()
    told = {"outcome": report.outcome, "since": report.since}
    client.post(f"{address}report/{report.pk}/correct/", {"stamp": stamp("correct", report), **told}, **OURS)
    report.refresh_from_db()
    assert report.photo is not None
    assert not Decision.objects.filter(action=Action.CORRECTED).exists()


def test_one_year_later_is_another_report_that_takes_the_place_of_the_earlier(
    client: Client, mine: Mine, practice: Practice
) -> None:
    address = mine(outcome="worked")
    first = Report.objects.get()
    later = f"{address}report/{first.pk}/later/"
    assert client.get(later).status_code == 404
    take_step(first, Action.PUBLISHED)
    assert client.get(later).status_code == 200
    told = {"stamp": stamp("later", first), "outcome": "stopped", "since": "two_three_years"}
    done = client.post(later, told, **OURS)
    assert done["Location"].partition("?")[0] == address
    second = Report.objects.get(earlier=first)
    assert second.author == first.author
    take_step(second, Action.PUBLISHED)
    html = client.get(f"{factories.url_in(practice, 'en')}peers/").content.decode()
    assert "1 person told us" in html and "I stopped" in html and "Told before" in html
    # Where the later one is taken back, the earlier counts again.
    take_step(second, Action.WITHDRAWN)
    assert "It worked" in client.get(f"{factories.url_in(practice, 'en')}peers/").content.decode()


def test_the_data_of_an_author_can_be_taken_along_with_the_files(client: Client, mine: Mine) -> None:
    photo = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")
    address = mine(changed="Words", name="Ana", email="ana@example.org", photo=photo, people_agreed="1")
    answer = client.get(f"{address}data.json")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    (sent,) = data["sent"]
    assert (data["email"], sent["changed"], sent["name"]) == ("ana@example.org", "Words", "Ana")
    assert sent["steps"][0]["what"] == "received"
    file = client.get(sent["photo"].removeprefix("http://testserver"))
    assert file.status_code == 200 and file["Cache-Control"] == "private, no-store"
    assert file["X-Content-Type-Options"] == "nosniff"
    file.close()


def test_nobody_opens_what_another_sent(client: Client, mine: Mine) -> None:
    mine(changed="First")
    first = Report.objects.get()
    other = mine(changed="Second")
    for below in ("correct/", "erase/", "reply/", "photo"):
        assert client.get(f"{other}report/{first.pk}/{below}").status_code == 404
    assert "First" not in client.get(other).content.decode()


@pytest.mark.parametrize("below", ["", "data.json", "erase/", "report/1/correct/", "report/1/photo"])
def test_a_wrong_link_opens_nothing_and_says_so(client: Client, region: Region, below: str) -> None:
    page = client.get(f"/es/mine/wrongwrongwrongwrong00/{below}")
    assert page.status_code == 404
    assert page["Cache-Control"] == "private, no-store" and page["Referrer-Policy"] == "no-referrer"
    assert "/es/mine/" in page.content.decode()


def test_looking_at_a_page_never_acts(client: Client, mine: Mine) -> None:
    address = mine()
    report = Report.objects.get()
    before = list(Decision.objects.values_list("action", flat=True))
    for below in ("", "erase/", f"report/{report.pk}/erase/", f"report/{report.pk}/correct/", "data.json"):
        for ask in (client.get, client.head):
            assert ask(f"{address}{below}").status_code == 200
    assert list(Decision.objects.values_list("action", flat=True)) == before
    assert Report.objects.count() == 1


def test_another_site_cannot_erase(client: Client, mine: Mine) -> None:
    address = mine()
    client.post(f"{address}erase/", HTTP_ORIGIN="https://evil.example")
    assert Report.objects.exists()


def test_a_code_opens_the_page_to_read_and_nothing_else(client: Client, mine: Mine) -> None:
    address = mine(changed="My words", phone="+504 9999-1111")
    code = shown_code(code_for(token_of(address)))
    page = client.post("/en/mine/", {"code": code.lower().replace("-", " ")}, **OURS)
    html = page.content.decode()
    assert page.status_code == 200 and "My words" in html
    assert token_of(address) not in html and "/erase/" not in html and "9999" not in html
    assert page["Cache-Control"] == "private, no-store"


def test_wrong_codes_slow_down_in_words_and_right_ones_do_not(client: Client, mine: Mine) -> None:
    code = code_for(token_of(mine()))
    for _time in range(15):
        assert client.post("/en/mine/", {"code": code}, **OURS).status_code == 200
    for _time in range(10):
        wrong = client.post("/en/mine/", {"code": "AAAA-BBBB-CC"}, **OURS)
        assert wrong.status_code == 422 and "AAAA-BBBB-CC" in wrong.content.decode()
    slow = client.post("/en/mine/", {"code": code}, **OURS)
    assert slow.status_code == 429 and "Wait" in slow.content.decode()


def test_every_kind_of_item_has_its_place(client: Client, mine: Mine, practice: Practice) -> None:
    address = mine()
    content = {"practice": practice, "text": "Which seed?", "land_pairs": [["texture", "clay"]]}
    send(Question, Stamp("c" * 32, timedelta(seconds=9)), content, language="en", token=token_of(address))
    html = client.get(address).content.decode()
    assert "Which seed?" in html and "Stone lines" in html
    assert "You can correct it, or take it back." in html
    assert "A question cannot be changed once it is sent. You can take it back and ask anew." in html
    assert Author.objects.count() == 1


def test_the_stamp_of_another_form_is_no_good_here(client: Client, mine: Mine, practice: Practice) -> None:
    address = mine()
    report = Report.objects.get()
    told = {"stamp": aged(practice), "outcome": "worked", "since": "this_year"}
    assert client.post(f"{address}report/{report.pk}/correct/", told, **OURS).status_code == 422


def test_no_form_of_readers_asks_for_a_cookie(practice: Practice) -> None:
    """Browsers of readers have none: Django's check would refuse all that they send."""
    strict = Client(enforce_csrf_checks=True)
    sent = post(strict, practice, language="en")
    assert sent.status_code == 303
    address = sent["Location"].partition("?")[0]
    report = Report.objects.get()
    take_step(report, Action.ASKED, words="How many?")
    told = {"stamp": stamp("reply report", report), "reply": "Forty"}
    assert strict.post(f"{address}report/{report.pk}/reply/", told, **OURS).status_code == 303
    assert strict.post("/en/mine/", {"code": "x"}, **OURS).status_code == 422
    assert strict.post(f"{address}erase/", **OURS).status_code == 200
