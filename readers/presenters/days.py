"""Several days as people write them: month and year once where they are the same."""

from datetime import date

from babel.dates import format_interval
from django.utils.formats import date_format

from readers.presenters.wording import locale


def days_text(first: date, last: date | None) -> str:
    """Return one day, or the first and the last of several, in the active language."""
    if last is None or last == first:
        return date_format(first, "DATE_FORMAT")
    return str(format_interval(first, last, "yMMMd", locale=locale()))
