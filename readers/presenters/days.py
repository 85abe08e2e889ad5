"""Several days as people write them: month and year once where they are the same."""

import re
from datetime import date
from typing import Final

from django.utils.formats import date_format, get_format

from readers.presenters.wording import EN_DASH

# What stands before the year at the end of a date: "N j, Y", "j F Y", "j \d\e F \d\e Y".
YEAR_LAST: Final = re.compile(r",? (?:\\d\\e )?Y$")


def days_text(first: date, last: date | None) -> str:
    """Return one day, or the first and the last of several, in the active language."""
    if last is None or last == first:
        return date_format(first, "DATE_FORMAT")
    pattern, ends = get_format("DATE_FORMAT"), date_format(last, "DATE_FORMAT")
    if first.year != last.year or not YEAR_LAST.search(pattern):
        return f"{date_format(first, 'DATE_FORMAT')} {EN_DASH} {ends}"
    without_year = YEAR_LAST.sub("", pattern)
    if first.month != last.month:
        return f"{date_format(first, without_year)} {EN_DASH} {ends}"
    if pattern.startswith("j"):
        return f"{first.day}{EN_DASH}{ends}"
    return f"{date_format(first, without_year)}{EN_DASH}{date_format(last, pattern[pattern.index('j') :])}"
