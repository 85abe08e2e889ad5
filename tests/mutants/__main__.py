"""Breaks the scorer and the carbon arithmetic in many named ways; shows that a law fails for each.

`python -m tests.mutants` prints one line a mutant, with the law that noticed it. Exits 1 when one lives, or
when a law fails unbroken.
Mutants of the reference and the profile must fail a law that looks at the reference alone: that the columns
then differ from it would prove nothing.
"""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    max_examples=60,
    phases=(Phase.generate,),
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")

from matching import tables  # noqa: E402
from tests.mutants import rules  # noqa: E402,F401
from tests.mutants.carbon import CARBON_MUTANTS  # noqa: E402
from tests.mutants.catalogue import MUTANTS  # noqa: E402
from tests.mutants.engines import ENGINE_MUTANTS  # noqa: E402
from tests.unit.matching import test_laws, test_laws_of_answers, test_laws_of_limiters, test_statements  # noqa: E402
from tests.unit.zones import test_carbon, test_carbon_inputs, test_carbon_laws  # noqa: E402
from zones import carbon  # noqa: E402

Law = tuple[str, Callable[[], None]]
OF_ENGINES = (
    "test_13_a_batch_scores_as_one_by_one",
    "test_15_a_page_of_the_columns_is_that_of_a_full_scan",
    "test_15_one_limiter_leaves_nobody_out",
    "test_15_whom_limiters_put_low_may_still_stand_first",
    "test_15_columns_count_the_groups_of_the_reference",
    "test_gate_of_the_columns",
)


def laws(*modules: ModuleType) -> list[Law]:
    """Every test of the modules, one for each parameter; tables before random cases, being quicker."""
    found = [
        (name, run)
        for module in modules
        for name in vars(module)
        if name.startswith("test_")
        for run in _cases(getattr(module, name))
    ]
    return sorted(found, key=lambda law: hasattr(law[1], "hypothesis"))


def _cases(test: Any) -> Iterator[Any]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    if not marks:
        yield test
        return
    names, rows = marks[0].args
    for row in rows:
        values = row if isinstance(names, tuple) else (row,)
        keys = names if isinstance(names, tuple) else (names,)
        yield partial(test, **dict(zip(keys, values, strict=True)))


def fails(law: Callable[[], None]) -> bool:
    try:
        law()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however a law fails, it has noticed
        return True
    return False


def noticed_by(break_it: Callable[[pytest.MonkeyPatch], None], suspects: list[Law]) -> str | None:
    with pytest.MonkeyPatch.context() as patch:
        break_it(patch)
        _forget()
        noticed = next((name for name, law in suspects if fails(law)), None)
    _forget()
    return noticed


def _forget() -> None:
    """Tables made with another profile must not outlive it."""
    for cached in (tables.class_scores, tables.rain_shares, carbon._cell):
        clear = getattr(cached, "cache_clear", None)
        if clear:
            clear()


def main() -> int:
    start = time.monotonic()
    everything = laws(test_laws, test_laws_of_answers, test_laws_of_limiters, test_statements)
    of_engines = [law for law in everything if law[0] in OF_ENGINES]
    of_scores = [law for law in everything if law[0] not in OF_ENGINES]
    of_carbon = laws(test_carbon, test_carbon_inputs, test_carbon_laws)
    broken = [name for name, law in (*everything, *of_carbon) if fails(law)]
    if broken:
        sys.stdout.write(f"laws that fail without a fault: {', '.join(broken)}\n")
        return 1
    alive = []
    kinds = ((of_scores, MUTANTS), (of_engines, ENGINE_MUTANTS), (of_carbon, CARBON_MUTANTS))
    for suspects, mutants in kinds:
        for name, break_it in mutants.items():
            law = noticed_by(break_it, suspects)
            sys.stdout.write(
                f"{'LIVES ' if law is None else 'killed'}  {name.replace('_', ' '):58} {law or ''}\n"
            )
            sys.stdout.flush()
            if law is None:
                alive.append(name)
    total = sum(len(mutants) for _suspects, mutants in kinds)
    sys.stdout.write(f"{total - len(alive)} of {total} killed in {time.monotonic() - start:.0f} s\n")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
