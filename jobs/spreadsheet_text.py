"""Writes texts for spreadsheets, which calculate what looks like a formula, whoever wrote it."""

import re
from typing import Final

# What begins so is calculated. An apostrophe in front keeps it text; what reads such a table takes it off.
CALCULATED: Final = re.compile(r"'*\s*[=+\-@\t\r]")


def as_text(text: str) -> str:
    """Returns a text as a cell that no spreadsheet calculates."""
    return f"'{text}" if CALCULATED.match(text) else text
