"""Says what can be wrong with a record, in words that a correspondent can act on."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices import soil_carbon

ProblemCode = Literal[
    soil_carbon.CarbonFault,
    "unreadable",
    "not_found",
    "not_text",
    "file_too_big",
    "too_deep",
    "repeated_key",
    "no_records",
    "damaged_table",
    "strange_encoding",
    "unknown_kind",
    "macro_file",
    "old_sheet_file",
    "unpacks_too_large",
    "merged_cells",
    "too_many_records",
    "too_many_columns",
    "cell_too_long",
    "headings_alone",
    "no_points",
    "no_point",
    "nested_property",
    "other_system",
    "no_name_column",
    "formula_cell",
    "fault_cell",
    "date_cell",
    "yes_or_no",
    "unknown_word",
    "unknown_word_of_many",
    "not_a_record",
    "unknown_key",
    "required",
    "not_text_value",
    "not_a_number",
    "two_readings",
    "not_whole",
    "not_a_day",
    "day_to_come",
    "day_too_early",
    "not_yes_no",
    "not_a_list",
    "not_a_table",
    "too_many_rows",
    "more_problems",
    "unknown_language",
    "language_missing",
    "too_long",
    "one_line",
    "strange_characters",
    "wrong_form",
    "out_of_bounds",
    "reversed",
    "unknown_code",
    "unknown_factor",
    "no_codes",
    "repeated",
    "repeated_record",
    "half_position",
    "doubtful_position",
    "doubtful_position_cell",
    "ends_before_start",
    "unknown_source",
    "unknown_region",
    "unknown_drawing",
    "other_region",
    "known_record",
    "draft_waiting",
    "refused",
]

_OF_SOIL_CARBON: Final[dict[ProblemCode, Promise]] = dict(soil_carbon.MESSAGES.items())
MESSAGES: Final[Mapping[ProblemCode, Promise]] = {
    # the file
    "unreadable": _("This file cannot be read: it is not complete or not valid JSON."),
    "not_found": _("There is no such file or folder."),
    "not_text": _("This file is not text in UTF-8."),
    "file_too_big": _("This file is too big: at most %(most)s MB can be read."),
    "too_deep": _("This file holds lists within lists too deep to read."),
    "repeated_key": _("The entry “%(value)s” stands twice in one place: one of them would be lost."),
    "no_records": _("There is no record here."),
    # a table
    "damaged_table": _("This file is damaged: it cannot be read to its end. Save it anew and send it again."),
    "strange_encoding": _(
        "The accents in this file cannot be read for sure. "
        "Save it as “CSV UTF-8”, or as XLSX, and send it again."
    ),
    "unknown_kind": _("This is not a table that can be read. Send a file in CSV, XLSX, GeoJSON or JSON."),
    "macro_file": _(
        "This file holds macros: small programs that nobody should send. Save it as XLSX without them."
    ),
    "old_sheet_file": _(
        "This is an old kind of file, or one with a password. Save it as XLSX without a password."
    ),
    "unpacks_too_large": _(
        "This file becomes far too large when it is opened. Copy the rows into a new table and save that."
    ),
    "merged_cells": _("Cells are merged (%(where)s). Undo that, so that each value stands in its own cell."),
    "too_many_records": _("There are too many rows: at most %(most)s in one file. Split it."),
    "too_many_columns": _("There are too many columns: at most %(most)s."),
    "cell_too_long": _("One cell holds too much text: at most %(most)s characters."),
    "headings_alone": _(
        "There is one row only. The first row names the columns, each other row is a practice."
    ),
    "no_points": _("There are no points in this file: a list “features” is needed."),
    "no_point": _("Number %(number)s is not a point. Only points can be read, not lines or areas."),
    "nested_property": _("A property holds a table of its own. Only texts and numbers can be read."),
    "other_system": _("The positions are not in degrees of latitude and longitude (WGS 84). Save them so."),
    "no_name_column": _("No column holds the names of the practices. Say below which one does."),
    "formula_cell": _("This cell holds a formula (%(value)s). Write its result there instead."),
    "fault_cell": _("This cell holds a fault of the spreadsheet: %(value)s."),
    "date_cell": _(
        "The spreadsheet has made a date of this: %(value)s. Format the cell as text and write it again."
    ),
    "yes_or_no": _("Yes or no is needed here, not “%(value)s”."),
    "unknown_word": _("“%(value)s” is not one of the words for this column: %(known)s."),
    "unknown_word_of_many": _(
        "“%(value)s” is not one of the words for this column. The second sheet of the empty table lists them."
    ),
    # the shape
    "not_a_record": _("A record is needed here, but this is %(found)s."),
    "unknown_key": _("“%(value)s” is not an entry of a record."),
    "required": _("This must be filled in."),
    "not_text_value": _("Text is needed here, but this is %(found)s."),
    "not_a_number": _("A number is needed here, but this is %(found)s."),
    "two_readings": _("“%(value)s” can be read in two ways. Write %(small)s or %(large)s."),
    "not_whole": _("A whole number is needed here, not %(value)s."),
    "not_a_day": _("A day such as 2026-11-30 is needed here, not “%(value)s”."),
    "day_to_come": _("%(value)s has not come yet."),
    "day_too_early": _("%(value)s is too long ago."),
    "not_yes_no": _("true, false or nothing is needed here, but this is %(found)s."),
    "not_a_list": _("A list is needed here, but this is %(found)s."),
    "not_a_table": _("Named entries are needed here, but this is %(found)s."),
    "too_many_rows": _("There are too many rows here: at most %(most)s."),
    "more_problems": _("There are more problems in this record. Correct these first."),
    # texts
    "unknown_language": _("“%(value)s” is not one of the languages en, fr, es."),
    "language_missing": _("The text in “%(language)s” is missing."),
    "too_long": _("This text is too long: %(length)s characters, at most %(most)s."),
    "one_line": _("This must stand on one line."),
    "strange_characters": _("This text holds characters that cannot be shown: %(characters)s."),
    "wrong_form": _("“%(value)s” does not have the right form."),
    # numbers and codes
    "out_of_bounds": _("%(value)s is not between %(low)s and %(high)s."),
    "reversed": _("The lower end, %(low)s, is above the upper end, %(high)s."),
    "unknown_code": _("“%(value)s” is not a known code here."),
    "unknown_factor": _("“%(value)s” is not a condition that practices are compared by."),
    "no_codes": _("At least one code is needed here."),
    # one entry against another
    "repeated": _("“%(value)s” stands here more than once."),
    "repeated_record": _("“%(value)s” was already given in %(first)s."),
    "half_position": _("Latitude and longitude are needed together."),
    "doubtful_position": _(
        "%(reason)s Put it right, or write “position_confirmed”: true if somebody knows that it is right."
    ),
    "doubtful_position_cell": _(
        "%(reason)s Put it right, or write “yes” under “%(heading)s” if somebody knows that it is right."
    ),
    "ends_before_start": _("The last year, %(until)s, lies before the first, %(since)s."),
    "unknown_source": _("“%(value)s” is not the key of a source of this record."),
    "unknown_region": _("“%(value)s” is not a region that you can write to."),
    "unknown_drawing": _("There is no drawing “%(value)s” with its description."),
    **_OF_SOIL_CARBON,
    # writing
    "other_region": _("“%(value)s” already stands in a region that you cannot write to."),
    "known_record": _("“%(value)s” is on the site already. Change it there, or leave this row out."),
    "draft_waiting": _("Somebody is working on a draft of “%(value)s”. Publish the draft or drop it first."),
    "refused": _("The site cannot keep this: %(reason)s"),
}

# What a value is, in words, for the messages above.
FOUND: Final[Mapping[type, Promise]] = {
    type(None): _("nothing"),
    bool: _("yes or no"),
    int: _("a number"),
    float: _("a number"),
    str: _("text"),
    list: _("a list"),
    dict: _("a table of entries"),
}

_LONGEST_SHOWN = 60
# Control characters, lone surrogates; and the marks that turn the direction of writing. What Unicode has not
# assigned may be an emoji that is newer than this Python.
_STRANGE_CATEGORIES = frozenset({"Cc", "Cs"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


@dataclass(frozen=True, slots=True)
class Problem:
    """Holds one thing to mend. `row` counts from 1; 0 when the source holds one record or none."""

    source: str
    row: int
    path: str
    code: ProblemCode
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Returns the sentence, in the active language."""
        return str(MESSAGES[self.code]) % {name: _as_written(value) for name, value in self.values.items()}

    @property
    def where(self) -> str:
        row = str(_("record %(number)s") % {"number": self.row}) if self.row else ""
        return ", ".join(part for part in (self.source, row, self.path) if part)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def _as_written(value: object) -> object:
    """Returns a number with the decimal sign of the active language, anything else as it is."""
    if not isinstance(value, float):
        return value
    return f"{value:.10g}".replace(".", get_format("DECIMAL_SEPARATOR"))


def strange_characters(text: str) -> str:
    """Returns the characters that no page can show, as code points, each once; line feeds and tabs pass."""
    found = sorted({character for character in text if _is_strange(character)})
    return ", ".join(f"U+{ord(character):04X}" for character in found[:5])


def _is_strange(character: str) -> bool:
    if character in "\n\r\t":
        return False
    if (ord(character) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return True
    return character in _TURNING or unicodedata.category(character) in _STRANGE_CATEGORIES


def shown(value: object) -> str:
    """Returns a value as it can be repeated to a person: short, on one line, without strange characters."""
    if isinstance(value, float):
        # As it was typed: with fewer digits a million and a half would be 1.5e+06.
        return f"{value:.15g}"
    if isinstance(value, int):
        # Python refuses to write out a number of thousands of digits.
        return str(value) if abs(value) < 10**15 else "…"
    if not isinstance(value, str):
        return str(found(value))
    start = value[: _LONGEST_SHOWN + 1]
    text = "".join("�" if mark in "\n\r\t" or _is_strange(mark) else mark for mark in start)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def found(value: object) -> Promise | str:
    return FOUND.get(type(value), type(value).__name__)
