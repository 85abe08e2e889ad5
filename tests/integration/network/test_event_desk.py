"""Events and the press review in the admin: who writes, who publishes, what is refused and in which words."""

from typing import Any

import pytest
from django.test import Client

from kb.accounts.groups import newsletter_editors
from network.models import Event, PressItem, Publication
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import controls, get, parsed, said
from tests.integration.network.happening import in_days, make_article, make_event

EVENTS, PRESS = "/admin/events/", "/admin/press/"


@pytest.fixture
def editor(benin: Region) -> Client:
    """The browser of an editor of the newsletter, who has no other role."""
    client = Client()
    client.force_login(factories.UserFactory(groups=[newsletter_editors()]))
    return client


def new_event(client: Client, **told: Any) -> Any:
    data = form_data(client.get(f"{EVENTS}new/").content.decode())
    data |= {"title_fr": "Journée 1", "starts_on": str(in_days(5)), "place": "Copargo", "country": "BJ"}
    return client.post(f"{EVENTS}new/", {**data, **told})


def new_article(client: Client, **told: Any) -> Any:
    data = form_data(client.get(f"{PRESS}new/").content.decode())
    data |= {"url": "https://example.org/1", "title": "Boden 1", "outlet": "Paper 1", "language": "de"}
    return client.post(f"{PRESS}new/", {**data, "published_on": str(in_days(-1)), **told})


def test_a_correspondent_drafts_events_of_own_countries_alone(correspondent: Client) -> None:
    assert new_event(correspondent).status_code == 302
    assert Event.objects.get().state == Publication.DRAFT
    for told in ({"state": "published"}, {"country": "ML"}, {"country": ""}):
        assert new_event(correspondent, **told).status_code == 200, told
    assert Event.objects.count() == 1


def test_the_time_zones_of_own_countries_come_first(correspondent: Client) -> None:
    (zones,) = controls(get(correspondent, f"{EVENTS}new/"), "zone")
    assert [option["value"] for option in zones.find_all("option")][:3] == [
        "",
        "Africa/Lome",
        "Africa/Porto-Novo",
    ]


def test_events_of_others_and_published_ones_are_not_there_for_a_correspondent(correspondent: Client) -> None:
    make_event(title_en="Ours")
    theirs = make_event(title_en="Theirs", country="ML", state=Publication.DRAFT)
    nowhere = make_event(title_en="Everywhere", country="", state=Publication.DRAFT)
    words = said(get(correspondent, EVENTS))
    assert "Ours" in words and "Theirs" not in words and "Everywhere" not in words
    published = Event.objects.get(title_en="Ours")
    refused = [f"{kind}/{each.pk}/" for each in (theirs, nowhere) for kind in ("edit", "delete", "history")]
    refused += [f"edit/{published.pk}/", f"delete/{published.pk}/", f"usage/{theirs.pk}/"]
    for rest in refused:
        assert correspondent.get(EVENTS + rest).status_code in (302, 404), rest
        correspondent.post(EVENTS + rest, {"title_en": "Changed"})
    assert {each.title_en for each in Event.objects.all()} == {"Ours", "Theirs", "Everywhere"}


def test_the_press_review_is_not_there_for_a_correspondent(correspondent: Client) -> None:
    item = make_article()
    for rest in ("", "new/", f"edit/{item.pk}/", f"delete/{item.pk}/", f"history/{item.pk}/"):
        assert correspondent.get(PRESS + rest).status_code == 404, rest
    assert PRESS not in str(get(correspondent, "/admin/")) and EVENTS in str(get(correspondent, "/admin/"))


def test_people_of_no_country_find_nothing(benin: Region) -> None:
    client = Client()
    client.force_login(factories.UserFactory(groups=[factories.make_region("empty", "Empty", ()).moderators]))
    assert client.get(EVENTS).status_code == 404 and client.get(PRESS).status_code == 404


