"""Finds the drawn films of the starter collection; `benchmarks/tutorial_films.py` makes them.

Each lies in `starter/films/`, in a folder that bears the name of its practice's record.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from practices.drawings import LANGUAGES, STARTER

FOLDER: Final = STARTER / "films"
FILM: Final = "film.mp4"
POSTER: Final = "poster.jpg"
STORYBOARD: Final = "storyboard.json"
PARTS: Final = "parts.json"
FACTS: Final = "film.json"


@dataclass(frozen=True, slots=True)
class Film:
    """Holds what a film is called and says by language, its size in pixels and its length."""

    folder: Path
    made_of: str
    width: int
    height: int
    seconds: int
    title: Mapping[str, str]
    transcript: Mapping[str, str]

    @property
    def practice(self) -> str:
        """Returns the id of the record that the film belongs to."""
        return self.folder.name

    def captions(self, language: str) -> str:
        """Returns the captions as WebVTT."""
        return (self.folder / captions_name(language)).read_text(encoding="utf-8")


def all_films(folder: Path = FOLDER) -> list[Film]:
    """Returns the films in a folder, by the names of their practices."""
    return [Film(each, **json.loads((each / FACTS).read_text(encoding="utf-8"))) for each in folders(folder)]


def folders(folder: Path = FOLDER) -> list[Path]:
    """Returns the folders of all films."""
    return sorted(file.parent for file in folder.glob(f"*/{STORYBOARD}"))


def captions_name(language: str) -> str:
    return f"captions-{language}.vtt"


def digest(folder: Path) -> str:
    """Returns the SHA-256 of what a film is made of."""
    parts = (folder / STORYBOARD, folder.parent / PARTS)
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def is_fresh(folder: Path) -> bool:
    """Returns whether all files of a film are there and were made of its storyboard as it is."""
    names = (FILM, POSTER, FACTS, *map(captions_name, LANGUAGES))
    if not all((folder / name).is_file() for name in names):
        return False
    return bool(json.loads((folder / FACTS).read_text(encoding="utf-8"))["made_of"] == digest(folder))
