"""Finds what peers sent by kind and number, and names in words what it is about."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from exchange.models import Answer, Contribution, Kind, PeerItem, Question, Report, State
from practices.models import Practice
from practices.passages import passage

MODELS: Final[Mapping[str, type[PeerItem]]] = {
    Kind.REPORT: Report,
    Kind.CONTRIBUTION: Contribution,
    Kind.QUESTION: Question,
    Kind.ANSWER: Answer,
}
# The one text of each that its author typed. A contribution has a page instead.
TEXT_FIELDS: Final[Mapping[str, str]] = {Kind.REPORT: "changed", Kind.QUESTION: "text", Kind.ANSWER: "text"}
# What only its author sees.
UNSEEN: Final = (State.DRAFT, State.WITHDRAWN)


def text_of(item: PeerItem) -> str:
    """Returns what was typed, as it stands now; empty where nothing was, or where there is a page for it."""
    field = TEXT_FIELDS.get(item.kind)
    return str(getattr(item, field)) if field else ""


def practice_of(item: Any) -> Practice | None:
    """Returns the practice that an item is about, or that it became."""
    if isinstance(item, Answer):
        item = item.question
    practice: Practice | None = getattr(item, "practice", None)
    return practice


def practice_name(practice: Practice | None, language: str | None = None) -> str:
    """Returns what a practice is called, in a language that it has."""
    return str(passage(practice, "name", language)) or str(practice.untitled) if practice else ""


def called(item: PeerItem, language: str) -> str:
    """Returns how to speak of an item to its author: 'what you tried (Zaï)', in their language."""
    with translation.override(language):
        name = practice_name(practice_of(item), language)
        words = {
            Kind.REPORT: _("what you tried"),
            Kind.CONTRIBUTION: _("the practice that you told"),
            Kind.QUESTION: _("your question"),
            Kind.ANSWER: _("your answer"),
        }[item.kind]
        return _("%(what)s (%(practice)s)") % {"what": words, "practice": name} if name else words
