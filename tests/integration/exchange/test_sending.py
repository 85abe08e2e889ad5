"""A form that is sent again is the same item; what changed is a correction; who was slower is told so."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from exchange.deciding import DecidedMeanwhileError, take_step
from exchange.models import Action, Answer, Decision, Question, Report, State
from exchange.private_links import author_by_code, author_of, code_for, shown_code
from exchange.sending import Sent, send
from exchange.stamps import ExpiredStampError, Stamp, StampError, new_stamp, read_stamp
from media.models import Image
from media.public_access import is_public, public_numbers
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.media.conftest import picture_bytes

STAMP = Stamp("a" * 32, timedelta(seconds=9))


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section)


def sent(practice: Practice, stamp: Stamp = STAMP, token: str = "", **content: Any) -> Sent[Report]:
    told = {"practice": practice, "outcome": "worked", "since": "this_year", **content}
    return send(Report, stamp, told, language="es", token=token)


def test_the_same_form_twice_is_one_report_and_the_same_link(practice: Practice) -> None:
    first, again = sent(practice), sent(practice)
    assert (first.item, first.token) == (again.item, again.token)
    assert not again.is_correction
    assert Report.objects.count() == 1
    assert author_of(first.token) == first.item.author


def test_the_same_form_with_other_words_is_a_correction(practice: Practice) -> None:
    sent(practice)
    again = sent(practice, outcome="stopped")
    assert again.is_correction
    assert Report.objects.get().outcome == "stopped"
    assert [step.action for step in Decision.objects.all()] == [Action.RECEIVED, Action.CORRECTED]


def test_an_author_sends_more_by_the_same_link(practice: Practice) -> None:
    first = sent(practice)
    more = sent(practice, Stamp("b" * 32, timedelta(seconds=9)), token=first.token, outcome="stopped")
    assert (more.item.author, more.token) == (first.item.author, first.token)
    assert more.item != first.item


def test_a_code_opens_however_it_is_typed_and_not_after_the_link_ended(practice: Practice) -> None:
    told = sent(practice)
    code = shown_code(code_for(told.token))
    assert author_by_code(code) == author_by_code(code.lower().replace("-", " ")) == told.item.author
    assert author_by_code(code[:-1] + ("2" if code[-1] != "2" else "3")) is None
    from jobs import links

    links.revoke("exchange.author", str(told.item.author.pk))
    assert author_by_code(code) is None
    assert author_of(told.token) is None


def test_two_who_decide_at_once_decide_once(practice: Practice) -> None:
    told = sent(practice).item
    one, other = Report.objects.get(), Report.objects.get()
    take_step(one, Action.PUBLISHED)
    with pytest.raises(DecidedMeanwhileError):
        take_step(other, Action.DECLINED)
    told.refresh_from_db()
    assert told.state == State.PUBLISHED


def test_a_photo_is_public_while_its_report_is(practice: Practice, region: Region) -> None:
    image = Image.objects.create(
        title="A field", file=ContentFile(picture_bytes(), name="a.jpg"), collection=region.collection
    )
    report = sent(practice, photo=image).item
    states = []
    for action in (None, Action.PUBLISHED, Action.HIDDEN):
        if action:
            take_step(report, action)
        assert is_public(image) == (image.pk in public_numbers(Image).values_list("pk", flat=True))
        states.append(is_public(image))
    assert states == [False, True, False]


def test_a_stamp_is_for_one_form_and_one_day() -> None:
    stamp = new_stamp("report 1")
    read = read_stamp(stamp, "report 1")
    assert len(read.form_id) == 32 and read.is_too_fast
    for wrong in ("", stamp[:-1], "x" * 500):
        with pytest.raises(StampError):
            read_stamp(wrong, "report 1")
    with pytest.raises(StampError):
        read_stamp(stamp, "report 2")
    from django.utils import timezone

    with pytest.raises(ExpiredStampError):
        read_stamp(stamp, "report 1", now=timezone.now() + timedelta(days=1, seconds=1))


def test_a_photo_goes_with_the_practice_of_its_report(practice: Practice, region: Region) -> None:
    image = Image.objects.create(
        title="A field", file=ContentFile(picture_bytes(), name="a.jpg"), collection=region.collection
    )
    take_step(sent(practice, photo=image).item, Action.PUBLISHED)
    assert is_public(image)
    practice.unpublish()
    assert not is_public(image)
    assert image.pk not in public_numbers(Image).values_list("pk", flat=True)


def test_a_photo_goes_with_the_question_of_its_answer(practice: Practice, region: Region) -> None:
    image = Image.objects.create(
        title="A field", file=ContentFile(picture_bytes(), name="a.jpg"), collection=region.collection
    )
    asked = send(Question, Stamp("c" * 32, timedelta(seconds=9)), {"text": "Why?"}, language="en").item
    told = {"question": asked, "text": "So", "photo": image}
    answer = send(Answer, Stamp("d" * 32, timedelta(seconds=9)), told, language="en").item
    take_step(answer, Action.PUBLISHED)
    assert not is_public(image)
    take_step(asked, Action.PUBLISHED)
    assert is_public(image)
    take_step(asked, Action.HIDDEN)
    assert not is_public(image)
