"""What keeping and changing columns promises, beside the laws that hold their results to the reference."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching import profile
from matching.columns import Columns, ColumnsUnusable
from matching.records import Record
from tests.unit.matching.drawing import Draws
from zones.land import Land
from zones.values import Classes, Range

LAND = Land(stated={"ph": 6.0, "texture": frozenset({"loamy"}), "salinity": True, "rain": 700.0})


def records(count: int, seed: int = 7) -> list[Record]:
    source = random.Random(seed)
    return [Draws(source.randbytes(180)).record(LAND, number=number) for number in range(1, count + 1)]


def results(columns: Columns) -> list[tuple[int, float]]:
    matches = columns.match(LAND)
    assert matches.likeness is not None
    return list(zip(matches.ids.tolist(), matches.likeness.tolist(), strict=True))


def test_saved_columns_open_memory_mapped_and_answer_the_same(tmp_path: Path) -> None:
    built = Columns.build(records(40))
    built.save(tmp_path / "columns")
    opened = Columns.open(tmp_path / "columns")
    assert results(opened) == results(built)
    assert isinstance(opened.column("texture").base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        opened.ids[0] = 5


def test_no_practice_at_all(tmp_path: Path) -> None:
    Columns.build([]).save(tmp_path)
    for columns in (Columns.build([]), Columns.open(tmp_path)):
        matches = columns.match(LAND, limit=20)
        assert (len(columns), matches.total, matches.ids.tolist()) == (0, 0, [])
        assert matches.groups == {"listed": 0, "far": 0}


@pytest.mark.parametrize("land", [LAND, Land()])
def test_rows_that_are_wanted_wherever_they_stand_come_with_what_they_have_in_the_whole(land: Land) -> None:
    columns = Columns.build(records(60))
    whole = columns.match(land)
    rows = whole.rows.tolist()
    wanted = np.array([rows[-1], rows[2], rows[20]])
    matches = columns.match(land, limit=5, also=wanted)
    assert matches.rows.tolist() == [*rows[:5], rows[-1], rows[20]]
    assert (matches.total, matches.groups) == (whole.total, whole.groups)
    if matches.likeness is not None and whole.likeness is not None:
        assert matches.likeness.tolist() == [whole.likeness[rows.index(row)] for row in matches.rows.tolist()]


def damage_version(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, "profile": "another"}))


def damage_count(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, "count": 3}))


def cut(name: str, to: int, folder: Path) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:to])


@pytest.mark.parametrize(
    "damage",
    [
        damage_version,
        damage_count,
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "columns.npy").unlink(),
        lambda folder: (folder / "meta.json").write_text("[]"),
        lambda folder: cut("meta.json", 20, folder),
        lambda folder: cut("columns.npy", 400, folder),
        lambda folder: cut("columns.npy", 0, folder),
        lambda folder: cut("positions.npy", 10, folder),
    ],
)
def test_columns_that_cannot_serve_say_so(damage: object, tmp_path: Path) -> None:
    Columns.build(records(10)).save(tmp_path)
    assert callable(damage)
    damage(tmp_path)
    with pytest.raises(ColumnsUnusable):
        Columns.open(tmp_path)


def test_a_change_of_the_profile_asks_for_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Columns.build(records(3)).save(tmp_path)
    monkeypatch.setattr(profile, "PROFILE_VERSION", "next")
    with pytest.raises(ColumnsUnusable, match="profile"):
        Columns.open(tmp_path)


def test_updated_equals_built_anew() -> None:
    before, changed = records(30), records(60, seed=8)[20:45]
    kept = [record for record in before if record.id <= 20 and record.id not in (3, 4)]
    updated = Columns.build(before).updated(changed, removed=[3, 4, 999])
    assert results(updated) == results(Columns.build([*kept, *changed]))
    assert updated.ids.tolist() == Columns.build([*kept, *changed]).ids.tolist()


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        Columns.build([Record(1), Record(1)])


def test_rows_stand_in_browse_order_and_nothing_asked_keeps_it() -> None:
    built = Columns.build([Record(5), Record(2, confirmed_on=3), Record(1, confirmed_on=9), Record(4)])
    matches = built.match(Land(), limit=3)
    assert built.ids.tolist() == [1, 2, 4, 5]
    assert (matches.ids.tolist(), matches.total, matches.likeness) == ([1, 2, 4], 4, None)
    assert matches.groups == {}
    assert matches.reaches(0.3).all()


def test_allowed_rows_are_not_written_to() -> None:
    built = Columns.build(records(5))
    allowed = np.ones(5, dtype=np.bool_)
    built.match(replace(LAND, land_use="grazing"), allowed=allowed)
    assert allowed.all()


def test_ends_that_nobody_rounded_stay_exact() -> None:
    """Every end may be different; nothing is put into bins."""
    source = random.Random(3)
    points = [Record(i, {"ph": Range.point(source.uniform(4, 9))}) for i in range(2000)]
    matches = Columns.build(points).match(Land(stated={"ph": 6.0}))
    assert matches.likeness is not None
    by_id = {record.id: record.values["ph"] for record in points}
    for number, likeness in zip(matches.ids.tolist(), matches.likeness.tolist(), strict=True):
        point = by_id[number]
        assert isinstance(point, Range)
        assert pytest.approx(2 ** -((point.low - 6) ** 2), abs=1e-12) == likeness


def test_records_refuse_values_of_the_wrong_kind() -> None:
    for values in ({"rain": Classes.of("clay")}, {"texture": Classes.of("chalk")}, {"colour": Range(1, 2)}):
        with pytest.raises(ValueError):
            Record(1, values)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no such need"):
        Record(1, needs=frozenset({"luck"}))
