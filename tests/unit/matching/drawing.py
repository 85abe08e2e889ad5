"""Cheap random lands and practices: a case is a short string of bytes, read one by one.

One draw of bytes costs Hypothesis a fraction of what a hundred small draws do, and it still shrinks: a zero
byte always reads as the plainest choice.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from hypothesis import strategies as st

from matching.records import Record
from tests.unit.matching import figures
from tests.unit.matching.figures import CODES, CURVES, FACTS, NEEDED_FACTS
from zones import vocabulary
from zones.land import AnswerValue, Land, Sliders
from zones.values import BooleanValue, Classes, Range, Value

CASES: Final = st.binary(min_size=180, max_size=180)
T = TypeVar("T")


class Draws:
    """Reads choices from bytes; after the last byte every further one is zero."""

    def __init__(self, case: bytes) -> None:
        self._bytes = iter(case)

    def byte(self) -> int:
        return next(self._bytes, 0)

    def chance(self, share: float) -> bool:
        """True with this probability; a zero byte is False."""
        return self.byte() >= 256 * (1 - share)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.byte() % len(choices)]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * (self.byte() * 256 + self.byte()) / 65535

    def ticks(self, codes: Sequence[str]) -> frozenset[str]:
        """One to three codes, mostly one."""
        more = self.byte() % 6
        return frozenset(self.pick(codes) for _ in range(max(1, more - 2)))

    def answer(self, name: str) -> AnswerValue:
        if name in CURVES:
            return self.between(CURVES[name].low, CURVES[name].high)
        return self.byte() % 2 == 1 if name in (*FACTS, *NEEDED_FACTS) else self.ticks(CODES[name])

    def value(self, name: str, yours: AnswerValue | None) -> Value:
        """A practice's value, for numbers mostly within three half-score distances of the farmer's."""
        if name in FACTS:
            return BooleanValue(self.byte() % 2 == 1)
        if name in CODES:
            return Classes(self.ticks(CODES[name]))
        curve = CURVES[name]
        if isinstance(yours, int | float) and not self.chance(0.2):
            low = curve.away(yours, (self.byte() - 128) / 48)
        else:
            low = self.between(curve.low, curve.high)
        return Range(low, curve.away(low, self.byte() / 96) if self.chance(0.6) else low)

    def sliders(self) -> Sliders:
        if not self.chance(0.3):
            return Sliders()
        return Sliders(*(self.pick((1.0, 0.0, 0.5, 2.0, 1.3)) for _ in range(3)))

    def land(self, *, stated_share: float = 0.7, facts: float = 0.5) -> Land:
        """Each factor stated with probability `stated_share`; part of the climate from the map."""
        stated: dict[str, AnswerValue] = {}
        derived: dict[str, float] = {}
        for name in figures.WEIGHTS:
            if self.chance(stated_share):
                value = self.answer(name)
                if name in figures.GROUPS["climate"] and isinstance(value, float) and self.chance(0.5):
                    derived[name] = value
                else:
                    stated[name] = value
        stated |= {name: self.answer(name) for name in (*FACTS, *NEEDED_FACTS) if self.chance(facts)}
        land_use = self.pick((None, None, *vocabulary.LAND_USES)) if self.chance(0.5) else None
        return Land(stated=stated, derived=derived, land_use=land_use, sliders=self.sliders())

    def record(
        self, land: Land, *, number: int = 1, known: float = 0.8, facts: float = 0.6, needs: float = 0.04
    ) -> Record:
        """A practice that knows each factor with probability `known`, and passes the land's gate."""
        yours = {**land.derived, **land.stated}
        values = {name: self.value(name, yours.get(name)) for name in figures.WEIGHTS if self.chance(known)}
        values |= {name: self.value(name, None) for name in FACTS if self.chance(facts)}
        return Record(
            id=number,
            values=values,
            needs=frozenset(need for need in vocabulary.NEEDS if self.chance(needs)),
            land_uses=frozenset({"mixed"}),
            confirmed_on=self.byte() // 64,
        )

    def pair(self) -> tuple[Land, Record]:
        land = self.land()
        return land, self.record(land)
