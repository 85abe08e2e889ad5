"""Finds what a reader cannot see, and takes it out of what people type. Pure."""

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


# Marks that come along with what is copied from a page or a chat, and that nobody typed on purpose. They are
# written as escapes: in the source nobody would see them either.
_MARKS: Final = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff"
# Separators that few programs show as the end of a line.
_LINE_ENDS: Final = re.compile("[\u2028\u2029]")
# The two joiners are letters of a word in Arabic and Indic scripts and hold emoji together, so after such a
# character they stay; after Latin letters, signs and blanks they do nothing.
_SCRIPTS_THAT_JOIN: Final = "\u0590-\u1dff\u2190-\u2bff\u2d30-\ufefe\U00010000-\U0010ffff"
_UNTYPED: Final = re.compile(f"[{_MARKS}]|(?<![{_SCRIPTS_THAT_JOIN}])[\u200c\u200d]")


def without_marks(text: str) -> str:
    """Returns the text without the invisible marks that nobody types on purpose.

    The one rule for all that readers and editors type or import: names of places, texts, words. What is
    compared with other texts is folded besides and then loses every character of `INVISIBLE`.
    """
    return _UNTYPED.sub("", text)


def is_blank(text: str) -> bool:
    """Returns whether nothing of a text can be seen."""
    return all(map(_is_unseen, text))


def _is_unseen(character: str) -> bool:
    if character in _BLANK_SYMBOLS or unicodedata.category(character) in _NOT_SEEN:
        return True
    return INVISIBLE.match(character) is not None


def emptied(text: str) -> str:
    """Returns the text in composed form (NFC) without invisible marks; empty where nothing can be seen."""
    if is_blank(text):
        return ""
    return unicodedata.normalize("NFC", without_marks(_LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """Returns the same of a text that must stand on one line."""
    return " ".join(filter(None, (line.strip() for line in emptied(text).splitlines())))
