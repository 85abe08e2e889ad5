"""An editor fills blocks of an issue from published events and the press review."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from network.models import Event, Publication
from newsletter import building
from newsletter.content import issue_content
from newsletter.models import EntryKind, Issue
from practices.regions import Region
from tests.html import get, said
from tests.integration.network.happening import in_days, make_article, make_event
from tests.integration.newsletter.conftest import address, opened

Save = Callable[..., HttpResponse]


def pick(desk: Client, issue: Issue, kind: str, *numbers: int) -> Any:
    return desk.post(address(issue, f"pick/{kind}/"), {"pick": numbers})


def test_an_event_to_come_fills_a_block_in_each_language(desk: Client, issue: Issue, region: Region) -> None:
    event = make_event(summary_fr="On creuse.", ends_on=in_days(8))
    assert "Journée au champ 1" in said(get(desk, address(issue, "pick/event/"))) or "Field day 1" in said(
        get(desk, address(issue, "pick/event/"))
    )
    assert pick(desk, issue, "event", event.pk).status_code == 302
    (french,) = issue_content(issue, "fr").entries
    assert (french.kind, french.heading, french.text) == ("event", "Journée au champ 1", "On creuse.")
    assert "Copargo" in french.note and french.url.endswith(f"/events/{event.pk}/")
    (english,) = issue_content(issue, "en").entries
    assert english.heading == "Field day 1"


def test_an_article_fills_a_block_with_our_sentences_and_its_link(
    desk: Client, issue: Issue, region: Region
) -> None:
    item = make_article(title="Les sols 1", language="fr")
    other = make_article(title="Solos vivos", language="pt", url="https://example.org/pt")
    pick(desk, issue, "press", item.pk, other.pk)
    english, of_portuguese = issue_content(issue, "en").entries
    assert of_portuguese.heading_language == "pt" and "language: Portuguese" in of_portuguese.note
    language = get(desk, address(issue)).select("select[name$=title_language]")[1]
    assert said(language.find("option", selected=True)) == "Portuguese"
    assert (english.heading, english.heading_language) == ("Les sols 1", "fr")
    assert english.text == "It tells of soils. It names no place." and english.url == item.url
    assert "Paper 1" in english.note


def test_what_is_changed_in_the_issue_is_changed_there_alone(
    desk: Client, issue: Issue, save: Save, region: Region
) -> None:
    event = make_event()
    pick(desk, issue, "event", event.pk)
    (entry,) = issue.entries.all()
    assert opened(desk, issue)[f"entry-{entry.pk}-heading_en"] == "Field day 1"
    save(**{f"entry-{entry.pk}-heading_en": "Come and dig"})
    (shown,) = issue_content(issue, "en").entries
    assert shown.heading == "Come and dig"
    event.refresh_from_db()
    assert event.title_en == "Field day 1"
    Event.objects.all().delete()
    assert [each.heading for each in issue_content(issue, "en").entries] == ["Come and dig"]


def test_drafts_and_what_is_over_cannot_be_picked(desk: Client, issue: Issue, region: Region) -> None:
    draft = make_event(title_en="A draft", state=Publication.DRAFT)
    over = make_event(title_en="Over", starts_on=in_days(-2))
    article = make_article(title="A draft", state=Publication.DRAFT)
    for kind, numbers in (("event", (draft.pk, over.pk)), ("press", (article.pk,))):
        page = said(get(desk, address(issue, f"pick/{kind}/")))
        assert "A draft" not in page and "Over" not in page
        pick(desk, issue, kind, *numbers)
    assert not issue.entries.exists()


def test_what_is_in_the_issue_is_not_added_again(desk: Client, issue: Issue, region: Region) -> None:
    # Two meetings of one organiser may have the same address.
    here, there = (make_event(url="https://example.org/", starts_on=in_days(day)) for day in (1, 2))
    pick(desk, issue, "event", here.pk)
    boxes = get(desk, address(issue, "pick/event/")).select("input[name=pick]")
    assert [(box["value"], "disabled" in box.attrs) for box in boxes] == [
        (str(here.pk), True),
        (str(there.pk), False),
    ]
    pick(desk, issue, "event", here.pk, there.pk)
    assert [entry.starts_on for entry in issue.entries.all()] == [here.starts_on, there.starts_on]


def test_words_find_an_article_whatever_its_accents(desk: Client, issue: Issue, region: Region) -> None:
    make_article(title="Étable 1")
    make_article(title="Boden 2", url="https://example.org/2")
    page = said(get(desk, address(issue, "pick/press/?q=etable")))
    assert "Étable 1" in page and "Boden 2" not in page


def test_one_too_many_adds_none(desk: Client, issue: Issue, region: Region, editor: Any) -> None:
    for _each in range(building.MOST_ENTRIES - 1):
        building.add_block(issue, EntryKind.FREE, editor)
    events = [make_event(starts_on=in_days(day)) for day in (1, 2)]
    pick(desk, issue, "event", *(each.pk for each in events))
    assert not issue.entries.filter(kind=EntryKind.EVENT).exists()


def test_the_builder_leads_to_both_lists(desk: Client, issue: Issue, save: Save) -> None:
    for kind in ("event", "press"):
        assert save(f"pick:{kind}").headers["location"] == address(issue, f"pick/{kind}/")
