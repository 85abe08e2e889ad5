"""Rows and programs, run here by a few lines that are the twin of the engine's script."""

import math

import numpy as np
import pytest
from hypothesis import given

from search.core import packed, ranking, tables
from search.core.packed import Program, program_of, row_of
from search.core.question import ask
from search.core.records import Record
from search.core.reference import explain
from tests.unit.core.drawing import CASES, Draws
from zones.land import Land


def run(program: Program, row: list[float]) -> tuple[int, int]:
    """L in steps and how many of the asked factors are known, as the engine's script finds them."""
    total = 0.0
    for number in range(len(program.numbers) // packed.NUMBER_WIDTH):
        at = number * packed.NUMBER_WIDTH
        weight, value, half, limit = program.numbers[at : at + packed.NUMBER_WIDTH]
        low, low_rest, high, high_rest = row[number * packed.RANGE_WIDTH :][: packed.RANGE_WIDTH]
        distance = max(low + low_rest - value, value - (high + high_rest), 0.0)
        if weight:
            total += tables.HALVING * (distance > limit) + weight * math.exp2(-((distance / half) ** 2))
    for i in range(0, len(program.columns), packed.COLUMN_WIDTH):
        place, begins = program.columns[i : i + packed.COLUMN_WIDTH]
        total += program.values[begins + int(row[place])]
    for i in range(0, len(program.shares), packed.SHARE_WIDTH):
        place, weight, asked, count = program.shares[i : i + packed.SHARE_WIDTH]
        total += weight * (int(row[int(place)]) & int(asked)).bit_count() / count
    halvings = math.floor(total / tables.HALVING + tables.HALVING_TOLERANCE)
    L = max(0.0, total - halvings * tables.HALVING) / program.total * 0.5**halvings
    return ranking.steps_of(L), (int(row[packed.KNOWN_AT]) & program.asked).bit_count()


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


def test_an_empty_practice_knows_nothing() -> None:
    assert row_of(Record(id=1))[packed.KNOWN_AT :] == [0.0] * (packed.LENGTH - packed.KNOWN_AT)


def test_nothing_asked_is_no_program() -> None:
    with pytest.raises(ValueError, match="nothing was asked"):
        program_of(ask(Land()))
