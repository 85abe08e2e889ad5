"""Takes a number that no row can have for that of no row, wherever a form or an address names one.

Django does so itself where a column equals one number. For several numbers, and through a relation, it asks
the database, which raises an error for a number that is too large for it.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignObject, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

# Every column has room for a number of so many digits, or knows that it has not: see below.
MOST_DIGITS: Final = 19


def row_number(text: str) -> int:
    """Returns the number that a text is; 0, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def row_numbers(texts: Iterable[str]) -> list[int]:
    """Returns the numbers among the texts, in their order."""
    return [number for text in texts if (number := row_number(text))]


class _Column:
    """Knows which numbers the column on the left side of a lookup can hold."""

    lhs: Any
    rhs: Any

    def holds(self, value: Any, connection: Any) -> bool:
        field = self.lhs.output_field
        while field.is_relation:
            field = field.target_field
        if not isinstance(value, int) or not isinstance(field, IntegerField):
            return True
        low, high = connection.ops.integer_field_range(field.get_internal_type())
        return (low is None or value >= low) and (high is None or value <= high)


class _OneOf(_Column):
    """Leaves out numbers that the column cannot hold."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        lookup: Any = super()
        if self.rhs_is_direct_value():  # type: ignore[attr-defined]
            self.rhs = [value for value in self.rhs if self.holds(value, connection)]
        return lookup.process_rhs(compiler, connection)


class OneOfNumbers(_OneOf, In):
    pass


class OneOfRelated(_OneOf, RelatedIn):
    pass


class ExactRelated(_Column, RelatedExact):
    """Finds nothing by a number that the column cannot hold."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if not self.holds(self.rhs, connection):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def connect() -> None:
    """Puts these in the place of Django's own; idempotent."""
    IntegerField.register_lookup(OneOfNumbers)
    ForeignObject.register_lookup(OneOfRelated)
    ForeignObject.register_lookup(ExactRelated)
