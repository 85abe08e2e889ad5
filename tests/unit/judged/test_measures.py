"""The measures give what can be worked out by hand."""

import math

import numpy as np
import pytest

from benchmarks.judged.measures import Bootstrap, apart, in_top, ndcg, percentile

ALL = np.ones(5, dtype=bool)


def test_percentile_runs_from_first_to_last() -> None:
    scores = np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    assert percentile(scores, 0, ALL) == 1
    assert percentile(scores, 1, ALL) == 0.75
    assert percentile(scores, 4, ALL) == 0


def test_equal_scores_share_their_ranks() -> None:
    assert percentile(np.zeros(5), 3, ALL) == 0.5
    assert percentile(np.array([1.0, 1.0, 0.0, 0.0, -math.inf]), 0, ALL) == 0.875


def test_what_is_hidden_does_not_count() -> None:
    scores = np.array([9.0, 8.0, 3.0, 2.0, 1.0])
    assert percentile(scores, 2, np.array([False, False, True, True, True])) == 1


def test_chance_to_be_among_the_first_ten() -> None:
    visible = np.ones(20, dtype=bool)
    assert in_top(np.zeros(20), 3, visible) == 0.5
    assert in_top(-np.arange(20.0), 9, visible) == 1
    assert in_top(-np.arange(20.0), 10, visible) == 0


def test_ndcg_is_one_for_the_ideal_order_and_less_for_any_other() -> None:
    grades = np.array([3.0, 2.0, 1.0, 0.0, 0.0])
    assert ndcg(-np.arange(5.0), grades, ALL) == pytest.approx(1)
    backwards = ndcg(np.arange(5.0), grades, ALL)
    ideal = 7 + 3 / math.log2(3) + 1 / 2
    assert backwards == pytest.approx((1 / 2 + 3 / math.log2(5) + 7 / math.log2(6)) / ideal)


def test_ndcg_of_ties_is_the_mean_over_their_orders() -> None:
    grades = np.array([3.0, 0.0])
    tied = ndcg(np.zeros(2), grades, np.ones(2, dtype=bool))
    assert tied == pytest.approx((1 + 1 / math.log2(3)) / 2)


def test_ndcg_without_any_grade_is_none() -> None:
    assert ndcg(np.arange(5.0), np.zeros(5), ALL) is None


def test_a_constant_gain_has_no_spread() -> None:
    ours = np.array([0.5, 0.7, 0.9])
    gain = Bootstrap(["a", "b", "c"]).gain(ours, ours - 0.25)
    assert (gain.mean, gain.low, gain.high) == pytest.approx((0.25, 0.25, 0.25))


def test_the_best_of_the_others_is_chosen_in_every_resample() -> None:
    ours = np.array([0.5, 0.5, 0.5, 0.5])
    others = {"first": np.array([1.0, 0.0, 1.0, 0.0]), "second": np.array([0.0, 1.0, 0.0, 1.0])}
    gain = Bootstrap(["a", "b", "c", "d"]).gain_over_best(ours, others)
    assert gain.mean == 0
    assert gain.high <= 0


def test_entries_of_one_group_come_together() -> None:
    values = np.array([0.0, 0.0, 1.0, 1.0])
    means = Bootstrap(["a", "a", "b", "b"]).means(values)
    assert set(np.round(means, 6)) == {0.0, 0.5, 1.0}


def test_two_separate_groups_are_told_apart() -> None:
    one, other = np.linspace(0.8, 0.9, 9), np.linspace(0.1, 0.2, 9)
    keys = [str(number) for number in range(9)]
    assert apart(one, keys, other, keys).low > 0.5
