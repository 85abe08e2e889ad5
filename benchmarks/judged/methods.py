"""Ways to rank the practices for a farm: the land matching, parts of it, and what a simple site would do.

Each gives one score a practice, the higher the better, -inf for what the land-use gate keeps out. Equal
scores share their ranks (see `measures`), so no order of files or ids helps anybody.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged.collection import Collection, Question
from matching import profile, ranking
from matching.explanation import Explanation
from matching.reference import explain
from search.text.analyser import asked_stems, stems
from zones.geography import distance_km
from zones.land import Land, Sliders, climate_at

Floats = NDArray[np.float64]
Method = Callable[[Question], Floats]

OURS: Final = "land matching"
OUT: Final = -math.inf
_LANGUAGE: Final = "en"
# Okapi's usual constants: how soon a repeated word stops counting, how much a long text loses.
_SATURATION, _LENGTH = 1.2, 0.75


class Methods:
    """All ways of ranking one collection; explanations are made once and kept."""

    def __init__(self, collection: Collection) -> None:
        self._records = [practice.record for practice in collection.practices]
        self._koppen = [practice.koppen for practice in collection.practices]
        self._words = Okapi([practice.text for practice in collection.practices])
        self._explained: dict[str, list[Explanation | None]] = {}

    @property
    def baselines(self) -> Mapping[str, Method]:
        return {
            "random": self.random,
            "gate only": self.gate_only,
            "climate only": self.climate_only,
            "nearest": self.nearest,
            "same Köppen class, nearest first": self.same_koppen,
            "words only": self.words_only,
        }

    @property
    def ablations(self) -> Mapping[str, Method]:
        """The land matching with one thing taken away."""
        without_factors: dict[str, Method] = {
            f"without {factor.name}": self._without(factor.name) for factor in profile.FACTORS
        }
        return without_factors | {
            "without any limiter": self.without_limiters,
            "without the gate": self.no_gate,
        }

    def ours(self, question: Question) -> Floats:
        """L in the product's steps, then more factors known; what else orders the product says nothing."""
        return np.array([_score(found) for found in self.explained(question)])

    def explained(self, question: Question) -> list[Explanation | None]:
        if question.name not in self._explained:
            self._explained[question.name] = self._explain(question.land)
        return self._explained[question.name]

    def random(self, question: Question) -> Floats:
        """All equal: what any order gives on average."""
        return np.zeros(len(self._records))

    def gate_only(self, question: Question) -> Floats:
        gate = question.land.gate
        passes = [gate is None or not gate.isdisjoint(record.land_uses) for record in self._records]
        return np.where(passes, 0.0, OUT)

    def climate_only(self, question: Question) -> Floats:
        """The same formula with the sliders of soil and farming at 0; inside the gate, as all below."""
        land = replace(question.land, sliders=Sliders(climate=1, soil=0, farming=0))
        return np.array([_score(found) for found in self._explain(land)])

    def nearest(self, question: Question) -> Floats:
        return self.gate_only(question) - self._km(question.land)

    def same_koppen(self, question: Question) -> Floats:
        climate = _climate(question.land)
        same = np.array([climate == koppen for koppen in self._koppen], dtype=np.float64)
        return self.gate_only(question) + same - self._km(question.land) / 1e6

    def words_only(self, question: Question) -> Floats:
        return self.gate_only(question) + self._words.scores(question.words)

    def without_limiters(self, question: Question) -> Floats:
        return np.array([_score(found, limited=False) for found in self.explained(question)])

    def no_gate(self, question: Question) -> Floats:
        return np.array([_score(found) for found in self._explain(replace(question.land, land_use=None))])

    def _without(self, factor: str) -> Method:
        def ranked(question: Question) -> Floats:
            return np.array([_score(found, without=factor) for found in self.explained(question)])

        return ranked

    def _explain(self, land: Land) -> list[Explanation | None]:
        return [explain(land, record) for record in self._records]

    def _km(self, land: Land) -> Floats:
        latitude, longitude = land.latitude or 0.0, land.longitude or 0.0
        return np.array(
            [
                distance_km(latitude, longitude, record.latitude or 0.0, record.longitude or 0.0)
                for record in self._records
            ]
        )


def _score(found: Explanation | None, without: str = "", limited: bool = True) -> float:
    """L, its factor `without` at weight 0, in whole steps; the number of known factors decides ties."""
    if found is None:
        return OUT
    asked = [factor for factor in found.factors if factor.name != without]
    known = [(factor.weight, factor.score) for factor in asked if factor.score is not None]
    total = sum(factor.weight for factor in asked)
    likeness = sum(weight * score for weight, score in known) / total if total else 0.0
    if limited:
        likeness *= profile.LIMITER_FACTOR ** len(found.applied)
    return ranking.steps_of(likeness) + len(known) / 100


@cache
def _climate_class(latitude: float, longitude: float, altitude_m: float | None) -> str:
    climate = climate_at(latitude, longitude, altitude_m)
    return climate.koppen if climate else ""


def _climate(land: Land) -> str:
    return _climate_class(land.latitude or 0.0, land.longitude or 0.0, land.altitude_m)


class Okapi:
    """BM25 over whole texts, with the stems of the site's own text search."""

    def __init__(self, texts: list[str]) -> None:
        self._counts = [Counter(stems(text, _LANGUAGE)) for text in texts]
        lengths = np.array([sum(counts.values()) for counts in self._counts], dtype=np.float64)
        self._norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())

    def scores(self, words: str) -> Floats:
        total = np.zeros(len(self._counts))
        for stem in dict.fromkeys(asked_stems(words, _LANGUAGE)):
            often = np.array([counts[stem] for counts in self._counts], dtype=np.float64)
            having = int((often > 0).sum())
            rarity = math.log(1 + (len(often) - having + 0.5) / (having + 0.5))
            total += rarity * often * (_SATURATION + 1) / (often + self._norm)
        return total
