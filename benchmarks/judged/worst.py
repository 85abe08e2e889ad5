"""Where the land matching does worst, and what stands there against that which was worth reading.

    python -m benchmarks.judged.worst [--set development|test] [--count 10]

To be looked at after a set has been judged. Who changes the formula by what it says of the test set has made
that a development set.
"""

import argparse
import sys

import numpy as np

from benchmarks.judged import collection as judged
from benchmarks.judged.collection import Collection, Farm, Question, Transfer
from benchmarks.judged.measures import Floats
from benchmarks.judged.methods import OURS, TWO_LINES, WORDS, Method, Methods
from benchmarks.judged.sets import judgements
from benchmarks.judged_land import of_farms, of_transfers
from matching.reference import explain

COUNT = 10
# Records of a lower grade hold one useful lesson; being low in the list is no fault of theirs.
WORTH_READING = 2


def against(practices: Collection, question: Question, name: str) -> str:
    """Return the group and what halves the likeness of one practice for one question, in words."""
    found = explain(question.land, practices.practices[practices.place[name]].record)
    if found is None:
        return "kept out by the land use"
    applied = ", ".join(limiter.name for limiter in found.applied)
    return f"{found.group}, {applied or 'nothing against it'}"


def show_farms(practices: Collection, compared: dict[str, Method], farms: list[Farm], count: int) -> None:
    values = {name: of_farms(practices, method, farms) for name, method in compared.items()}
    print("\nFARMS, nDCG@10; below each what has a grade of 2 or 3")
    for number in lowest(values[OURS], count):
        farm = farms[number]
        print(f"{farm.question.name:34}" + "".join(f"{found[number]:8.2f}" for found in values.values()))
        for name, grade in sorted(farm.grades.items(), key=lambda pair: -pair[1]):
            if grade >= WORTH_READING:
                print(f"    {grade}  {name:36}{against(practices, farm.question, name)}")


def show_transfers(
    practices: Collection, compared: dict[str, Method], transfers: list[Transfer], count: int
) -> None:
    kept = [transfer for transfer in transfers if transfer.outcome == "kept"]
    values = {name: of_transfers(practices, method, kept) for name, method in compared.items()}
    print("\nKEPT TRANSFERS, rank percentile")
    for number in lowest(values[OURS], count):
        question = kept[number].question
        figures = "".join(f"{found[number]:8.2f}" for found in values.values())
        print(f"{question.name:46}{figures}   {against(practices, question, kept[number].practice)}")


def lowest(values: Floats, count: int) -> list[int]:
    """Return the positions of the lowest values, the lowest first; NaN is none of them."""
    order = np.argsort(values, kind="stable")
    return [int(number) for number in order if not np.isnan(values[number])][:count]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged.worst")
    parser.add_argument("--set", choices=("development", "test"), default="development", dest="name")
    parser.add_argument("--count", type=int, default=COUNT)
    given = parser.parse_args()
    practices, chosen = judged.collection(), judgements(given.name)
    methods = Methods(practices)
    compared = {OURS: methods.ours, **{name: methods.rivals[name] for name in (WORDS, TWO_LINES)}}
    print(f"{given.name} set; three figures: {', '.join(compared)}")
    show_farms(practices, compared, chosen.farms, given.count)
    show_transfers(practices, compared, chosen.transfers, given.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
