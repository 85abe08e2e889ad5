"""Checks of single values that are more than bounds."""

from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from practices.currencies import currencies

DOI: Final = r"10\.\d{4,9}/\S+"


def between(low: float, high: float) -> list[MinValueValidator | MaxValueValidator]:
    """Return the validators of a number; exchanged records keep to the same bounds."""
    return [MinValueValidator(low), MaxValueValidator(high)]


def check_year(year: int) -> None:
    if not 1 <= year <= date.today().year:
        raise ValidationError(_("Write a year that has begun."), code="year")


def check_currency(code: str) -> None:
    if code not in currencies():
        raise ValidationError(_("Write the three letters of a currency, such as XOF."), code="currency")


def check_day(day: date) -> None:
    # East of Greenwich tomorrow has begun.
    if day > date.today() + timedelta(days=1):
        raise ValidationError(_("Write a day that has begun."), code="day")
