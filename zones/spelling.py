"""Says how names are compared: folded to bare letters, labels with their words, one letter wrong. Pure.

Words that are searched are folded by the index's own analyser (`search/text/analyser.py`).
"""

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


def without_accents(text: str) -> str:
    """Returns `text` in small letters and without accents; other scripts and signs stay."""
    # In this order, by which the keys of the gazetteer's file are sorted.
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def fold_label(label: str) -> str:
    """Returns a label as it is compared: no accents or capitals, single spaces; in any script."""
    return " ".join(without_accents(label.replace("’", "'")).split())


def name_words(name: str) -> list[str]:
    """Returns the words of a name as they are compared: no accents, capitals or signs; in any script."""
    letters = (c if unicodedata.category(c)[0] not in "CPSZ" else " " for c in without_accents(name))
    return "".join(letters).split()


def fold(name: str) -> str:
    """Returns the name of a place as it is compared: letters and digits only, St is Saint.

    Without case, accents, hyphens, apostrophes and spaces; empty for a name in another script.
    """
    return "".join(_SAINTS.get(word, word) for word in _words(name))


def foldings(typed: str) -> tuple[str, ...]:
    """Returns what somebody may have meant: `st` at the end may be a Saint or the beginning of Stuttgart."""
    words = _words(typed)
    if words and words[-1] in _SAINTS:
        return fold(typed), fold(" ".join(words[:-1])) + words[-1]
    return (fold(typed),)


def begins_with_words(name: str, key: str) -> bool:
    """Returns whether the first whole words of a longer name fold to the key: Fada of Fada N'gourma."""
    words = _words(name.replace("'", " ").replace("’", " "))
    begun = ""
    for word in words[:-1]:
        begun += _SAINTS.get(word, word)
        if len(begun) >= len(key):
            return begun == key
    return False


def one_letter_wrong(key: str) -> Iterator[str]:
    """Yields every key that differs by one letter: left out, put in, exchanged, or two of them swapped."""
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
    return _NOT_LETTERS.sub(" ", without_accents(name).translate(_LETTERS)).split()
