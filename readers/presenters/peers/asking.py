"""Questions in a list, one question with its answers, and what stands below a practice or a search."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from babel.dates import format_timedelta
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from exchange.models import Answer, PeerItem, Question
from exchange.peers import compared
from media.reader_sizes import BANNER
from practices.passages import Passage, passage
from readers.presenters.peers.land import PeerLand, land_words, peer_land, place_words, who_words
from readers.presenters.practice.clips import Voice, voice_of
from readers.presenters.practice.pictures import photo
from readers.presenters.view_models import Link, Picture, SearchBox
from readers.presenters.wording import locale, number
from readers.request_land import Pairs, RequestLand, with_query
from readers.results_query import WORDS

# Below a practice and below what was found by words.
MOST_QUESTIONS: Final = 3
LONGEST_HEADING: Final = 140
FIRST_SENTENCE: Final = re.compile(r"(.+?[?!.…])(?:\s+|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list: what is asked, who from where, when, and how many answers."""

    url: str
    heading: Passage
    facts: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer, and how like the asker's land the land is from which it comes."""

    number: int
    text: Passage
    voice: Voice | None
    picture: Picture | None
    who: str
    said_of_land: str
    land: PeerLand
    has_helped: bool


@dataclass(frozen=True, slots=True)
class QuestionListView:
    heading: str
    search_box: SearchBox
    search_url: str
    rows: Sequence[QuestionRow]
    empty: str
    ask_url: str
    listen_url: str
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with all its answers."""

    number: int
    heading: Passage
    text: Passage
    voice: Voice | None
    picture: Picture | None
    facts: str
    said_of_land: str
    practice: Link | None
    answers: Sequence[AnswerView]
    heading_of_answers: str
    reach: str
    list_url: str
    answer_url: str
    listen_url: str


@dataclass(frozen=True, slots=True)
class AskedHere:
    """Questions below a practice or a search, and the button that asks another."""

    rows: Sequence[QuestionRow]
    ask_url: str
    list_url: str


def question_url(question: Question, pairs: Pairs) -> str:
    """Return the address of a question, with the reader's land."""
    return with_query(reverse("readers:question", args=[question.pk]), pairs)


def question_row(question: Question, pairs: Pairs, answer_count: int) -> QuestionRow:
    """Return a question as lists show it."""
    facts = [place_words(question), ago(question.published_at), answers_text(answer_count)]
    heading, _rest = heading_and_text(question)
    return QuestionRow(question_url(question, pairs), heading, " · ".join(part for part in facts if part))


def heading_and_text(question: Question) -> tuple[Passage, Passage]:
    """Return the first sentence of a question, and the rest; a longer one is cut and stands whole below."""
    lang = lang_of(question)
    text = question.text.strip()
    if not text:
        return Passage(_("A question that was spoken")), Passage("")
    found = FIRST_SENTENCE.match(text.split("\n", 1)[0])
    first = (found[1] if found else text.split("\n", 1)[0]).strip()
    if len(first) <= LONGEST_HEADING:
        return Passage(first, lang), Passage(text[len(first) :].strip(), lang)
    return Passage(first[:LONGEST_HEADING].rsplit(None, 1)[0] + "…", lang), Passage(text, lang)


def lang_of(item: PeerItem) -> str | None:
    """Return the language of an item where it is not the page's."""
    return item.language if item.language != (get_language() or "")[:2] else None


def ago(moment: datetime | None) -> str:
    """Return how long ago something was, in words."""
    if moment is None:
        return ""
    since = timezone.now() - moment
    if since < timedelta(days=1):
        return _("today")
    return format_timedelta(-since, add_direction=True, granularity="day", threshold=1, locale=locale())


def answers_text(count: int) -> str:
    """Return how many answers there are."""
    if not count:
        return _("no answer yet")
    return ngettext("%(n)s answer", "%(n)s answers", count) % {"n": number(count)}