@pytest.mark.parametrize("role", ["editor", "coordination"])
def test_editors_of_the_newsletter_and_the_coordination_publish(
    request: pytest.FixtureRequest, role: str, client: Client
) -> None:
    desk: Client = request.getfixturevalue(role)
    assert new_event(desk, state="published", country="ML").status_code == 302
    assert new_article(desk, state="published", text_es="Habla de suelos.").status_code == 302
    assert "Journée 1" in said(get(client, "/fr/events/"))
    assert "Habla de suelos." in said(get(client, "/es/press/"))
    draft = make_event(title_en="Taken away")
    data = form_data(desk.get(f"{EVENTS}edit/{draft.pk}/").content.decode())
    assert desk.post(f"{EVENTS}edit/{draft.pk}/", {**data, "state": "draft"}).status_code == 302
    assert client.get(f"/en/events/{draft.pk}/").status_code == 404
    assert desk.post(f"{EVENTS}delete/{draft.pk}/").status_code == 302
    assert not Event.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"ends_on": str(in_days(4))}, "The last day must not come before the first."),
        ({"title_fr": ""}, "Write what it is called, in one language at least."),
        ({"starts_at": "09:00"}, "Choose whose clock this time is by."),
        ({"ends_at": "09:00"}, "Write when it begins too."),
        (
            {"starts_at": "09:00", "ends_at": "08:00", "zone": "Africa/Niamey"},
            "It has to end after it begins.",
        ),
        (
            {"starts_at": "09:00", "ends_on": str(in_days(6)), "zone": "Africa/Niamey"},
            "Write when it ends on the last day.",
        ),
        ({"url": "ftp://example.org/a"}, "Write an address that begins with https:// or http://."),
        ({"online_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"state": "published", "place": ""}, "Say where it is, or give the link to take part."),
        ({"summary_en": "a" * 301}, "at most 300 characters"),
        ({"zone": "Mars/Crater"}, "Select a valid choice."),
    ],
)
def test_a_wrong_event_is_refused_in_words_and_stays_typed(
    coordination: Client, told: dict[str, str], sentence: str
) -> None:
    answer = new_event(coordination, organiser="Group 1", **told)
    assert answer.status_code == 200 and not Event.objects.exists()
    assert sentence in said(parsed(answer)) and "Group 1" in answer.content.decode()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"state": "published"}, "say in your own words what it is about"),
        ({"text_fr": "Un. Deux. Trois."}, "Two sentences at most, in your own words."),
        ({"text_fr": "a" * 301}, "at most 300 characters"),
        ({"url": "ftp://example.org/a"}, "Write an address that begins with https:// or http://."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_a_wrong_article_is_refused_in_words_and_stays_typed(
    editor: Client, told: dict[str, str], sentence: str
) -> None:
    answer = new_article(editor, **told, outlet="Paper 9")
    assert answer.status_code == 200 and not PressItem.objects.exists()
    assert sentence in said(parsed(answer)) and "Paper 9" in answer.content.decode()


def test_refusals_are_in_the_language_of_whoever_types(benin: Region) -> None:
    client = Client()
    person = factories.make_correspondent(benin)
    person.wagtail_userprofile.preferred_language = "fr"
    person.wagtail_userprofile.save()
    client.force_login(person)
    answer = new_event(client, ends_on=str(in_days(4)))
    assert "Le dernier jour ne peut pas précéder le premier." in said(parsed(answer))


@pytest.mark.parametrize(
    "text",
    ["Dr. Diallo measured 3.5 t of it. M. Dupont did not!", "Why? “Because.”", "One (e.g. maize). Two"],
)
def test_short_forms_and_numbers_end_no_sentence(editor: Client, text: str) -> None:
    assert new_article(editor, state="published", text_en=text).status_code == 302


def test_who_is_not_signed_in_is_asked_to(benin: Region, client: Client) -> None:
    for path in (EVENTS, PRESS, f"{EVENTS}new/"):
        assert "/admin/login/" in client.get(path).headers["location"], path
