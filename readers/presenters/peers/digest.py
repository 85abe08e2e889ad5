"""A question as a mail tells it: what is asked, from which land, and how that compares with the reader's."""

from dataclasses import dataclass

from exchange.models import Question
from exchange.peers import compared
from practices.passages import Passage, passage
from readers.presenters.peers.asking import heading_and_text
from readers.presenters.peers.land import compared_text, land_words, who_words
from zones.land import Land


@dataclass(frozen=True, slots=True)
class MailedQuestion:
    heading: Passage
    text: Passage
    is_spoken: bool
    practice: str
    who: str
    land: str
    compared: str
    answer_url: str
    page_url: str


def mailed_question(question: Question, land: Land, *, answer_url: str, page_url: str) -> MailedQuestion:
    """Return a question for somebody who has this land."""
    heading, text = heading_and_text(question)
    return MailedQuestion(
        heading=heading,
        text=text,
        is_spoken=not question.text.strip(),
        practice=passage(question.practice, "name").text if question.practice else "",
        who=who_words(question),
        land=land_words(question.land),
        compared=compared_text(compared(question.land, land)),
        answer_url=answer_url,
        page_url=page_url,
    )
