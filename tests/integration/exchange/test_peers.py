"""Peers are found by comparable land: the likest first, climate alike, never more than thirty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.models import Listener
from exchange.peers import compared, likest
from exchange.point_records import point_record
from matching import ranking
from matching.reference import explain
from zones import factors
from zones.land import Land, land_at
from zones.vocabulary import CROPS, SLOPES, TEXTURES, WATER_SUPPLIES

POSITIONS = ((9.8, 1.5), (12.4, -1.5), (46.9, 7.4), (15.8, -86.8), (-1.3, 36.8), (41.4, 2.2))
# What changes how others count, or conflicts: silence there takes away more than it costs.
CONFLICTING = {"water_supply", "slope", *factors.CONSTRAINTS}

stated = st.fixed_dictionaries(
    {},
    optional={
        "texture": st.sampled_from(TEXTURES).map(lambda code: frozenset({code})),
        "slope": st.sampled_from(SLOPES).map(lambda code: frozenset({code})),
        "water_supply": st.sampled_from(WATER_SUPPLIES).map(lambda code: frozenset({code})),
        "crops": st.sets(st.sampled_from(CROPS), min_size=1, max_size=3).map(frozenset),
        "ph": st.floats(4, 9).map(lambda ph: round(ph, 1)),
        "salinity": st.booleans(),
        "waterlogging": st.booleans(),
        "flood": st.booleans(),
    },
)
uses = st.sampled_from((None, "cropland", "grazing", "mixed", "any"))


@st.composite
def lands(draw: st.DrawFn) -> Land:
    return land_at(*draw(st.sampled_from(POSITIONS)), stated=draw(stated), land_use=draw(uses))


def likeness(asker: Land, peer: Land) -> float:
    found = compared(asker, peer).likeness
    assert found is not None
    return found


@given(lands(), lands())
def test_nobody_is_liker_than_oneself(asker: Land, other: Land) -> None:
    assert likeness(asker, asker) == pytest.approx(1)
    assert likeness(asker, other) <= likeness(asker, asker) + 1e-9


@given(lands(), lands())
def test_what_a_peer_does_not_say_never_makes_them_liker(asker: Land, peer: Land) -> None:
    for name in set(peer.stated) - CONFLICTING:
        said = {other: value for other, value in peer.stated.items() if other != name}
        silent = land_at(peer.latitude or 0, peer.longitude or 0, stated=said, land_use=peer.land_use)
        assert likeness(asker, silent) <= likeness(asker, peer) + 1e-9


@given(lands(), lands(), uses)
def test_the_use_of_the_land_shuts_nobody_out(asker: Land, peer: Land, use: str | None) -> None:
    other = land_at(asker.latitude or 0, asker.longitude or 0, stated=asker.stated, land_use=use)
    assert likeness(other, peer) == pytest.approx(likeness(asker, peer))


@given(lands(), lands())
def test_a_comparison_is_that_of_practices(asker: Land, peer: Land) -> None:
    plain = land_at(asker.latitude or 0, asker.longitude or 0, stated=asker.stated)
    assert explain(plain, point_record(peer)) == compared(asker, peer)


@given(lands(), st.lists(lands(), max_size=8))
def test_the_likest_are_all_who_are_like_enough_best_first(asker: Land, others: list[Land]) -> None:
    listeners = [
        Listener(pk=number, land_pairs=[list(pair) for pair in land.to_query()])
        for number, land in enumerate(others)
    ]
    found = likest(asker, listeners, limit=3)
    best = [(peer.likeness, -peer.listener.pk) for peer in found]
    assert best == sorted(best, reverse=True) and len(found) <= 3
    like = [
        one
        for one in listeners
        if (explained := compared(asker, one.land)).factor_groups["climate"] == "close"
        and ranking.steps_of(explained.likeness or 0) >= ranking.steps_of(0.5)
    ]
    assert len(found) == min(3, len(like))
    if found:
        worst = found[-1].likeness
        left_out = [one for one in like if one not in [peer.listener for peer in found]]
        assert all(likeness(asker, one.land) <= worst + 1e-9 for one in left_out)


def test_a_land_of_which_nothing_is_known_finds_nobody() -> None:
    somebody = Listener(pk=1, land_pairs=[["lat", "9.8"], ["lon", "1.5"]])
    assert likest(Land(), [somebody]) == []
    assert likest(land_at(9.8, 1.5), [Listener(pk=2, land_pairs=[])]) == []
