"""Says how each language of a record stands to the others: missing, a machine's, current or stale.

One rule for every way a text changes. It knows no database and no page: it is given how the languages stood,
which texts were changed, and what kind of change that was.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from zones.vocabulary import LANGUAGES


class State(StrEnum):
    MISSING = "missing"
    # Until a person has read it.
    MACHINE = "machine"
    CURRENT = "current"
    STALE = "stale"


# What is waiting for a translator.
TO_DO: Final = (State.MISSING, State.MACHINE, State.STALE)


class EditKind(StrEnum):
    """A typo leaves translations as they are; translators hear of a medium edit, readers of a major one."""

    TYPO = "typo"
    MEDIUM = "medium"
    MAJOR = "major"


_ORDER: Final = (EditKind.TYPO, EditKind.MEDIUM, EditKind.MAJOR)


def graver(one: EditKind | None, other: EditKind) -> EditKind:
    return max(one or other, other, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Standing:
    """Holds how one language stands; `since` and `kind` tell which edit of another one left it behind.

    A machine's text that was left behind stays a machine's.
    """

    state: State = State.MISSING
    is_source: bool = False
    since: datetime | None = None
    kind: EditKind | None = None

    @property
    def readers_are_told(self) -> bool:
        return self.state is State.MACHINE or (self.state is State.STALE and self.kind is EditKind.MAJOR)


@dataclass(frozen=True, slots=True)
class Edit:
    """Says how large a change was, which languages were compared with the original, which a machine wrote."""

    kind: EditKind = EditKind.MEDIUM
    reviewed: frozenset[str] = frozenset()
    machine: frozenset[str] = frozenset()


Standings = Mapping[str, Standing]


def after_edit(
    before: Standings, edited: AbstractSet[str], told: AbstractSet[str], edit: Edit, at: datetime
) -> dict[str, Standing]:
    """Returns how each language stands after an edit.

    `edited` are the languages whose texts differ from before, `told` those that have their texts now.
    """
    counted = frozenset() if edit.kind is EditKind.TYPO else frozenset(edited)
    machine = edit.machine - edit.reviewed
    origins = {code for code in counted & told if _is_news(_was(before, code), edit.kind)}
    # Whoever has compared a translation with its original changes no original.
    origins -= edit.reviewed | machine
    after = {}
    for code in LANGUAGES:
        was = _was(before, code)
        if code not in told:
            after[code] = Standing()
        elif code in machine:
            after[code] = Standing(State.MACHINE)
        elif code in edit.reviewed or code in counted or was.state is State.MISSING:
            after[code] = Standing(State.CURRENT)
        elif origins:
            after[code] = _left_behind(was, edit.kind, at)
        else:
            after[code] = Standing(was.state, since=was.since, kind=was.kind)
    source = _source(before, after, origins)
    return {code: Standing(each.state, code == source, each.since, each.kind) for code, each in after.items()}


def _was(before: Standings, code: str) -> Standing:
    return before.get(code, Standing())


def _is_news(was: Standing, kind: EditKind) -> bool:
    """Returns whether an edit leaves the other languages behind: a translation that catches up does not."""
    return was.state is State.CURRENT or (kind is EditKind.MAJOR and was.state is not State.MISSING)


def _left_behind(was: Standing, kind: EditKind, at: datetime) -> Standing:
    state = State.MACHINE if was.state is State.MACHINE else State.STALE
    gravest = graver(was.kind, kind)
    return Standing(state, since=was.since if was.since and gravest == was.kind else at, kind=gravest)


def _source(before: Standings, after: Standings, origins: AbstractSet[str]) -> str | None:
    """Returns the language last edited in substance, or the only one that a person told, if any."""
    known = next((code for code in LANGUAGES if _was(before, code).is_source), None)
    if origins:
        return known if known in origins else next(code for code in LANGUAGES if code in origins)
    if known and after[known].state in (State.CURRENT, State.STALE):
        return known
    own = [code for code in LANGUAGES if after[code].state is State.CURRENT]
    return own[0] if len(own) == 1 else None
