"""Puts a page's passages in one language beside those in another, with what changed in the original."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from practices.freshness import Standing, State
from practices.models.freshness import TranslationState
from practices.passages import languages_from
from practices.translated_passages import (
    Spot,
    content_of,
    digest,
    latest_content,
    spots,
    texts_by_language,
    told_languages,
)

EQUAL, ADDITION, DELETION = "equal", "addition", "deletion"
# Whole words; blanks and signs each by itself.
_WORDS: Final = re.compile(r"\w+|\W")


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Returns the pieces of both texts in order, each with whether it stayed, came or went."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[tuple[str, str]] = []
    # Wagtail's own comparison takes short words for blanks, so that a number goes with all that follows it.
    for _how, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        if gone == came:
            pieces.append((EQUAL, gone))
        else:
            pieces += [piece for piece in ((DELETION, gone), (ADDITION, came)) if piece[1]]
    return pieces


@dataclass(frozen=True, slots=True)
class Pair:
    """Holds one passage: the original, what it said when the translation was last current, the translation.

    `before` is None where nobody knows.
    """

    spot: Spot
    source: str
    target: str
    before: str | None

    @property
    def key(self) -> str:
        return self.spot.key

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.source

    @property
    def changes(self) -> Sequence[tuple[str, str]]:
        """Returns the pieces of both wordings of the original, each equal, an addition or a deletion."""
        return word_changes(self.before or "", self.source)

    @property
    def source_digest(self) -> str:
        return digest(self.source)

    @property
    def target_digest(self) -> str:
        return digest(self.target)


@dataclass(frozen=True, slots=True)
class Comparison:
    source: str
    target: str
    # Other languages that could stand in the place of the source.
    sources: Sequence[str]
    standing: Standing
    pairs: Sequence[Pair]

    @property
    def has_changes(self) -> bool:
        return any(pair.is_changed for pair in self.pairs)


def source_for(
    target: str, told: Sequence[str], states: Mapping[str, TranslationState], asked: str = ""
) -> str:
    """Returns the language to translate from; empty where there is none."""
    others = [code for code in languages_from(None) if code in told and code != target]
    if asked in others:
        return asked
    marked = (code for code, state in states.items() if state.is_source and code in others)
    return next(marked, others[0] if others else "")


def states_of(page: int) -> dict[str, TranslationState]:
    return {state.language: state for state in TranslationState.objects.filter(page=page)}


def compare(page: Any, target: str, asked: str = "") -> Comparison:
    return compared(page, target, states_of(page.pk), asked)


def compared(page: Any, target: str, states: Mapping[str, TranslationState], asked: str = "") -> Comparison:
    """Returns the passages of the latest version that the source or the target has."""
    found = spots(type(page), latest_content(page))
    told = sorted(told_languages(texts_by_language(found)))
    source = source_for(target, told, states, asked)
    state = states.get(target)
    before = state.before.get(source) if state is not None else None
    if before is None and page.has_unpublished_changes and states:
        # Current so far: what changes with the version that is not published yet.
        before = texts_by_language(spots(type(page), content_of(page)))[source] if source else None
    return Comparison(
        source,
        target,
        [code for code in told if code not in (source, target)],
        _standing(state, target in told),
        [
            Pair(spot, spot.texts.get(source, ""), spot.texts.get(target, ""), _before(spot, before))
            for spot in found
            if spot.texts.get(source) or spot.texts.get(target)
        ],
    )


def _standing(state: TranslationState | None, is_told: bool) -> Standing:
    if state is not None:
        return state.standing
    return Standing(State.CURRENT if is_told else State.MISSING)


def _before(spot: Spot, before: Mapping[str, str] | None) -> str | None:
    return None if before is None or not spot.is_read else before.get(spot.key, "")
