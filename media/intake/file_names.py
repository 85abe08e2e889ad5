"""Reads what a person's file is called: the extension, and a title to begin with."""

import re
import unicodedata
from pathlib import PurePath
from typing import Final

TITLE_LETTERS: Final = 255
# Longer than any of them; what comes after an earlier dot belongs to the name.
EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
# These join letters and emoji of some scripts.
JOINERS: Final = "\u200c\u200d"


def extension(name: str | None) -> str:
    """Returns the extension in small letters without its dot; nothing if there is none.

    The last dot of a date ("2026.11.29 Kopargo") begins none.
    """
    suffix = PurePath((name or "").strip()).suffix
    return suffix[1:].lower() if EXTENSION.fullmatch(suffix) else ""


def title(name: str | None) -> str:
    """Returns the name without its extension as one line in NFC, cut to what a title holds."""
    seen = "".join(
        sign
        for sign in unicodedata.normalize("NFC", name or "")
        if sign.isspace() or sign in JOINERS or unicodedata.category(sign) not in INVISIBLE
    )
    return EXTENSION.sub("", " ".join(seen.split())).strip(" .")[:TITLE_LETTERS]
