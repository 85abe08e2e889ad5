"""The profile as data: what other engines compile from it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from matching import profile
from matching.profile import ClassFactor
from zones import factors

ROOT = Path(__file__).resolve().parents[3]


def test_weights_sum_to_one_by_slider() -> None:
    for slider, share in (("climate", 0.34), ("soil", 0.25), ("farming", 0.41)):
        assert sum(f.weight for f in profile.FACTORS if f.slider == slider) == pytest.approx(share)


def test_every_factor_of_the_vocabulary_is_scored_once_and_in_its_order() -> None:
    assert tuple(f.name for f in profile.FACTORS) == factors.NAMES
    for factor in profile.FACTORS:
        if isinstance(factor, ClassFactor):
            assert len(factor.table) == len(factor.codes) == len(factor.table[0])


def test_version_is_that_of_the_content() -> None:
    other = [replace(profile.FACTORS[0], weight=0.09)]
    assert profile.version_of(profile.LIMITERS[0].name, 0.1 + 0.2) == profile.version_of("salinity", 0.3)
    assert profile.version_of([f.weight for f in other]) != profile.version_of([profile.FACTORS[0].weight])


def test_version_is_the_same_in_every_process() -> None:
    asked = [sys.executable, "-c", "from matching import profile; print(profile.PROFILE_VERSION)"]
    said = subprocess.run(
        asked, cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "5"}
    )
    assert said.stdout.strip() == profile.PROFILE_VERSION
