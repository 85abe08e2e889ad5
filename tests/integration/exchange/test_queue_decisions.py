"""What a correspondent decides about an item: once, with words in the author's language, nothing lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from exchange.deciding import take_step
from exchange.models import Action, Answer, Contribution, Decision, Question, Report, State
from media.models import Clip, Image
from media.public_access import is_public
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import parsed, said
from tests.integration.exchange.told import address, browser, decide, photo, told

SCRIPT = '<script>alert("1")</script><img src=x onerror=alert(2)>'


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, name_en="Stone lines", name_fr="Cordons pierreux")


def report(region: Region, practice: Practice, **content: Any) -> Report:
    values = {"outcome": "did_not_work", "since": "this_year", "changed": "Le mil a jauni.", **content}
    return told(Report, region, practice=practice, **values).item


def steps(item: Any) -> list[tuple[str, str]]:
    found = Decision.objects.filter(item_kind=item.kind, item_number=item.pk)
    return [(step.action, step.words) for step in found]


def test_one_tap_publishes_and_replies_in_the_authors_language(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    client = browser(factories.make_correspondent(region), "es")
    sent = form_data(client.get(address(item)).content.decode())
    answer = client.post(address(item), {**sent, "action": "published"})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.state == State.PUBLISHED and item.decided_at
    words = "Merci. Ce que vous avez raconté est publié. Savoir où ça rate aide les autres."
    assert steps(item)[-1] == ("published", words)


@pytest.mark.parametrize(("language", "first"), [("en", "Thank you."), ("fr", "Merci."), ("es", "Gracias.")])
def test_ready_replies_are_in_the_authors_language_their_titles_in_the_readers(
    region: Region, practice: Practice, language: str, first: str
) -> None:
    item = report(region, practice, language=language)
    page = parsed(browser(factories.make_correspondent(region), "fr").get(address(item)))
    field = page.find("textarea", attrs={"name": "words_published"})
    assert field and field.text.strip().startswith(first)
    assert field["lang"] == language
    assert "Arrivé deux fois" in said(page.main)
    replies = [choice["data-text"] for choice in page.select("[data-text]")]
    assert len(replies) > 8
    assert len(set(replies)) == len(replies)


def test_asking_back_and_declining_need_words(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    client = browser(factories.make_correspondent(region))
    refused = decide(client, item, "declined", words_declined=" ", words_asked="Where is it?")
    assert refused.status_code == 422
    page = parsed(refused)
    assert "Say why" in said(page.main)
    assert page.find("textarea", attrs={"name": "words_asked"}).text.strip() == "Where is it?"  # type: ignore[union-attr]
    assert decide(client, item, "asked", words_asked="Where is it?").status_code == 302
    item.refresh_from_db()
    assert (item.state, steps(item)[-1]) == (State.ASKED, ("asked", "Where is it?"))


def test_a_ready_reply_is_sent_without_a_script_too(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    decide(browser(factories.make_correspondent(region)), item, "declined", canned_declined="0")
    assert steps(item)[-1][1].startswith("Ceci nous est arrivé deux fois")


def test_an_edited_text_is_published_and_the_original_kept(region: Region, practice: Practice) -> None:
    item = report(region, practice, changed="Le mil a jauni chez Paul Bio.")
    client = browser(factories.make_correspondent(region))
    decide(client, item, "edited", text="Le mil a jauni.", words_edited="Nom enlevé.")
    item.refresh_from_db()
    assert (item.state, item.changed) == (State.PUBLISHED, "Le mil a jauni.")
    assert Decision.objects.get(action=Action.EDITED).original == "Le mil a jauni chez Paul Bio."
    assert "Paul Bio" in said(parsed(client.get(address(item))).main)


def test_nothing_is_left_of_a_question_that_is_edited_away(region: Region) -> None:
    item = told(Question, region, text="Quel arbre ?").item
    client = browser(factories.make_correspondent(region))
    assert decide(client, item, "edited", text="  ").status_code == 422
    item.refresh_from_db()
    assert (item.state, item.text) == (State.WAITING, "Quel arbre ?")


def test_two_who_decide_decide_once_and_the_slower_loses_no_word(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    first = browser(factories.make_correspondent(region, display_name="Awa Kora"))
    second = browser(factories.make_correspondent(region))
    assert decide(first, item, "declined", words_declined="Deux fois.").status_code == 302
    late = decide(second, item, "published", words_published="Merci beaucoup, et bonne pluie !")
    assert late.status_code == 409
    page = said(parsed(late).main)
    assert "Awa Kora was faster: not published" in page
    assert "Merci beaucoup, et bonne pluie !" in page
    item.refresh_from_db()
    assert item.state == State.DECLINED
    assert [action for action, _words in steps(item)] == ["received", "declined"]


def test_the_same_tap_twice_is_one_decision(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    client = browser(factories.make_correspondent(region))
    answers = [decide(client, item, "published").status_code for _tap in range(2)]
    assert answers == [302, 302]
    assert len(steps(item)) == 2


def test_what_its_author_corrected_meanwhile_is_read_again(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    opened = Report.objects.get()
    take_step(item, Action.CORRECTED, changes={"changed": "Other words"})
    late = decide(browser(factories.make_correspondent(region)), opened, "published")
    assert late.status_code == 409
    assert "Other words" in said(parsed(late).main)
    assert Report.objects.get().state == State.WAITING


def test_what_its_author_took_back_meanwhile_is_not_shown(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    take_step(item, Action.WITHDRAWN)
    item.version = 1
    assert decide(browser(factories.make_correspondent(region)), item, "published").status_code == 404


def test_a_photo_is_published_only_once_it_was_said_who_is_in_it(region: Region, practice: Practice) -> None:
    item = report(region, practice, photo=photo(region))
    client = browser(factories.make_correspondent(region))
    assert decide(client, item, "published").status_code == 422
    item.refresh_from_db()
    assert item.state == State.WAITING
    assert decide(client, item, "declined", words_declined="No").status_code == 302, (
        "nobody asks for it there"
    )
    item.refresh_from_db()
    assert decide(client, item, "published", people="nobody").status_code == 302
    assert is_public(Image.objects.get())


def test_a_report_is_published_without_its_photo(region: Region, practice: Practice) -> None:
    item = report(region, practice, photo=photo(region))
    decide(browser(factories.make_correspondent(region)), item, "published", people="not_agreed")
    item.refresh_from_db()
    assert item.state == State.PUBLISHED
    assert not is_public(Image.objects.get())
    assert item.photo is not None, "it stays its author's, and is erased with the rest"


def test_a_published_item_is_hidden_and_can_come_back(region: Region, practice: Practice) -> None:
    item = report(region, practice, photo=photo(region, people_consent="nobody"))
    client = browser(factories.make_correspondent(region))
    for action in ("published", "hidden", "published"):
        posted = {f"words_{action}": "Because", "people": "nobody"}
        assert decide(client, item, action, **posted).status_code == 302
        item.refresh_from_db()
        assert is_public(Image.objects.get()) == (action == "published")
    assert decide(client, item, "declined", words_declined="No").status_code == 409


def test_the_page_shows_all_that_helps_to_decide(region: Region, practice: Practice) -> None:
    land = [["lat", "9.8"], ["lon", "1.7"], ["texture", "clay"], ["slope", "flat"], ["rain", "900"]]
    first = told(
        Report,
        region,
        practice=practice,
        outcome="did_not_work",
        since="this_year",
        changed="L’eau est restée dans les trous du champ.",
        land_pairs=land,
        name="Awa",
        phone="+229 01 97 00 00 00",
        held="too_fast",
    )
    told(Question, region, token=first.token, text="Et le mucuna ?")
    told(
        Report,
        region,
        practice=practice,
        outcome="did_not_work",
        since="this_year",
        changed="L'eau est restée dans les trous du champ",
    )
    page = parsed(browser(factories.make_correspondent(region), "fr").get(address(first.item)))
    shown = said(page.main)
    for words in (
        "Ça n’a pas marché : Cordons pierreux",
        "cette année",
        "argileux",
        "900",
        "Peut-être un doublon",
        "Venu aussi de ce lien",
        "Et le mucuna",
        "plus vite que personne n’écrit",
        "ne veut pas être nommé",
        "+229 01 97 00 00 00",
    ):
        assert words in shown, words
    links = [link["href"] for link in page.select("a[href]")]
    assert "tel:+2290197000000" in links
    (message,) = [link for link in links if link.startswith("https://wa.me/")]
    assert message.startswith("https://wa.me/2290197000000?text=Merci")


def test_what_is_alike_only_by_its_practice_is_no_duplicate(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    report(region, practice, outcome="worked", changed="Le sorgho a bien donné, deux sacs de plus.")
    far = report(region, practice, place_name="Djougou", country="TG", changed="")
    Report.objects.filter(pk=far.pk).update(sent_at=timezone.now() - timedelta(days=60))
    page = said(parsed(browser(factories.make_correspondent(region)).get(address(item))).main)
    assert "Perhaps the same thing twice" not in page


def test_long_and_hostile_texts_are_shown_as_texts(region: Region, practice: Practice) -> None:
    text = f"{SCRIPT} {'mot ' * 7500}\u202eمرحبا"
    items = [
        report(region, practice, changed=text, name=SCRIPT, place_name=SCRIPT, phone=SCRIPT[:30]),
        told(Question, region, text=text, language="en").item,
        told(Contribution, region, answers={"sentence": text, "steps": {"odd": 1}}).item,
    ]
    items.append(told(Answer, region, question=items[1], text=text).item)
    client = browser(factories.make_correspondent(region))
    for path in ("/admin/queue/", *(address(item) for item in items)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert SCRIPT not in answer.content.decode()
        assert not parsed(answer).select("img[onerror]")


def test_a_voice_that_cannot_be_played_yet_is_said_so(region: Region) -> None:
    clip = Clip.objects.create(state="waiting", collection=region.collection)
    item = told(Question, region, voice=clip).item
    client = browser(factories.make_correspondent(region))
    page = parsed(client.get(address(item)))
    assert "cannot be played yet" in said(page.main)
    assert not page.find("audio")
    assert client.get(f"{address(item)}voice/").status_code == 404


def test_a_voice_is_played_to_the_region_alone_and_in_parts(region: Region) -> None:
    clip = Clip.objects.create(
        state="ready", collection=region.collection, sound=ContentFile(b"0123456789", name="a.opus")
    )
    item = told(Question, region, voice=clip).item
    client = browser(factories.make_correspondent(region))
    source = parsed(client.get(address(item))).find("audio")["src"]  # type: ignore[index]
    part = client.get(source, headers={"range": "bytes=2-4"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"234")
    assert part["Content-Type"] == "audio/ogg"
    assert "no-store" in part["Cache-Control"] and "private" in part["Cache-Control"]
    elsewhere = browser(factories.make_correspondent(factories.make_region("andes", "Andes")))
    assert elsewhere.get(source).status_code == 404


def test_a_contribution_is_published_with_its_page_and_hidden_with_it(region: Region) -> None:
    draft = factories.make_practice(region.section, live=False, name_fr="Demi-lunes")
    item = told(Contribution, region, practice=draft).item
    client = browser(factories.make_correspondent(region))
    page = parsed(client.get(address(item)))
    assert page.find("a", href=f"/admin/pages/{draft.pk}/edit/")
    assert not page.find("button", value="published"), "a page is published as a page"
    states = []
    draft.save_revision().publish()
    for step in (None, lambda: Practice.objects.get(pk=draft.pk).unpublish()):
        if step:
            step()
        item.refresh_from_db()
        states.append((item.state, steps(item)[-1][0]))
    assert states == [(State.PUBLISHED, "published"), (State.HIDDEN, "hidden")]


def test_a_contribution_is_asked_back_or_declined_in_the_queue(region: Region) -> None:
    item = told(Contribution, region, answers={"sentence": "On pose des pierres."}).item
    client = browser(factories.make_correspondent(region))
    assert "On pose des pierres." in said(parsed(client.get(address(item))).main)
    assert decide(client, item, "published").status_code == 409
    for action, state in (("asked", State.ASKED), ("declined", State.DECLINED)):
        decide(client, item, action, **{f"words_{action}": "Pourquoi ?"})
        item.refresh_from_db()
        assert item.state == state


def test_nonsense_in_the_form_decides_nothing(region: Region, practice: Practice) -> None:
    item = report(region, practice)
    client = browser(factories.make_correspondent(region))
    for posted in (
        {},
        {"action": "published"},
        {"action": "published", "version": "x"},
        {"action": "published", "version": "99999999999999999999"},
        {"action": "withdrawn", "version": "1"},
        {"action": "published", "version": "1", "words_published": "x" * 4000},
        {"action": "declined", "version": "1", "canned_declined": "99"},
    ):
        assert client.post(address(item), posted).status_code in (409, 422), posted
    assert len(steps(item)) == 1


def test_a_question_without_an_answer_stands_in_the_queue_after_two_weeks(region: Region) -> None:
    client = browser(factories.make_correspondent(region))
    old, answered = (told(Question, region, text=f"{words} question").item for words in ("Old", "Answered"))
    for question in (old, answered):
        decide(client, question, "published")
    long_ago = timezone.now() - timedelta(days=15)
    Question.objects.update(published_at=long_ago)
    reply = told(Answer, region, question=answered, text="Mucuna").item
    decide(client, reply, "published")
    shown = said(parsed(client.get("/admin/queue/?state=unanswered")).main)
    assert "Old question" in shown and "Answered question" not in shown
