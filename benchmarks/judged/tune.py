"""Other weights, distances and limits, each judged on the development set.

    python -m benchmarks.judged.tune [NAME…]
    python -m benchmarks.judged.tune --weight crops=.2 --half rain=1.6 --limit aridity=3 --halving .7

Without options all of `candidates` are printed, or those named; with options one candidate made of them. The
last columns are the gains over the two-line rival with their 95 % intervals. About a second of one core for
each candidate. The test set is not read here.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from benchmarks.judged import collection as judged
from benchmarks.judged.collection import Collection
from benchmarks.judged.measures import Bootstrap, Floats
from benchmarks.judged.methods import TWO_LINES, Method, Methods
from benchmarks.judged.sets import judgements
from benchmarks.judged.variant import Variant
from benchmarks.judged_land import of_farms, of_transfers
from matching import profile

WIDTH: Final = 30
_CLIMATE: Final = tuple(factor.name for factor in profile.FACTORS if factor.slider == "climate")
_SWINGS: Final = frozenset({"seasonality", "coldest_month", "temperature_range"})


class Figures(NamedTuple):
    """One value for each kept transfer, each farm, and each farm with other continents' records only."""

    kept: Floats
    farms: Floats
    far: Floats


def candidates() -> Mapping[str, Variant]:
    """Return the named candidates."""
    return {
        "published": Variant(),
        **{f"crops {weight}": Variant({"crops": weight}) for weight in (0.12, 0.16, 0.20, 0.25, 0.30)},
        "mechanisation .06": Variant({"mechanisation": 0.06}),
        "crops .16, mechanisation .06": Variant({"crops": 0.16, "mechanisation": 0.06}),
        "crops .20, mechanisation .06": Variant({"crops": 0.20, "mechanisation": 0.06}),
        "crops .20, texture .06": Variant({"crops": 0.20, "texture": 0.06}),
        "climate even": Variant(dict.fromkeys(_CLIMATE, 0.40 / len(_CLIMATE))),
        "climate .30": Variant(_times(_CLIMATE, 0.75)),
        "climate .30, crops .20": Variant(_times(_CLIMATE, 0.75) | {"crops": 0.20}),
        "no swings of the year": Variant(without=_SWINGS),
        "warmth first": Variant({"season_temperature": 0.12, "coldest_month": 0.08, "rain": 0.04}),
        "water first": Variant({"aridity": 0.12, "growing_period": 0.12, "season_temperature": 0.04}),
        "range .10": Variant({"temperature_range": 0.10}),
        "range .10, winter .01": Variant({"temperature_range": 0.10, "coldest_month": 0.01}),
        "season limit 9": Variant(limits={"season_temperature": 9}),
        "season 9, aridity 3": Variant(limits={"season_temperature": 9, "aridity": 3}),
        "season 9, crops .20": Variant({"crops": 0.20}, limits={"season_temperature": 9}),
        "halving .7": Variant(halving=0.7),
        "halving .7, crops .20": Variant({"crops": 0.20}, halving=0.7),
        "no limiters": Variant(halving=1.0),
        "no limiters, crops .20": Variant({"crops": 0.20}, halving=1.0),
        "by L alone": Variant(is_grouped=False),
        "by L alone, crops .20": Variant({"crops": 0.20}, is_grouped=False),
        "L, .7, crops .20": Variant({"crops": 0.20}, halving=0.7, is_grouped=False),
        "L, .7, crops .25": Variant({"crops": 0.25}, halving=0.7, is_grouped=False),
        "L, season 9, crops .25": Variant(
            {"crops": 0.25}, limits={"season_temperature": 9}, is_grouped=False
        ),
    }


def _times(names: Iterable[str], share: float) -> dict[str, float]:
    return {name: profile.FACTORS_BY_NAME[name].weight * share for name in names}


class Judge:
    """The development set, and how the two-line rival does on it."""

    def __init__(self, practices: Collection) -> None:
        self._practices = practices
        chosen = judgements("development")
        self._kept = [transfer for transfer in chosen.transfers if transfer.outcome == "kept"]
        self._farms = chosen.farms
        self._methods = Methods(practices)
        self.rival = self._figures(self._methods.rivals[TWO_LINES])
        self._bootstraps = (
            Bootstrap([transfer.practice for transfer in self._kept]),
            Bootstrap([farm.question.name for farm in self._farms]),
            Bootstrap([str(number) for number in range(len(self.rival.far))]),
        )

    def figures(self, variant: Variant) -> Figures:
        return self._figures(self._methods.varied(variant))

    def row(self, name: str, found: Figures) -> str:
        """Return a line of the table: three means, and three gains over the two-line rival."""
        means = "".join(f"{values.mean():8.3f}" for values in found)
        gains = "  ".join(
            f"{bootstrap.gain(values, rival)!s:25}"
            for bootstrap, values, rival in zip(self._bootstraps, found, self.rival, strict=True)
        )
        return f"{name:{WIDTH}.{WIDTH}}{means}   {gains}".rstrip()

    def _figures(self, method: Method) -> Figures:
        method = _remembering(method)
        far = of_farms(self._practices, method, self._farms, far=True)
        return Figures(
            of_transfers(self._practices, method, self._kept),
            of_farms(self._practices, method, self._farms),
            far[~np.isnan(far)],
        )


def _remembering(method: Method) -> Method:
    """Return the method with its scores kept by question: the farms are measured twice."""
    kept: dict[str, Floats] = {}

    def remembered(question: judged.Question) -> Floats:
        if question.name not in kept:
            kept[question.name] = method(question)
        return kept[question.name]

    return remembered


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged.tune")
    parser.add_argument("names", nargs="*", help="candidates to judge; all without any")
    for option, of in (("weight", "FACTOR"), ("half", "FACTOR"), ("limit", "LIMITER")):
        parser.add_argument(f"--{option}", action="append", default=[], type=_pair, metavar=f"{of}=NUMBER")
    parser.add_argument("--without", action="append", default=[], metavar="FACTOR")
    parser.add_argument("--halving", type=float, default=profile.LIMITER_FACTOR, metavar="NUMBER")
    parser.add_argument("--ungrouped", action="store_true", help="sort by likeness alone")
    given = parser.parse_args(arguments)
    own = Variant(
        dict(given.weight),
        dict(given.half),
        dict(given.limit),
        frozenset(given.without),
        given.halving,
        not given.ungrouped,
    )
    every = candidates()
    unknown = [name for name in given.names if name not in every]
    if unknown:
        parser.error(f"no such candidate: {', '.join(unknown)}; there are {', '.join(every)}")
    chosen = {name: every[name] for name in given.names or every} if own == Variant() else {"yours": own}
    show(chosen, print)
    return 0


def show(chosen: Mapping[str, Variant], say: Callable[[str], object]) -> None:
    """Print a line for each candidate under the two-line rival's."""
    judge = Judge(judged.collection())
    say(f"DEVELOPMENT SET, published profile {profile.PROFILE_VERSION}; gains are over: {TWO_LINES}")
    say(f"{'':{WIDTH}}    kept   farms     far   {'kept':25}  {'farms':25}  far")
    say(judge.row("two-line rival", judge.rival))
    for name, variant in chosen.items():
        say(judge.row(name, judge.figures(variant)))


def _pair(text: str) -> tuple[str, float]:
    name, _equals, number = text.partition("=")
    return name, float(number)


if __name__ == "__main__":
    sys.exit(main())
