"""Every code stands for concepts that there are, and a code of several things for what is above them."""

import pytest

from practices.thesaurus import above
from practices.thesaurus.codes import (
    CONSTRAINTS,
    CROPS,
    PRACTICE_GROUPS,
    CodeConcepts,
    concepts_not_stated,
    concepts_of,
    has_code,
)
from practices.thesaurus.entries import read
from zones import factors, vocabulary

BROADER = {entry.id: entry.broader for entry in read()}
KINDS = {entry.id: entry.kind for entry in read()}


def test_every_code_of_the_vocabulary_has_its_concepts() -> None:
    assert set(CROPS) == set(vocabulary.CROPS)
    assert set(PRACTICE_GROUPS) == set(vocabulary.PRACTICE_GROUPS)
    assert set(CONSTRAINTS) == set(factors.CONSTRAINTS)


@pytest.mark.parametrize("code", [*CROPS, *PRACTICE_GROUPS])
def test_they_are_concepts_of_the_thesaurus(code: str) -> None:
    named = CROPS.get(code) or PRACTICE_GROUPS[code]
    assert named.surely or named.perhaps
    for one in (*named.surely, *named.perhaps):
        assert one in BROADER and has_code(one)
    for above_all in named.surely:
        assert all(above_all in above([one], BROADER) for one in named.perhaps)


def test_what_must_be_stated_is_a_problem() -> None:
    for ids in CONSTRAINTS.values():
        assert {KINDS[one] for one in ids} == {"problems"}
    assert concepts_not_stated(["frost", "waterlogging"]) == ("salty-soil",)


def test_several_codes_are_joined_and_unknown_ones_left_out() -> None:
    found = concepts_of(["cotton_sugar", "coffee_cocoa_tea", "gone"], ["agroforestry", "gone"])
    assert found == CodeConcepts(
        ("cash-crops", "agroforestry"), ("cotton", "sugarcane", "coffee", "cocoa", "tea")
    )
    assert not has_code("zai")
