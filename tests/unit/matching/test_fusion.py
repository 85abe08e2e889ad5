"""One order from an order by land and an order by words."""

from matching.fusion import DEPTH, K, fused


def test_what_leads_in_both_comes_first() -> None:
    assert fused([1, 2, 3, 4], [3, 1]) == [1, 3, 2, 4]


def test_equal_sums_keep_the_order_of_the_land() -> None:
    assert fused([1, 2], [2, 1]) == [1, 2]
    assert fused([2, 1], [1, 2]) == [2, 1]


def test_words_alone_bring_in_what_the_land_puts_last() -> None:
    by_land = list(range(DEPTH + 10))
    order = fused(by_land, [by_land[-1]])
    # The first of each order weigh the same, and the one of the land stood there first.
    assert order[:2] == [0, by_land[-1]]
    assert sorted(order) == by_land


def test_ranks_below_the_depth_count_for_nothing() -> None:
    by_land = list(range(DEPTH + 2))
    assert fused(by_land, []) == by_land
    assert fused(by_land, [*range(DEPTH), DEPTH + 1])[-2:] == [DEPTH, DEPTH + 1]


def test_a_rank_weighs_less_the_deeper_it_stands() -> None:
    """1 / 61 of one first place against the two halves of a first and a far one."""
    assert K == 60
    assert fused([1, 2], [2, 3]) == [2, 1, 3]


def test_nothing_found_by_words_leaves_the_order_of_the_land() -> None:
    assert fused([5, 4, 3], []) == [5, 4, 3]
    assert fused([], []) == []
