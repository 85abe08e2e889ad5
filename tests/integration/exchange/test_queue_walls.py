"""Each region's people see and decide what was sent to their region, and nothing of any other."""

import pytest
from django.test import Client

from exchange import flagging
from exchange.models import Answer, Contribution, Question, Report, State
from kb.accounts.groups import newsletter_editors
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.exchange.told import address, browser, decide, told

QUEUE = "/admin/queue/"


@pytest.fixture
def there(db: None) -> Region:
    return factories.make_region("andes", "Andes")


@pytest.fixture
def theirs(region: Region, there: Region) -> list[object]:
    """One of each kind, read by the other region."""
    practice = factories.make_practice(there.section, name_en="Their terraces")
    question = told(Question, there, text="Their question").item
    report = told(
        Report, there, practice=practice, outcome="worked", since="this_year", changed="Their words"
    ).item
    flag = flagging.give_notice(
        practice, "f" * 32, reason="wrong", text="Their notice", email="", language="en"
    )
    return [
        report,
        question,
        told(Answer, there, question=question, text="Their answer").item,
        told(Contribution, there, answers={"sentence": "Their practice"}).item,
        flag,
    ]


def test_nothing_of_another_region_is_listed_opened_decided_or_counted(
    region: Region, theirs: list[Report]
) -> None:
    client = browser(factories.make_correspondent(region))
    page = parsed(client.get(QUEUE))
    assert "Their" not in str(page)
    assert "From farmers (" not in str(page), "the menu counts what the person may read"
    for item in theirs:
        before = type(item).objects.values().get(pk=item.pk)
        assert client.get(address(item)).status_code == 404
        assert client.get(f"{address(item)}voice/").status_code == 404
        for action in ("published", "declined", "hidden", "kept"):
            answer = decide(client, item, action, **{f"words_{action}": "No", "people": "nobody"})
            assert answer.status_code == 404
        assert type(item).objects.values().get(pk=item.pk) == before


def test_the_own_region_reads_all_of_it(theirs: list[Report], there: Region) -> None:
    client = browser(factories.make_correspondent(there))
    page = client.get(QUEUE)
    assert "From farmers (5)" in page.content.decode()
    for item in theirs:
        assert address(item) in page.content.decode()
        assert client.get(address(item)).status_code == 200


def test_a_newsletter_editor_has_no_queue(theirs: list[Report]) -> None:
    client = browser(factories.UserFactory(groups=[newsletter_editors()]))
    assert client.get(QUEUE).status_code == 404
    assert QUEUE not in client.get("/admin/account/").content.decode()
    assert {client.get(address(item)).status_code for item in theirs} == {404}


def test_nobody_reads_without_signing_in(theirs: list[Report]) -> None:
    for path in (QUEUE, *(address(item) for item in theirs)):
        answer = Client().get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")  # type: ignore[attr-defined]


def test_what_has_no_region_is_the_coordinations(region: Region) -> None:
    item = told(Question, None, text="Nobody's").item
    assert browser(factories.make_correspondent(region)).get(address(item)).status_code == 404
    administrator = browser(factories.UserFactory(is_superuser=True))
    assert "Nobody's" in said(parsed(administrator.get(f"{QUEUE}?region=none")))
    assert "Nobody's" not in said(parsed(administrator.get(f"{QUEUE}?region={region.section.pk}")))
    assert decide(administrator, item, "published").status_code == 302
    item.refresh_from_db()
    assert item.state == State.PUBLISHED


def test_what_another_region_got_from_the_same_link_is_not_shown(region: Region, there: Region) -> None:
    first = told(Question, region, text="Ours")
    told(Question, there, token=first.token, text="Sent to the other region as well")
    assert "other region as well" not in str(
        parsed(browser(factories.make_correspondent(region)).get(address(first.item)))
    )


def test_a_draft_is_its_authors_alone(region: Region) -> None:
    item = told(Contribution, region, answers={"sentence": "Half a sentence"}).item
    Contribution.objects.update(state=State.DRAFT)
    client = browser(factories.make_correspondent(region))
    assert client.get(address(item)).status_code == 404
    for state in ("waiting", "asked", "published", "declined", "hidden"):
        assert "Half a sentence" not in client.get(f"{QUEUE}?state={state}").content.decode()


def test_the_name_of_a_page_of_another_region_that_is_not_public_is_not_told(
    region: Region, there: Region
) -> None:
    practice = factories.make_practice(there.section, name_en="Secret terraces", live=False)
    item = told(Report, region, practice=practice, outcome="worked", since="this_year").item
    client = browser(factories.make_correspondent(region))
    for path in (QUEUE, address(item)):
        page = client.get(path).content.decode()
        assert "Secret terraces" not in page
        assert "a practice that is not public" in page


def test_an_empty_queue_says_what_will_come(region: Region) -> None:
    page = said(parsed(browser(factories.make_correspondent(region), "fr").get(QUEUE)).main)
    assert "Rien n’attend" in page
    assert "leurs essais" in page


def test_what_somebody_may_come_to_harm_by_comes_first_then_the_oldest(region: Region) -> None:
    practice = factories.make_practice(region.section)
    told(Question, region, text="First asked")
    told(Question, region, text="Then asked")
    for reason in ("wrong", "child"):
        flagging.give_notice(practice, reason * 4, reason=reason, text=reason, email="", language="en")
    page = parsed(browser(factories.make_correspondent(region)).get(QUEUE))
    texts = [said(item) for item in page.select("main li") if "Read" in said(item)]
    places = [
        next(i for i, text in enumerate(texts) if part in text)
        for part in ("child", "First", "Then", "wrong")
    ]
    assert places == sorted(places)


def test_the_queue_is_filtered_by_kind_and_state(region: Region) -> None:
    told(Question, region, text="A question")
    practice = factories.make_practice(region.section)
    report = told(Report, region, practice=practice, outcome="stopped", since="longer", changed="A try").item
    client = browser(factories.make_correspondent(region))
    shown = said(parsed(client.get(f"{QUEUE}?kind=report")).main)
    assert "A try" in shown and "A question" not in shown
    decide(client, report, "declined", words_declined="Twice")
    assert "A try" not in said(parsed(client.get(QUEUE)).main)
    assert "A try" in said(parsed(client.get(f"{QUEUE}?state=declined")).main)
    for odd in ("?state=nonsense&kind=no&region=9999999999999&page=0", "?page=999999", "?region=abc"):
        assert client.get(f"{QUEUE}{odd}").status_code == 200


def test_the_queue_goes_on_over_pages_without_losing_any(region: Region) -> None:
    for number in range(60):
        told(Question, region, text=f"Question number {number:02}")
    client = browser(factories.make_correspondent(region))
    seen = [said(parsed(client.get(f"{QUEUE}?page={page}")).main) for page in (1, 2, 3)]
    found = [number for page in seen for number in range(60) if f"Question number {number:02}" in page]
    assert found == list(range(60))
