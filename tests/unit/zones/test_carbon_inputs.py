"""The tree of carbon inputs, row by row, and what leads from one class to another."""

import pytest

from zones.carbon_classes import FieldInputs, Gift, Residues


def field(residues: Residues, *gifts: Gift, little: bool = False) -> FieldInputs:
    return FieldInputs(residues, frozenset(gifts), little)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (field("removed"), "low"),
        (field("removed", "legume", "cover_crop", "compost"), "low"),
        (field("removed", "manure"), "medium"),
        # Residues kept and nothing else: still low.
        (field("kept"), "low"),
        (field("kept", "manure"), "low"),
        (field("kept", "compost"), "medium"),
        (field("kept", "water"), "medium"),
        (field("kept", "mineral"), "medium"),
        (field("kept", "legume"), "medium"),
        (field("kept", "legume", "cover_crop"), "high"),
        (field("kept", "mineral", "grass"), "high"),
        (field("kept", "legume", "manure"), "high_manure"),
        (field("kept", "legume", "cover_crop", "manure"), "high_manure"),
        (field("kept", "legume", "manure", little=True), "low"),
        (field("kept", "legume", "compost", little=True), "medium"),
    ],
)
def test_the_tree(given: FieldInputs, expected: str) -> None:
    assert given.input_class == expected


def test_keeping_residues_alone_leads_nowhere_and_with_something_green_to_medium() -> None:
    ways = field("removed").ways_to("medium")
    assert field("removed", "manure") in ways
    assert field("kept", "legume") in ways
    assert field("kept") not in ways
    assert all(way.residues == "kept" or "manure" in way.gifts for way in ways)
    assert field("removed").ways_to("high") == ()
    assert field("kept").ways_to("high_manure") == (field("kept", "legume", "manure"),)


def test_every_way_is_of_the_class_and_keeps_what_was_given() -> None:
    start = field("kept", "mineral")
    for wanted in ("high", "high_manure"):
        ways = start.ways_to(wanted)
        assert ways
        assert all(way.input_class == wanted and way.gifts > start.gifts for way in ways)
        # No way has a thing that it would do without.
        assert not any(one.gifts < other.gifts for one in ways for other in ways)
