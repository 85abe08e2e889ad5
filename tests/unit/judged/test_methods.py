"""The rivals rank as they say, and a changed profile is changed for as long as it is asked for."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.judged import analogue
from benchmarks.judged import collection as judged
from benchmarks.judged.collection import Question
from benchmarks.judged.methods import Methods
from benchmarks.judged.variant import Variant, in_place
from matching import profile
from zones.grid import conditions_at
from zones.land import land_at

PRACTICES = judged.collection()
METHODS = Methods(PRACTICES)


def question(practice: str, crops: Iterable[str] = ()) -> Question:
    """Return a farm at the place of a practice."""
    record = PRACTICES.practices[PRACTICES.place[practice]].record
    told = {"crops": frozenset(crops)} if crops else {}
    land = land_at(record.latitude or 0.0, record.longitude or 0.0, stated=told)
    return Question(f"{practice} {sorted(crops)}", record.country, land, "")


def order(scores: np.typing.NDArray[np.float64]) -> list[str]:
    return [PRACTICES.practices[place].name for place in np.argsort(-scores, kind="stable")]


def test_the_analogue_of_a_place_is_itself() -> None:
    for name in ("zai-yatenga", "no-till-saskatchewan", "cocoa-agroforest-cameroon"):
        assert order(METHODS.analogue(question(name)))[0] == name


def test_the_year_is_turned_so_that_the_halves_of_the_globe_compare() -> None:
    here = conditions_at(41.6, -93.3)
    assert here is not None
    months = (*here.monthly_rain_mm[6:], *here.monthly_rain_mm[:6])
    warmth = (*here.monthly_temperature_c[6:], *here.monthly_temperature_c[:6])
    turned = replace(here, monthly_rain_mm=months, monthly_temperature_c=warmth)
    other = conditions_at(12.5, -6.8)
    assert other is not None
    years = np.stack([analogue.features(climate) for climate in (here, turned, other)])
    itself, half_a_year_on, elsewhere = analogue.distances(analogue.features(here), years)
    assert itself == pytest.approx(0)
    assert half_a_year_on == pytest.approx(0)
    assert elsewhere > 0.5


def test_shared_crops_come_first_each_part_by_the_analogue() -> None:
    asked = question("zai-yatenga", ["rice"])
    found = order(METHODS.two_lines(asked))
    by_climate = order(METHODS.analogue(asked))
    with_rice = [
        name
        for name in by_climate
        if "rice" in PRACTICES.practices[PRACTICES.place[name]].record.values["crops"].codes  # type: ignore[union-attr]
    ]
    assert found == with_rice + [name for name in by_climate if name not in with_rice]


def test_without_crops_the_two_lines_are_one() -> None:
    asked = question("zai-yatenga")
    assert METHODS.two_lines(asked).tolist() == METHODS.analogue(asked).tolist()


def test_the_gate_holds_for_the_rivals() -> None:
    asked = question("zai-yatenga")
    grazing = replace(asked, land=replace(asked.land, land_use="grazing"))
    for rank in (METHODS.analogue, METHODS.two_lines, METHODS.ours):
        assert np.isneginf(rank(grazing)).tolist() == np.isneginf(METHODS.gate_only(grazing)).tolist()


def test_another_weight_changes_the_likeness_and_is_gone_afterwards() -> None:
    asked = question("zai-yatenga", ["rice"])
    published = METHODS.ours(asked)
    heavier = METHODS.varied(Variant({"crops": 0.5}))(asked)
    assert order(heavier)[0] != "zai-yatenga"
    assert heavier.tolist() != published.tolist()
    assert METHODS.varied(Variant())(asked).tolist() == published.tolist()


def test_a_factor_taken_away_is_not_asked_but_still_limits() -> None:
    with in_place(Variant(without=frozenset({"season_temperature"}))):
        assert "season_temperature" not in {factor.name for factor in profile.FACTORS}
        assert "season_temperature" in {limiter.name for limiter in profile.LIMITERS}
    assert "season_temperature" in {factor.name for factor in profile.FACTORS}


def test_a_misspelt_factor_is_refused() -> None:
    with pytest.raises(KeyError, match="cropz"), in_place(Variant({"cropz": 1.0})):
        pass
