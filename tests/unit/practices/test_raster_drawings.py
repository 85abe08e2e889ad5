"""Every drawing has its twin of points, made of the drawing as it is, light enough to travel with a mail."""

from pathlib import Path

import pytest

from practices import drawings, raster_drawings

FILES = raster_drawings.all_files()


def test_none_is_out_of_date() -> None:
    stale = [file.stem for file in FILES if not raster_drawings.is_fresh(file)]
    assert FILES
    assert not stale, "python -m benchmarks.raster_drawings"


def test_none_is_left_of_a_drawing_that_is_gone() -> None:
    assert {twin.stem for twin in drawings.FOLDER.glob("*.png")} == {file.stem for file in FILES}


def test_they_stay_light() -> None:
    sizes = [raster_drawings.twin_of(file).stat().st_size for file in FILES]
    assert max(sizes) < 25_000
    assert sum(sizes) < 8_000 * len(sizes)


@pytest.mark.parametrize("name", ["", "no-such-drawing", "../../secret", "zai-yatenga.png"])
def test_what_is_no_drawing_has_none(name: str) -> None:
    assert raster_drawings.find(name) is None
    assert raster_drawings.static_path(name) == ""


def test_a_changed_drawing_is_noticed(tmp_path: Path) -> None:
    file = raster_drawings.all_files()[0]
    copy = tmp_path / file.name
    copy.write_text(file.read_text() + "\n")
    raster_drawings.twin_of(copy).write_bytes(raster_drawings.twin_of(file).read_bytes())
    assert raster_drawings.is_fresh(file) and not raster_drawings.is_fresh(copy)
