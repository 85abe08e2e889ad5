"""Ways to rank the practices for a farm: the land matching, parts of it, and its rivals.

Each gives one score a practice, the higher the better, -inf for what the land-use gate keeps out. Equal
scores share their ranks (see `measures`), so no order of files or ids helps anybody.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import analogue
from benchmarks.judged.collection import Collection, Question
from benchmarks.judged.variant import Variant, in_place
from matching import profile, ranking
from matching.explanation import Explanation
from matching.reference import explainer
from search.text.analyser import asked_stems, stems
from zones.geography import distance_km
from zones.land import Land, Sliders
from zones.values import Classes, Value

Floats = NDArray[np.float64]
Method = Callable[[Question], Floats]

OURS: Final = "land matching"
WORDS: Final = "words only"
ANALOGUE: Final = "monthly climate analogue"
TWO_LINES: Final = "shares a crop, then the analogue"
OUT: Final = -math.inf
# More than any distance between two years' climates.
_FIRST: Final = 1000.0
_LANGUAGE: Final = "en"
# Okapi's usual constants: how soon a repeated word stops counting, how much a long text loses.
_SATURATION, _LENGTH = 1.2, 0.75


class Methods:
    """All ways of ranking one collection."""

    def __init__(self, collection: Collection) -> None:
        self._records = [practice.record for practice in collection.practices]
        self._koppen = [practice.koppen for practice in collection.practices]
        self._crops = [_codes(record.values.get("crops")) for record in self._records]
        self._words = Okapi([practice.text for practice in collection.practices])
        self._years = np.stack([analogue.features(practice.climate) for practice in collection.practices])
        self._explained: dict[str, list[Explanation | None]] = {}

    @property
    def rivals(self) -> Mapping[str, Method]:
        """The simple ways, the two-line rival last."""
        return {
            "random": self.random,
            "gate only": self.gate_only,
            "climate only": self.climate_only,
            "nearest": self.nearest,
            "same Köppen class, nearest first": self.same_koppen,
            WORDS: self.words_only,
            ANALOGUE: self.analogue,
            TWO_LINES: self.two_lines,
        }

    @property
    def ablations(self) -> Mapping[str, Method]:
        """The land matching with one thing taken away."""
        return {
            **{
                f"without {factor.name}": self.varied(Variant(without=frozenset({factor.name})))
                for factor in profile.FACTORS
            },
            "without any limiter": self.varied(Variant(halving=1.0)),
            "without the gate": self.no_gate,
        }

    def ours(self, question: Question) -> Floats:
        """The order of the product: groups, L in its steps, more factors known.

        What else orders the product, the date of confirmation, says nothing here.
        """
        return _scores(self.explained(question))

    def explained(self, question: Question) -> list[Explanation | None]:
        """Return the explanation of every practice, made once for a question and kept."""
        if question.name not in self._explained:
            self._explained[question.name] = self._explain(question.land)
        return self._explained[question.name]

    def varied(self, variant: Variant) -> Method:
        """Return the land matching under another profile."""

        def ranked(question: Question) -> Floats:
            with in_place(variant):
                return _scores(self._explain(question.land))

        return ranked

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
        return _scores(self._explain(land))

    def nearest(self, question: Question) -> Floats:
        return self.gate_only(question) - self._km(question.land)

    def same_koppen(self, question: Question) -> Floats:
        climate = question.land.climate
        same = np.array([climate is not None and climate.koppen == koppen for koppen in self._koppen])
        return self.gate_only(question) + same - self._km(question.land) / 1e6

    def words_only(self, question: Question) -> Floats:
        return self.gate_only(question) + self._words.scores(question.words)

    def analogue(self, question: Question) -> Floats:
        """The likest year of temperature and rain first; all alike at sea, where the map knows none."""
        climate = question.land.climate
        if climate is None:
            return self.gate_only(question)
        return self.gate_only(question) - analogue.distances(analogue.features(climate), self._years)

    def two_lines(self, question: Question) -> Floats:
        """Those that share any crop or animal first, each part by the analogue."""
        told = question.land.stated.get("crops")
        mine = told if isinstance(told, frozenset) else frozenset()
        shares = np.array([not mine.isdisjoint(theirs) for theirs in self._crops])
        return self.analogue(question) + _FIRST * shares

    def no_gate(self, question: Question) -> Floats:
        return _scores(self._explain(replace(question.land, land_use=None)))

    def _explain(self, land: Land) -> list[Explanation | None]:
        explain = explainer(land)
        return [explain(record) for record in self._records]

    def _km(self, land: Land) -> Floats:
        latitude, longitude = land.latitude or 0.0, land.longitude or 0.0
        return np.array(
            [
                distance_km(latitude, longitude, record.latitude or 0.0, record.longitude or 0.0)
                for record in self._records
            ]
        )


def _scores(explanations: Iterable[Explanation | None]) -> Floats:
    return np.array([_score(found) for found in explanations])


def _score(found: Explanation | None) -> float:
    """One number that sorts as the product does: the group, then L in whole steps, then factors known."""
    if found is None:
        return OUT
    steps = 0 if found.likeness is None else ranking.steps_of(found.likeness)
    group = 0 if found.group is None else len(ranking.GROUPS) - ranking.GROUPS.index(found.group)
    return group * 10 * profile.LIKENESS_STEPS + steps + found.known / 100


def _codes(value: Value | None) -> frozenset[str]:
    return value.codes if isinstance(value, Classes) else frozenset()


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
