"""The drawn films of the starter collection: made of their storyboards, light, true to their records."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.storyboards import Storyboard
from practices import starter_films
from practices.drawings import LANGUAGES, STARTER
from practices.starter_films import Film

FILMS = starter_films.all_films()
each_film = pytest.mark.parametrize("film", FILMS, ids=[film.practice for film in FILMS])


def test_none_is_out_of_date() -> None:
    stale = [folder.name for folder in starter_films.folders() if not starter_films.is_fresh(folder)]
    assert len(FILMS) == 2
    assert not stale, "python -m benchmarks.tutorial_films"


@each_film
def test_a_prepaid_phone_can_afford_it(film: Film) -> None:
    assert (film.folder / starter_films.FILM).stat().st_size <= 300_000
    assert (film.folder / starter_films.POSTER).stat().st_size <= 8_000
    assert 30 <= film.seconds <= 60


@each_film
def test_it_is_a_small_film_that_plays_before_it_is_whole(film: Film) -> None:
    content = (film.folder / starter_films.FILM).read_bytes()
    assert content[4:8] == b"ftyp"
    assert content.index(b"moov") < content.index(b"mdat")
    assert b"avc1" in content and b"mp4a" not in content
    with Image.open(film.folder / starter_films.POSTER) as poster:
        assert poster.size == (film.width, film.height) == (360, 240)
        assert not poster.getexif()


@each_film
def test_each_caption_says_a_step_or_what_came_of_it(film: Film) -> None:
    """In the words of the record, shortened: nothing is claimed that it does not say."""
    record = json.loads((STARTER / "records" / f"{film.practice}.json").read_text())
    board = Storyboard(film.folder)
    for language in LANGUAGES:
        known = set()
        for scene in board.scenes:
            step = record["steps"][scene.step - 1]
            known |= words(
                " ".join((step["text"][language], step["when"][language], record["summary"][language]))
            )
        for caption in board.captions:
            assert words(caption.texts[language]) <= known | SMALL_WORDS, caption.texts[language]


SMALL_WORDS = {"y", "ellos"}


def words(text: str) -> set[str]:
    return set("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


@each_film
def test_captions_can_be_read_in_the_time_they_stand(film: Film) -> None:
    board = Storyboard(film.folder)
    ends = [0.0]
    for caption in board.captions:
        assert caption.start >= ends[-1]
        ends.append(caption.end)
        for text in caption.texts.values():
            assert len(text) / (caption.end - caption.start) <= 21, text
    assert ends[-1] <= film.seconds == board.seconds


@each_film
def test_the_parts_that_scenes_name_are_drawn(film: Film) -> None:
    board = Storyboard(film.folder)
    for second in range(film.seconds):
        assert "<path" in board.frame(second)


def test_a_changed_storyboard_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / FILMS[0].practice
    shutil.copytree(FILMS[0].folder, folder)
    shutil.copy(starter_films.FOLDER / starter_films.PARTS, tmp_path)
    assert starter_films.is_fresh(folder)
    board = folder / starter_films.STORYBOARD
    board.write_text(board.read_text().replace('"seconds": 7', '"seconds": 8'))
    assert not starter_films.is_fresh(folder)
    (folder / starter_films.FACTS).unlink()
    assert not starter_films.is_fresh(folder)
