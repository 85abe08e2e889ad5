"""Results that a farmer would find absurd, by rules that were written without a look at any ranking.

A rule names practices and what a farmer's land says against all of them. It reads only what the farmer told
and the map knows, never L, a group or a limiter.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.judged.collection import HERE
from zones import factors
from zones.land import Answer, Land

DEVELOPMENT: Final = HERE / "conflicts.json"
_RELATIONS: Final = ("within", "without", "below", "above")


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds for an answer: all its classes within some, none among them, a number below or above another.

    What is not known meets no condition.
    """

    fact: str
    relation: str
    other: float | frozenset[str]

    def is_met(self, answer: Answer | None) -> bool:
        match answer.value if answer is not None else None, self.other:
            case frozenset(yours), frozenset(theirs):
                return yours <= theirs if self.relation == "within" else yours.isdisjoint(theirs)
            case ((float(value) | int(value)), (float(other) | int(other))):
                return value < other if self.relation == "below" else value > other
        return False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule: the practices are objectionable where every condition is met."""

    id: str
    practices: frozenset[str]
    when: Sequence[Condition]
    why: str


def conflicts(file: Path = DEVELOPMENT) -> list[Conflict]:
    """Return the rules of a file. Raises ValueError for a fact or relation that there is not."""
    return [_conflict(entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def objections(rules: Iterable[Conflict], land: Land) -> Mapping[str, list[str]]:
    """Return the ids of the rules that speak against each practice on this land."""
    answers = land.answers()
    found: dict[str, list[str]] = {}
    for rule in rules:
        if all(condition.is_met(answers.get(condition.fact)) for condition in rule.when):
            for practice in rule.practices:
                found.setdefault(practice, []).append(rule.id)
    return found


def _conflict(entry: Mapping[str, Any]) -> Conflict:
    when = [_condition(*condition) for condition in entry["when"]]
    return Conflict(entry["id"], frozenset(entry["practices"]), when, entry["why"])


def _condition(fact: str, relation: str, other: float | list[str]) -> Condition:
    if relation not in _RELATIONS:
        raise ValueError(f"no such relation: {relation}")
    if isinstance(other, list) and not set(other) <= set(factors.CHOICES[fact].codes):
        raise ValueError(f"{fact} has no such class: {other}")
    if not isinstance(other, list) and fact not in factors.NUMBERS:
        raise ValueError(f"{fact} is not a number")
    return Condition(fact, relation, frozenset(other) if isinstance(other, list) else float(other))
