"""Finds what a reader cannot see: text of nothing but such characters says nothing. Pure."""

import re
import unicodedata
from typing import Final

# Unicode's default ignorables (soft hyphens, zero-width and direction marks, fillers of Hangul, variation
# selectors, tags) and the marks of interlinear notes: no width, no ink, part of no word.
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Controls, formats, surrogates, separators of every kind.
_NOT_SEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
# The braille cell without dots is a symbol to Unicode and a blank to the eye.
_BLANK_SYMBOLS: Final = "\u2800"


def is_blank(text: str) -> bool:
    """Returns whether nothing of a text can be seen."""
    return all(map(_is_unseen, text))


def _is_unseen(character: str) -> bool:
    if character in _BLANK_SYMBOLS or unicodedata.category(character) in _NOT_SEEN:
        return True
    return INVISIBLE.match(character) is not None


def emptied(text: str) -> str:
    """Returns the text as it is, or an empty one in place of what cannot be seen."""
    return "" if is_blank(text) else text
