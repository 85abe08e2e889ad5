"""What the first group holds at random growing places: other climates, absurd results, or nothing at all.

    python -m benchmarks.random_places [--places 1000] [--seed 4000]
    python -m benchmarks.random_places --set test

Places of the development set are cells of land with at least 60 growing days and a season of at least 8 °C,
drawn by area. Each is told what a farmer there might answer: texture, slope, water, crops and animals, tools
and size. These answers are drawn, too, from shares that are guesses, within what the climate allows; nobody
farms there that we know of. Those of the test set, and what is told of every second one, stand in its file.
What is objectionable say `benchmarks/judged/conflicts.json` and the test set; both were written without a
look at any ranking.

Results are those of the first group ("much like your land"), and beside them all that have a likeness (L) of
.5, whatever their group, and every record that passes the gate.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np

from benchmarks.judged import collection as judged
from benchmarks.judged import conflicts as development
from benchmarks.judged import objectionable
from benchmarks.judged.collection import Collection, Practice
from benchmarks.judged.sets import closed_objections
from matching.profile import CLOSE_LIKENESS, PROFILE_VERSION
from matching.ranking import GROUPS, steps_of
from matching.reference import explainer
from zones import grid, vocabulary
from zones.crop_limits import crop_warnings
from zones.grid import Climate
from zones.land import Answer, AnswerValue, Land, land_at
from zones.values import Range

Code = TypeVar("Code")

PLACES: Final = 1000
SEED: Final = 4000
GROWING_DAYS: Final = 60
SEASON_C: Final = 8
# Beyond these a climate is another one.
SWING_C: Final = 10
WARMTH_C: Final = 6
DRYNESS: Final = 2
FIRST: Final = GROUPS[0]

_TEXTURES: Final = {"sandy": 30, "loamy": 40, "clay": 20, "cracking_clay": 10}
_PLAIN: Final = {"flat": 45, "gentle": 30, "moderate": 15, "rolling": 10}
_MOUNTAIN: Final = {"moderate": 20, "rolling": 20, "hilly": 35, "steep": 25}
_DRY: Final = {"rainfed": 70, "supplementary": 15, "full_irrigation": 15}
_MOIST: Final = {"rainfed": 90, "supplementary": 7, "full_irrigation": 3}
_DRY_BELOW: Final = 0.5
_TOOLS: Final = {
    ("manual", "under_1"): 20,
    ("manual", "1_5"): 20,
    ("animal", "1_5"): 15,
    ("motor", "5_20"): 15,
    ("motor", "20_100"): 15,
    ("motor", "over_100"): 15,
}
_CROPS: Final = {
    "maize": 15,
    "wheat_barley": 15,
    "pulses_oilseeds": 15,
    "roots_tubers": 10,
    "vegetables": 10,
    "fruit_vine_olive": 10,
    "millet_sorghum": 8,
    "rice": 8,
    "coffee_cocoa_tea": 4,
    "cotton_sugar": 4,
}
# What the crop limits leave open: mean of the warmest month from which a summer crop is worth sowing.
_SUMMER_C: Final = {"maize": 18, "millet_sorghum": 20, "rice": 22, "cotton_sugar": 24}
_ONLY_ANIMALS: Final = 0.12
_WITH_CATTLE: Final = 0.25
_WITH_SMALL: Final = 0.2


@dataclass(slots=True)
class Tally:
    """Counts results by what is wrong with them."""

    results: int = 0
    dryness_known: int = 0
    other_swing: int = 0
    other_warmth: int = 0
    other_dryness: int = 0
    objectionable: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Findings:
    """What was found: sizes of all groups by place, results of the first group, with L from .5, and all."""

    sizes: dict[str, list[int]] = field(default_factory=lambda: {group: [] for group in GROUPS})
    first: Tally = field(default_factory=Tally)
    likely: Tally = field(default_factory=Tally)
    every: Tally = field(default_factory=Tally)


# A land, and the ids of the rules that speak against each practice there.
Case = tuple[Land, Mapping[str, Sequence[str]]]


def drawn_places(count: int, seed: int) -> list[tuple[float, float]]:
    """Return centres of growing cells, each at most once, with chances by area."""
    days, warmth = grid.growing_seasons()
    rows, columns = np.nonzero((days >= GROWING_DAYS) & (warmth >= SEASON_C))
    latitudes = (rows + 0.5) * grid.CELL_DEGREES - 90
    areas = np.cos(np.radians(latitudes))
    chosen = np.random.default_rng(seed).choice(len(rows), count, replace=False, p=areas / areas.sum())
    longitudes = (columns + 0.5) * grid.CELL_DEGREES - 180
    return [(float(latitudes[cell]), float(longitudes[cell])) for cell in chosen]


def plausible_land(latitude: float, longitude: float, dice: random.Random) -> Land:
    """Return the land of somebody who might farm there, every question answered but system and soil analysis.

    Raises ValueError at sea.
    """
    bare = land_at(latitude, longitude)
    climate = bare.climate
    if climate is None:
        raise ValueError(f"no land at {latitude}, {longitude}")
    water = _one_of(_DRY if climate.aridity_ratio < _DRY_BELOW else _MOIST, dice)
    tools, size = _one_of(_TOOLS, dice)
    crops = _crops(bare.answers(), climate, water, dice)
    stated: dict[str, AnswerValue] = {
        "texture": frozenset({_one_of(_TEXTURES, dice)}),
        "slope": frozenset({_one_of(_MOUNTAIN if climate.is_mountain else _PLAIN, dice)}),
        "water_supply": frozenset({water}),
        "crops": crops,
        "mechanisation": frozenset({tools}),
        "farm_size": frozenset({size}),
    }
    return land_at(latitude, longitude, stated=stated, land_use=_land_use(crops))


def _crops(
    answers: Mapping[str, Answer], climate: Climate, water: str, dice: random.Random
) -> frozenset[str]:
    """Return one to three groups of crops that stand the climate, animals or none, or animals alone."""
    watered = {**answers, "water_supply": Answer(frozenset({water}), "stated")}
    suited = {
        crop: share
        for crop, share in _CROPS.items()
        if climate.warmest_month_c >= _SUMMER_C.get(crop, -math.inf)
        and not crop_warnings([crop], watered, named=("coffee", "cotton"))
    }
    animals = {
        animal
        for animal, chance in (("cattle", _WITH_CATTLE), ("small_livestock", _WITH_SMALL))
        if dice.random() < chance
    }
    only_animals, count = dice.random() < _ONLY_ANIMALS, dice.randint(1, 3)
    if only_animals or not suited:
        return frozenset(animals or {"cattle"})
    chosen: set[str] = set()
    while len(chosen) < min(count, len(suited)):
        chosen.add(_one_of({crop: share for crop, share in suited.items() if crop not in chosen}, dice))
    return frozenset(chosen | animals)


def _land_use(crops: frozenset[str]) -> str:
    animals = crops.intersection(vocabulary.ANIMAL_GROUPS)
    if animals == crops:
        return "grazing"
    return "mixed" if animals else "cropland"


def _one_of(shares: Mapping[Code, int], dice: random.Random) -> Code:
    return dice.choices(list(shares), weights=list(shares.values()))[0]


def look(practices: Collection, cases: Iterable[Case]) -> Findings:
    """Return what the first group holds on each land, and what has a likeness of .5 there."""
    found = Findings()
    for land, against in cases:
        explain = explainer(land)
        sizes: Counter[str] = Counter()
        for practice in practices.practices:
            explanation = explain(practice.record)
            if explanation is None or explanation.group is None or explanation.likeness is None:
                continue
            sizes[explanation.group] += 1
            rules = against.get(practice.name, [])
            _count(found.every, land, practice, rules)
            if explanation.group == FIRST:
                _count(found.first, land, practice, rules)
            if steps_of(explanation.likeness) >= steps_of(CLOSE_LIKENESS):
                _count(found.likely, land, practice, rules)
        for group in GROUPS:
            found.sizes[group].append(sizes[group])
    return found


def _count(tally: Tally, land: Land, practice: Practice, against: Sequence[str]) -> None:
    here = land.climate
    if here is None:
        raise ValueError("a land at sea")
    tally.results += 1
    there = practice.climate
    swings = [place.warmest_month_c - place.coldest_month_c for place in (here, there)]
    tally.other_swing += abs(swings[0] - swings[1]) > SWING_C
    warmth = _ends(practice, "season_temperature")
    outside = max(warmth.low - here.season_temperature_c, here.season_temperature_c - warmth.high)
    tally.other_warmth += outside > WARMTH_C
    if "aridity" in land.answers():
        tally.dryness_known += 1
        dryness = _ends(practice, "aridity")
        ratio = max(dryness.low / here.aridity_ratio, here.aridity_ratio / dryness.high)
        tally.other_dryness += ratio > DRYNESS
    tally.objectionable += bool(against)
    tally.by_rule.update(against)


def _ends(practice: Practice, name: str) -> Range:
    value = practice.record.values[name]
    if not isinstance(value, Range):
        raise TypeError(f"{name} of {practice.name} is no range")
    return value


def show(title: str, found: Findings) -> None:
    """Print the shares."""
    places = len(found.sizes[FIRST])
    with_any = sum(size > 0 for size in found.sizes[FIRST])
    print(f"\n{title}")
    print(f"places with any result in the first group     {with_any} of {places}")
    for group, sizes in found.sizes.items():
        low, middle, high = np.percentile(sizes, (10, 50, 90))
        print(
            f"size of the group {group:8}                    mean {np.mean(sizes):5.1f}   "
            f"10th, 50th, 90th percentile {low:.0f}, {middle:.0f}, {high:.0f}"
        )
    _show_tally("results in the first group", found.first)
    _show_tally(f"results with L from {CLOSE_LIKENESS}, whatever their group", found.likely)
    label, every = "objectionable among all that pass the gate", found.every
    share = every.objectionable / max(every.results, 1)
    print(f"{label:46}{share:6.1%}   {every.objectionable} of {every.results}")


def _show_tally(title: str, tally: Tally) -> None:
    print(f"{title:46}{tally.results}")
    for label, count, of in (
        (f"  yearly temperature range over {SWING_C} °C apart", tally.other_swing, tally.results),
        (f"  season over {WARMTH_C} °C outside", tally.other_warmth, tally.results),
        (f"  aridity over × or ÷ {DRYNESS} outside, where asked", tally.other_dryness, tally.dryness_known),
        ("  objectionable by the written rules", tally.objectionable, tally.results),
    ):
        print(f"{label:46}{count / max(of, 1):6.1%}   {count} of {of}")
    for rule, count in tally.by_rule.most_common():
        print(f"    {rule:42}{count:5}")


def show_development(practices: Collection, places: int, seed: int) -> None:
    """Print what is found at places drawn here, by the development set's rules."""
    dice = random.Random(seed)
    lands = [plausible_land(*place, dice) for place in drawn_places(places, seed)]
    rules = development.conflicts()
    print(f"DEVELOPMENT SET, seed {seed}, {len(rules)} rules, profile {PROFILE_VERSION}")
    show("ALL PLACES", look(practices, [(land, development.objections(rules, land)) for land in lands]))


def show_test(practices: Collection) -> None:
    """Print what is found at the test set's places, by its rules: with and without anything told."""
    file = closed_objections()
    rules = objectionable.conflicts(file["conflicts"])
    records = objectionable.record_facts(practice.name for practice in practices.practices)
    cases = [
        (place.land, objectionable.objections(rules, place, records))
        for place in objectionable.places(file["places"])
    ]
    told = [case for case in cases if case[0].stated]
    untold = [case for case in cases if not case[0].stated]
    print(f"TEST SET, {len(rules)} rules, profile {PROFILE_VERSION}")
    for title, chosen in (("ALL PLACES", cases), ("PLACES TOLD OF", told), ("A PLACE ALONE", untold)):
        show(title, look(practices, chosen))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.random_places")
    parser.add_argument("--set", choices=("development", "test"), default="development", dest="name")
    parser.add_argument("--places", type=int, default=PLACES, help="development set only")
    parser.add_argument("--seed", type=int, default=SEED, help="development set only")
    given = parser.parse_args(arguments)
    if given.name == "test":
        show_test(judged.collection())
    else:
        show_development(judged.collection(), given.places, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
