"""Checks of single values that are more than bounds."""

from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from practices.currencies import currencies

DOI: Final = r"10\.\d{4,9}/\S+"
# Nothing that was noted here happened before.
FIRST_YEAR: Final = 1900
# ISO 639.
LANGUAGE: Final = "[a-z]{2,3}"


def between(low: float, high: float) -> list[MinValueValidator | MaxValueValidator]:
    """Return the validators of a number; exchanged records keep to the same bounds."""
    return [MinValueValidator(low), MaxValueValidator(high)]


def check_year(year: int) -> None:
    if not 1 <= year <= date.today().year:
        raise ValidationError(_("Write a year that has begun."), code="year")


def check_currency(code: str) -> None:
    if code not in currencies():
        raise ValidationError(_("Write the three letters of a currency, such as XOF."), code="currency")


def is_of_our_time(day: date | datetime) -> bool:
    """Return whether a day has begun, and is not of long ago: a slip of the hand in the year."""
    told = day.date() if isinstance(day, datetime) else day
    # East of Greenwich tomorrow has begun.
    return told.year >= FIRST_YEAR and told <= date.today() + timedelta(days=1)


def check_day(day: date) -> None:
    if not is_of_our_time(day):
        raise ValidationError(
            _("Write a day that has begun, and not before %(year)s.") % {"year": FIRST_YEAR}, code="day"
        )
