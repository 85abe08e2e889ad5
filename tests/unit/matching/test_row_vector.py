"""Rows and programs, run here by a few lines that are the twin of the engine's script."""

import math

import numpy as np
import pytest
from hypothesis import given

from matching import ranking, row_vector, tables
from matching.question import build_question
from matching.records import Record
from matching.reference import explain
from matching.row_vector import Program, program_of, row_of
from tests.unit.matching.drawing import CASES, Draws
from zones.land import Land


def run(program: Program, row: list[float]) -> tuple[int, int]:
    """L in steps and how many of the asked factors are known, as the engine's script finds them."""
    total = 0.0
    for number in range(len(program.numbers) // row_vector.NUMBER_WIDTH):
        at = number * row_vector.NUMBER_WIDTH
        weight, value, half, limit = program.numbers[at : at + row_vector.NUMBER_WIDTH]
        low, low_rest, high, high_rest = row[number * row_vector.RANGE_WIDTH :][: row_vector.RANGE_WIDTH]
        distance = max(low + low_rest - value, value - (high + high_rest), 0.0)
        if weight:
            total += tables.HALVING * (distance > limit) + weight * math.exp2(-((distance / half) ** 2))
    for i in range(0, len(program.columns), row_vector.COLUMN_WIDTH):
        place, begins = program.columns[i : i + row_vector.COLUMN_WIDTH]
        total += program.values[begins + int(row[place])]
    for i in range(0, len(program.shares), row_vector.SHARE_WIDTH):
        place, weight, asked, count = program.shares[i : i + row_vector.SHARE_WIDTH]
        total += weight * (int(row[int(place)]) & int(asked)).bit_count() / count
    halvings = math.floor(total / tables.HALVING + tables.HALVING_TOLERANCE)
    likeness = max(0.0, total - halvings * tables.HALVING) / program.total * 0.5**halvings
    return ranking.steps_of(likeness), (int(row[row_vector.KNOWN_AT]) & program.asked).bit_count()


@given(CASES)
def test_a_row_under_a_program_scores_as_the_reference(case: bytes) -> None:
    land, record = Draws(case).pair()
    question = build_question(land)
    if question.total <= 0:
        return
    found = explain(land, record)
    if found is None:
        return
    assert run(program_of(question), row_of(record)) == (ranking.steps_of(found.likeness), found.known)


@given(CASES)
def test_every_number_of_a_row_is_exact_in_32_bits(case: bytes) -> None:
    _land, record = Draws(case).pair()
    row = row_of(record)
    assert len(row) == row_vector.LENGTH
    assert [float(np.float32(number)) for number in row] == row


def test_an_empty_practice_knows_nothing() -> None:
    assert row_of(Record(id=1))[row_vector.KNOWN_AT :] == [0.0] * (row_vector.LENGTH - row_vector.KNOWN_AT)


def test_nothing_asked_is_no_program() -> None:
    with pytest.raises(ValueError, match="nothing was asked"):
        program_of(build_question(Land()))
