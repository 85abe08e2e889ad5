"""Facet bits count what a plain loop over sets counts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import FACETS, Facets, Selection
from search.engines.embedded.facets import FacetBits

CODES = ("a", "b", "c")
practices = st.lists(
    st.fixed_dictionaries({name: st.frozensets(st.sampled_from(CODES)) for name in FACETS[:3]}), max_size=20
)
selections = st.dictionaries(st.sampled_from(FACETS[:3]), st.frozensets(st.sampled_from((*CODES, "unknown"))))


def passes(facets: Facets, selection: Selection) -> bool:
    return all(not codes or codes & facets.get(name, frozenset()) for name, codes in selection.facets.items())


@given(practices, selections)
def test_selection_and_counts_equal_a_plain_loop(facets: list[Facets], ticked: Facets) -> None:
    bits, selection = FacetBits.build(facets), Selection(ticked)
    mask = bits.selected(selection)
    assert mask.tolist() == [passes(one, selection) for one in facets]
    for name in FACETS[:3]:
        expected = {
            code: count
            for code in CODES
            if (count := sum(passes(one, selection) and code in one[name] for one in facets))
        }
        assert bits.count(name, mask) == expected


@given(practices, practices, st.data())
def test_rearranging_equals_building_anew(old: list[Facets], new: list[Facets], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, max(len(old) - 1, 0)), max_size=15)) if old else []
    result = [old[row] for row in rows]
    changed = dict(zip(range(len(rows)), new, strict=False))
    for row, facets in changed.items():
        result[row] = facets
    rearranged, built = FacetBits.build(old).rearranged(rows, changed), FacetBits.build(result)
    everything = rearranged.selected(Selection())
    for name in FACETS[:3]:
        assert rearranged.count(name, everything) == built.count(name, everything)


def test_bits_of_other_facets_are_made_anew(tmp_path: Path) -> None:
    FacetBits.build([{"outcome": frozenset({"adopted"})}]).save(tmp_path)
    written = tmp_path / "facets.json"
    content = json.loads(written.read_text())
    for facets in ({"facets": [*FACETS, "zone"]}, {}):
        written.write_text(json.dumps({"options": content["options"], "rows": content["rows"], **facets}))
        with pytest.raises((ValueError, KeyError)):
            FacetBits.open(tmp_path)


def test_saved_bits_come_back(tmp_path: Path) -> None:
    bits = FacetBits.build([{"outcome": frozenset({"adopted"})}, {"outcome": frozenset({"mixed"})}])
    bits.save(tmp_path)
    selection = Selection({"outcome": frozenset({"mixed"})})
    assert FacetBits.open(tmp_path).selected(selection).tolist() == [False, True]
