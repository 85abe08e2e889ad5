"""Writes what fits one SMS: 160 characters of the alphabet that every phone sends without doubling the price.

The alphabet is that of GSM 03.38 (3GPP TS 23.038, 6.2.1), signs of its extension table counted twice. One
letter outside of it turns a message into one of 70 characters.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 160
BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("\f^{}\\[~]|€")
_WRITTEN: Final = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‑−", "-"),
        **{"…": "...", "·": "-", "œ": "oe", "Œ": "OE", "×": "x", "ı": "i", "đ": "d", "ł": "l"},
        **{"ŋ": "ng", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ə": "e"},
    }
)
_CUT: Final = "..."


def gsm_text(text: str) -> str:
    """Returns the text on one line in the letters of an SMS; what has none there is left out."""
    line = " ".join(text.translate(_WRITTEN).split())
    return " ".join("".join(map(_gsm_letter, unicodedata.normalize("NFC", line))).split())


def _gsm_letter(letter: str) -> str:
    known = BASIC | EXTENDED
    if letter in known:
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in known)


def gsm_length(text: str) -> int:
    """Returns how many characters of an SMS the text takes."""
    return sum(2 if letter in EXTENDED else 1 for letter in text)


def short_message(parts: Sequence[str], link: str) -> str:
    """Returns the parts and the link as one SMS, or the link alone where that has no room for words.

    The last parts are left out first, then the first one is cut after a word; the link is never cut.
    """
    room = LONGEST - gsm_length(link) - 1
    known = [text for part in parts if (text := gsm_text(part))]
    while len(known) > 1 and gsm_length(". ".join(known)) > room:
        known.pop()
    said = _cut(". ".join(known), room)
    return f"{said} {link}" if said else link


def _cut(text: str, room: int) -> str:
    if gsm_length(text) <= room:
        return text
    words: list[str] = []
    for word in text.split():
        if gsm_length(" ".join([*words, word]) + _CUT) > room:
            break
        words.append(word)
    return " ".join(words).rstrip(" ,;:.-") + _CUT if words else ""