def question_list(
    request_land: RequestLand,
    rows: Iterable[Question],
    *,
    words: str,
    page: int,
    has_more: bool,
) -> QuestionListView:
    """Return the list of questions, or what to say where there is none."""
    pairs = request_land.pairs
    path = reverse("readers:ask")
    shown = [question_row(question, pairs, question.answer_count) for question in rows]  # type: ignore[attr-defined]
    typed = [(WORDS, words)] if words else []
    empty = ""
    if not shown and words:
        empty = _("Nobody has asked with these words yet.")
    elif not shown:
        empty = _(
            "Nobody has asked anything yet. Once somebody does and the region has read it, the question "
            "stands here, with the answers of people on similar land."
        )
    return QuestionListView(
        heading=_("Questions with these words") if words else _("Ask people on land like yours"),
        search_box=SearchBox(WORDS, words, _("Words to look for"), pairs, reverse("readers:suggestions")),
        search_url=path,
        rows=shown,
        empty=empty,
        ask_url=with_query(reverse("readers:ask_new"), pairs),
        listen_url=with_query(reverse("readers:listen"), pairs),
        previous_url=with_query(path, [*typed, ("page", str(page - 1)), *pairs]) if page > 1 else "",
        next_url=with_query(path, [*typed, ("page", str(page + 1)), *pairs]) if has_more else "",
    )


def question_page(
    request_land: RequestLand, question: Question, answers: Iterable[Answer], reached: int
) -> QuestionView:
    """Return a question with its answers, each with the asker's land asking and its own as the record."""
    pairs = request_land.pairs
    heading, text = heading_and_text(question)
    shown = [answer_view(question, answer) for answer in answers]
    facts = [who_words(question), ago(question.published_at)]
    return QuestionView(
        number=question.pk,
        heading=heading,
        text=text,
        voice=voice_of(question.voice),
        picture=picture_of(question),
        facts=" · ".join(part for part in facts if part),
        said_of_land=land_words(question.land),
        practice=practice_link(question, pairs),
        answers=shown,
        heading_of_answers=answers_text(len(shown)) if shown else _("No answer yet"),
        reach=_reach(reached),
        list_url=with_query(reverse("readers:ask"), pairs),
        answer_url=with_query(reverse("readers:answer_question", args=[question.pk]), pairs),
        listen_url=with_query(reverse("readers:listen"), pairs),
    )


def answer_view(question: Question, answer: Answer) -> AnswerView:
    """Return an answer with how like the asker's land its writer's is."""
    return AnswerView(
        number=answer.pk,
        text=Passage(answer.text, lang_of(answer)),
        voice=voice_of(answer.voice),
        picture=picture_of(answer),
        who=who_words(answer),
        said_of_land=land_words(answer.land),
        land=peer_land(compared(question.land, answer.land)),
        has_helped=question.helped_id == answer.pk,
    )


def _reach(reached: int) -> str:
    if not reached:
        return ""
    text = ngettext("sent to %(n)s person on similar land", "sent to %(n)s people on similar land", reached)
    return text % {"n": number(reached)}


def practice_link(question: Question, pairs: Pairs) -> Link | None:
    """Return the practice that a question is about, while everybody may read it."""
    practice = question.practice
    if practice is None or not practice.live:
        return None
    return Link(passage(practice, "name").text, with_query(practice.get_url() or "", pairs))


def picture_of(item: PeerItem) -> Picture | None:
    """Return the photo of an item, once its public files are there."""
    return photo(item.photo, BANNER) if item.photo_id and item.photo is not None else None


def asked_here(request_land: RequestLand, found: Iterable[Question], *, practice_id: str = "") -> AskedHere:
    """Return questions to show beside something else, and where one asks another."""
    pairs = request_land.pairs
    about = [("practice", practice_id)] if practice_id else []
    return AskedHere(
        rows=[question_row(one, pairs, one.answer_count) for one in found],  # type: ignore[attr-defined]
        ask_url=with_query(reverse("readers:ask_new"), [*about, *pairs]),
        list_url=with_query(reverse("readers:ask"), pairs),
    )


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question above the form that answers it."""

    heading: Passage
    text: Passage
    voice: Voice | None
    facts: str
    url: str


def asked_text(question: Question, pairs: Pairs) -> AskedText:
    """Return a question as it stands above the form that answers it."""
    heading, text = heading_and_text(question)
    said = [who_words(question), land_words(question.land)]
    return AskedText(
        heading, text, voice_of(question.voice), " · ".join(filter(None, said)), question_url(question, pairs)
    )
