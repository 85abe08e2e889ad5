"""Checks of single values that are more than bounds."""

from datetime import date, timedelta
from functools import cache

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def check_year(year: int) -> None:
    if not 1 <= year <= date.today().year:
        raise ValidationError(_("Write a year that has begun."), code="year")


def check_currency(code: str) -> None:
    if code not in _currencies():
        raise ValidationError(_("Write the three letters of a currency, such as XOF."), code="currency")


def check_day(day: date) -> None:
    # East of Greenwich tomorrow has begun.
    if day > date.today() + timedelta(days=1):
        raise ValidationError(_("Write a day that has begun."), code="day")
