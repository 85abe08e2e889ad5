"""Rows and programs, run here by a few lines that are the twin of the engine's script."""

import math

import numpy as np
import pytest
from hypothesis import given

from search.core import packed, ranking
from search.core.packed import Program, program_of, row_of
from search.core.question import ask
from search.core.records import Record
from search.core.reference import explain
from tests.unit.core.drawing import CASES, Draws
from zones.land import Land


def run(program: Program, row: list[float]) -> tuple[int, int]:
    """L in steps and how many of the asked factors are known, as the engine's script finds them."""
    known = int(row[packed.KNOWN_AT])
    total, halvings = 0.0, 0
    for i in range(0, len(program.numbers), packed.NUMBER_WIDTH):
        bit, place, value, half, weight, limit = program.numbers[i : i + packed.NUMBER_WIDTH]
        if not known & int(bit):
            halvings += limit < packed.NO_LIMIT
            continue
        low, low_rest, high, high_rest = row[int(place) : int(place) + 4]
        distance = max(low + low_rest - value, value - (high + high_rest), 0.0)
        halvings += distance > limit
        total += weight * math.exp2(-((distance / half) ** 2))
    for i in range(0, len(program.classes), packed.CLASS_WIDTH):
        place, weight, *scores = program.classes[i : i + packed.CLASS_WIDTH]
        mask = int(row[int(place)])
        total += weight * max((score for bit, score in enumerate(scores) if mask >> bit & 1), default=0.0)
    for i in range(0, len(program.shares), packed.SHARE_WIDTH):
        place, weight, asked, count = program.shares[i : i + packed.SHARE_WIDTH]
        total += weight * (int(row[int(place)]) & int(asked)).bit_count() / count
    for i in range(0, len(program.switches), packed.SWITCH_WIDTH):
        at, bits, when_any = program.switches[i : i + packed.SWITCH_WIDTH]
        halvings += bool(int(row[at]) & bits) == bool(when_any)
    return ranking.steps_of(total / program.total * 0.5**halvings), (known & program.asked).bit_count()


@given(CASES)
def test_a_row_under_a_program_scores_as_the_reference(case: bytes) -> None:
    land, record = Draws(case).pair()
    question = ask(land)
    if question.total <= 0:
        return
    found = explain(land, record)
    if found is None:
        return
    assert run(program_of(question), row_of(record)) == (ranking.steps_of(found.L), found.known)


@given(CASES)
def test_every_number_of_a_row_is_exact_in_32_bits(case: bytes) -> None:
    _land, record = Draws(case).pair()
    row = row_of(record)
    assert len(row) == packed.LENGTH
    assert [float(np.float32(number)) for number in row] == row


def test_an_empty_practice_is_a_row_of_zeros() -> None:
    assert row_of(Record(id=1)) == [0.0] * packed.LENGTH


def test_nothing_asked_is_no_program() -> None:
    with pytest.raises(ValueError, match="nothing was asked"):
        program_of(ask(Land()))
