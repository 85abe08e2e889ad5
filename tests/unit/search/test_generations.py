"""A new generation replaces the old one whole or not at all."""

from pathlib import Path

import pytest

from search.engines.embedded.generations import Generations


def write(generations: Generations, text: str) -> None:
    with generations.new() as folder:
        (folder / "content").write_text(text)


def read(generations: Generations) -> str:
    current = generations.current()
    assert current is not None
    return (current / "content").read_text()


def test_nothing_is_current_before_the_first_build(tmp_path: Path) -> None:
    assert Generations(tmp_path / "index").current() is None


def test_the_last_whole_generation_is_current(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    write(generations, "first")
    write(generations, "second")
    assert read(generations) == "second"


def test_a_failed_build_leaves_the_old_one_and_no_rubbish(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    write(generations, "first")
    with pytest.raises(RuntimeError), generations.new() as folder:
        (folder / "content").write_text("half")
        raise RuntimeError
    assert read(generations) == "first"
    assert sorted(path.name for path in (tmp_path / "index").iterdir() if path.is_dir()) == [
        generations.current().name  # type: ignore[union-attr]
    ]


def test_only_one_predecessor_is_kept(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    for number in range(5):
        write(generations, str(number))
    folders = [path for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert sorted((folder / "content").read_text() for folder in folders) == ["3", "4"]


def test_what_a_killed_writer_left_goes_and_the_predecessor_stays(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    write(generations, "first")
    write(generations, "second")
    (tmp_path / "00000003-0abc").mkdir()
    write(generations, "third")
    folders = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert sorted((folder / "content").read_text() for folder in folders) == ["second", "third"]
    assert [(folder / "content").read_text() for folder in generations.predecessors()] == ["second"]


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    generations = Generations(tmp_path)
    write(generations, "first")
    assert read(generations) == "first"
    assert (tmp_path / "lost+found").is_dir()
