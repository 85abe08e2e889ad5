"""Tells what a practice, a peer's report or a question gives to an issue, and which of them anybody may read.

No name of a peer is taken along: a mail cannot be called back when somebody changes their mind.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.models import PeerItem, Question, Report, State
from newsletter.models import Entry, EntryKind
from practices import drawings, raster_drawings
from practices.freshness import State as Freshness
from practices.models import Practice, TranslationState
from practices.passages import localized, passage, whole_sentences
from practices.places import place_line
from readers.presenters.cards import outcome_line
from readers.presenters.peers.asking import heading_and_text
from readers.presenters.peers.land import land_words, place_words
from readers.presenters.wording import factor_label, sentence_case, value_text
from zones.labels import zone_name
from zones.languages import language_of
from zones.naming import ALL_ZONES
from zones.vocabulary import LANGUAGES

LONGEST_FACT: Final = 160
# Of these the first two fit a line of a mail.
CONDITIONS: Final = ("rain", "water_supply")
Source = Practice | Report | Question


@dataclass(frozen=True, slots=True)
class Words:
    """What an entry begins with, by language."""

    headings: Mapping[str, str]
    texts: Mapping[str, str]


def source_of(entry: Entry) -> Source | None:
    """Returns what an entry was picked from; None for what editors write, and where it is gone."""
    found: Source | None = {
        EntryKind.PRACTICE: entry.practice,
        EntryKind.REPORT: entry.report,
        EntryKind.QUESTION: entry.question,
    }.get(EntryKind(entry.kind))
    return found


def key_of(entry: Entry) -> str:
    """Returns what names the source in a closed issue; empty for what editors write."""
    if entry.kind not in PICKED:
        return ""
    source = source_of(entry)
    # A practice that was deleted has no number left; nothing has the number 0.
    return f"{entry.kind}:{source.pk if source else 0}"


def public_keys(keys: Iterable[str]) -> set[str]:
    """Returns those sources that anybody may read at this moment."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for key in filter(None, keys):
        kind, _colon, number = key.partition(":")
        numbers[kind].append(int(number))
    return {
        f"{kind}:{number}"
        for kind, find in PICKED.items()
        if numbers[kind]
        for number in find().filter(pk__in=numbers[kind]).order_by().values_list("pk", flat=True)
    }


def practices() -> Any:
    """Returns the practices that may be picked, the last published first."""
    return Practice.objects.public().order_by("-first_published_at", "-pk")


def reports() -> Any:
    """Returns the published reports on public practices, the newest first."""
    public = Practice.objects.public().order_by().values("pk")
    found = Report.objects.filter(state=State.PUBLISHED, practice__in=public)
    return found.select_related("practice").order_by("-sent_at", "-pk")


def questions() -> Any:
    """Returns the published questions, the newest first."""
    found = Question.objects.filter(state=State.PUBLISHED).select_related("practice")
    return found.order_by("-published_at", "-pk")


PICKED: Final = {
    EntryKind.PRACTICE: practices,
    EntryKind.REPORT: reports,
    EntryKind.QUESTION: questions,
}


# --- what an entry begins with -----------------------------------------------------------------------------


def by_machine(numbers: Iterable[int]) -> Mapping[int, frozenset[str]]:
    """Returns the languages of practices that a machine wrote and nobody has read yet, by number."""
    states = TranslationState.objects.filter(page__in=list(numbers), state=Freshness.MACHINE)
    found: dict[int, set[str]] = defaultdict(set)
    for number, language in states.values_list("page", "language"):
        found[number].add(language)
    return {number: frozenset(languages) for number, languages in found.items()}


def words_of(source: Source, without: Collection[str] = ()) -> Words:
    """Returns heading and text for a new entry, in each language that has them, save those `without`."""
    match source:
        case Practice():
            names, texts = (
                {code: text for code, text in localized(source, field).items() if code not in without}
                for field in ("name", "summary")
            )
            return Words(names, texts)
        case Report():
            changed = {str(source.language): source.changed} if source.changed.strip() else {}
            named = {code: passage(source.practice, "name", code).text for code in LANGUAGES}
            return Words(named, changed)
    return _words_of_question(source)


def _words_of_question(question: Question) -> Words:
    headings: dict[str, str] = {}
    texts: dict[str, str] = {}
    # What was only spoken is called the same in every language.
    for code in [question.language] if question.text.strip() else LANGUAGES:
        with translation.override(code):
            heading, text = heading_and_text(question)
        headings[code], texts[code] = heading.text, text.text
    return Words(headings, texts)


# --- what stands below the text ----------------------------------------------------------------------------


def facts_of(source: Source | None) -> list[str]:
    """Returns what is known of a source in the active language, a line for each."""
    match source:
        case Practice():
            return [line for line in _practice_facts(source) if line]
        case Report():
            outcome = _("%(label)s: %(text)s") % {
                "label": somebody(source),
                "text": source.get_outcome_display(),
            }
            return [line for line in (outcome, sentence_case(land_words(source.land))) if line]
        case Question():
            return [somebody(source)]
    return []


def somebody(item: PeerItem) -> str:
    """Returns who says something, never by name."""
    place = place_words(item)
    return _("A farmer in %(place)s") % {"place": place} if place else _("A farmer")


def _practice_facts(practice: Practice) -> list[str]:
    outcome = outcome_line(practice)
    went = sentence_case(". ".join(part for part in (outcome.name, outcome.note.text) if part))
    failed = passage(practice, "did_not_work")
    return [
        place_line(practice),
        _conditions(practice),
        _labelled(_("How it went"), went),
        _labelled(_("What did not work"), failed.text, failed.lang),
    ]


def _labelled(label: str, text: str, language: str | None = None) -> str:
    if not text:
        return ""
    note = f" ({_(language_of(language).note)})" if language else ""
    return _("%(label)s: %(text)s") % {"label": label, "text": whole_sentences(text, LONGEST_FACT) + note}


def _conditions(practice: Practice) -> str:
    """Returns the land in words: its zone, rain and water, as far as they are known."""
    zones = [zone_name(code) for code in (practice.zone_tags or ())[:1] if code in ALL_ZONES]
    values = practice.conditions()
    known = [(name, values[name]) for name in CONDITIONS if name in values]
    parts = [
        *map(str, zones),
        *(
            _("%(label)s: %(text)s") % {"label": factor_label(name).lower(), "text": value_text(name, value)}
            for name, value in known
        ),
    ]
    return sentence_case(" · ".join(parts))


def picture_of(source: Source | None) -> tuple[str, str]:
    """Returns the raster drawing of a practice, and what it shows in the active language."""
    if not isinstance(source, Practice) or not source.drawing or raster_drawings.find(source.drawing) is None:
        return "", ""
    drawing = drawings.find(source.drawing)
    language = (translation.get_language() or "")[:2]
    return source.drawing, drawing.description(language)[0] if drawing else ""


def url_of(source: Source | None) -> str:
    """Returns where it is read on the site, in the active language, as a whole address."""
    match source:
        case Practice():
            path = source.get_url()
        case Report():
            practice = source.practice.get_url()
            path = f"{practice}peers/#report-{source.pk}" if practice else ""
        case Question():
            path = reverse("readers:question", args=[source.pk])
        case None:
            path = ""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}" if path else ""


def digest_of(source: Source | None) -> str:
    """Returns a short digest of all that an issue says of a source, to see later whether it changed."""
    if source is None:
        return ""
    words = words_of(source)
    told: list[Any] = [dict(words.headings), dict(words.texts)]
    for code in LANGUAGES:
        with translation.override(code):
            told.append([*facts_of(source), *picture_of(source)])
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
