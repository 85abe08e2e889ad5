"""How names of places are compared: folded to bare letters, and one letter wrong. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_LETTERS: Final = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h"},
        **{
            "ı": "i",
            "ŋ": "ng",
            "ɛ": "e",
            "ɔ": "o",
            "ɓ": "b",
            "ɗ": "d",
            "ƙ": "k",
            "ə": "e",
            "ƴ": "y",
            "ɣ": "g",
        },
        **dict.fromkeys("'’‘ʻʼ`´ʿʾ"),
    }
)
_SAINTS: Final = {"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo"}
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Letters and digits only: no case, accents, hyphens, apostrophes or spaces; St is Saint.

    Empty for a name in another script.
    """
    return "".join(_SAINTS.get(word, word) for word in _words(name))


def foldings(typed: str) -> tuple[str, ...]:
    """What somebody may have meant: `st` at the end may be a Saint or the beginning of Stuttgart."""
    words = _words(typed)
    if words and words[-1] in _SAINTS:
        return fold(typed), fold(" ".join(words[:-1])) + words[-1]
    return (fold(typed),)


def one_letter_wrong(key: str) -> Iterator[str]:
    """Every key that differs by one letter left out, put in, exchanged, or swapped with its neighbour."""
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        for letter in _ALPHABET:
            yield before + letter + after
        if after:
            yield before + after[1:]
            for letter in _ALPHABET:
                if letter != after[0]:
                    yield before + letter + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


def _words(name: str) -> list[str]:
    plain = name.lower()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_LETTERS.sub(" ", plain.translate(_LETTERS)).split()
