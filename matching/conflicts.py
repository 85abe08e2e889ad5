"""Limiters and needs as bits: what a practice states that some land could deny, and what a land denies.

So an engine counts what applies to a practice by the bits that two numbers share. Limiters of distance are
not among them. `matching/limiters.py` has the rules; a test holds both to the same answers.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from matching import limiters, profile
from matching.profile import ClassLimiter, FactLimiter, Limiter, StepsLimiter
from matching.records import Record
from zones import factors, vocabulary
from zones.land import Answer
from zones.values import BooleanValue, Classes

# Names of the bits, the first is the lowest: a limiter, a limiter with the highest class that it limits for
# that bit, or a need.
_Bit = tuple[str, int]


def _bits() -> Iterator[_Bit]:
    for limiter in profile.LIMITERS:
        if isinstance(limiter, FactLimiter | ClassLimiter):
            yield limiter.name, 0
        elif isinstance(limiter, StepsLimiter):
            classes = len(factors.CHOICES[limiter.factor].codes)
            yield from ((limiter.name, highest) for highest in range(classes - limiter.steps))
    for need in profile.SITE_NEEDS:
        yield f"needs_{need.code}", 0


BITS: Final[Mapping[_Bit, int]] = {name: 1 << place for place, name in enumerate(_bits())}


def bits_of(record: Record) -> int:
    """Return the bits of all that the practice states which some land could deny."""
    taken = {need.fact for need in limiters.site_needs(record)}
    bits = sum(BITS[f"needs_{need.code}", 0] for need in limiters.site_needs(record))
    for limiter in profile.LIMITERS:
        if limiter.factor not in taken:
            bits |= _stated(limiter, record)
    return bits


def _stated(limiter: Limiter, record: Record) -> int:
    match limiter, record.values.get(limiter.factor):
        case FactLimiter(), BooleanValue(False):
            return BITS[limiter.name, 0]
        case ClassLimiter(), Classes(codes) if codes.isdisjoint(limiter.clearing):
            return BITS[limiter.name, 0]
        case StepsLimiter(), Classes(codes):
            reached = limiters.highest(limiter, codes)
            return sum(bit for (name, last), bit in BITS.items() if name == limiter.name and last >= reached)
    return 0


def bits_denied(
    answers: Mapping[str, Answer], pertinent: tuple[Limiter, ...], sliders_at_work: frozenset[str]
) -> int:
    """Return the bits that a land with these answers denies.

    `pertinent` are the limiters that may apply; needs of sliders that are not at work are left out.
    """
    bits = 0
    for limiter in pertinent:
        value = answers[limiter.factor].value
        if isinstance(limiter, FactLimiter | ClassLimiter):
            bits |= BITS[limiter.name, 0]
        elif isinstance(limiter, StepsLimiter) and isinstance(value, frozenset):
            bits |= BITS[limiter.name, limiters.lowest(limiter, value) - limiter.steps]
    for need in profile.SITE_NEEDS:
        if need.slider in sliders_at_work and limiters.need_state(need, answers) == "denied":
            bits |= BITS[f"needs_{need.code}", 0]
    return bits


def crop_bits(codes: frozenset[str]) -> int:
    """Return crops and animals as bits, in the vocabulary's order."""
    return sum(1 << vocabulary.CROPS.index(code) for code in codes)
