"""The land matching judged: documented transfers and graded farms, beside simpler ways to rank.

    python -m benchmarks.judged_land [--set development|test]

Reads the starter records and the judgements from their files; needs no database. The same figures every time.
The formula was worked out on the development set. The test set was opened when that was settled.
What the figures mean, and what they do not, stands in docs/judged-land.md.
"""

import argparse
import sys
from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.judged import collection as judged
from benchmarks.judged.collection import Collection, Farm, MissingRecordsError, Transfer
from benchmarks.judged.measures import Bootstrap, Floats, Mask, apart, in_top, ndcg, percentile
from benchmarks.judged.methods import OURS, TWO_LINES, Method, Methods
from benchmarks.judged.sets import Judgements, TamperedSetError, judgements
from benchmarks.judged.stability import MOST_HIDDEN, MOVED_KM, Stability
from matching.profile import PROFILE_VERSION
from zones.geography import continent_of

WIDTH = 34


TITLES = {
    "development": "DEVELOPMENT SET: the formula was worked out on it, so these figures flatter it",
    "test": "TEST SET: written apart from the formula, opened when that was settled",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged_land")
    parser.add_argument("--set", choices=tuple(TITLES), default="development", dest="name")
    practices = judged.collection()
    try:
        chosen = judgements(parser.parse_args().name)
        practices.demand(transfer.practice for transfer in chosen.transfers)
        practices.demand(name for farm in chosen.farms for name in farm.grades)
    except (MissingRecordsError, TamperedSetError) as error:
        print(error, file=sys.stderr)
        return 1
    show(practices, chosen)
    return 0


def show(practices: Collection, chosen: Judgements) -> None:
    """Print every measure; the test set is not asked which part helps, or it would be tuned on."""
    methods = Methods(practices)
    transfers, farms = chosen.transfers, chosen.farms
    print(TITLES[chosen.name])
    print(f"{len(practices.practices)} records, {len(transfers)} transfers, {len(farms)} farms", end="")
    print(f", profile {PROFILE_VERSION}")
    show_transfers(practices, methods, transfers)
    show_farms(practices, methods, farms)
    if chosen.name == "development":
        show_ablations(practices, methods, transfers, farms)
    show_stability(practices, farms)


def elsewhere(practices: Collection, country: str) -> Mask:
    return np.array([practice.record.country != country for practice in practices.practices])


def other_continents(practices: Collection, country: str) -> Mask:
    here = continent_of(country)
    return np.array([continent_of(practice.record.country) != here for practice in practices.practices])


def of_transfers(
    practices: Collection,
    method: Method,
    transfers: list[Transfer],
    measure: Callable[[Floats, int, Mask], float] = percentile,
) -> Floats:
    """Records of the destination's own country are hidden, but for the one that was transferred."""
    found = []
    for transfer in transfers:
        wanted = practices.place[transfer.practice]
        visible = elsewhere(practices, transfer.question.country)
        visible[wanted] = True
        found.append(measure(method(transfer.question), wanted, visible))
    return np.array(found)


def of_farms(practices: Collection, method: Method, farms: list[Farm], far: bool = False) -> Floats:
    """NaN for a farm for which nothing visible has a grade; `far` shows other continents' records only."""
    found = []
    for farm in farms:
        grades = np.array(
            [farm.grades.get(practice.name, 0) for practice in practices.practices], dtype=float
        )
        visible = other_continents(practices, farm.question.country) if far else np.ones(len(grades), bool)
        value = ndcg(method(farm.question), grades, visible)
        found.append(np.nan if value is None else value)
    return np.array(found)


def show_transfers(practices: Collection, methods: Methods, transfers: list[Transfer]) -> None:
    print("\nTRANSFERS: rank percentile of the practice at its destination, 1 first, 0 last;")
    print("the destination country's own records hidden; intervals resample whole practices")
    by_outcome = {
        outcome: [transfer for transfer in transfers if transfer.outcome == outcome]
        for outcome in judged.OUTCOMES
    }
    every: dict[str, Method] = {OURS: methods.ours, **methods.rivals}
    values = {
        outcome: {name: of_transfers(practices, method, chosen) for name, method in every.items()}
        for outcome, chosen in by_outcome.items()
    }
    kept = by_outcome["kept"]
    heads = "".join(f"{outcome} {len(chosen)}".rjust(12) for outcome, chosen in by_outcome.items())
    print(f"{'':{WIDTH}}{heads}{'kept in ten':>13}   ours is better, kept")
    bootstrap = Bootstrap([transfer.practice for transfer in kept])
    for name, method in every.items():
        means = "".join(f"{values[outcome][name].mean():12.3f}" for outcome in by_outcome)
        top = of_transfers(practices, method, kept, in_top).mean()
        gain = "" if name == OURS else f"   {bootstrap.gain(values['kept'][OURS], values['kept'][name])}"
        print(f"{name:{WIDTH}}{means}{top:13.2f}{gain}")
    print_best(bootstrap, values["kept"])
    difference = apart(
        values["kept"][OURS],
        [transfer.practice for transfer in kept],
        values["dropped"][OURS],
        [transfer.practice for transfer in by_outcome["dropped"]],
    )
    print(f"{'kept less dropped, ours':{WIDTH}}{difference}")


def show_farms(practices: Collection, methods: Methods, farms: list[Farm]) -> None:
    every: dict[str, Method] = {OURS: methods.ours, **methods.rivals}
    for far, title in ((False, "all records"), (True, "records of other continents only")):
        values = {name: of_farms(practices, method, farms, far) for name, method in every.items()}
        judgeable = ~np.isnan(values[OURS])
        values = {name: found[judgeable] for name, found in values.items()}
        print(f"\nFARMS: nDCG@10, {title}, {int(judgeable.sum())} farms")
        print(f"{'':{WIDTH}}{'mean':>12}   ours is better")
        bootstrap = Bootstrap([str(number) for number in range(int(judgeable.sum()))])
        for name, found in values.items():
            gain = "" if name == OURS else f"   {bootstrap.gain(values[OURS], found)}"
            print(f"{name:{WIDTH}}{found.mean():12.3f}{gain}")
        print_best(bootstrap, values)


def print_best(bootstrap: Bootstrap, values: Mapping[str, Floats]) -> None:
    others = {name: found for name, found in values.items() if name != OURS}
    best = max(others, key=lambda name: float(others[name].mean()))
    print(f"{'over the best of them':{WIDTH}}{bootstrap.gain_over_best(values[OURS], others)}   ({best})")
    gain = bootstrap.gain(values[OURS], others[TWO_LINES])
    print(f"{'over the two-line rival':{WIDTH}}{gain}   ({TWO_LINES})")


def show_ablations(
    practices: Collection, methods: Methods, transfers: list[Transfer], farms: list[Farm]
) -> None:
    kept = [transfer for transfer in transfers if transfer.outcome == "kept"]
    print("\nTAKEN AWAY: what changes without it; below 0 it had helped")
    print(f"{'':{WIDTH}}kept transfers, percentile      farms, nDCG@10")
    of_places = Bootstrap([transfer.practice for transfer in kept])
    of_grades = Bootstrap([farm.question.name for farm in farms])
    placed = of_transfers(practices, methods.ours, kept)
    graded = of_farms(practices, methods.ours, farms)
    for name, method in methods.ablations.items():
        change = of_places.gain(of_transfers(practices, method, kept), placed)
        regraded = of_grades.gain(of_farms(practices, method, farms), graded)
        print(f"{name:{WIDTH}}{change!s:32}{regraded}")


def show_stability(practices: Collection, farms: list[Farm]) -> None:
    stability = Stability(practices)
    print("\nSTABILITY: share of the first ten that stays")
    moved = stability.after_moving(farms)
    tenth = np.percentile(moved, 10)
    label = f"place {MOVED_KM} km off"
    print(f"{label:{WIDTH}}mean {moved.mean():.2f}   10th percentile {tenth:.2f}   {len(moved)} moves")
    for count in range(1, MOST_HIDDEN + 1):
        shares, used = stability.after_hiding(farms, count)
        label = f"{count} answer{'s' * (count > 1)} hidden"
        tenth = np.percentile(shares, 10)
        print(f"{label:{WIDTH}}mean {shares.mean():.2f}   10th percentile {tenth:.2f}   {used} farms")


if __name__ == "__main__":
    sys.exit(main())
