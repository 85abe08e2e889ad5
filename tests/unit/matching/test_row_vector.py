"""Rows and programs, run here by a few lines that are the twin of the engine's script."""

import math

import numpy as np
import pytest
from hypothesis import given

from matching import ranking, row_vector
from matching.question import build_question
from matching.records import Record
from matching.reference import explain
from matching.row_vector import Program, program_of, row_of
from tests.unit.matching.drawing import CASES, Draws
from zones.land import Land


def run(program: Program, row: list[float]) -> tuple[int, int]:
    """L in steps and how many of the asked factors are known, as the engine's script finds them."""
    total, applied = 0.0, 0
    left = program.rain_shares[int(row[row_vector.WATER_AT])]
    for number in range(len(program.numbers) // row_vector.NUMBER_WIDTH):
        at = number * row_vector.NUMBER_WIDTH
        weight, value, half, limit, rain, _bit, _group = program.numbers[at : at + row_vector.NUMBER_WIDTH]
        low, low_rest, high, high_rest = row[number * row_vector.RANGE_WIDTH :][: row_vector.RANGE_WIDTH]
        distance = max(low + low_rest - value, value - (high + high_rest), 0.0)
        weight *= left if rain else 1
        if weight and distance < row_vector.FAR:
            applied += distance > limit
            total += weight * math.exp2(-((distance / half) ** 2))
    for i in range(0, len(program.classes), row_vector.CLASS_WIDTH):
        place, begins, weight, _bit, _group = program.classes[i : i + row_vector.CLASS_WIDTH]
        total += weight * program.scores[int(begins) + int(row[int(place)])]
    for i in range(0, len(program.shares), row_vector.SHARE_WIDTH):
        place, asked, count, weight, _bit, _group = program.shares[i : i + row_vector.SHARE_WIDTH]
        total += weight * (int(row[int(place)]) & int(asked)).bit_count() / count
    applied += (int(row[row_vector.CONFLICTS_AT]) & program.denied).bit_count()
    needed = int(row[row_vector.CROPS_AT])
    applied += program.crops != row_vector.UNTOLD and needed != 0 and not needed & program.crops
    asked_weight = program.other_total + left * program.rain_total
    likeness = total / asked_weight * 0.5**applied if asked_weight else 0.0
    known = int(row[row_vector.KNOWN_AT])
    asked_bits = program.asked_other | (program.asked_rain if left else 0)
    return ranking.steps_of(likeness), (known & asked_bits).bit_count()


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
