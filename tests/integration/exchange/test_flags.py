"""Something wrong here? Anybody says so, the region decides, and what is hidden is gone at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from exchange import flagging
from exchange.deciding import take_step
from exchange.models import Action, Contribution, Decision, Flag, Question, Report, State
from exchange.stamps import new_stamp
from media.models import Image
from media.public_access import is_public
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.exchange.told import address, browser, decide, photo, told


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, name_fr="Cordons pierreux")


def stamp(about: str) -> str:
    return new_stamp(f"flag {about}", now=timezone.now() - timedelta(seconds=30))


def give(about: str, language: str = "fr", **typed: str) -> Client:
    """A reader gives notice from the site's own page; the answer is on the client."""
    kind, number = about.split()
    path = f"/{language}/flag/{kind}/{number}/"
    client = Client(headers={"origin": "http://testserver"})
    values = {"stamp": stamp(about), "website": "", "reason": "wrong", "text": "", "email": "", **typed}
    client.answer = client.post(path, values)  # type: ignore[attr-defined]
    return client


def published(region: Region, practice: Practice, **content: object) -> Report:
    item = told(Report, region, practice=practice, outcome="worked", since="longer", **content).item
    take_step(item, Action.PUBLISHED)
    return item


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_form_is_small_private_and_without_a_cookie(practice: Practice, language: str) -> None:
    answer = Client().get(f"/{language}/flag/practice/{practice.pk}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert len(parsed(answer).select("input[type=radio]")) == 8


def test_a_practice_page_leads_to_it(practice: Practice) -> None:
    page = parsed(Client().get(factories.url_in(practice, "fr")))
    assert page.find("a", href=f"/fr/flag/practice/{practice.pk}/")


def test_a_notice_travels_from_a_reader_to_the_region_and_hides_the_item(
    region: Region, practice: Practice
) -> None:
    item = published(
        region, practice, photo=photo(region, people_consent="nobody"), changed="Avec mon voisin Paul"
    )
    reader = give(f"report {item.pk}", reason="privacy", text="C’est moi, Paul", email="p@example.org")
    assert reader.answer.status_code == 302  # type: ignore[attr-defined]
    assert "Merci" in said(parsed(reader.get(reader.answer.url)).main)  # type: ignore[attr-defined]
    flag = Flag.objects.get()
    assert (flag.region, flag.reason, flag.language) == (region.section, "privacy", "fr")
    client = browser(factories.make_correspondent(region), "fr")
    assert "Avant tout" in said(parsed(client.get("/admin/queue/")).main)
    shown = said(parsed(client.get(address(flag))).main)
    assert "C’est moi, Paul" in shown and "Avec mon voisin Paul" in shown
    assert decide(client, flag, "hidden").status_code == 422, "its author is owed a reason"
    assert decide(client, flag, "hidden", words_hidden="Quelqu’un est nommé.").status_code == 302
    item.refresh_from_db()
    flag.refresh_from_db()
    assert (item.state, flag.state) == (State.HIDDEN, "hidden")
    assert not is_public(Image.objects.get())
    last = Decision.objects.filter(item_kind="report").last()
    assert last is not None and last.words == "Quelqu’un est nommé."
    assert Client().get(f"/fr/flag/report/{item.pk}/").status_code == 404


def test_a_practice_is_unpublished_by_whoever_may(region: Region, practice: Practice) -> None:
    told(Contribution, region, practice=practice)
    Contribution.objects.update(state=State.PUBLISHED)
    give(f"practice {practice.pk}", reason="unsafe")
    flag = Flag.objects.get()
    answer = decide(browser(factories.make_correspondent(region)), flag, "hidden", words_hidden="Dangereux.")
    assert answer.status_code == 302
    practice.refresh_from_db()
    assert not practice.live
    assert Client().get(factories.url_in(practice, "fr") or "/fr/x/").status_code == 404
    contribution = Contribution.objects.get()
    step = Decision.objects.filter(item_kind="contribution").last()
    assert contribution.state == State.HIDDEN
    assert step is not None and (step.action, step.words) == (Action.HIDDEN, "Dangereux.")


def test_a_practice_stays_where_the_person_may_not_unpublish(region: Region, practice: Practice) -> None:
    moderator = factories.UserFactory(groups=[region.moderators])
    Practice.objects.filter(pk=practice.pk).update(locked=True, locked_by=moderator)
    give(f"practice {practice.pk}")
    answer = decide(
        browser(factories.make_correspondent(region)), Flag.objects.get(), "hidden", words_hidden="Faux."
    )
    assert answer.status_code == 422
    assert "may not unpublish" in said(parsed(answer).main)
    practice.refresh_from_db()
    assert practice.live and Flag.objects.get().state == "open"


def test_one_decision_answers_all_who_said_so(region: Region, practice: Practice) -> None:
    for reason in ("wrong", "spam", "wrong"):
        give(f"practice {practice.pk}", reason=reason)
    first, *others = Flag.objects.order_by("pk")
    client = browser(factories.make_correspondent(region))
    page = parsed(client.get(address(first)))
    seen = [box["value"] for box in page.select("input[name=together]")]
    assert seen == [str(flag.pk) for flag in others]
    late = give(f"practice {practice.pk}", reason="abuse")
    assert late.answer.status_code == 302  # type: ignore[attr-defined]
    decide(client, first, "kept", words_kept="C’est juste.", together=seen)
    states = list(Flag.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["kept", "kept", "kept", "open"], "what nobody read yet is not decided"
    practice.refresh_from_db()
    assert practice.live


def test_two_who_decide_about_a_notice_decide_once(region: Region, practice: Practice) -> None:
    give(f"practice {practice.pk}")
    flag = Flag.objects.get()
    decide(browser(factories.make_correspondent(region)), flag, "kept", words_kept="C’est juste.")
    late = decide(browser(factories.make_correspondent(region)), flag, "hidden", words_hidden="Faux, hélas.")
    assert late.status_code == 409
    assert "Faux, hélas." in said(parsed(late).main)
    practice.refresh_from_db()
    assert practice.live


def test_the_same_form_twice_is_one_notice(practice: Practice) -> None:
    about = f"practice {practice.pk}"
    same = stamp(about)
    answers = [give(about, stamp=same).answer.status_code for _try in range(3)]  # type: ignore[attr-defined]
    assert answers == [302, 302, 302]
    assert Flag.objects.count() == 1


def test_everything_typed_comes_back_with_what_is_wrong(practice: Practice) -> None:
    typed = {"reason": "", "text": "<b>Trop</b> petit", "email": "no address"}
    answer = give(f"practice {practice.pk}", **typed).answer  # type: ignore[attr-defined]
    assert answer.status_code == 422
    page = parsed(answer)
    assert page.find("textarea").text.strip() == typed["text"]  # type: ignore[union-attr]
    assert page.find("input", attrs={"name": "email"})["value"] == "no address"  # type: ignore[index]
    assert "Choisissez ce qui ne va pas" in said(page.main)
    assert not Flag.objects.exists()
    too_long = give(f"practice {practice.pk}", text="x" * 30_000).answer  # type: ignore[attr-defined]
    assert too_long.status_code == 422 and "x" * 30_000 in too_long.content.decode()


def test_what_robots_fill_in_is_looked_at_twice(region: Region, practice: Practice) -> None:
    give(f"practice {practice.pk}", website="http://buy.example.org")
    flag = Flag.objects.get()
    page = said(parsed(browser(factories.make_correspondent(region)).get(address(flag))).main)
    assert "Look twice" in page


@pytest.mark.parametrize(
    "about", ["practice 99999", "report 99999", "flag 1", "contribution 1", "nonsense 1"]
)
def test_there_is_nothing_to_say_about_what_is_not_there(practice: Practice, about: str) -> None:
    kind, number = about.split()
    path = f"/fr/flag/{kind}/{number}/"
    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code == 404


def test_nothing_can_be_said_about_what_is_not_public(region: Region, practice: Practice) -> None:
    waiting = told(Question, region, text="Pas encore lu").item
    draft = factories.make_practice(region.section, live=False)
    for about in (f"question/{waiting.pk}", f"practice/{draft.pk}"):
        answer = Client().get(f"/fr/flag/{about}/")
        assert answer.status_code == 404
        assert not re.search("Pas encore lu", answer.content.decode())


def test_a_notice_is_of_the_region_of_what_it_is_about(region: Region, practice: Practice) -> None:
    there = factories.make_region("andes", "Andes")
    other = factories.make_practice(there.section)
    notices = [
        flagging.give_notice(page, f"{page.pk:032}", reason="wrong", text="", email="", language="en")
        for page in (practice, other)
    ]
    assert [notice.region for notice in notices] == [region.section, there.section]
    assert browser(factories.make_correspondent(region)).get(address(notices[1])).status_code == 404
