"""Texts for generated practices: the words of the starter collection in any order, and rare made-up words.

They read like nothing, but words are as frequent, as inflected and as accented as in real texts.
"""

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

RECORDS: Final = Path(__file__).resolve().parents[1] / "practices" / "starter" / "records"
# Share of words that a reader could not know: names, and what is spelt wrong.
RARE: Final = 0.1
RARE_WORDS: Final = 20_000


def _said(value: Any, language: str) -> list[str]:
    """All texts of that language anywhere in a record."""
    if isinstance(value, list):
        return [text for item in value for text in _said(item, language)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get(language), str):
        return [value[language]]
    return [text for item in value.values() for text in _said(item, language)]


@cache
def known_words(language: str) -> tuple[str, ...]:
    """Every word as often as it is used."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RECORDS.glob("*.json"))]
    return tuple(re.findall(r"\w+", " ".join(text for record in records for text in _said(record, language))))


@cache
def _rare_words() -> tuple[str, ...]:
    dice = random.Random(11)
    letters = "abcdefghilmnoprstuv"
    return tuple("".join(dice.choices(letters, k=dice.randint(4, 10))) for _ in range(RARE_WORDS))


def text(dice: random.Random, language: str, count: int) -> str:
    words = dice.choices(known_words(language), k=count)
    rare = _rare_words()
    return " ".join(dice.choice(rare) if dice.random() < RARE else word for word in words)


def query(dice: random.Random, language: str) -> str:
    """One to three words of at least four letters, as often asked as they are written."""
    usable = [word for word in dice.choices(known_words(language), k=40) if len(word) > 3 and word.isalpha()]
    return " ".join(usable[: dice.choice((1, 1, 2, 2, 3))])
