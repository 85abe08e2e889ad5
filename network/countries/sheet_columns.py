"""Names the columns of the spreadsheet of a country, and how its answers are written in a cell."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.countries.indicators import INDICATORS, Indicator
from network.models import Origin
from zones.vocabulary import LANGUAGES

CODE: Final = "indicator"
LOW: Final = "low"
BEST: Final = "best"
HIGH: Final = "high"
YEAR: Final = "year"
ORIGIN: Final = "origin"
TIER: Final = "tier"
SOURCE: Final = "source_text"
ADDRESS: Final = "source_url"
NOTE: Final = "note"

# Whichever language a file was taken in, it can be sent back; meaning and unit are there to be read.
COLUMNS: Final[Mapping[str, Promise]] = {
    CODE: gettext_lazy("Code, please leave it"),
    "meaning": gettext_lazy("What is asked"),
    LOW: pgettext_lazy("column of a table", "Low"),
    BEST: pgettext_lazy("column of a table", "Value"),
    HIGH: pgettext_lazy("column of a table", "High"),
    "unit": gettext_lazy("Unit"),
    YEAR: gettext_lazy("Year"),
    ORIGIN: gettext_lazy("Reported or measured"),
    TIER: gettext_lazy("Tier (1, 2, 3)"),
    SOURCE: gettext_lazy("Source"),
    ADDRESS: gettext_lazy("Address of the source"),
    NOTE: gettext_lazy("Note"),
}
NEEDED: Final = (CODE, LOW, BEST, HIGH, YEAR, SOURCE)


def places_of(headings: Sequence[str]) -> dict[str, int]:
    """Returns where each column stands, whichever of the languages its heading is in."""
    known = _headings()
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := known.get(heading.casefold()):
            found.setdefault(name, place)
    return found


@cache
def _headings() -> dict[str, str]:
    known: dict[str, str] = {}
    for code in LANGUAGES:
        with translation.override(code):
            known |= {str(label).casefold(): name for name, label in COLUMNS.items()}
    return known


@cache
def answers_of(code: str) -> dict[str, str]:
    """Returns the code of each answer by all that may stand in a cell for it, in small letters."""
    return _words(INDICATORS[code].choices or {})


@cache
def origins() -> dict[str, str]:
    """Returns the code of each origin by all that may stand in a cell for it, in small letters."""
    return _words({str(each.value): each.label for each in Origin})


def answer_words(indicator: Indicator) -> list[str]:
    """Returns the answers to a question as they are written in a cell, in the active language."""
    return [str(label) for label in (indicator.choices or {}).values()]


def _words(labels: Mapping[str, Promise | str]) -> dict[str, str]:
    found = {code: code for code in labels}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {str(label).casefold(): code for code, label in labels.items()}
    return found
