"""How long the match of all practices takes: CPU time of a query, NumPy columns and reference scorer.

    python benchmarks/match.py [--sizes 10000 100000] [--queries 200]

Practices and lands are drawn at random over the whole span of every factor: harder than real ones, which
resemble one another.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from matching import profile, reference
from matching.columns import Columns
from matching.profile import NumberFactor
from matching.records import Record
from zones import factors, vocabulary
from zones.land import AnswerValue, Land
from zones.values import BooleanValue, Classes, Range, Value

LAND_USES = vocabulary.LAND_USES
# The reference scorer takes seconds for all practices; so many show its pace.
REFERENCE_SAMPLE = 1000


def random_record(source: random.Random, number: int, filled: float = 0.8) -> Record:
    """A practice that knows each thing with probability `filled`."""
    values: dict[str, Value] = {}
    for factor in profile.FACTORS:
        if source.random() > filled:
            continue
        if isinstance(factor, NumberFactor):
            decimals = factors.NUMBERS[factor.name].decimals
            low, high = sorted(round(source.uniform(factor.low, factor.high), decimals) for _ in range(2))
            values[factor.name] = Range(low, high)
        else:
            values[factor.name] = Classes(frozenset(source.sample(factor.codes, source.randint(1, 2))))
    for name in factors.CONSTRAINTS:
        if source.random() < filled:
            values[name] = BooleanValue(source.random() < 0.3)
    return Record(
        id=number,
        values=values,
        needs=frozenset(source.sample(vocabulary.NEEDS, 1)) if source.random() < 0.5 else frozenset(),
        land_uses=frozenset(source.sample(LAND_USES, source.randint(1, 2))),
        confirmed_on=source.randint(0, 20000),
    )


def random_land(source: random.Random) -> Land:
    """A farmer who answered everything, with every kind of limiter possible."""
    stated: dict[str, AnswerValue] = {}
    for factor in profile.FACTORS:
        if isinstance(factor, NumberFactor):
            stated[factor.name] = source.uniform(factor.low, factor.high)
        else:
            stated[factor.name] = frozenset(source.sample(factor.codes, source.randint(1, 2)))
    stated["water_supply"] = frozenset({"rainfed"})
    stated |= {"salinity": True, "waterlogging": True, "frost": source.random() < 0.5}
    stated |= {name: source.random() < 0.5 for name in factors.NEEDED_FACTS}
    return Land(stated=stated, land_use=source.choice(LAND_USES))


def cpu_times_ms(action: Callable[[Land], object], lands: Sequence[Land]) -> list[float]:
    times = []
    for land in lands:
        start = time.process_time()
        action(land)
        times.append((time.process_time() - start) * 1000)
    return sorted(times)


def shown(times: list[float]) -> str:
    best, p50, p95 = times[0], times[len(times) // 2], times[int(len(times) * 0.95)]
    return f"best {best:7.2f} ms   p50 {p50:7.2f} ms   p95 {p95:7.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    source = random.Random(4000)
    records: list[Record] = []
    out = sys.stdout
    for size in options.sizes:
        records += [random_record(source, number) for number in range(len(records), size)]
        start = time.process_time()
        built = Columns.build(records)
        build_s = time.process_time() - start
        with tempfile.TemporaryDirectory() as folder:
            built.save(Path(folder))
            stored = sum(file.stat().st_size for file in Path(folder).iterdir())
            columns = Columns.open(Path(folder))
            lands = [random_land(source) for _ in range(options.queries)]
            columns.match(lands[0], limit=20)
            fast = cpu_times_ms(partial(columns.match, limit=20), lands)
        slow = cpu_times_ms(partial(reference.rank, records=records[:REFERENCE_SAMPLE]), lands[:5])
        out.write(f"{size:,} practices: built in {build_s:.1f} s, {stored / size:.0f} bytes a practice\n")
        out.write(f"  columns, best 20   {shown(fast)}   ({len(fast)} queries)\n")
        out.write(f"  reference, {REFERENCE_SAMPLE:,}   {shown(slow)}   ({len(slow)} queries)\n")


if __name__ == "__main__":
    main()
