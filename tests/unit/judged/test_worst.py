"""What is lowest comes first, and what stands against a practice is named."""

import numpy as np

from benchmarks.judged import collection as judged
from benchmarks.judged.collection import Question
from benchmarks.judged.worst import against, lowest
from zones.land import land_at


def test_the_lowest_come_first_and_what_could_not_be_judged_not_at_all() -> None:
    assert lowest(np.array([0.4, np.nan, 0.1, 0.1]), 3) == [2, 3, 0]


def test_what_stands_against_a_practice_is_named() -> None:
    practices = judged.collection()
    saskatoon = Question("saskatoon", "CA", land_at(52.1, -106.7, land_use="cropland"), "")
    assert against(practices, saskatoon, "no-till-saskatchewan") == "listed, nothing against it"
    assert "temperature_range" in against(practices, saskatoon, "cocoa-agroforest-cameroon")
    grazing = Question("saskatoon", "CA", land_at(52.1, -106.7, land_use="grazing"), "")
    assert against(practices, grazing, "no-till-saskatchewan") == "kept out by the land use"
